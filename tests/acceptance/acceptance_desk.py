"""What the acceptance tests share: a clerk's desk on which commands are run, rosters, terminals, published files."""

import atexit
import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp
from typing import Any

from openpyxl import Workbook, load_workbook

import app
from attendance.records import TerminalUser
from attendance.rulebook_check import shipped_text
from devices.emulator import Emulator

ROOT = Path(app.__file__).parent
HEADERS = ("工号", "姓名", "窗口单位", "窗口", "岗位", "组", "楼层", "职务", "机号", "起始日", "终止日")
Document = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Document:
        """The one JSON document on stdout: json.loads refuses anything before or after it."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        assert self.out.count("\n") == 1
        return found


class Desk:
    """A home and the clerk before it. Commands run in this process, at the office time `now`.

    The home is one for training, because only there the office clock can be set.
    """

    def __init__(self, home: Path, now: datetime) -> None:
        self.home, self.now = home, now
        self._rosters = 0

    def run(self, *words: object) -> Said:
        """One command, just as `python app.py --home HOME WORDS` runs it."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with self.office_time(), redirect_stdout(out), redirect_stderr(err):
            try:
                code = app.main(["--home", str(self.home), *map(str, words)])
            except SystemExit as wrong_usage:
                code = int(wrong_usage.code or 0)
        return Said(code, _text(out), _text(err))

    def ask(self, *words: object, code: int = 0) -> Document:
        """What a command answers with --json; it must end with `code`."""
        said = self.run(*words, "--json")
        assert said.code == code, said
        return said.document

    @contextmanager
    def office_time(self) -> Iterator[None]:
        before = os.environ.get("ZAIGANG_NOW")
        os.environ["ZAIGANG_NOW"] = self.now.isoformat()
        try:
            yield
        finally:
            os.environ.pop("ZAIGANG_NOW")
            if before is not None:
                os.environ["ZAIGANG_NOW"] = before

    def settle_in(self) -> None:
        """A new home for training: made by `init` once, and copied for each desk after the first."""
        copytree(_new_home(), self.home)

    # -------------------------------------------------------- people and terminals

    def staff(self, *people: Mapping[str, object], code: int = 0) -> Document:
        """Import a roster of these people."""
        self._rosters += 1
        return self.ask("staff", "import", roster(self.home / f"roster-{self._rosters}.xlsx", people), code=code)

    def register(self, name: str, terminal: Emulator, *words: object) -> Document:
        """terminal add, with the address at which an emulated terminal answers."""
        where = terminal.address
        udp = ["--udp"] if where.udp else []
        place = f"{where.host}:{where.port}"
        return self.ask("terminal", "add", name, place, *udp, "--comm-key", where.comm_key, *words)

    def clock(self, ahead: float = 0) -> Callable[[], datetime]:
        """A terminal's clock: the office's, `ahead` by some seconds."""
        return lambda: self.now + timedelta(seconds=ahead)

    # -------------------------------------------------------- leave slips

    def leave(self, number: str, kind: str, first: str, last: str = "", *words: object, cover: str = "") -> Document:
        """leave request, of one day where no last is named."""
        covered = ("--cover", cover) if cover else ()
        dates = ("--from", first, "--to", last or first)
        return self.ask("leave", "request", number, "--kind", kind, *dates, *covered, *words)

    def sign(self, slip: int, *roles: str, on: str = "") -> Document:
        """The signatures of a slip in order, each by whoever holds the role; gives where it stands then."""
        day, standing = on or f"{self.now:%Y-%m-%d}", Document()
        for role in roles:
            standing = self.ask("leave", "approve", slip, "--role", role, "--by", f"签字人{role}", "--on", day)
        return standing

    # -------------------------------------------------------- a judged day

    def people(self, day: str) -> dict[str, Document]:
        """The people of a day as `assess` gives them, by number."""
        return by_number(self.ask("assess", day))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Straight from the database file, past all code of the program."""
        with sqlite3.connect(self.home / "zaigang.db") as connection:
            return connection.execute(query).fetchall()

    def dump(self) -> list[str]:
        """All that the database holds, as statements."""
        with sqlite3.connect(self.home / "zaigang.db") as connection:
            return list(connection.iterdump())


@cache
def _new_home() -> Path:
    desk = Desk(Path(mkdtemp()) / "home", datetime(2026, 11, 20, 21, 0))
    atexit.register(rmtree, desk.home.parent)
    desk.ask("init", "--training")
    return desk.home


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8")


# ---------------------------------------------------------------- rosters and terminals


def person(number: str, **columns: object) -> dict[str, object]:
    """A row of a roster, with everything that must be filled in."""
    row = {"工号": number, "姓名": f"员{number}", "窗口单位": "市公安局", "窗口": f"A{number}", "岗位": "A"}
    return {**row, **columns}


def roster(path: Path, people: Iterable[Mapping[str, object]]) -> Path:
    """A roster as an Excel file."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADERS)
    for each in people:
        sheet.append([each.get(column, "") for column in HEADERS])
    book.save(path)
    return path


def sheet(path: Path, *rows: Iterable[object]) -> Path:
    """Any Excel file: its header and its rows."""
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def rulebook(path: Path, *edits: tuple[str, str], of: str = "anqing-2013") -> Path:
    """A shipped rulebook as a file of the centre's own, each sentence of it exchanged for another."""
    content = shipped_text(of)
    for old, new in edits:
        assert old in content, old
        content = content.replace(old, new, 1)
    path.write_text(content, encoding="utf-8")
    return path


def enrolled(numbers: Iterable[str]) -> list[TerminalUser]:
    """Terminal users whose slots and numbers differ, so that one taken for the other is noticed."""
    return [TerminalUser(slot, number, f"员{number}") for slot, number in enumerate(numbers, 11)]


IN_TIME = ("08:20:00", "12:10:00", "14:20:00", "17:40:00")


def worked(desk: Desk, terminal: Emulator, day: str, numbers: Iterable[str], **times: Iterable[str]) -> Document:
    """Everybody punches as usual, or as `n1001=(…)` says; the terminal is read that night. Gives the day as judged."""
    for number in numbers:
        for time in times.get(f"n{number}", IN_TIME):
            terminal.punch(number, moment(day, time))
    desk.now = moment(day, "21:00:00")
    desk.ask("pull")
    return desk.ask("assess", day)


def moment(day: str, time: str) -> datetime:
    """2026-11-20 and 08:21:07, or 08:21."""
    return datetime.fromisoformat(f"{day}T{time}")


# ---------------------------------------------------------------- judged and published


def by_number(day: Document) -> dict[str, Document]:
    return {each["number"]: each for each in day["people"]}


def results(each: Document) -> dict[str, str]:
    """A person's sessions by name: how each ended."""
    return {session["name"]: session["result"] for session in each["sessions"]}


def found(each: Document) -> list[tuple[str, str, int, str]]:
    """A person's findings: session, code, minutes, cause."""
    return [(f["session"], f["code"], f["minutes"], f["cause"]) for f in each["findings"]]


def published(home: Path) -> list[Path]:
    """Every file that a visitor of the publication folder sees."""
    return sorted(p for p in (home / "published").rglob("*") if p.is_file() and not p.name.startswith("."))


def vacant(day: Document) -> dict[str, list[list[str]]]:
    """A day's posts by name: when nobody was there. Posts that were never empty are left out."""
    return {post["post"]: post["vacant"] for post in day["posts"] if post["vacant"]}


def moved(edition: Document) -> list[tuple[str, str, str, str]]:
    """What an edition changes of people: number, session, from, to."""
    return [(change["number"], change["session"], change["from"], change["to"]) for change in edition["changes"]]


def assert_whole(path: Path) -> None:
    """A workbook that opens, a page that comes to its end."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None, path
    else:
        assert path.suffix == ".html", path
        assert path.read_text(encoding="utf-8").rstrip().endswith("</html>"), path


def sheets(path: str | Path) -> dict[str, list[list[str]]]:
    """A workbook's sheets as rows of text, as a reader sees them."""
    book = load_workbook(path)
    return {
        sheet.title: [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


def words_of(rows: Iterable[Iterable[str]]) -> str:
    """All text of a sheet, cell by cell."""
    return "\n".join(cell for row in rows for cell in row if cell)


def row_of(rows: Iterable[list[str]], number: str) -> list[str]:
    """The row of a sheet that holds a number in one of its cells."""
    return next(row for row in rows if number in row)
