"""Bank accounts as offices send them: every fault by row, column, value and remedy; nothing changed in place."""

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import app
from office import people_edit
from office.bank_accounts import HEADERS, NOTES, import_accounts, list_accounts, mask, write_template
from office.failures import JobError
from office.home import create_home, open_home
from store.database import last_change
from store.month_tables import BankAccount

NOW = datetime(2026, 11, 20, 9, 0)
CARD = "6222020000000001001"
GOOD = ("1001", "张三", "中国工商银行安庆分行", CARD, "")


@pytest.fixture
def home(tmp_path):
    create_home(tmp_path / "home", "anqing-2013", training=True, centre="试验中心")
    with open_home(tmp_path / "home", lambda: NOW) as opened:
        for number, name in (("1001", "张三"), ("1002", "李四"), ("0042", "王五")):
            people_edit.add(opened, number, name=name, unit="市公安局", post="A01", role="A")
        yield opened


def book(path: Path, *rows, headers=HEADERS) -> Path:
    made = openpyxl.Workbook()
    for row in (headers, *rows):
        made.active.append(list(row))
    made.save(path)
    return path


def taken(home, tmp_path, *rows, headers=HEADERS):
    return import_accounts(home, book(tmp_path / "账号.xlsx", *rows, headers=headers))


def refused(home, tmp_path, *row) -> tuple[str, str, str]:
    """Column, value and message of the one fault of a row; the row after it is taken all the same."""
    found = taken(home, tmp_path, row, ("1002", "李四", "建设银行", "12345678", ""))
    assert [each.number for each in list_accounts(home)] == ["1002"]
    assert (found.added, len(found.rejected)) == (1, 1)
    fault = found.rejected[0]
    assert fault.row == 2 and "请" in fault.message
    return fault.column, fault.value, fault.message


# ---------------------------------------------------------------- good rows


def test_rows_are_added_then_unchanged_then_changed(home, tmp_path) -> None:
    rows = [GOOD, ("0042", "王五", "农业银行", "12345678", "")]
    assert taken(home, tmp_path, *rows).added == 2
    before = last_change()
    again = taken(home, tmp_path, *rows)
    assert (again.added, again.changed, again.unchanged, last_change()) == (0, 0, 2, before)
    moved = taken(home, tmp_path, (*GOOD[:3], "6222020000000009999", ""))
    assert (moved.changed, moved.unchanged) == (1, 0)
    assert [(each.number, each.account) for each in list_accounts(home)] == [
        ("0042", "12345678"),
        ("1001", "6222020000000009999"),
    ]
    kept = [(row.account, row.ended_id is not None) for row in BankAccount.select().order_by(BankAccount.id)]
    assert kept == [(CARD, True), ("12345678", False), ("6222020000000009999", False)]


def test_who_entered_it_and_for_whom_is_shown(home, tmp_path) -> None:
    taken(home, tmp_path, GOOD)
    (shown,) = list_accounts(home)
    assert (shown.name, shown.unit, shown.holder, shown.bank) == ("张三", "市公安局", "张三", "中国工商银行安庆分行")
    assert shown.entered_at == "2026-11-20T09:00:00" and shown.entered_by
    assert shown.masked == "6222***********1001"


@pytest.mark.parametrize(
    "cell", ["6222 0200 0000 0001 001", "6222-0200-0000-0001-001", f" {CARD}\n", "６２２２" + CARD[4:]]
)
def test_an_account_as_it_stands_on_the_card(home, tmp_path, cell: str) -> None:
    assert taken(home, tmp_path, (*GOOD[:3], cell, "")).rejected == ()
    assert list_accounts(home)[0].account == CARD


def test_a_short_account_may_be_a_number(home, tmp_path) -> None:
    taken(home, tmp_path, ("1001", "张三", "农业银行", 123456789012345, ""))
    assert list_accounts(home)[0].account == "123456789012345"


def test_other_words_for_the_columns_any_order_and_extra_ones(home, tmp_path) -> None:
    headers = ("序号", "卡号", "员工姓名", "开户行", "备注", "员工号")
    assert taken(home, tmp_path, (1, CARD, "张三", "工商银行", "", "1001"), headers=headers).added == 1
    assert list_accounts(home)[0].holder == "张三"


def test_a_csv_in_either_encoding(home, tmp_path) -> None:
    text = (
        f'工号,姓名,开户银行,银行账号\r\n0042,王五,农业银行,"=""12345678"""\r\n1001,张三,"工商银行, 分行",{CARD}\t\r\n'
    )
    for at, encoding in enumerate(("utf-8-sig", "gbk", "utf-8")):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.encode(encoding))
        found = import_accounts(home, path)
        assert (found.added, found.unchanged, found.rejected) == ((2, 0, ()) if at == 0 else (0, 2, ()))
    assert [(each.number, each.account, each.bank) for each in list_accounts(home)] == [
        ("0042", "12345678", "农业银行"),
        ("1001", CARD, "工商银行, 分行"),
    ]


# ---------------------------------------------------------------- warnings


def test_one_account_for_two_is_taken_with_a_warning(home, tmp_path) -> None:
    found = taken(home, tmp_path, GOOD, ("1002", "李四", "工商银行", CARD, "李四"))
    assert found.added == 2 and found.rejected == ()
    assert found.warnings == ("张三（1001）、李四（1002）用同一个账号 6222***********1001，请核对",)
    taken(home, tmp_path, ("0042", "王五", "工商银行", "12345678", ""))
    assert taken(home, tmp_path, ("0042", "王五", "工商银行", CARD, "")).warnings[0].startswith("王五（0042）、张三")


def test_an_account_in_anothers_name_is_told(home, tmp_path) -> None:
    found = taken(home, tmp_path, (*GOOD[:4], "张三丰"))
    assert found.added == 1 and found.warnings == ("张三（1001）的户名是“张三丰”，不是本人，请核对",)


# ---------------------------------------------------------------- bad rows


def test_a_number_nobody_has(home, tmp_path) -> None:
    column, value, message = refused(home, tmp_path, "7777", *GOOD[1:])
    assert (column, value) == ("工号", "7777") and "名册里没有工号 7777" in message


def test_a_name_that_is_not_the_rosters(home, tmp_path) -> None:
    column, value, message = refused(home, tmp_path, "1001", "章三", *GOOD[2:])
    assert (column, value) == ("姓名", "章三") and "在名册里是张三，不是章三" in message


@pytest.mark.parametrize("missing", range(4))
def test_what_must_be_filled_in(home, tmp_path, missing: int) -> None:
    column, value, message = refused(home, tmp_path, *("" if at == missing else cell for at, cell in enumerate(GOOD)))
    assert (column, value) == (HEADERS[missing], "") and "没有填写" in message


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("1234567", "8 至 32 位数字"),
        ("1" * 33, "8 至 32 位数字"),
        ("62220200000O0001001", "8 至 32 位数字"),
        ("张三", "8 至 32 位数字"),
        (6222020000000001001, "超过 15 位"),
        ("6.22202E+18", "科学计数法"),
        (datetime(2026, 1, 2), "当成了日期"),
        ("2026-01-02", "8 至 32 位数字"),
        (True, "TRUE 或 FALSE"),
        ("#N/A", "公式出错"),
        ("٠١٢٣٤٥٦٧٨٩", "8 至 32 位数字"),
    ],
)
def test_what_is_no_account(home, tmp_path, cell: object, told: str) -> None:
    column, _, message = refused(home, tmp_path, *GOOD[:3], cell, "")
    assert column == "银行账号" and told in message


def test_the_same_person_twice(home, tmp_path) -> None:
    found = taken(home, tmp_path, GOOD, (*GOOD[:3], "12345678", ""))
    assert [(each.row, each.column) for each in found.rejected] == [(3, "工号")]
    assert list_accounts(home)[0].account == CARD


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("账号.xlsx", b"not excel", "不是 Excel 文件"),
        ("账号.csv", "姓名,账号\n张三,1\n".encode(), "表头 工号、开户银行"),
        ("账号.csv", b"", "不是银行账号表"),
        ("账号.csv", b"\x00\x01", "不是 CSV 文件"),
        ("账号.csv", "工号,姓名,开户银行,银行账号\n".encode(), "只有表头"),
    ],
)
def test_what_is_no_list(home, tmp_path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(JobError, match=told):
        import_accounts(home, tmp_path / name)
    with pytest.raises(JobError, match="找不到文件"):
        import_accounts(home, tmp_path / "没有.csv")
    assert list_accounts(home) == ()


# ---------------------------------------------------------------- shown


@given(st.integers(8, 32))
def test_the_middle_of_an_account_is_hidden(length: int) -> None:
    account = "".join(str(at % 10) for at in range(length))
    shown = mask(account)
    assert len(shown) == length and shown[-4:] == account[-4:] and shown.count("*") >= 4


def test_the_template_explains_every_column_and_is_not_written_over(home, tmp_path) -> None:
    path = write_template(tmp_path / "模板.xlsx")
    assert tuple(cell.value for cell in openpyxl.load_workbook(path).worksheets[0][1]) == HEADERS
    assert tuple(column for column, _ in NOTES) == HEADERS
    with pytest.raises(JobError, match="已经存在"):
        write_template(path)
    with pytest.raises(JobError, match="只有表头"):
        import_accounts(home, path)


def test_the_command_line(home, tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path / "账号.xlsx", GOOD, ("1002", "李五", "工商银行", "12345678", ""))
    at_home = ("--home", str(home.path))
    assert app.main([*at_home, "account", "import", str(path), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["added"], said["rejected"][0]["column"], said["rejected"][0]["value"]) == (1, "姓名", "李五")
    assert app.main([*at_home, "account", "list"]) == 0
    shown = capsys.readouterr().out
    assert "6222***********1001" in shown and CARD not in shown
    assert app.main([*at_home, "account", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["accounts"][0]["account"] == CARD
