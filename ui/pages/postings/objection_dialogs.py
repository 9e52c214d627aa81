"""Registering an objection, and taking one back."""

import tkinter
from collections.abc import Callable
from datetime import date

from office.objection_view import Period, PostedPerson, period, posted_person
from office.objections import Objection, Registered, register, withdraw
from ui.desk import Desk
from ui.language import _, day_words
from ui.look import AMBER, INK, MUTED, PAPER, px
from ui.pages.postings.objection_words import heading_words, period_words, which_session
from ui.widgets.bits import flow, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import ChoiceField, DayField, LongField, TextField
from ui.widgets.form import Field, FieldError, Form
from ui.widgets.person_field import PersonField

WIDE = 480
LONGEST = 500


class Shown(Field[None]):
    """A line of the form that is only read."""

    def __init__(self, form: Form, title: str) -> None:
        super().__init__(form, title)
        self.widget = self.line = label(form, "", wrap=WIDE - 100)
        self.line.configure(pady=px(5))

    def say(self, text: str, colour: str = INK) -> None:
        self.line.configure(text=flow(text), foreground=colour)


class ObjectDialog(Dialog):
    """登记申诉: who objects to what, as it was said; with `number` the person is given. What is posted of him is shown
    as soon as it is known who it is."""

    def __init__(
        self, desk: Desk, day: date, number: str = "", done: Callable[[Registered], object] | None = None
    ) -> None:
        self.day, self.number, self.done = day, number, done
        self.person: PersonField | None = None
        self._asked = self._spoken = ""
        super().__init__(desk, _("登记申诉"), _("登记申诉"), width=WIDE)
        if number:
            self._look()
        else:
            desk.ask(period, day, done=self._show_period, key="objection period")

    def fill(self) -> None:
        self.head = label(self.body, f"{self.number}　{day_words(self.day)}".strip("　"), "strong")
        self.head.pack(anchor="w")
        self.period = label(self.body, "", "small", muted=True)
        self.period.pack(anchor="w", pady=(0, px(8)))
        form = self.form = Form(self.body)
        form.pack(fill="x")
        if not self.number:
            self.person = form.add(PersonField(form, self.desk, _("工作人员")), "number")
            self.person.on_change(self._look)
        self.posted = form.add(Shown(form, _("公示的认定")))
        self.posted.say("–", MUTED)
        self.session = form.add(ChoiceField(form, _("时段"), [("", which_session(""))]), "session")
        self.words = form.add(LongField(form, _("申诉内容"), required=True, lines=3), "said")
        self.by = form.add(TextField(form, _("提出人"), required=True, longest=40), "by")
        self.on = form.add(DayField(form, _("提出日期"), self.desk.now().date()), "on")
        form.hint(_("公示不会因登记而改动；决定成立以后才公示新的一版。"))

    def focus_first(self) -> None:
        (self.words if self.number else self.form.fields[0]).focus()

    # ------------------------------------------------------------ what is posted of the person

    def _look(self) -> None:
        number = self.number or self._typed()
        if number == self._asked:
            return
        self._asked = number
        if number:
            self.desk.ask(posted_person, number, self.day, done=self._show, failed=self._none, key="objection")

    def _typed(self) -> str:
        try:
            return self.person.get() if self.person else ""
        except FieldError:
            return ""

    def _show(self, found: PostedPerson) -> None:
        if not self.winfo_exists() or found.number != self._asked:
            return
        if self.number:
            self.head.configure(text=f"{found.number} {found.name}　{found.unit}　{day_words(found.day)}")
        self._show_period(found.period, _("第{number}版").format(number=found.edition) + " · ")
        self.posted.say(found.verdict)
        waiting = [each for each in found.objections if each.state == "open"]
        self.posted.complain("\n".join(_waiting(each) for each in waiting))
        kept = self.session.get()
        options = [(name, which_session(name)) for name in ("", *found.sessions)]
        self.session.set_options(options)
        self.session.set(kept if kept in found.sessions else "")
        if self.by.text.get().strip() in {"", self._spoken}:  # most speak for themselves
            self.by.set(found.name)
            self._spoken = found.name

    def _show_period(self, found: Period | None, before: str = "") -> None:
        if self.winfo_exists():
            over = found is not None and found.over
            told = before + period_words(found) + (_("；现在登记的注明逾期") if over else "")
            self.period.configure(text=told, foreground=AMBER if over else MUTED)

    def _none(self, sentence: str, _details: str) -> None:
        if self.winfo_exists():
            self.posted.say("–", MUTED)
            self.say(sentence)

    # ------------------------------------------------------------ registering

    def confirm(self) -> None:
        said = self.form.values()
        if said is None:
            return
        if len(said["said"]) > LONGEST:
            self.words.complain(_("最多 {count} 个字").format(count=LONGEST))
            return
        what = self.number or said["number"], self.day, said["session"], said["said"], said["by"], said["on"]
        self.act(register, *what, done=self._registered)

    def _registered(self, made: Registered) -> None:
        told = _("{name} 的申诉已登记，编号 {id}").format(name=made.objection.name, id=made.objection.id)
        self.desk.tell(f"{told}。{made.warning}" if made.warning else told)
        if self.done:
            self.done(made)


def _waiting(found: Objection) -> str:
    return _("申诉 {id}（{session}）正等决定").format(id=found.id, session=which_session(found.session))


class WithdrawDialog(Dialog):
    """The person takes the objection back; it stays in the list."""

    def __init__(self, desk: Desk, objection: Objection) -> None:
        self.objection = objection
        super().__init__(desk, _("撤回申诉"), _("撤回申诉"), width=WIDE)

    def fill(self) -> None:
        label(self.body, heading_words(self.objection), "strong", wrap=WIDE).pack(anchor="w", pady=(0, px(4)))
        quote(self.body, self.objection, WIDE)
        self.form = Form(self.body)
        self.form.pack(fill="x")
        self.form.add(TextField(self.form, _("撤回人"), self.objection.by, required=True, longest=40), "by")
        self.reason = self.form.add(TextField(self.form, _("原因"), required=True, longest=200), "reason")
        self.form.hint(_("撤回以后仍列在申诉里，不再作出决定。"))

    def focus_first(self) -> None:
        self.reason.focus()

    def confirm(self) -> None:
        said = self.form.values()
        if said:
            told = _("申诉 {id} 已撤回").format(id=self.objection.id)
            done = self.desk.tell
            self.act(withdraw, self.objection.id, said["by"], said["reason"], done=lambda _made: done(told))


def quote(parent: tkinter.Misc, found: Objection, wide: int) -> None:
    """Who said what when."""
    late = _("（逾期）") if found.late else ""
    spoken = _("{by} {day} 提出{late}").format(by=found.by, day=found.on, late=late)
    label(parent, spoken, "small", muted=True).pack(anchor="w")
    said = label(parent, flow(found.said), wrap=wide - 16)
    said.configure(background=PAPER)
    said.pack(anchor="w", padx=(px(12), 0), pady=(0, px(8)))
