"""The objections to one posted day: a table with what can be done, for the page of postings.

pane = ObjectionsPane(parent, desk)
pane.day = day
pane.show(objections, period)     of office.objections.of_day and office.objection_view.period
"""

import tkinter
from collections.abc import Sequence
from datetime import date

from office.objection_view import Period
from office.objection_words import objection_text
from office.objections import Objection
from ui.desk import Desk
from ui.language import _
from ui.look import AMBER, MUTED, px
from ui.pages.postings.objection_decide import DecideDialog
from ui.pages.postings.objection_dialogs import ObjectDialog, WithdrawDialog
from ui.pages.postings.objection_words import TONES, in_time_word, period_words, state_word, which_session
from ui.widgets.bits import Empty, broken, button, flow, ground_of, label
from ui.widgets.sheet import Column, Row, Sheet

__all__ = ["DecideDialog", "ObjectDialog", "ObjectionsPane", "WithdrawDialog"]
WIDE = 640  # of the line below the table, until it is known how wide that is
STATE, IN_TIME = 7, 6


class ObjectionsPane(tkinter.Frame):
    """Whoever embeds it sets `day` and shows what its verb gave; after an act the page loads anew and shows again."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=ground_of(parent))
        self.desk = desk
        self.day: date | None = None
        self.objections: tuple[Objection, ...] = ()
        self._head()
        self.sheet = Sheet(self, desk, "objections", _columns(), chosen=self._chosen, opened=self._opened)
        self.said = label(self, "", wrap=WIDE)
        self.said.configure(pady=px(4))
        self.empty = Empty(
            self,
            _("这一天没有申诉。有人对公示的认定有异议，在这里登记；作出决定以前公示不变。"),
            _("登记申诉…"),
            self.add,
        )
        self.bind("<Configure>", self._fit)
        self.show(())

    def _head(self) -> None:
        line = tkinter.Frame(self, background=ground_of(self))
        line.pack(fill="x", pady=(0, px(8)))
        self.until = label(line, "", muted=True)
        self.until.pack(side="left")
        self.acts = tkinter.Frame(line, background=ground_of(self))
        self.add_one = button(self.acts, _("登记申诉…"), self.add)
        self.decide_one = button(self.acts, _("作出决定…"), self.decide)
        self.withdraw_one = button(self.acts, _("撤回…"), self.withdraw)
        for made in (self.add_one, self.decide_one, self.withdraw_one):
            made.pack(side="left", padx=(px(8), 0))

    # ------------------------------------------------------------ showing

    def show(self, objections: Sequence[Objection], period: Period | None = None) -> None:
        """The objections to the day, in the order of entry; the selected one stays selected."""
        self.objections = tuple(objections)
        over = period is not None and period.over
        told = period_words(period) if self.day else ""
        self.until.configure(text=told, foreground=AMBER if over else MUTED)
        if self.objections:
            self.empty.pack_forget()
            self.acts.pack(side="right")
            self.said.pack(side="bottom", fill="x")
            self.sheet.pack(fill="both", expand=True)
            self.sheet.show([row_of(each) for each in self.objections])
            if self.chosen is None:
                self.sheet.prefer(self.objections[0].id)
        else:
            self.sheet.pack_forget()
            self.said.pack_forget()
            self.acts.pack_forget()
            self.empty.pack(fill="both", expand=True)
        self._show_acts()

    @property
    def chosen(self) -> Objection | None:
        """The objection that is selected."""
        selected = self.sheet.selected
        return next((each for each in self.objections if selected and each.id == selected.id), None)

    def _chosen(self, _row: Row) -> None:
        self._show_acts()

    def _show_acts(self) -> None:
        """What can be done with the selected one, and all that was said of it."""
        chosen = self.chosen
        state = "normal" if chosen and chosen.state == "open" else "disabled"
        for made in (self.decide_one, self.withdraw_one):
            made.configure(state=state)
        wide = max(WIDE, round(self.winfo_width() / px(100) * 100) - 8)
        text = flow(objection_text(chosen)) if chosen else ""
        self.said.configure(text=broken(self.said, text, wide), wraplength=px(wide))

    def _fit(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        if event.widget is self:
            self._show_acts()

    # ------------------------------------------------------------ acts

    def _opened(self, _row: Row) -> None:
        self.decide()

    def add(self) -> None:
        """登记申诉…"""
        if self.day:
            ObjectDialog(self.desk, self.day)

    def decide(self) -> None:
        """作出决定…"""
        if self.chosen and self.chosen.state == "open":
            DecideDialog(self.desk, self.chosen)

    def withdraw(self) -> None:
        """撤回…"""
        if self.chosen and self.chosen.state == "open":
            WithdrawDialog(self.desk, self.chosen)


def _columns() -> list[Column]:
    return [
        Column(_("编号"), 42, "e"),
        Column(_("工号"), 54),
        Column(_("姓名"), 64),
        Column(_("时段"), 48),
        Column(_("说了什么"), 210),
        Column(_("提出日"), 84),
        Column(_("期限"), 56),
        Column(_("状态"), 100),
    ]


def row_of(found: Objection) -> Row:
    """A row; the tones are those of how it stands."""
    said = " ".join(found.said.split())
    cells = (str(found.id), found.number, found.name, which_session(found.session), said, found.on.isoformat())
    tones = {STATE: TONES[found.state]} | ({IN_TIME: "late"} if found.late else {})
    return Row(found.id, (*cells, in_time_word(found), state_word(found)), tones, {0: found.id})
