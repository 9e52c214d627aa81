"""The days at the left: how each stands, what its data lack, whether it could say more, and who objects."""

import tkinter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from tkinter import font as tkfont

from office.posting_list import PostingList, PostingRow
from ui.desk import Desk
from ui.language import _, weekday
from ui.look import PANEL, font, px
from ui.pages.postings.words import ALL, DIFFERS, OBJECTED, WAITING, data_words, state_words, update_words
from ui.widgets.bits import Empty
from ui.widgets.sheet import Column, Row, Sheet

AIR = 18  # beside the text of a cell, at 96 dpi
WEEK = [date(2026, 11, 16) + timedelta(days=ahead) for ahead in range(7)]


class DayList(tkinter.Frame):
    """`chosen` hears of the day that is selected. `differs` says of how many people a new edition would be other."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, chosen: Callable[[date], object]) -> None:
        columns = _columns(parent)
        super().__init__(parent, background=PANEL, width=px(sum(column.width for column in columns) + 2))
        self.pack_propagate(False)
        self.view: PostingList | None = None
        self.differs: Mapping[date, int] = {}
        self.sheet = Sheet(self, desk, "postings", columns, chosen=lambda row: chosen(row.id))  # type: ignore[arg-type]
        self.sheet.pack(fill="both", expand=True)
        self._empty: Empty | None = None

    @property
    def day(self) -> date | None:
        """The selected day."""
        row = self.sheet.selected
        return row.id if row and isinstance(row.id, date) else None

    def show(self, view: PostingList, differs: Mapping[date, int], kind: str) -> None:
        """The days of a kind."""
        self.view, self.differs = view, differs
        rows = [row for row in view.rows if belongs(row, differs.get(row.day), kind)]
        self.sheet.show([_row(row, differs.get(row.day)) for row in rows])
        self._say("" if rows else _nothing(kind) if view.rows else _("这段时间没有公示，也没有待公示的日子。"))

    def _say(self, text: str) -> None:
        """What stands in the place of the days where there is none."""
        if text and self._empty:
            self._empty.say(text)
        elif text:
            self.sheet.pack_forget()
            self._empty = Empty(self, text)
            self._empty.pack(fill="both", expand=True)
        elif self._empty:
            self._empty.destroy()
            self._empty = None
            self.sheet.pack(fill="both", expand=True)


def _columns(widget: tkinter.Misc) -> list[Column]:
    """As wide as what stands in them in the window's language, so that the day beside has the rest."""
    measure = tkfont.nametofont(font("body"), widget).measure

    def column(title: str, *texts: str) -> Column:
        return Column(title, round(max(map(measure, (title, *texts))) * 100 / px(100)) + AIR)

    late = PostingRow(WEEK[0], "posted", edition=9, late="failed", unknown=99)
    agreed = late._replace(state="draft", confirmed=True)
    return [
        column(_("日期"), *(_date(day) for day in WEEK)),
        column(_("公示"), state_words(late)[0], state_words(agreed)[0]),
        column(_("数据"), data_words(late)[0]),
        column(_("更新"), update_words(late, 1)[0]),
        column(_("申诉"), _("{count} 件").format(count=9)),
    ]


def _date(day: date) -> str:
    return f"{day:%m-%d} {weekday(day)}"


def _row(row: PostingRow, people: int | None) -> Row:
    state, data, update = state_words(row), data_words(row), update_words(row, people)
    objections = _("{count} 件").format(count=row.objections) if row.objections else ""
    return Row(
        row.day,
        (_date(row.day), state[0], data[0], update[0], objections),
        {1: state[1], 2: data[1], 3: update[1], 4: "away" if row.objections else "plain"},
        {0: row.day} | ({2: row.unknown} if row.unknown else {}) | ({4: row.objections} if row.objections else {}),
    )


def belongs(row: PostingRow, people: int | None, kind: str) -> bool:
    """Whether a day is of a kind."""
    return {
        ALL: True,
        WAITING: row.state in ("draft", "late"),
        DIFFERS: bool(people) or (row.moved and people is None),
        OBJECTED: row.objections > 0,
    }[kind]


def _nothing(kind: str) -> str:
    return {
        WAITING: _("没有待公示的日子，都已公示。"),
        DIFFERS: _("没有要另出新版的日子：公示以后没有新的数据改变认定。"),
        OBJECTED: _("没有等待决定的申诉。"),
    }.get(kind, "")
