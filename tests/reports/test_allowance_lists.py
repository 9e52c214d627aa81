"""What the bank and the auditor get: every yuan of the run, readable again exactly, harmless in a spreadsheet."""

import csv
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from allowance_samples import line, many, paid, person, twelve
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.allowance_lists import (
    BANK_HEADS,
    EVENT_HEADS,
    LINE_HEADS,
    Account,
    bank_csv,
    bank_list,
    csv_bytes,
    event_rows,
    harmless,
    line_rows,
    person_rows,
    unharmed,
    unpaid_csv,
)
from reports.allowance_sheet import Paid
from reports.allowance_words import reckoned
from reports.excel_lists import audit_workbook

MADE = datetime(2026, 12, 2, 16, 30)


def accounts(of: Paid, *without: str) -> dict[str, Account]:
    return {
        each["number"]: Account(each["name"], "中国工商银行安庆分行", f"62220200{int(each['number']):011}")
        for each in of.run["people"]
        if each["number"] not in without
    }


def read(data: bytes, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode(encoding), newline="")))


# ---------------------------------------------------------------- the bank


def test_the_bank_pays_the_run_less_those_without_an_account() -> None:
    of = paid(twelve(), 3)
    found = bank_list(of, accounts(of, "1001", "1004"))
    rows = read(bank_csv(found))
    assert [*rows[0]] == [*BANK_HEADS]
    assert [row["序号"] for row in rows] == [str(at + 1) for at in range(len(rows))]
    assert all(Decimal(row["金额"]) > 0 for row in rows)  # 1004, 1007 and 1010 get nothing
    assert sum(Decimal(row["金额"]) for row in rows) == Decimal(of.run["sum"]["total"]) - Decimal("520.00")
    assert rows[0] == {
        "序号": "1",
        "收款人姓名": "李四",
        "收款账号": "6222020000000001002\t",
        "开户银行": "中国工商银行安庆分行",
        "金额": "370.00",
        "用途": "2026年11月出勤补助",
    }


def test_who_has_no_account_is_listed_apart_and_told() -> None:
    of = paid(twelve())
    found = bank_list(of, accounts(of, "1001", "1004"))
    assert [row[1:5] for row in found.unpaid] == [("1001", "张三", "市公安局", Decimal("520.00"))]
    assert found.problems[0].startswith("张三（1001）没有登记银行账号，520.00 元没有列入")
    apart = read(unpaid_csv(found))
    assert (apart[0]["工号"], apart[0]["金额"], apart[0]["原因"]) == ("1001", "520.00", "没有登记银行账号")
    assert [row["原因"] for row in apart[1:]] == [*found.problems]


def test_the_banks_own_program_gets_nothing_but_the_digits() -> None:
    of = paid(twelve())
    found = bank_list(of, accounts(of))
    data = bank_csv(found, "gbk")
    assert not data.startswith(b"\xef\xbb\xbf") and b"\t" not in data
    with pytest.raises(UnicodeDecodeError):
        bank_csv(bank_list(of, accounts(of)), "gb18030").decode("gbk")  # 𠮷 has four bytes
    assert data.decode("gb18030").count("𠮷田㐂") == 1
    assert any("𠮷㐂" in said or "𠮷" in said for said in found.problems)


def test_gbk_as_banks_know_it_where_every_name_allows_it() -> None:
    of = paid([person("1", "张三"), person("2", "镕基")])
    assert [row["收款人姓名"] for row in read(bank_csv(bank_list(of, accounts(of)), "gbk"), "gbk")] == ["张三", "镕基"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"holder": "李四母"}, "户名是“李四母”，与姓名不同"),
        ({"holder": "=1+1"}, "以公式符号开头"),
        ({"bank": "@建行"}, "以公式符号开头"),
        ({"account": "6222020000000001001"}, "张三（1001）、李四（1002）用同一个银行账号"),
    ],
)
def test_what_somebody_should_look_at_is_told(changed: dict[str, str], told: str) -> None:
    of = paid(twelve()[:2])
    known = accounts(of)
    known["1002"] = known["1002"]._replace(**changed)
    found = bank_list(of, known)
    assert any(told in said for said in found.problems)
    assert found.total == Decimal(of.run["sum"]["total"])
    assert bank_list(of, accounts(of)).problems == ()


def test_the_same_run_gives_the_same_file() -> None:
    of = paid(many(40), 1)
    assert bank_csv(bank_list(of, accounts(of))) == bank_csv(bank_list(paid(many(40), 1), accounts(of)))


# ---------------------------------------------------------------- harmless


@pytest.mark.parametrize("name", ["=1+1", "+86", "-3", "@x", "\t=1", "＝1", "'=1", "=cmd|' /C calc'!A0"])
def test_no_name_is_a_formula(name: str) -> None:
    of = paid([person("1", name)])
    ((row),) = read(bank_csv(bank_list(of, accounts(of))))
    assert row["收款人姓名"][0] == "'" and unharmed(row["收款人姓名"]) == name
    ((row),) = {row["姓名"] for row in read(csv_bytes(LINE_HEADS, line_rows(of)))}
    assert unharmed(row) == name


@given(st.text())
def test_the_text_itself_is_never_lost(name: str) -> None:
    assert unharmed(harmless(name)) == name
    assert not harmless(name).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_an_amount_below_nothing_stays_a_number() -> None:
    of = paid([person("1", lines=[line("base", "10.00"), line("late", "-5.00")])])
    assert [row["金额"] for row in read(csv_bytes(LINE_HEADS, line_rows(of)))] == ["10.00", "-5.00"]


# ---------------------------------------------------------------- the auditor


def test_every_line_has_a_row_and_they_add_up() -> None:
    of = paid(twelve(), 3)
    rows = read(csv_bytes(LINE_HEADS, line_rows(of)))
    assert len(rows) == sum(len(each["lines"]) for each in of.run["people"])
    assert sum(Decimal(row["金额"]) for row in rows) == Decimal(of.run["sum"]["total"])
    thirds = next(row for row in rows if row["工号"] == "1006" and row["项目"] == "base")
    assert (thirds["金额"], thirds["数量"], thirds["计量"], thirds["标准"]) == ("386.66666667", "19 1/3", "天", "20.00")
    assert (thirds["版次"], thirds["状态"], thirds["规则版本"], thirds["步骤"]) == ("1", "已封账", "3f2a9c71", "出勤")


def test_every_event_has_a_row_with_what_it_rests_on() -> None:
    of = paid(twelve())
    rows = read(csv_bytes(EVENT_HEADS, event_rows(of)))
    assert len(rows) == sum(len(each["events"]) for one in of.run["people"] for each in one["lines"])
    late = next(row for row in rows if row["工号"] == "1002" and row["认定"] == "late")
    assert (late["日期"], late["时段"], late["分钟"], late["计入"], late["公示版次"]) == (
        "2026-11-03",
        "am",
        "8",
        "1",
        "1",
    )
    assert late["凭据"] == "punch:SN1/1001/2026-11-03T08:37:00/0/1" and late["认定说明"] == "上午迟到8分钟"
    assert [row["公示版次"] for row in rows if row["认定"] == "yellow_card"] == ["1"]


def test_the_workbook_says_the_same_as_the_lists() -> None:
    of = paid(twelve(), 3)
    data = audit_workbook(of, MADE)
    assert data == audit_workbook(paid(twelve(), 3), MADE)
    book = load_workbook(BytesIO(data))
    assert book.sheetnames == ["人员", "各项", "计入的事项"]
    for name, rows in (("人员", person_rows), ("各项", line_rows), ("计入的事项", event_rows)):
        sheet, expected = book[name], [*rows(of)]
        found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        assert len(found) == len(expected) and sheet.auto_filter.ref.endswith(str(len(found) + 1))
        for row, wanted in zip(found, expected, strict=True):
            assert [
                round(Decimal(str(value)), 8) if isinstance(other, Decimal) else ("" if value is None else value)
                for value, other in zip(row, wanted, strict=True)
            ] == [*wanted]
    assert isinstance(book["人员"].cell(2, 13).value, int | float)


# ---------------------------------------------------------------- how a line was reckoned, in words


def test_a_line_says_how_it_was_reckoned() -> None:
    said = {"rate": "20.00", "amount": "410.00", "quantity": "20.5", "unit": "day"}
    for change, expected in (
        ({}, "20.5 天 × 20.00 元"),
        ({"unit": "percent", "quantity": "10", "rate": "410.00"}, "410.00 元的 10%"),
        ({"unit": "month", "quantity": "0", "rate": "300.00", "note": "lost"}, "本来有 300.00 元"),
        ({"unit": "month", "quantity": "10/21", "rate": "300.00"}, "10/21 个月 × 300.00 元"),
        ({"before": "345.00", "after": "350.00"}, "已发 345.00 元，应为 350.00 元"),
        ({"unit": "", "quantity": ""}, ""),
    ):
        assert reckoned({**line("base", "410.00"), **said, **change}) == expected
