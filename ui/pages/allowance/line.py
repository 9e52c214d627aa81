"""A line of the sum beside the table; opened, it shows its clause and the days that were counted."""

import tkinter
from collections.abc import Callable
from datetime import date

from office.allowance_person import LineShown
from office.allowance_words import CountedDay
from ui.language import _
from ui.look import ACCENT, INK, LINE, PANEL, PAPER, RED, px
from ui.pages.allowance.links import link
from ui.widgets.bits import broken, flow, label

INDENT = 16


class LineRow(tkinter.Frame):
    """`wide` is the room for a text, at 96 dpi. `toggled` hears that it was opened or closed; `see` leads to a day."""

    def __init__(
        self,
        parent: tkinter.Misc,
        line: LineShown,
        wide: int,
        toggled: Callable[[str, bool], object],
        see: Callable[[date], object],
    ) -> None:
        super().__init__(parent, background=PAPER)
        self.line, self.opened, self._wide = line, False, wide
        self._toggled, self._see = toggled, see
        self.head = self._head()
        self.details: tkinter.Frame | None = None
        self.links: list[tkinter.Label] = []
        tkinter.Frame(self, background=LINE, height=1).pack(side="bottom", fill="x", padx=px(12))

    def _head(self) -> tkinter.Frame:
        head = tkinter.Frame(
            self,
            background=PAPER,
            cursor="hand2",
            takefocus=True,
            highlightthickness=1,
            highlightbackground=PAPER,
            highlightcolor=ACCENT,
            padx=px(10),
            pady=px(4),
        )
        head.pack(fill="x")
        first = tkinter.Frame(head, background=PAPER)
        first.pack(fill="x")
        self.arrow = label(first, "▸", muted=True)
        self.arrow.configure(width=2)
        self.arrow.pack(side="left")
        title = label(first, self.line.title, "strong")
        title.pack(side="left")
        amount = label(first, self.line.amount, "strong")
        amount.configure(foreground=RED if self.line.taken else INK)
        amount.pack(side="right")
        how = self.line.how
        parts = [head, first, self.arrow, title, amount]
        if how:
            below = label(head, flow(how), "small", muted=True)
            below.configure(text=broken(below, flow(how), self._wide, "small"))
            below.pack(fill="x", padx=(px(INDENT + 4), 0))
            parts.append(below)
        for widget in parts:
            widget.bind("<Button-1>", lambda _event: self._clicked())
        for key in ("<Return>", "<space>"):
            head.bind(key, lambda _event: self.toggle())
        return head

    def _clicked(self) -> None:
        self.head.focus_set()
        self.toggle()

    def toggle(self, quiet: bool = False) -> None:
        """Open it, or close it."""
        self.opened = not self.opened
        self.arrow.configure(text="▾" if self.opened else "▸")
        if self.details:
            self.details.destroy()
            self.details, self.links = None, []
        if self.opened:
            self.details = self._details()
        if not quiet:
            self._toggled(self.line.key, self.opened)

    # ------------------------------------------------------------ opened

    def _details(self) -> tkinter.Frame:
        box = tkinter.Frame(self, background=PANEL, padx=px(12), pady=px(6))
        box.pack(fill="x", padx=px(12), pady=(0, px(6)))
        if self.line.clause:
            self._text(box, _("依据：{clause}").format(clause=self.line.clause), "body")
            self._text(box, self.line.text, "small")
            self._text(box, _("规则版本 {version}").format(version=self.line.version), "small")
        for day in self.line.days:
            self._day(box, day)
        if not self.line.days:
            self._text(box, _("这一行没有逐日的事项。"), "small")
        return box

    def _text(self, box: tkinter.Misc, text: str, role: str) -> None:
        if text:
            made = label(box, "", role, muted=role == "small")
            made.configure(text=broken(made, flow(text), self._wide - 24, role))
            made.pack(fill="x")

    def _day(self, box: tkinter.Misc, day: CountedDay) -> None:
        row = tkinter.Frame(box, background=PANEL)
        row.pack(fill="x", pady=(px(4), 0))
        if day.edition and day.day:
            self._link(row, day.day)
        said = label(row, "")
        text = "　".join(filter(None, (day.head, day.text)))
        said.configure(text=broken(said, flow(text), self._wide - 92))
        said.pack(side="left", fill="x", expand=True)
        edition = _("公示的第{number}版").format(number=day.edition) if day.edition else ""
        first = " · ".join(filter(None, (day.counted, edition, *day.clauses)))
        self._text(box, "\n".join(filter(None, (first, *day.rests))), "small")

    def _link(self, row: tkinter.Misc, day: date) -> None:
        made = link(row, _("看这一天"), lambda: self._see(day))
        made.pack(side="right", anchor="n")
        self.links.append(made)


def sum_line(parent: tkinter.Misc, title: str, amount: str) -> tkinter.Frame:
    """The line below the others: what they come to."""
    row = tkinter.Frame(parent, background=PAPER, padx=px(11), pady=px(7))
    label(row, title, "strong").pack(side="left", padx=(px(INDENT + 4), 0))
    made = label(row, amount, "heading")
    made.pack(side="right")
    return row
