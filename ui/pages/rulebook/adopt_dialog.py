"""Adopting a change: what changes from which day, what it rests on, why."""

import tkinter
from collections.abc import Callable, Mapping
from datetime import date

from office.rulebook_change import Changed, Look, change_rule
from office.rulebook_plan import Basis
from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, px
from ui.widgets.bits import flow, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import LongField, TextField
from ui.widgets.form import Form

MOST = 8  # changes told one by one


class AdoptDialog(Dialog):
    """The last look before a change is in force; without a basis of its own it goes on citing the clause so far."""

    def __init__(
        self,
        desk: Desk,
        look: Look,
        changes: Mapping[str, str],
        since: date,
        adopted: Callable[[Changed], object],
    ) -> None:
        self.look, self.changes, self.since, self.adopted = look, changes, since, adopted
        super().__init__(desk, _("采用修改"), yes=_("自 {day} 起采用").format(day=since), width=560)

    def fill(self) -> None:
        for change in self.look.altered[:MOST]:
            label(self.body, flow(change.sentence), wrap=560).pack(anchor="w")
        more = len(self.look.altered) - MOST
        if more > 0:
            label(self.body, _("另有 {count} 项").format(count=more), muted=True).pack(anchor="w")
        for note in self.look.notes:
            label(self.body, flow(note), "small", muted=True, wrap=560).pack(anchor="w", pady=(px(4), 0))
        tkinter.Frame(self.body, height=px(10), background=PAPER).pack()
        self.form = Form(self.body, label_width=96)
        self.form.pack(fill="x")
        self.reason = self.form.add(TextField(self.form, _("事由"), longest=200), "reason")
        self.document = self.form.add(TextField(self.form, _("依据文件"), longest=60), "document")
        self.place = self.form.add(TextField(self.form, _("条次"), longest=30), "place")
        self.words = self.form.add(LongField(self.form, _("条款内容"), lines=3), "text")
        cited = "、".join(dict.fromkeys(change.citation for change in self.look.altered))
        self.form.hint(_("依据三项都空着，公示表上仍写 {citation}").format(citation=cited))

    def focus_first(self) -> None:
        self.reason.focus()

    def confirm(self) -> None:
        values = self.form.values()
        if values is None:
            return
        basis = Basis(values["document"], values["place"], values["text"])
        self.act(change_rule, self.changes, self.since, basis, values["reason"], done=self.adopted)
