"""Restoring a backup: looked at before anything is touched, and what it replaces is backed up first.

It works on a home that is sound, on one whose database is damaged, and where there is none. Promise 2 holds through
it: an edition that was published keeps its number, even where the backup is older than it.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from office import backups
from office.clock import office_clock
from office.failures import JobError
from office.home import Home, open_home, read_settings
from office.home_files import files_of, put_files_back, write_whole
from office.lease import MORNING, TERMINALS, hold
from office.published_only import PublishedOnly, days_words, published_only
from office.restore_check import DATABASE, Contents, contents, failure, refusal
from office.restore_rows import act_of, rows_for
from office.settings_file import Settings, settings_from
from store import replacing, restoring
from store.database import Store, StoreError
from store.database_file import discard
from store.editions import headings
from store.replacing import MovedError

WAIT = 20.0  # seconds that reading or posting is waited for
TAKEN = "在岗正在读设备、公示或者备份，没有恢复；请等几分钟，做完以后再恢复"
ATTEMPTS = 3
Progress = Callable[[str, int, int], object]


@dataclass(frozen=True)
class Restored:
    """What a restore did. `replaced` is the backup of what was there before, or the damaged file that was set aside;
    `published_only` are editions of which only the publication folder knows now."""

    file: str
    replaced: str
    editions: int
    published_only: tuple[PublishedOnly, ...] = ()
    notes: tuple[str, ...] = ()


def restore(path: Path, file: Path, progress: Progress | None = None) -> Restored:
    """Put a backup in the place of what a home holds now.

    Raises JobError with why and the remedy where the file will not do, the disk is full or somebody is at work; then
    nothing has changed.
    """
    file = file.absolute()
    found = contents(path, file)
    bare = not path.exists()
    staged = path / f".zaigang-restore-{uuid4().hex}.part"
    try:
        path.mkdir(parents=True, exist_ok=True)
        _stage(file, staged, progress)
        replaced, was_training = _put_in_place(path, staged, found, progress)
    except (StoreError, OSError) as error:
        raise JobError(failure(error)) from error
    finally:
        discard(staged)
        if bare:
            with suppress(OSError):
                path.rmdir()
    return _told(path, found, replaced, was_training)


def _stage(file: Path, staged: Path, progress: Progress | None) -> None:
    for left in staged.parent.glob(".zaigang-restore-*"):  # of restores that were cut off
        with suppress(OSError):
            left.unlink()
    try:
        restoring.stage(file, staged, _step(progress, "核对备份"))
    except (StoreError, OSError) as error:
        raise JobError(refusal(error, file)) from error


def _step(progress: Progress | None, label: str) -> Callable[[int, int], object] | None:
    return (lambda done, total: progress(label, done, total)) if progress else None


# ---------------------------------------------------------------- in the place of what is there


def _put_in_place(path: Path, staged: Path, found: Contents, progress: Progress | None) -> tuple[str, bool | None]:
    """Gives where what was replaced is kept, and whether that was for training; None where nobody knows."""
    try:
        with _present(path) as home:
            was_training = home.training
            return _replace(home, staged, found, progress), was_training
    except StoreError as error:
        if error.code not in ("damaged", "missing"):
            raise
    finally:
        replacing.let_go()
    return _install(path, staged, found), None


@contextmanager
def _present(path: Path) -> Iterator[Home]:
    """The home as it is, for as long as nobody reads terminals, posts or backs up in it."""
    store = Store.open(path / DATABASE)
    home = Home(path, store, _settings(path), office_clock(store.training))
    try:
        with ExitStack() as held:
            for lease in (MORNING, TERMINALS, backups.LEASE):
                held.enter_context(hold(home, lease, WAIT, TAKEN))
            yield home
    finally:
        store.close()


def _settings(path: Path) -> Settings:
    """As they stand; where they do not hold, what holds without them."""
    try:
        return read_settings(path)
    except JobError:
        return settings_from("")


def _replace(home: Home, staged: Path, found: Contents, progress: Progress | None) -> str:
    folder = home.backups if home.backups.is_dir() else home.path / "backups"
    folder.mkdir(exist_ok=True)
    for _ in range(ATTEMPTS):
        file, copied, _label = backups.take(home, folder, "replaced-", progress)
        rows = rows_for(home.path, staged, found, restoring.published_numbers(file))
        restoring.complete(staged, act_of(home.clock(), found), rows, restoring.leases())
        try:
            replacing.replace(home.store, staged, copied.change, _step(progress, "恢复"))
        except MovedError:
            continue  # somebody recorded something: it belongs into the backup of what is replaced
        put_files_back(home.path, home.store)
        return str(file.absolute())
    raise JobError(TAKEN)


def _install(path: Path, staged: Path, found: Contents) -> str:
    """Where no database can be opened: what lies there is set aside, never deleted."""
    now = office_clock(found.training)()
    restoring.complete(staged, act_of(now, found), rows_for(path, staged, found, {}))
    aside = f"zaigang-damaged-{now:%Y-%m-%dT%H%M%S}"
    if (path / DATABASE).exists():
        for name, content in files_of(path).items():
            write_whole(path / f"{aside}.{name}", content)
    kept = replacing.install(staged, path.absolute() / DATABASE, aside)
    return kept[0] if kept else ""


# ---------------------------------------------------------------- told


def _told(path: Path, found: Contents, replaced: str, was_training: bool | None) -> Restored:
    for name in ("published", "backups", "logs"):
        (path / name).mkdir(exist_ok=True)
    with open_home(path) as home:
        with home.store.reading():
            editions = len(headings())
        only = published_only(home)
    return Restored(found.file, replaced, editions, only, tuple(_notes(found, replaced, was_training, only)))


def _notes(found: Contents, replaced: str, was_training: bool | None, only: tuple[PublishedOnly, ...]) -> Iterator[str]:
    if replaced and was_training is None:
        yield f"原来的数据库打不开，已经移到 {replaced}，没有删除"
    if was_training is not None and was_training != found.training:
        yield "原来是正式数据，恢复的是演练数据" if found.training else "原来是演练数据，恢复的是正式数据"
    if only:
        yield (
            f"公示文件夹里有恢复的数据里没有的公示：{days_words(only)}。文件没有动，这些天再公示时往后编号；"
            "请核对后重新公示"
        )
