"""通报 and 黄牌警告 of one person: what was given, giving one, taking one back."""

import tkinter
from collections.abc import Sequence
from functools import partial

from office import discipline
from office.discipline import Notice
from office.people_view import Row
from ui.desk import Desk
from ui.language import _
from ui.look import LINE, PAPER, px
from ui.widgets.bits import badge, button, flow, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import ChoiceField, DayField, LongField, TextField
from ui.widgets.form import Form

BY = "people:noticed_by"  # who gave the last one; remembered by the window only
WIDTH = 460
WRAP = 242  # of a line in the column at the right
TONES = {"yellow_card": "late", "notice": "unknown"}


def kind_words() -> dict[str, str]:
    """黄牌警告, 通报."""
    return {"yellow_card": _("黄牌警告"), "notice": _("通报")}


# ---------------------------------------------------------------- shown


def notices_of(parent: tkinter.Misc, desk: Desk, row: Row, notices: Sequence[Notice]) -> None:
    """What was given to somebody, above his places; nothing where nothing was."""
    if not notices:
        return
    label(parent, _("通报和黄牌警告"), "strong").pack(anchor="w")
    for notice in notices:
        _show(parent, desk, row, notice)
    tkinter.Frame(parent, background=LINE, height=1).pack(fill="x", pady=px(10))


def _show(parent: tkinter.Misc, desk: Desk, row: Row, notice: Notice) -> None:
    head = tkinter.Frame(parent, background=PAPER)
    head.pack(fill="x", pady=(px(8), 0))
    label(head, notice.day.isoformat(), "strong").pack(side="left", padx=(0, px(8)))
    badge(head, kind_words()[notice.kind], "rest" if notice.revoked else TONES[notice.kind]).pack(side="left")
    if notice.revoked:
        badge(head, _("已撤销"), "rest").pack(side="left", padx=px(6))
    label(parent, flow(notice.reason), muted=bool(notice.revoked), wrap=WRAP).pack(anchor="w")
    at = notice.entered_at[:16].replace("T", " ")
    given = _("{by}作出，{at} 登记").format(by=notice.by, at=at)
    label(parent, flow(given), "small", muted=True, wrap=WRAP).pack(anchor="w")
    if notice.revoked:
        back = _("{by}撤销：{reason}").format(by=notice.revoked_by, reason=notice.revoked)
        label(parent, flow(back), "small", muted=True, wrap=WRAP).pack(anchor="w")
        return
    made = button(parent, _("撤销…"), partial(RevokeDialog, desk, row, notice), "link")
    made.configure(padding=0)
    made.pack(anchor="w", pady=(px(2), 0))


# ---------------------------------------------------------------- given and taken back


class GiveDialog(Dialog):
    """A notice to somebody, on a day."""

    def __init__(self, desk: Desk, row: Row) -> None:
        self.row = row
        title = _("{name}（{number}）：通报、黄牌警告").format(name=row.name, number=row.number)
        super().__init__(desk, title, yes=_("登记"), width=WIDTH)

    def fill(self) -> None:
        self.form = Form(self.body)
        self.form.pack(fill="x")
        self.form.add(ChoiceField(self.form, _("种类"), list(kind_words().items()), "yellow_card"), "kind")
        self.form.add(DayField(self.form, _("日期"), self.desk.now().date()), "day")
        self.form.add(LongField(self.form, _("事由"), required=True, lines=3), "reason")
        by = self.desk.remembered(BY, "")
        self.form.add(TextField(self.form, _("由谁作出"), by, required=True), "by")
        told = _("只在核算补助时按规则计算，考勤的认定和公示不变。")
        label(self.body, flow(told), "small", muted=True, wrap=WIDTH).pack(fill="x", pady=(px(8), 0))

    def confirm(self) -> None:
        values = self.form.values()
        if values:
            given = values["kind"], values["day"], values["reason"], values["by"]
            self.act(discipline.give_notice, self.row.number, *given, done=self._given)

    def _given(self, notice: Notice) -> None:
        self.desk.remember(BY, notice.by)
        self.desk.tell(_("已登记{what}。").format(what=kind_words()[notice.kind]))


class RevokeDialog(Dialog):
    """A notice is taken back, with the reason."""

    def __init__(self, desk: Desk, row: Row, notice: Notice) -> None:
        self.row, self.notice = row, notice
        super().__init__(desk, _("撤销{what}").format(what=kind_words()[notice.kind]), yes=_("撤销"), width=WIDTH)

    def fill(self) -> None:
        whose = _("{name}（{number}）{day} {what}：{reason}").format(
            name=self.row.name,
            number=self.row.number,
            day=self.notice.day,
            what=kind_words()[self.notice.kind],
            reason=self.notice.reason,
        )
        label(self.body, flow(whose), wrap=WIDTH).pack(fill="x", pady=(0, px(8)))
        self.form = Form(self.body)
        self.form.pack(fill="x")
        self.form.add(LongField(self.form, _("撤销原因"), required=True), "reason")
        self.form.add(TextField(self.form, _("由谁撤销"), required=True), "by")
        told = _("登记的内容仍然保留，标明已撤销，核算补助时不再计算。")
        label(self.body, flow(told), "small", muted=True, wrap=WIDTH).pack(fill="x", pady=(px(8), 0))

    def confirm(self) -> None:
        values = self.form.values()
        if values:
            self.act(discipline.revoke_notice, self.notice.id, values["reason"], values["by"], done=self._revoked)

    def _revoked(self, _notice: Notice) -> None:
        self.desk.tell(_("已撤销，登记的内容仍然保留。"))
