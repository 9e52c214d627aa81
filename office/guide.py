"""The first start: which of the four steps are done, and a demo centre to try the program with."""

import logging
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from attendance.records import CalendarDay
from office.demo_window import MARKER, is_demo
from office.failures import JobError, sentence
from office.home import create_home, default_home, open_home

if TYPE_CHECKING:
    from office.pull import Progress

RECOMMENDED = "anqing-2013"
DEMO_ENDING = "-demo"
STEPS = ("home", "roster", "terminals", "reading")
AN_ORDINARY_DAY = date(2026, 11, 20)


class Standing(NamedTuple):
    """How far the first start is. `done` names the steps that are done, `next` the one to do, empty at the end.

    `trouble` is a sentence where there is a home that cannot be opened. `demo` says that the home is the demo centre,
    `demo_place` where one lies or would be built, `demo_there` whether a whole one lies there.
    """

    path: Path
    done: tuple[str, ...]
    next: str
    centre: str
    rulebook: str
    people: int
    terminals: int
    read: int
    demo: bool
    demo_place: Path
    demo_there: bool
    trouble: str = ""


def standing(path: Path) -> Standing:
    """How far the first start is; a home that is missing or does not open is no failure."""
    place = demo_place(path)
    empty = Standing(path, (), "home", "", "", 0, 0, 0, is_demo(path), place, is_demo(place) and _whole(place))
    if not _whole(path):
        return empty
    try:
        centre, rulebook, counts = _counted(path)
    except Exception as error:
        said = sentence(error)
        if said is None:
            raise
        return empty._replace(trouble=said)
    done = ("home", *(step for step, count in zip(STEPS[1:], counts, strict=True) if count))
    left = [step for step in STEPS if step not in done]
    people, terminals, read = counts
    return empty._replace(
        done=done,
        next=left[0] if left else "",
        centre=centre,
        rulebook=rulebook,
        people=people,
        terminals=terminals,
        read=read,
    )


def _whole(path: Path) -> bool:
    """Whether a home lies there; one that was interrupted while it was made does not count."""
    return (path / "zaigang.db").is_file()


def _counted(path: Path) -> tuple[str, str, tuple[int, int, int]]:
    from office.people import list_people
    from office.terminals import list_terminals

    with open_home(path) as home:
        today = home.clock().date()
        people = sum(stint.last is None or stint.last >= today for stint in list_people(home))
        listed = list_terminals(home)
        rulebook = home.rulebook(today).book.title
        return home.settings.centre, rulebook, (people, len(listed), sum(each.read is not None for each in listed))


# ---------------------------------------------------------------- the rulebooks to choose from


class Choice(NamedTuple):
    """A rulebook that comes with the program: its name, title, and what it asks for in one line."""

    name: str
    title: str
    line: str


def choices(_path: Path) -> tuple[Choice, ...]:
    """The shipped rulebooks, the recommended one first; for a home that may not be there yet."""
    from attendance.rulebook_check import shipped_names

    return tuple(_choice(name) for name in sorted(shipped_names(), key=lambda name: (name != RECOMMENDED, name)))


def _choice(name: str) -> Choice:
    from attendance.rulebook_check import load_rulebook, shipped_text

    rulebook = load_rulebook(shipped_text(name))
    rules = rulebook.on(CalendarDay(AN_ORDINARY_DAY, True, AN_ORDINARY_DAY.weekday()))
    asked = ["、".join(f"{_clock(session.start)}–{_clock(session.end)}" for session in rules.hours)]
    asked += [f"提前 {rules.punctuality.early_minutes} 分钟到岗"] if rules.punctuality.early_minutes else []
    shortest = min(session.end - session.start for session in rules.hours)
    if rules.punctuality.absent_after < shortest:  # where the regulation has no such rule, the number is out of reach
        asked.append(f"迟到满 {rules.punctuality.absent_after} 分钟旷工")
    if rules.step_away and rules.step_away.limit_minutes:
        asked.append(f"离岗限 {rules.step_away.limit_minutes} 分钟")
    return Choice(name, rulebook.book.title, "；".join(asked))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def make_home(path: Path, rulebook: str, centre: str, training: bool = False) -> Standing:
    """The first step: make the home, for training where that is wanted. Raises JobError, also where the centre has
    no name."""
    if not centre.strip():
        raise JobError("中心名称没有填写，请填写；它印在公示表的标题里，以后可以在设置里改")
    create_home(path, rulebook, training, centre.strip())
    return standing(path)


# ---------------------------------------------------------------- the demo centre


def demo_place(path: Path) -> Path:
    """Where the demo centre of a home lies: beside it, never in it. The demo's own is itself."""
    return path if is_demo(path) else path.with_name(f"{path.name}{DEMO_ENDING}")


def real_home(demo: Path) -> Path:
    """The home from which a demo centre was opened; the default one where it was made by hand."""
    name = demo.name.removesuffix(DEMO_ENDING)
    return demo.with_name(name) if name and name != demo.name else default_home()


def build_demo(path: Path, progress: "Progress | None" = None) -> Path:
    """Build the demo centre beside a home, replacing an earlier one; gives its place. Raises JobError.

    It is built aside and put in place when it is whole, so that what was cancelled is never opened.
    """
    from office.demo import run_demo

    place = demo_place(path)
    if place.exists() and not is_demo(place):
        raise JobError(f"{place} 里已有别的内容，不是演示中心，什么也没有改动；请先把它移走或改名")
    aside = place.with_name(f"{place.name}.part")
    run_demo(aside, progress)
    if place.exists():
        _delete(place)
    aside.rename(place)
    return place


def discard_demo(path: Path) -> Path:
    """Delete the demo centre of a home, or the one that is open, and everything in it; gives the home to go on with.

    Raises JobError where there is none: nothing else is ever deleted.
    """
    demo = demo_place(path)
    if demo.is_symlink() or not is_demo(demo):
        raise JobError(f"{demo} 不是演示中心，什么也没有删除")
    _delete(demo)
    return real_home(demo)


def _delete(demo: Path) -> None:
    """The marker goes last, so that what was interrupted can be finished; a log that another process of the window
    still keeps open may stay with it until then."""
    _let_go_of(demo)
    for entry in demo.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=entry.name == "logs")
        elif entry.name != MARKER:
            entry.unlink()
    if [entry.name for entry in demo.iterdir()] == [MARKER]:
        (demo / MARKER).unlink()
        demo.rmdir()


def _let_go_of(path: Path) -> None:
    """Close the log where this very process keeps it in the folder: Windows deletes no open file."""
    for handler in logging.getLogger().handlers[:]:
        if isinstance(handler, logging.FileHandler) and path in Path(handler.baseFilename).parents:
            logging.getLogger().removeHandler(handler)
            handler.close()
