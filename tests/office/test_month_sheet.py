"""The verbs of the monthly sheet: on a real database, written whole or not at all, the same again."""

from datetime import date, datetime
from pathlib import Path

import pytest

from attendance.records import Person
from office import postings
from office.failures import JobError
from office.home import Home, create_home, open_home
from office.month_sheet import files_of, month_sheet, unit_path, write_month
from store import roster
from store.database import record_change

NOW = datetime(2026, 11, 20, 21, 0)
FRIDAY = date(2026, 11, 20)
UNITS = ("市公安局", "市税务局")


@pytest.fixture
def home(tmp_path: Path):
    """Nobody's terminal was ever read: what is posted is unknown."""
    create_home(tmp_path / "home", "anqing-2013", training=True, centre="示范中心")
    with open_home(tmp_path / "home", lambda: NOW) as opened:
        with opened.store.transaction():
            change = record_change(NOW, "test", "staff")
            for number, unit in (("1001", UNITS[0]), ("2001", UNITS[1])):
                someone = Person(number, f"员{number}", unit, f"A{number}", "A", "", "1", "", number)
                roster.assign(someone, None, None, change)
        postings.post(opened, FRIDAY)
        yield opened


def contents(home: Home) -> dict[str, bytes]:
    found = (home.path / "monthly").rglob("*")
    return {f"{path.relative_to(home.path)}": path.read_bytes() for path in found if path.is_file()}


def test_the_sheet_says_what_is_posted(home):
    sheet = month_sheet(home, "2026-11")
    assert [unit.unit for unit in sheet.units] == list(UNITS)
    assert sheet.frame.made == NOW and sheet.frame.training
    assert sheet.days[19].standing == "posted" and sheet.days[22].standing == "ahead"
    assert sheet.days[18].standing == "unposted" and sheet.days[21].standing == "rest"
    assert sheet.units[0].rows[0].fields[19].signs == "？"  # silence is never absence
    assert sheet.units[0].rows[0].fields[18].signs == ""


def test_written_twice_the_same_bytes_stand(home):
    steps: list[tuple[str, int, int]] = []
    files = write_month(home, "2026-11", progress=lambda *step: steps.append(step))
    before = contents(home)
    assert len(before) == 3 and not any(name.endswith(".part") for name in before)
    assert steps[0][1:] == (0, 3) and steps[-1][1:] == (3, 3)
    write_month(home, "2026-11")
    assert contents(home) == before
    assert files_of(home, "2026-11", UNITS) == {"": files.workbook, **files.units}


def test_an_interrupted_write_leaves_what_stood(home, monkeypatch):
    write_month(home, "2026-11")
    before = contents(home)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", full)
        with pytest.raises(OSError, match="space"):
            write_month(home, "2026-11", "A3")
    assert {name: content for name, content in contents(home).items() if not name.endswith(".part")} == before


def test_one_unit_alone(home):
    files = write_month(home, "2026-11", "A3", ("市税务局",))
    assert files.workbook is None and list(files.units) == ["市税务局"]
    assert files_of(home, "2026-11", UNITS) == dict(files.units)
    assert Path(files.units["市税务局"]).as_posix().endswith(unit_path("市税务局", "2026-11"))


@pytest.mark.parametrize(
    ("month", "paper", "units", "words"),
    [
        ("2026-10", "A4", (), "还没有公示过"),
        ("2026-11", "B5", (), "只能是 A4 或者 A3"),
        ("2026-11", "A4", ("别的单位",), "没有单位“别的单位”"),
    ],
)
def test_what_cannot_be_written_is_said(home, month, paper, units, words):
    with pytest.raises(JobError, match=words):
        write_month(home, month, paper, units)
    assert not (home.path / "monthly").exists()
