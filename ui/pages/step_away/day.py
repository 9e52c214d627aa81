"""The step-aways of a chosen day with what was found of them."""

import tkinter
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from office.step_away_rows import AwayRow
from office.step_away_view import StepAwayView
from ui.desk import Desk
from ui.language import _, weekday
from ui.look import PANEL, PAPER, px
from ui.widgets.bits import button, label
from ui.widgets.dates import DateEntry
from ui.widgets.sheet import Column, Row, Sheet
from ui.words import code_word, minutes_words, sign_of

ONE_DAY = timedelta(days=1)


class Acts(NamedTuple):
    """What may be done with the row that is selected, and with the day."""

    back: Callable[[AwayRow], object]
    cancel: Callable[[AwayRow], object]
    explain: Callable[[AwayRow], object]
    day: Callable[[date], object]


class Day(tkinter.Frame):
    """A line with the day, and the table."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, acts: Acts) -> None:
        super().__init__(parent, background=PANEL)
        self._acts = acts
        self.rows: dict[str, AwayRow] = {}
        self._top()
        self.sheet = Sheet(
            self,
            desk,
            "aways",
            _columns(),
            chosen=lambda _row: self._allow(),
            opened=lambda _row: self._do(acts.explain),
        )
        self.sheet.pack(fill="both", expand=True)
        self.empty = label(self, _("这一天没有离岗登记。"), muted=True)
        self.empty.configure(background=PAPER)  # on the table

    def _top(self) -> None:
        head = tkinter.Frame(self, background=PANEL)
        head.pack(fill="x", pady=(0, px(6)))
        label(head, _("一天的登记"), "strong").pack(side="left")
        self.said = label(head, "", "small", muted=True)
        self.said.pack(side="left", padx=px(10))
        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(6)))
        self.before = button(top, "‹", lambda: self._move(-1))
        self.before.pack(side="left")
        self.day = DateEntry(top, None, changed=self._acts.day, style="Panel.TFrame")
        self.day.pack(side="left", padx=px(4))
        self.after_ = button(top, "›", lambda: self._move(1))
        self.after_.pack(side="left")
        self.explain = button(top, _("看认定"), lambda: self._do(self._acts.explain))
        self.cancel = button(top, _("撤销"), lambda: self._do(self._acts.cancel))
        self.back = button(top, _("登记返回…"), lambda: self._do(self._acts.back))
        for each in (self.explain, self.cancel, self.back):
            each.pack(side="right", padx=(px(6), 0))

    def _move(self, days: int) -> None:
        self._acts.day(self._shown + days * ONE_DAY)

    _shown = date.min

    def show(self, view: StepAwayView) -> None:
        """The rows of the view's day; the selected one stays selected."""
        if view.day != self._shown:
            self._shown = view.day
            self.day.set(view.day)
        self.said.configure(text=_said(view))
        self.rows = {_id(row): row for row in view.rows}
        self.sheet.show([_row(key, row) for key, row in self.rows.items()])
        if view.rows:
            self.empty.place_forget()
        else:
            self.empty.place(in_=self.sheet, relx=0.5, rely=0.5, anchor="center")
        self.after_.configure(state="disabled" if view.day >= view.today else "normal")
        self._allow()

    def selected(self) -> AwayRow | None:
        """The step-away of the selected row."""
        row = self.sheet.selected
        return self.rows.get(str(row.id)) if row else None

    def _allow(self) -> None:
        row = self.selected()
        open_ = row is not None and row.id and row.state != "closed"
        self.back.configure(state="normal" if open_ else "disabled")
        self.cancel.configure(state="normal" if row and row.id else "disabled")
        self.explain.configure(state="normal" if row else "disabled")

    def _do(self, act: Callable[[AwayRow], object]) -> None:
        row = self.selected()
        if row:
            act(row)


def _id(row: AwayRow) -> str:
    """The terminals' keys give no number."""
    return f"away:{row.id}" if row.id else f"{row.number}@{row.at}"


def _columns() -> list[Column]:
    return [
        Column(_("姓名"), 76),
        Column(_("岗位"), 56),
        Column(_("离岗"), 70, "e"),
        Column(_("返回"), 70, "e"),
        Column(_("时长"), 60, "e"),
        Column(_("代班人"), 84),
        Column(_("认定情况"), 130),
    ]


def _row(key: str, row: AwayRow) -> Row:
    found, tone = _found(row)
    length = "" if row.seconds is None or row.state == "open" else minutes_words(row.seconds)
    cells = row.name or row.number, row.post, row.at, row.closed, length, row.cover, found
    return Row(key, cells, {6: tone} if tone else {}, {4: -1 if row.seconds is None else row.seconds})


def _found(row: AwayRow) -> tuple[str, str]:
    """What was found, and its tone."""
    if row.findings:
        return _("、").join(_finding(each.code, each.minutes) for each in row.findings), "bad"
    if row.judged:
        return f"{sign_of('on_time')} {code_word('on_time')}", ""
    words = {
        "open": (_("离岗中"), "away"),
        "unclosed": (_("未登记返回，读全后认定"), "late"),
        "closed": (_("不在上班时间"), "rest"),
    }
    return words[row.state]


def _finding(code: str, minutes: int) -> str:
    words = f"{sign_of(code)} {code_word(code)}"
    return words + (_(" {minutes} 分钟").format(minutes=minutes) if minutes else "")


def _said(view: StepAwayView) -> str:
    """How many, and what of them was found; whether the day was posted."""
    if view.trouble:
        return view.trouble
    found = sum(bool(row.findings) for row in view.rows)
    said = [weekday(view.day), _("{count} 次").format(count=len(view.rows))]
    if found:
        said.append(_("{count} 次有认定").format(count=found))
    if view.differs:
        said.append(_("与公示的第 {number} 版不同，请到考勤页重新公示").format(number=view.edition))
    elif view.edition:
        said.append(_("已公示第 {number} 版").format(number=view.edition))
    return " · ".join(said)
