"""Every look at the office's health, one after the other; whatever is broken, the others are still looked at."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from office import doctor_machine as machine
from office import doctor_office as office
from office import health
from office.clock import office_clock
from office.failures import JobError, sentence
from office.health import BAD, OK, Check
from office.home import Home, read_settings
from office.home_files import put_files_back
from office.settings_file import Settings, settings_from
from store import replacing
from store.database import Store, StoreError

Progress = Callable[[str, int, int], object]
Look = Callable[[], Check | Iterable[Check]]


def doctor(path: Path, progress: Progress | None = None) -> tuple[Check, ...]:
    """Everything that is worth a look, in the order in which it is to be seen to. Changes nothing of the office's."""
    found: list[Check] = []
    with _opened(path) as (home, trouble):
        looks = [*_closed(path, home), *(_open(home) if home else ())]
        found += [trouble] if trouble else []
        for done, (name, look) in enumerate(looks, start=1):
            found += _looked(name, look)
            if progress:
                progress("检查", done, len(looks))
    return tuple(found)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Home | None, Check | None]]:
    """The home where its database opens, else what is wrong with that; settings that do not hold are no hindrance."""
    try:
        store = Store.open(path / "zaigang.db")
    except StoreError as error:
        replacing.let_go()
        yield None, machine.no_database(path, error.code, sentence(error) or "")
        return
    try:
        put_files_back(path, store)
        yield Home(path, store, _settings(path), office_clock(store.training)), None
    finally:
        store.close()


def _settings(path: Path) -> Settings:
    try:
        return read_settings(path)
    except JobError:
        return settings_from("")


def _closed(path: Path, home: Home | None) -> Iterator[tuple[str, Look]]:
    """What can be looked at in any case."""
    settings = home.settings if home else _settings(path)
    published, backups = path / settings.publication, path / settings.backups
    folders = {"数据": path, "公示": published, "备份": backups, "日志": path / "logs"}
    made = {name for name, folder in folders.items() if path in folder.parents and not folder.exists()}
    here = {name: folder for name, folder in folders.items() if name != "公示" or health.reachable(folder)}
    here = {name: folder for name, folder in here.items() if name not in made}  # made when first written to
    if home:
        yield "database", partial(office.database_check, home)
    yield "settings", lambda: machine.settings_check(path)
    yield "folders", lambda: machine.rights_check(here)
    yield "disk", lambda: health.disk_check(folders, health.database_size(path))
    yield "fonts", machine.fonts_check
    yield "time_zone", machine.time_zone_check
    yield "set_aside", lambda: machine.left_over(path)


def _open(home: Home) -> Iterator[tuple[str, Look]]:
    """What the database must tell."""
    yield "migrations", lambda: Check("migrations", OK, "数据库的结构是最新的")
    yield "rulebook", lambda: office.rulebook_check(home)
    yield "clock", lambda: office.clock_check(home)
    yield "calendar", lambda: office.calendar_check(home)
    yield "backup", lambda: office.backup_checks(home)
    yield "terminals", lambda: office.terminal_checks(home)
    yield "publication", lambda: health.publication_check(home)
    yield "published_only", lambda: office.published_check(home)
    yield "leases", lambda: office.lease_check(home)


def _looked(name: str, look: Look) -> list[Check]:
    """One look; where it comes to grief, that is what was found."""
    try:
        found = look()
        return [found] if isinstance(found, Check) else list(found)
    except Exception as error:  # noqa: BLE001 - the other looks are still worth something
        said = sentence(error) or f"这一项没有查成（{type(error).__name__}：{error}）"
        return [Check(name, BAD, said, "请联系维护人员" if sentence(error) is None else "")]
