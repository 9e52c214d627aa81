"""Outings: a day's list with those still out on top, and the strip that shows these on every segment."""

import tkinter
from collections.abc import Callable
from datetime import date, datetime, timedelta

from office.leave_desk import print_outing_slip
from office.leave_outings import (
    OutingBoard,
    OutingRow,
    outing_board,
    report_outing,
    return_outing,
    withdraw_outing,
)
from ui.desk import Desk
from ui.language import _, day_words
from ui.look import PANEL, PAPER, TONES, font, px
from ui.pages.leave.words import OUTING_TONES, outing_word, person_text
from ui.widgets.bits import button, label
from ui.widgets.dates import DateEntry
from ui.widgets.dialog import Dialog
from ui.widgets.fields import TextField, TimeField
from ui.widgets.form import Form
from ui.widgets.person_field import PersonField
from ui.widgets.sheet import Column, Row, Sheet

SHOWN = 3  # in the strip; the rest is a number


class OutingStrip(tkinter.Frame):
    """Who is out now: when he is expected, how late he is, and a button for his return."""

    def __init__(
        self, parent: tkinter.Misc, returned: Callable[[OutingRow], object], more: Callable[[], object]
    ) -> None:
        super().__init__(parent, background=PANEL)
        self._returned, self._more = returned, more
        self.out: tuple[OutingRow, ...] = ()

    def show(self, out: tuple[OutingRow, ...]) -> None:
        """Those still out, the longest overdue first; drawn anew only where something changed."""
        if out == self.out:
            return
        self.out = out
        for widget in self.winfo_children():
            widget.destroy()
        if not out:
            return
        label(self, _("外出中 {count}").format(count=len(out)), "strong").pack(side="left", padx=(0, px(8)))
        for row in out[:SHOWN]:
            self._one(row)
        if len(out) > SHOWN:
            more = _("另有 {count} 人").format(count=len(out) - SHOWN)
            button(self, more, self._more, "link").pack(side="left", padx=px(4))

    def _one(self, row: OutingRow) -> None:
        tone = TONES[OUTING_TONES[row.state]]
        box = tkinter.Frame(self, background=tone.patch, padx=px(8), pady=px(2))
        box.pack(side="left", padx=(0, px(8)))
        text = _("{name} {post}　预计 {back} 返回，{said}").format(
            name=row.name or row.number, post=row.post, back=row.back, said=row.said
        )
        tkinter.Label(box, text=text, background=tone.patch, foreground=tone.text, font=font("body")).pack(side="left")
        button(box, _("返回"), lambda: self._returned(row), "link").pack(side="left", padx=(px(4), 0))


class Outings(tkinter.Frame):
    """The segment of the outings."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, changed: Callable[[OutingBoard], object]) -> None:
        super().__init__(parent, background=PANEL)
        self.desk, self._changed = desk, changed
        self.board: OutingBoard | None = None
        self.day: date | None = None  # None: today, whichever day that is
        self._toolbar()
        self.sheet = Sheet(self, desk, "outings", _columns(), chosen=self._chosen, opened=lambda _row: self.give_back())
        self.sheet.pack(fill="both", expand=True)
        self.empty = label(self, muted=True, wrap=560)
        self.empty.configure(background=PAPER)  # on the table
        self._enable()

    def _toolbar(self) -> None:
        line = tkinter.Frame(self, background=PANEL)
        line.pack(fill="x", pady=(0, px(8)))
        button(line, "‹", lambda: self._turn(-1)).pack(side="left", padx=(0, px(4)))
        self.date = DateEntry(line, self.desk.now().date(), changed=self.show_day, style="Panel.TFrame")
        self.date.pack(side="left")
        button(line, "›", lambda: self._turn(1)).pack(side="left", padx=px(4))
        button(line, _("今天"), lambda: self.show_day(self.desk.now().date())).pack(side="left")
        self.said = label(line, "", muted=True)
        self.said.pack(side="left", padx=px(12))
        self.print = button(line, _("打印外出单"), self._print)
        self.withdraw = button(line, _("撤销登记"), self._withdraw, "danger-outline")
        self.back = button(line, _("登记返回…"), self.give_back)
        for made in (self.print, self.withdraw, self.back):
            made.pack(side="right", padx=(px(6), 0))

    # ------------------------------------------------------------ the list

    def load(self) -> None:
        """The day's list and who is out now."""
        self.desk.ask(outing_board, self.day, done=self._show, key="outings")

    def tick(self) -> None:
        """While somebody is out the minutes run; nothing is asked otherwise."""
        board = self.board
        if board and board.out and self.desk.now().replace(second=0) > board.now.replace(second=59):
            self.load()

    def show_day(self, day: date) -> None:
        """Another day's list."""
        self.day = None if day == self.desk.now().date() else day
        self.date.set(day)
        self.load()

    def _turn(self, days: int) -> None:
        self.show_day((self.day or self.desk.now().date()) + timedelta(days=days))

    def _show(self, board: OutingBoard) -> None:
        before, self.board = self.board, board
        if before is None or before._replace(now=board.now) != board:
            rows = self._rows(board)
            self.sheet.show([_row(row, board.day) for row in rows])
            self.said.configure(text=_("{day}，{count} 次外出").format(day=day_words(board.day), count=len(board.rows)))
            if rows:
                self.empty.place_forget()
            else:
                self.empty.configure(text=board.refusal or _("这一天没有外出登记。有人外出时点右上角“登记外出”。"))
                self.empty.place(in_=self.sheet, relx=0.5, rely=0.35, anchor="center")
            self._enable()
        self._changed(board)

    def _rows(self, board: OutingBoard) -> list[OutingRow]:
        """Those out now on top, whatever the day; then the day's others."""
        out = {row.id for row in board.out}
        return [*board.out, *(row for row in board.rows if row.id not in out)]

    @property
    def chosen(self) -> OutingRow | None:
        row = self.sheet.selected
        if row is None or self.board is None:
            return None
        return next((each for each in self._rows(self.board) if each.id == row.id), None)

    def _chosen(self, _row: Row) -> None:
        self._enable()

    def _enable(self) -> None:
        row = self.chosen
        out = row is not None and not row.closed
        self.back.configure(state="normal" if out else "disabled")
        for made in (self.print, self.withdraw):
            made.configure(state="normal" if row else "disabled")

    # ------------------------------------------------------------ acts

    def report(self, number: str = "") -> None:
        """Somebody goes out."""
        if self.board and self.board.refusal:
            self.desk.trouble(self.board.refusal)
        else:
            OutDialog(self.desk, number)

    def give_back(self, row: OutingRow | None = None) -> None:
        """Somebody is back."""
        row = row or self.chosen
        if row is not None and not row.closed:
            BackDialog(self.desk, row)

    def _withdraw(self) -> None:
        row = self.chosen
        if row is None:
            return
        question = _("{name} {day} {at} 的外出登记错了？撤销后不再计算。").format(
            name=row.name or row.number, day=row.day.isoformat(), at=row.at
        )
        if self.desk.confirm(_("撤销外出登记"), question, _("撤销登记")):
            self.desk.act(withdraw_outing, row.id, done=self.desk.tell)

    def _print(self) -> None:
        row = self.chosen
        if row is not None:
            self.desk.ask(print_outing_slip, row.id, done=self.desk.open_file)


def _columns() -> list[Column]:
    return [
        Column(_("姓名"), 90),
        Column(_("工号"), 80),
        Column(_("单位"), 170),
        Column(_("岗位"), 64),
        Column(_("外出时间"), 96),
        Column(_("预计返回"), 80),
        Column(_("返回"), 64),
        Column(_("状态"), 90),
        Column(_("说明"), 170),
        Column(_("应报告"), 120),
        Column(_("事由"), 160),
    ]


def _row(row: OutingRow, day: date) -> Row:
    at = row.at if row.day == day else f"{row.day:%m-%d} {row.at}"
    said = "" if row.state == "back" else row.said
    cells = (row.name, row.number, row.unit, row.post, at, row.back, row.closed)
    rest = (outing_word(row.state), said, row.report_to, row.reason)
    return Row(row.id, (*cells, *rest), {7: OUTING_TONES[row.state]}, {4: (row.day, row.at)})


# ---------------------------------------------------------------- dialogs


class OutDialog(Dialog):
    """Somebody goes out and says when he will be back."""

    def __init__(self, desk: Desk, number: str = "") -> None:
        self.number = number
        super().__init__(desk, _("登记外出"), yes=_("登记外出"), width=420)

    def fill(self) -> None:
        now = self.desk.now()
        self.form = form = Form(self.body)
        form.pack(fill="x")
        self.person = form.add(PersonField(form, self.desk, _("外出人"), self.number), "number")
        self.at = form.add(TimeField(form, _("外出时间"), now.time()), "at")
        self.back = form.add(TimeField(form, _("预计返回")), "back")
        self.reason = form.add(TextField(form, _("事由"), required=True, longest=200), "reason")

    def confirm(self) -> None:
        values = self.form.values()
        if values is not None:
            day = self.desk.now().date()
            at, back = (datetime.combine(day, values[key]) for key in ("at", "back"))
            self.act(report_outing, values["number"], at, back, values["reason"], done=self.desk.tell)


class BackDialog(Dialog):
    """The real time of the return, on the day of the outing."""

    def __init__(self, desk: Desk, row: OutingRow) -> None:
        self.row = row
        super().__init__(desk, _("登记返回"), yes=_("登记返回"), width=420)

    def fill(self) -> None:
        row = self.row
        text = _("{who} {day} {at} 外出，预计 {back} 返回：{reason}").format(
            who=person_text(row.name, row.number), day=row.day.isoformat(), at=row.at, back=row.back, reason=row.reason
        )
        label(self.body, text, wrap=420).pack(fill="x", pady=(0, px(8)))
        self.form = Form(self.body)
        self.form.pack(fill="x")
        now = self.desk.now()
        at = now.time() if row.day == now.date() else None
        self.at = self.form.add(TimeField(self.form, _("返回时间"), at), "at")

    def confirm(self) -> None:
        values = self.form.values()
        if values is not None:
            at = datetime.combine(self.row.day, values["at"])
            self.act(return_outing, self.row.id, at, done=self.desk.tell)
