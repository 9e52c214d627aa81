"""What is entered about a slip: a signature or a refusal, the hand-over, the closing."""

from collections.abc import Callable

from office.leave import Pen
from office.leave_desk import SlipDone, close_slip, hand_over_slip, reject_slip, sign_slip
from office.leave_detail import SlipDetail
from office.leave_words import half_if_named
from ui.desk import Desk
from ui.language import _
from ui.look import px
from ui.pages.leave.request import SCANS
from ui.pages.leave.words import long_span
from ui.widgets.bits import label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import ChoiceField, DayField, FileField, HalfDayField, TextField
from ui.widgets.form import Form

WIDE = 460
Told = Callable[[SlipDone], object]


class SlipDialog(Dialog):
    """A dialog about one slip: which it is stands above the fields."""

    def __init__(self, desk: Desk, slip: SlipDetail, title: str, yes: str, done: Told) -> None:
        self.slip, self.done = slip, done
        super().__init__(desk, title, yes=yes, width=WIDE)

    def fill(self) -> None:
        row = self.slip.row
        label(self.body, f"{row.name} {row.kind} {long_span(row.first, row.last)}", "strong", wrap=WIDE).pack(fill="x")
        if self.about():
            label(self.body, self.about(), muted=True, wrap=WIDE).pack(fill="x")
        self.form = Form(self.body)
        self.form.pack(fill="x", pady=(px(8), 0))
        self.fields()

    def about(self) -> str:
        """A muted line under the slip."""
        return self.slip.due

    def fields(self) -> None:
        """Add the fields to `self.form`."""


class SignDialog(SlipDialog):
    """A signature as it stands on the slip; `refuses`: it says no."""

    def __init__(self, desk: Desk, slip: SlipDetail, done: Told, refuses: bool = False) -> None:
        self.refuses = refuses
        title, yes = (_("登记不批准"), _("登记不批准")) if refuses else (_("登记签字"), _("登记签字"))
        super().__init__(desk, slip, title, yes, done)

    def fields(self) -> None:
        form, signers = self.form, self.slip.signers
        options = [(signer.role, f"{signer.title}（{signer.act}）") for signer in signers]
        self.role = form.add(ChoiceField(form, _("签字身份"), options, signers[0].role), "role")
        self.by = form.add(TextField(form, _("签字人"), required=True, longest=40), "by")
        self.on = form.add(DayField(form, _("签字日期"), self.desk.now().date()), "on")
        opinion = "" if self.refuses else _("同意")
        self.opinion = form.add(TextField(form, _("意见"), opinion, longest=200), "opinion")
        self.scan = form.add(FileField(form, _("扫描件"), SCANS, required=False), "scan")

    def confirm(self) -> None:
        values = self.form.values()
        if values is not None:
            verb = reject_slip if self.refuses else sign_slip
            self.act(verb, self.slip.row.id, Pen(**values), done=self.done)

    def focus_first(self) -> None:
        self.by.focus()


class HandOverDialog(SlipDialog):
    """Whoever took the work over confirms it; most often that is the cover."""

    def fields(self) -> None:
        self.by = self.form.add(
            TextField(self.form, _("接手人"), self.slip.row.cover_name, required=True, longest=40), "by"
        )

    def confirm(self) -> None:
        values = self.form.values()
        if values is not None:
            self.act(hand_over_slip, self.slip.row.id, values["by"], done=self.done)


class CloseDialog(SlipDialog):
    """From which half-day on somebody is back."""

    def about(self) -> str:
        return _("从哪个半天起已经回岗；提前回岗的，余下的假不再计算。")

    def fields(self) -> None:
        day, half = self.slip.back
        self.back = self.form.add(HalfDayField(self.form, _("回岗"), day, half), "back")

    def confirm(self) -> None:
        values = self.form.values()
        if values is not None:
            on, half = half_if_named(values["back"])
            self.act(close_slip, self.slip.row.id, on, half, done=self.done)
