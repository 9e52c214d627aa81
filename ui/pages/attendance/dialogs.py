"""Certifying a missed punch, taking it back, and posting a day."""

import tkinter
from datetime import time

from office.day_corrections import certify_missed, take_back
from office.day_explained import ExplainedDay, MissingPunch
from office.day_posting import PostedDay, Preview
from office.morning_desk import publish_now
from ui.desk import Desk
from ui.language import _, day_words
from ui.look import AMBER, INK, LINE, MUTED, PAPER, font, px
from ui.pages.attendance.reading import read_only, write
from ui.pages.attendance.words import kind_word
from ui.widgets.bits import label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import ChoiceField, TextField, TimeField
from ui.widgets.form import Form
from ui.words import code_word, session_word

MOST_NAMED = 24  # people of whom nothing is known, in the dialog before a posting


class CertifyDialog(Dialog):
    """补签: when, why, and who says so."""

    def __init__(self, desk: Desk, found: ExplainedDay) -> None:
        self.found = found
        self.sides = {side_words(missing): missing for missing in found.missing}
        super().__init__(desk, _("补签"), _("登记补签"))

    def fill(self) -> None:
        who = f"{self.found.number} {self.found.name}　{day_words(self.found.day)}"
        label(self.body, who, "strong").pack(anchor="w", pady=(0, px(8)))
        self.form = Form(self.body)
        self.form.pack(fill="x")
        first = next(iter(self.sides.values()), None)
        if self.sides:
            options = [(words, words) for words in self.sides]
            self.side = self.form.add(ChoiceField(self.form, _("缺卡"), options, options[0][0]), "side")
            self.side.on_change(self._chosen)
        self.at = self.form.add(TimeField(self.form, _("时间"), time.fromisoformat(first.due) if first else None), "at")
        self.form.add(TextField(self.form, _("原因"), required=True), "reason")
        self.form.add(TextField(self.form, _("证明人"), required=True), "witness")
        self.form.hint(_("打卡记录不会改动，补签记在旁边；已公示的日子要公示新的一版才生效。"))

    def _chosen(self) -> None:
        """The due time of the side that was chosen is where most begin."""
        missing = self.sides.get(self.side.get())
        if missing:
            self.at.set(missing.due)

    def confirm(self) -> None:
        said = self.form.values()
        if said:
            self.act(
                certify_missed,
                *(self.found.number, self.found.day, said["at"], said["reason"], said["witness"]),
                done=lambda _slip: self.desk.tell(_("{name} 的补签已登记").format(name=self.found.name)),
            )


def side_words(missing: MissingPunch) -> str:
    """上午签退（应离 12:05）."""
    if missing.side == "in":
        return _("{session}签到（应到 {due}）").format(session=session_word(missing.session), due=missing.due)
    return _("{session}签退（应离 {due}）").format(session=session_word(missing.session), due=missing.due)


class TakeBackDialog(Dialog):
    """A certified punch was wrong."""

    def __init__(self, desk: Desk, found: ExplainedDay) -> None:
        self.found = found
        super().__init__(desk, _("撤销补签"), _("撤销补签"))

    def fill(self) -> None:
        self.form = Form(self.body)
        self.form.pack(fill="x")
        options = [(str(entry.revocable), entry.text) for entry in self.found.entries if entry.revocable]
        self.form.add(ChoiceField(self.form, _("补签"), options, options[0][0]), "slip")
        self.form.add(TextField(self.form, _("原因"), required=True), "reason")

    def confirm(self) -> None:
        said = self.form.values()
        if said:
            told = _("补签已撤销")
            self.act(take_back, int(said["slip"]), said["reason"], done=lambda _slip: self.desk.tell(told))


class PostDialog(Dialog):
    """公示: everything that the posting will say differently, before it is frozen."""

    def __init__(self, desk: Desk, found: Preview) -> None:
        self.found = found
        self.reason: TextField | None = None
        super().__init__(desk, _("公示"), _("公示第{number}版").format(number=found.edition or 1), width=560)
        if found.why_not:
            self.yes.configure(state="disabled")

    def fill(self) -> None:
        found = self.found
        self._said(day_words(found.day), "heading", INK)
        if found.why_not:
            self._said(found.why_not, "body", INK)
            return
        if found.edition and found.edition > 1:
            self._said(_("第{number}版将替代第{before}版").format(number=found.edition, before=found.edition - 1))
        counted = "　".join(f"{total_word(code)} {count}" for code, count in found.totals.items())
        self._said(counted, "body", INK)
        self._said(found.reach)
        for note in found.notes:
            self._said(note, colour=AMBER)
        if not found.complete:
            self._said(_("数据还不完整：没有读全的记为数据不全，不算缺勤；补读以后可以公示新的一版。"), colour=AMBER)
            self._unknown(found.unknown)
        if found.needs_reason:
            self._changes(found.changes)
            form = Form(self.body)
            form.pack(fill="x", pady=(px(8), 0))
            self.form = form
            self.reason = form.add(TextField(form, _("更正原因"), required=True, longest=200), "reason")
            self.reason.set(found.reason)

    def _unknown(self, people: tuple[str, ...]) -> None:
        """Who they are, so that nobody is posted so unseen."""
        if people:
            named = _("、").join(people[:MOST_NAMED])
            more = _("等") if len(people) > MOST_NAMED else ""
            said = _("数据不全 {count} 人：{names}{more}").format(count=len(people), names=named, more=more)
            self._said(said, "body", AMBER)

    def _said(self, text: str, role: str = "small", colour: str = MUTED) -> None:
        shown = label(self.body, text, role, wrap=560)
        shown.configure(foreground=colour)
        shown.pack(anchor="w", pady=(0, px(6)))

    def _changes(self, changes: tuple[str, ...]) -> None:
        """What will be said differently; all of it, scrolled where it is long."""
        self._said(_("与上一版不同 {count} 处").format(count=len(changes)), "strong", INK)
        frame = tkinter.Frame(self.body, highlightbackground=LINE, highlightthickness=1, background=PAPER)
        frame.pack(fill="x")
        text = read_only(
            frame,
            height=min(8, max(2, len(changes))),
            width=40,
            font=font("small"),
            wrap="char",
            padx=px(6),
            pady=px(4),
        )
        write(text, ("\n".join(changes) or _("没有人的认定变化，只有其他内容不同"), ""))
        text.pack(fill="x")

    def focus_first(self) -> None:
        """The reason, not the list that is only read."""
        if self.reason:
            self.reason.focus()
            self.reason.entry.icursor("end")
        else:
            self.yes.focus_set()

    def confirm(self) -> None:
        """A long work: 2,000 people take a second or two to write."""
        said = self.form.values() if self.reason else {"reason": ""}
        if said is None or self.found.why_not:
            return
        self.wait(True)
        self.desk.work(
            publish_now,
            *(self.found.day, said["reason"]),
            title=_("公示 {day}").format(day=self.found.day),
            done=self._done,
            failed=self.say,
            cancelled=lambda: self.say(_("已停下；有没有公示以页面上的版次为准")),
        )

    def _done(self, posted: PostedDay) -> None:
        self.close()
        self.desk.tell(_("{day} 第{number}版已公示").format(day=posted.day, number=posted.edition))


def total_word(code: str) -> str:
    """应到, 实到, 迟到 …"""
    own = {"due": _("应到"), "present": _("实到")}
    return own.get(code) or (kind_word(code) if code == "missing" else code_word(code))
