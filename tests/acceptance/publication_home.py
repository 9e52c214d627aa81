"""A home with posted days and a publication folder, for the tests of what is published. Days are frozen as they are,
without terminals: what is published of a day is made from its frozen document alone."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from posting_samples import day as day_of
from posting_samples import finding, leave, on_leave, person, post, session, vacancy

from attendance.document import EditionDoc, PersonDoc
from office.home import Home, create_home, open_home
from store.database import record_change
from store.editions import add_edition

CENTRE = "安庆市政务服务中心"
UNITS = ("市公安局", "市税务局", "A/局")
NOW = datetime(2026, 11, 23, 9, 30)


def make(path: Path, share: Path | None = None, months: int = 24) -> Path:
    """A new home that publishes into a share."""
    create_home(path, "anqing-2013", training=True, centre=CENTRE)
    settings = path / "settings.toml"
    content = settings.read_text("utf-8").replace("publication_months = 24", f"publication_months = {months}")
    if share:
        content = content.replace("publication = 'published'", f"publication = '{share}'")
    settings.write_text(content, "utf-8")
    return path


@contextmanager
def at_work(path: Path, now: datetime = NOW) -> Iterator[Home]:
    """The home, open."""
    with open_home(path, lambda: now) as home:
        yield home


def staff(extra: str = "") -> list[PersonDoc]:
    """Somebody in each unit: one in time, one late, one on leave with somebody of another unit to stand in."""
    ill = person("1003", "王五", *on_leave("病假", "am", "pm"), unit=UNITS[2]) | {
        "entries": [leave(what="病假", cover="1001")]
    }
    late = session("am", "08:37:12", result="late"), session("pm"), finding("late", "am", 7)
    people = [person("1001", "张三", unit=UNITS[0]), person("1002", "李四", *late, unit=UNITS[1]), ill]
    return [*people, person("1004", "赵六", unit=extra)] if extra else people


def freeze(home: Home, day: date, people: list[PersonDoc] | None = None, **notes: Any) -> EditionDoc:
    """Post a day, or a new edition of it, the next morning, without any file."""
    posts = [post("A01", vacancy("10:05", "10:25", 20, ("1003", "王五", "on_leave:病假")))]
    judged = day_of(people or staff(), date=day.isoformat(), posts=posts)
    moment = datetime.combine(day + timedelta(days=1), time(9, 30))
    with home.store.transaction():
        change = record_change(moment, "王芳", f"post {day}")
        reason = "" if not notes.pop("again", False) else "F2设备读回"
        return add_edition(day, ("v1", "anqing-2013", "x"), "digest", judged, ([], [], reason), change, notes or None)


def post_weeks(home: Home, first: date, last: date, *twice: date) -> None:
    """Every weekday between two, some of them twice."""
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        if day.weekday() < 5:
            freeze(home, day)
        if day in twice:
            freeze(home, day, again=True)


# ---------------------------------------------------------------- the folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that a visitor sees."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def links(page: Path) -> list[Path]:
    """Where a page leads."""
    parts = page.read_text("utf-8").split('href="')[1:]
    hrefs = [part.split('"')[0] for part in parts]
    return [Path(os.path.normpath(page.parent / unquote(href))) for href in hrefs if not href.startswith("#")]


def reached(folder: Path, *but: str) -> set[str]:
    """Every file that links lead to from the list of all; a link that leads nowhere fails, some excepted."""
    todo, seen = [folder / "index.html"], set[Path]()
    while todo:
        page = todo.pop()
        assert page.is_file(), page
        if page not in seen:
            seen.add(page)
            todo += [each for each in links(page) if each.name not in but] if page.suffix == ".html" else []
    return {page.relative_to(folder).as_posix() for page in seen}


def empty(folder: Path) -> None:
    """All gone but the folder itself."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
