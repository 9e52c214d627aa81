"""The files of a month's allowance: named for where it stands, drafts written over, frozen editions left alone."""

import csv
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import attendance_centre as centre
import pytest
from attendance_centre import FRIDAY, THURSDAY
from openpyxl import load_workbook

from office.allowance_files import allowance_problems, write_allowance
from office.allowances import approve, check, close, run_of
from office.bank_accounts import import_accounts
from office.discipline import give_notice
from office.failures import JobError
from office.home import open_home
from office.morning_desk import publish_now

MONTH = "2026-11"
MONDAY = datetime(2026, 11, 23, 9, 22)


@contextmanager
def at(path: Path, when: datetime = MONDAY):
    with open_home(path, lambda: when) as home:
        yield home


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two posted days of six people."""
    path = centre.build(tmp_path_factory.mktemp("files") / "home")
    with at(path) as home:
        for day in (THURSDAY, FRIDAY):
            publish_now(home, day)
    return path


@pytest.fixture
def home(made: Path, tmp_path: Path):
    with at(copytree(made, tmp_path / "home")) as opened:
        yield opened


def rows(path: str, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(Path(path).read_text(encoding).splitlines()))


def give_accounts(home, tmp_path: Path, *numbers: str) -> None:
    names = {each["number"]: each["name"] for each in run_of(home, MONTH).run["people"]}
    lines = [f"{number},{names[number]},工商银行,62220200{number:0>11}" for number in numbers]
    path = tmp_path / "账号.csv"
    path.write_text("\n".join(("工号,姓名,开户银行,银行账号", *lines)), "utf-8")
    assert import_accounts(home, path).rejected == ()


def test_a_draft_is_named_so_and_says_what_the_run_says(home) -> None:
    files = write_allowance(home, MONTH)
    run = run_of(home, MONTH).run
    assert {key: Path(path).name for key, path in files.items()} == {
        "sheet": "出勤补助 2026-11 草稿.xlsx",
        "bank": "银行代发 2026-11 草稿.csv",
        "unpaid": "未列入代发 2026-11 草稿.csv",
        "lines_csv": "出勤补助各项 2026-11 草稿.csv",
        "events_csv": "出勤补助计入事项 2026-11 草稿.csv",
        "audit_xlsx": "出勤补助审计 2026-11 草稿.xlsx",
    }
    assert {Path(path).parent for path in files.values()} == {home.path / "monthly" / MONTH}
    assert sum(Decimal(row["金额"]) for row in rows(files["lines_csv"])) == Decimal(run["sum"]["total"])
    assert rows(files["bank"]) == []
    assert sum(Decimal(row["金额"] or 0) for row in rows(files["unpaid"])) == Decimal(run["sum"]["total"])
    book = load_workbook(files["sheet"], data_only=True)
    values = [cell.value for row in book["补助发放表"].iter_rows() for cell in row]
    assert float(run["sum"]["total"]) in values and all(each["name"] in values for each in run["people"])
    cited = [row[0].value for row in book["条款"].iter_rows() if row[1].value and row[2].value]
    assert {line["clause"] for each in run["people"] for line in each["lines"]} <= {*cited}
    assert not list(home.path.rglob("*.part"))


def test_a_draft_is_written_over_and_the_same_input_gives_the_same_bytes(home) -> None:
    first = {key: Path(path).read_bytes() for key, path in write_allowance(home, MONTH).items()}
    Path(write_allowance(home, MONTH)["sheet"]).write_bytes(b"spoilt")
    again = {key: Path(path).read_bytes() for key, path in write_allowance(home, MONTH).items()}
    assert again == first


def test_the_files_of_a_frozen_edition_stay_and_each_state_has_its_own(home) -> None:
    names = []
    for act in (check, approve, close):
        act(home, MONTH, "秦主任")
        names.append(write_allowance(home, MONTH)["sheet"])
    assert [Path(name).name for name in names] == [
        "出勤补助 2026-11 第1版 已核对.xlsx",
        "出勤补助 2026-11 第1版 已核准.xlsx",
        "出勤补助 2026-11 第1版 已封账.xlsx",
    ]
    Path(names[2]).write_bytes(b"signed and scanned")
    assert write_allowance(home, MONTH)["sheet"] == names[2]
    assert Path(names[2]).read_bytes() == b"signed and scanned"
    values = [cell.value for row in load_workbook(names[1])["补助发放表"].iter_rows() for cell in row]
    assert "核准：秦主任　2026年11月23日" in values


def test_an_account_entered_later_gets_into_the_bank_list_of_a_closed_month(home, tmp_path: Path) -> None:
    for act in (check, approve, close):
        act(home, MONTH, "秦主任")
    due = {each["number"]: each for each in run_of(home, MONTH).run["people"] if Decimal(each["total"]) > 0}
    assert len(due) >= 4
    write_allowance(home, MONTH)
    first, *others = due
    give_accounts(home, tmp_path, first)
    files = write_allowance(home, MONTH)
    assert [row["金额"] for row in rows(files["bank"])] == [due[first]["total"]]
    assert len(allowance_problems(home, MONTH)) == len(others)
    give_accounts(home, tmp_path, *due)
    left = Path(files["unpaid"])
    files = write_allowance(home, MONTH)
    assert sum(Decimal(row["金额"]) for row in rows(files["bank"])) == Decimal(run_of(home, MONTH).run["sum"]["total"])
    assert allowance_problems(home, MONTH) == () and "unpaid" not in files and not left.exists()


def test_the_banks_program_gets_its_own_encoding(home, tmp_path: Path) -> None:
    number = next(each["number"] for each in run_of(home, MONTH).run["people"] if Decimal(each["total"]) > 0)
    give_accounts(home, tmp_path, number)
    path = write_allowance(home, MONTH, encoding="gbk")["bank"]
    assert Path(path).name == "银行代发 2026-11 草稿 GBK.csv"
    assert rows(path, "gbk")[0]["收款账号"] == f"62220200{number:0>11}"
    with pytest.raises(JobError, match="没有“utf-7”这种编码"):
        write_allowance(home, MONTH, encoding="utf-7")


def test_progress_is_told(home) -> None:
    told: list[tuple[str, int, int]] = []
    write_allowance(home, MONTH, lambda *each: told.append(each))
    assert [done for _, done, _ in told] == [1, 2, 3, 4, 5, 6] and all(whole == 6 for _, _, whole in told)


def test_a_run_that_moved_since_it_was_checked_is_a_draft_again(home) -> None:
    check(home, MONTH, "秦主任")
    number = run_of(home, MONTH).run["people"][0]["number"]
    give_notice(home, number, "yellow_card", FRIDAY, "上班玩手机", "督查室")
    sheet = write_allowance(home, MONTH)["sheet"]
    assert Path(sheet).name == "出勤补助 2026-11 草稿.xlsx"
    said = [cell.value for row in load_workbook(sheet)["补助发放表"].iter_rows() for cell in row]
    assert any("核对以后" in str(each) and "重新核对" in str(each) for each in said)
