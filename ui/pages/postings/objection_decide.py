"""Deciding an objection: what was posted beside what the facts say now, then yes or no with a reason."""

import tkinter
from collections.abc import Callable

import ttkbootstrap

from office.objection_view import Compared, Look, look_at
from office.objections import Decided, Objection, decide
from ui.desk import Desk
from ui.language import _
from ui.look import LINE, PANEL, PAPER, TONES, px
from ui.pages.postings.objection_dialogs import quote
from ui.pages.postings.objection_words import heading_words
from ui.widgets.bits import broken, button, flow, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import DayField, LongField, TextField
from ui.widgets.form import Form
from ui.words import session_word

WIDE = 680
CELL = 288


class DecideDialog(Dialog):
    """作出决定. Upholding posts a new edition, or refers to the one that put it right already."""

    def __init__(self, desk: Desk, objection: Objection, done: Callable[[Decided], object] | None = None) -> None:
        self.objection, self.done = objection, done
        self.look: Look | None = None
        super().__init__(desk, _("对申诉作出决定"), _("作出决定"), width=WIDE)
        desk.ask(look_at, objection.id, done=self._show, failed=self._unseen, key="objection look")

    def fill(self) -> None:
        label(self.body, heading_words(self.objection), "heading", wrap=WIDE).pack(anchor="w", pady=(0, px(4)))
        quote(self.body, self.objection, WIDE)
        self.table = tkinter.Frame(self.body, background=LINE, padx=1, pady=1)
        self.table.pack(fill="x")
        self.waiting = label(self.table, _("正在按现在的事实重新认定…"), muted=True)
        self.waiting.grid(sticky="we")
        self._add_outcome()
        self._add_choice()
        form = self.form = Form(self.body)
        form.pack(fill="x")
        self.reason = form.add(LongField(form, _("理由"), required=True, lines=2), "reason")
        self.by = form.add(TextField(form, _("决定人"), required=True, longest=40), "by")
        form.add(DayField(form, _("决定日期"), self.desk.now().date()), "on")

    def _add_outcome(self) -> None:
        """What upholding comes to, and the way to where facts are put right."""
        line = tkinter.Frame(self.body, background=PAPER)
        line.pack(fill="x", pady=px(8))
        self.facts = button(line, _("去补签…"), self._go)
        self.facts.pack(side="right", anchor="n", padx=(px(12), 0))
        self.outcome = label(line, "", muted=True)
        self.outcome.pack(side="left", fill="x", expand=True)

    def _add_choice(self) -> None:
        self.choice = tkinter.StringVar(self, "")
        line = tkinter.Frame(self.body, background=PAPER)
        line.pack(fill="x", pady=(0, px(4)))
        for value, text in (("upheld", _("成立")), ("rejected", _("不成立"))):
            made = ttkbootstrap.Radiobutton(line, text=text, value=value, variable=self.choice, command=self._chosen)
            made.pack(side="left", padx=(0, px(24)))

    def _chosen(self) -> None:
        self.say("")

    def _go(self) -> None:
        """To the person's day, where a missed punch is certified."""
        self.close()
        self.desk.go("attendance", day=self.objection.day, number=self.objection.number)

    # ------------------------------------------------------------ what was posted, and what would be

    def _show(self, look: Look) -> None:
        if not self.winfo_exists():
            return
        self.look = look
        for widget in self.table.winfo_children():
            widget.destroy()
        posted = _("第{edition}版公示").format(edition=self.objection.edition)
        self._row(0, (_("时段"), posted, _("现在认定")), "rest")
        for at, each in enumerate(look.compared, 1):
            self._row(at, _cells(each), "cover" if each.posted != each.now else "plain")
        for column, weight in enumerate((0, 1, 1)):
            self.table.columnconfigure(column, weight=weight, uniform="said" if weight else "")
        text, tone = outcome_words(look)
        self._tell(text, TONES[tone].text)

    def _row(self, at: int, cells: tuple[str, ...], tone: str) -> None:
        for column, text in enumerate(cells):
            made = label(self.table, text, "small" if at == 0 else "body")
            made.configure(background=PANEL if at == 0 else TONES[tone].patch, foreground=TONES[tone].text)
            made.configure(padx=px(8), pady=px(4), anchor="nw", wraplength=px(CELL) if column else 0)
            if column:
                made.configure(text=broken(made, flow(text), CELL))
            made.grid(row=at, column=column, sticky="nswe", pady=(0 if at == 0 else 1, 0))

    def _tell(self, text: str, colour: str) -> None:
        self.outcome.configure(
            text=broken(self.outcome, flow(text), WIDE - 110), foreground=colour, wraplength=px(WIDE - 110)
        )

    def _unseen(self, sentence: str, _details: str) -> None:
        if self.winfo_exists():
            self.waiting.configure(text=_("现在不能重新认定"))
            self._tell(sentence, TONES["bad"].text)

    # ------------------------------------------------------------ deciding

    def focus_first(self) -> None:
        self.reason.focus()

    def confirm(self) -> None:
        if not self.choice.get():
            self.say(_("请选择成立或不成立"))
            return
        said = self.form.values()
        if said is None:
            return
        upheld = self.choice.get() == "upheld"
        act = self.objection.id, upheld, said["reason"], said["by"], said["on"]
        if upheld:  # a new edition of 2,000 people takes a while to write
            self._post(*act)
        else:
            self.act(decide, *act, done=self._decided)

    def _post(self, *act: object) -> None:
        self.wait(True)
        self.desk.work(
            decide,
            *act,
            title=_("申诉 {id} 成立，公示新的一版").format(id=self.objection.id),
            done=self._posted,
            failed=self.say,
            cancelled=lambda: self.say(_("已停下；有没有作出决定以申诉的列表为准")),
        )

    def _posted(self, done: Decided) -> None:
        self.close()
        self._decided(done)

    def _decided(self, done: Decided) -> None:
        self.desk.tell(done.warning or decided_words(done))
        if self.done:
            self.done(done)


def _cells(each: Compared) -> tuple[str, str, str]:
    return session_word(each.session) if each.session else _("其他"), each.posted, each.now


def outcome_words(look: Look) -> tuple[str, str]:
    """What upholding comes to, and its tone."""
    if look.outcome == "links":
        return _("第{edition}版已经更正：定为成立，就记为由第{edition}版更正。").format(edition=look.edition), "good"
    if look.outcome == "same":
        said = _("现在的认定没有变化。要定为成立，先把更正的事实登记好：补签、请假、外出、设备认定等。")
        return said, "late"
    said = _("事实已经更正：定为成立，就公示第{edition}版。").format(edition=look.edition)
    if look.others:
        said += _("第{edition}版还会带上其他人的 {count} 处变化。").format(edition=look.edition, count=look.others)
    return said, "good"


def decided_words(done: Decided) -> str:
    """申诉 3 成立，第2版已公示."""
    found = done.objection
    if done.posted and found.decision:
        return _("申诉 {id} 成立，第{edition}版已公示").format(id=found.id, edition=found.decision.edition)
    if found.state == "upheld":
        return _("申诉 {id} 定为成立").format(id=found.id)
    return _("申诉 {id} 定为不成立").format(id=found.id)
