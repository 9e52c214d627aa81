"""The table: chosen by a click, sorted, copied to Excel, its selection kept."""

import tkinter
from collections.abc import Iterator

import pytest
from ui_hands import Hands

from ui.widgets.sheet import Column, Row, Sheet

ROWS = [
    Row("b", ("1002", "李慧敏", "12")),
    Row("a", ("1001", "王建军", "9"), {2: "late"}, {2: 9}),
    Row("c", ("1003", "张志强\n（借调）", ""), {1: "bad"}),
]


@pytest.fixture
def sheet(hands: Hands) -> Iterator[Sheet]:
    top = tkinter.Toplevel(hands.root)
    top.geometry("500x300+50+50")
    made = Sheet(
        top,
        hands.window.desk,
        "test",
        [Column("工号", 80), Column("姓名", 120), Column("分钟", 60, "e")],
        chosen=lambda row: heard.append(("chosen", row.id)),
        opened=lambda row: heard.append(("opened", row.id)),
    )
    made.pack(fill="both", expand=True)
    heard.clear()
    made.show(ROWS)
    hands.settle()
    top.focus_force()
    yield made
    top.destroy()
    hands.settle()


heard: list[tuple[str, object]] = []


def test_a_click_chooses_once_and_a_second_opens(hands: Hands, sheet: Sheet) -> None:
    hands.click_row(sheet, "a", 1)
    assert heard == [("chosen", "a")]
    assert sheet.selected is ROWS[1]
    hands.click_row(sheet, "c", double=True)
    assert ("opened", "c") in heard


def test_the_arrows_move_the_choice(hands: Hands, sheet: Sheet) -> None:
    hands.click_row(sheet, "b")
    heard.clear()
    hands.press("Down", sheet.table.MT)
    hands.settle()
    assert sheet.selected is ROWS[1]
    assert heard == [("chosen", "a")]


def test_headings_sort_up_down_and_back(sheet: Sheet) -> None:
    orders = []
    for _ in range(3):
        sheet.sort(0)
        orders.append([row.id for row in sheet.rows])
    assert orders == [["a", "b", "c"], ["c", "b", "a"], ["b", "a", "c"]]


def test_numbers_sort_as_numbers_and_what_is_empty_comes_last(sheet: Sheet) -> None:
    values = {"none": None, "twelve": 12, "nine": 9}
    sheet.show([Row(name, ("", "", str(n or "")), {}, {2: n} if n else {}) for name, n in values.items()])
    sheet.sort(2)
    assert [row.id for row in sheet.rows] == ["nine", "twelve", "none"]
    sheet.sort(2)
    assert [row.id for row in sheet.rows] == ["twelve", "nine", "none"]


def test_texts_sort_with_what_is_empty_last(sheet: Sheet) -> None:
    sheet.show([Row(name, ("", name, ""), {}) for name in ("", "乙", "丙")])
    sheet.sort(1)
    assert [row.id for row in sheet.rows] == ["丙", "乙", ""]


def test_the_choice_outlives_sorting_and_new_rows(hands: Hands, sheet: Sheet) -> None:
    hands.click_row(sheet, "c")
    heard.clear()
    sheet.sort(0)
    sheet.show([ROWS[2], ROWS[0]])
    assert sheet.selected is not None
    assert sheet.selected.id == "c"
    assert heard == []  # nobody chose anything


def test_rows_are_copied_for_excel(hands: Hands, sheet: Sheet) -> None:
    hands.click_row(sheet, "c")
    hands.press("Control-c", sheet.table.MT)
    assert hands.root.clipboard_get() == "1003\t张志强 （借调）\t"
    sheet.table.select_all()
    hands.press("Control-c", sheet.table.MT)
    assert hands.root.clipboard_get().split("\n")[:2] == ["工号\t姓名\t分钟", "1002\t李慧敏\t12"]


def test_an_empty_table_is_no_trouble(sheet: Sheet) -> None:
    sheet.show([])
    sheet.sort(1)
    assert (sheet.selected, sheet.copied(), sheet.select("a")) == (None, "", False)
