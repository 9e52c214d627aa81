"""The monthly sheet from the command line: a real home, its workbooks read back, and reckoned anew by LibreOffice."""

from collections.abc import Callable
from pathlib import Path

import pytest
from acceptance_desk import Desk, enrolled, person, row_of, sheets, worked
from office_suite import kept_and_reckoned, recalculated

from devices.emulator import Emulator

NUMBERS = ("1001", "1002", "2001")
LATE = ("08:37:00", "12:10:00", "14:20:00", "17:40:00")
WEEK = ("2026-11-16", "2026-11-17", "2026-11-19", "2026-11-20")  # the 18th is never posted


@pytest.fixture
def office(desk: Desk, plug_in: Callable[..., Emulator]) -> Desk:
    """Three people of two units; 1001 late on Monday, 1002 away on Tuesday, four days of a week posted."""
    desk.staff(person("1001"), person("1002"), person("2001", 窗口单位="市税务局", 窗口="B01"))
    terminal = plug_in("F1", NUMBERS)
    assert enrolled(NUMBERS)
    for day in WEEK:
        times = {"n1001": LATE} if day == WEEK[0] else {"n1002": ()} if day == WEEK[1] else {}
        worked(desk, terminal, day, NUMBERS, **times)
        desk.ask("post", day)
    return desk


def test_a_month_from_terminals_to_workbooks(office: Desk) -> None:
    told = office.ask("month", "2026-11")
    assert [day["edition"] for day in told["days"] if day["standing"] == "posted"] == [1, 1, 1, 1]
    assert "2026-11-18" in told["unposted"] and "2026-11-16" not in told["unposted"]
    people = {each["number"]: each for each in told["people"]}
    assert people["1001"]["cells"]["2026-11-16"] == {"signs": "▲√", "sessions": {"am": "late", "pm": "on_time"}}
    assert people["1001"]["sums"]["late"] == "1" and people["1001"]["sums"]["attended"] == "4"
    assert people["1002"]["cells"]["2026-11-17"]["signs"] == "×" and people["1002"]["sums"]["absent"] == "1"
    assert "2026-11-18" not in people["1001"]["cells"]  # silence is no absence
    assert told["sum"]["people"] == 3 and told["sum"]["sums"]["due"] == "12" and told["sum"]["rate"] == "0.9167"
    assert {unit["unit"]: unit["people"] for unit in told["units"]} == {"市公安局": 2, "市税务局": 1}
    _workbooks(Path(told["files"]["xlsx"]), {unit: Path(file) for unit, file in told["files"]["units"].items()})


def _workbooks(whole: Path, units: dict[str, Path]) -> None:
    found = sheets(whole)
    assert list(found) == ["考勤表", "汇总", "每日", "市公安局", "市税务局"]
    assert row_of(found["考勤表"], "1001")[3 + 15] == "▲√"
    tax = sheets(units["市税务局"])["考勤表"]
    assert row_of(tax, "2001") and not any("1001" in row for row in tax)
    assert not list(whole.parent.rglob("*.part"))
    for path, copy in zip((whole, units["市公安局"]), recalculated(whole, units["市公安局"]), strict=True):
        for sheet, cell, kept, reckoned in kept_and_reckoned(path, copy):
            assert kept == pytest.approx(reckoned, abs=1e-9), (path.name, sheet, cell)


def test_the_sheet_and_the_allowance_never_disagree(office: Desk) -> None:
    told = office.ask("month", "2026-11")
    for each in told["people"]:
        mine = office.ask("explain", each["number"], "2026-11")
        assert (each["sums"]["due"], each["sums"]["attended"]) == (mine["due"], mine["attended"])


def test_one_unit_alone_and_its_words(office: Desk) -> None:
    said = office.run("month", "2026-11", "--unit", "市税务局", "--paper", "A3")
    assert said.code == 0 and "市税务局" in said.out and "市公安局" not in said.out and "未公示" in said.out
    assert [file.name for file in (office.home / "monthly").rglob("*.xlsx")] == ["市税务局 考勤月报 2026-11.xlsx"]
    refused = office.run("month", "2026-11", "--unit", "市民政局")
    assert refused.code == 1 and "没有单位“市民政局”" in refused.err and "市税务局" in refused.err


def test_own_signs_stand_on_the_sheet(office: Desk) -> None:
    settings = office.home / "settings.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("迟到▲", "迟到迟"), encoding="utf-8")
    told = office.ask("month", "2026-11")
    assert told["people"][0]["cells"]["2026-11-16"]["signs"] == "迟√"
    settings.write_text(text.replace("迟到▲", "迟到√"), encoding="utf-8")
    refused = office.run("month", "2026-11")
    assert refused.code == 1 and "√ 既表示出勤又表示迟到" in refused.err


def test_a_month_without_postings_is_refused(office: Desk) -> None:
    refused = office.run("month", "2026-10")
    assert refused.code == 1 and "还没有公示过" in refused.err and not (office.home / "monthly").exists()
