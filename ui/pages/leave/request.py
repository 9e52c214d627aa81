"""The form of a new leave slip: what is typed at the left, what it comes to at the right, looked at while typing."""

import tkinter
from collections.abc import Callable
from datetime import date
from typing import Any

from office.leave_desk import SlipDone, extend_slip, file_slip
from office.leave_detail import SlipDetail
from office.leave_look import Draft, FormChoices, Looked, extension_look, leave_look
from office.leave_words import half_day
from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, px
from ui.pages.leave.look_panel import LookPanel
from ui.pages.leave.words import long_span
from ui.widgets.bits import label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import ChoiceField, DayField, FileField, HalfDayField, TextField
from ui.widgets.form import Field, FieldError, Form
from ui.widgets.person_field import PersonField

PAUSE_MS = 250  # after the last key, before the draft is looked at
WIDE, FORM = 860, 420
SCANS = (("PDF, JPG, PNG", "*.pdf *.jpg *.jpeg *.png"),)


class LookingDialog(Dialog):
    """A form with the look panel beside it. Subclasses make the fields and say how the draft is looked at."""

    _waiting: str | None = None

    def fill(self) -> None:
        self.body.columnconfigure(0, minsize=px(FORM))
        left = tkinter.Frame(self.body, background=PAPER)
        left.grid(row=0, column=0, sticky="new", padx=(0, px(20)))
        if self.about():
            label(left, self.about(), "strong", wrap=FORM - 20).pack(fill="x", pady=(0, px(6)))
        self.form = Form(left, changed=self._changed, label_width=76)
        self.form.pack(fill="x")
        self.panel = LookPanel(self.body, WIDE - FORM)
        self.panel.grid(row=0, column=1, sticky="nsew")
        tkinter.Frame(self.body, background=PAPER, height=px(400), width=0).grid(row=0, column=2)
        self.fields()
        self.panel.show(Looked())
        self.look()

    def about(self) -> str:
        """What stands above the fields."""
        return ""

    def fields(self) -> None:
        """Add the fields to `self.form`."""

    def look(self) -> None:
        """Ask what the draft comes to."""

    def _changed(self) -> None:
        """Looked at when the typing pauses; the answer to an older draft is dropped by its key."""
        if self._waiting is not None:
            self.after_cancel(self._waiting)
        self._waiting = self.after(PAUSE_MS, self._pause)

    def _pause(self) -> None:
        self._waiting = None
        self.look()

    def ask(self, verb: Callable[..., Looked], *arguments: Any) -> None:
        """Never waits for the answer, and never stands in the clerk's way."""
        self.desk.ask(verb, *arguments, done=self._looked, failed=self.say, key="leave-look")

    def _looked(self, looked: Looked) -> None:
        if self.winfo_exists():
            self.panel.show(looked)

    def close(self) -> None:
        if self.winfo_exists() and self._waiting is not None:
            self.after_cancel(self._waiting)
        super().close()


def read(field: Field[Any], empty: Any = None) -> Any:
    """A field as far as it can be read."""
    try:
        return field.get()
    except FieldError:
        return empty


class RequestDialog(LookingDialog):
    """A new slip."""

    def __init__(self, desk: Desk, choices: FormChoices, number: str, done: Callable[[SlipDone], object]) -> None:
        self.choices, self.number, self.done = choices, number, done
        super().__init__(desk, _("登记请假"), yes=_("登记请假"), width=WIDE)

    def fields(self) -> None:
        form, today = self.form, self.choices.today
        self.person = form.add(PersonField(form, self.desk, _("请假人"), self.number), "number")
        kinds = [(kind, kind) for kind in self.choices.kinds]
        self.kind = form.add(ChoiceField(form, _("假别"), kinds, kinds[0][0]), "kind")
        self.first = form.add(HalfDayField(form, _("开始日期"), None, "am"), "first")
        self.last = form.add(HalfDayField(form, _("结束日期"), None, "pm"), "last")
        self.cover = form.add(PersonField(form, self.desk, _("顶岗人"), required=False), "cover")
        self.reason = form.add(TextField(form, _("事由"), longest=200), "reason")
        self.filed = form.add(DayField(form, _("申请日期"), today), "filed")
        self.scan = form.add(FileField(form, _("扫描件"), SCANS, required=False), "scan")

    def draft(self) -> Draft:
        """The slip as far as it is written."""
        first, last = read(self.first), read(self.last)
        return Draft(
            read(self.person, ""),
            read(self.kind, ""),
            half_day(first, "am") if first else None,
            half_day(last, "pm") if last else None,
            read(self.cover, ""),
            read(self.reason, ""),
            read(self.filed),
        )

    def look(self) -> None:
        self.ask(leave_look, self.draft())

    def confirm(self) -> None:
        values = self.form.values()
        if values is not None:
            self.act(file_slip, self.draft(), values["scan"], done=self.done)


class ExtendDialog(LookingDialog):
    """A further slip that goes straight on."""

    def __init__(self, desk: Desk, slip: SlipDetail, done: Callable[[SlipDone], object]) -> None:
        self.slip, self.done = slip, done
        super().__init__(desk, _("续假"), yes=_("登记续假"), width=WIDE)

    def about(self) -> str:
        row = self.slip.row
        return f"{row.name} {row.kind} {long_span(row.first, row.last)}"

    def fields(self) -> None:
        form, row = self.form, self.slip.row
        self.last = form.add(HalfDayField(form, _("续到日期"), None, "pm"), "last")
        self.cover = form.add(PersonField(form, self.desk, _("顶岗人"), row.cover, required=False), "cover")
        self.reason = form.add(TextField(form, _("事由"), row.reason, longest=200), "reason")

    def look(self) -> None:
        last: tuple[date, str] | None = read(self.last)
        half = half_day(last, "pm") if last else None
        self.ask(extension_look, self.slip.row.id, half, read(self.cover, ""), read(self.reason, ""))

    def confirm(self) -> None:
        values = self.form.values()
        if values is not None:
            last = half_day(values["last"], "pm")
            self.act(extend_slip, self.slip.row.id, last, values["reason"], values["cover"], done=self.done)
