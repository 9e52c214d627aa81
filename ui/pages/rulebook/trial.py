"""试算: a posted month under the changed numbers or another file, beside what was posted."""

import tkinter
from pathlib import Path

import ttkbootstrap

from office.what_if_view import PersonMoved, Sum, Trial, posted_months, try_change, try_file
from ui.language import _
from ui.look import MUTED, px
from ui.pages.rulebook.pane import Pane
from ui.widgets.bits import Empty, Segments, button, label
from ui.widgets.fields import FileField
from ui.widgets.form import FieldError, Form
from ui.widgets.sheet import Column, Row, Sheet


class TrialPane(Pane):
    """Month and rules at the head; sums at the left, people whose verdict would be another at the right."""

    def build(self) -> None:
        self.trial: Trial | None = None
        self.head = tkinter.Frame(self, background=self["background"])
        self.head.pack(fill="x", pady=(0, px(8)))
        label(self.head, _("月份")).pack(side="left", padx=(0, px(6)))
        self.month = ttkbootstrap.Combobox(self.head, state="readonly", width=9)
        self.month.pack(side="left", padx=(0, px(16)))
        label(self.head, _("假如按")).pack(side="left", padx=(0, px(6)))
        self.by = Segments(self.head, [("changes", self._changes_word()), ("file", _("规则文件"))], self._on_by)
        self.by.pack(side="left", padx=(0, px(10)))
        form = Form(self.head, label_width=0)
        self.file = FileField(form, _("规则文件"), [(_("规则文件"), "*.toml")])
        self.file_place = form
        self.file.widget.grid(row=0, column=1, sticky="we")
        self.file.entry.configure(width=32)
        form.configure(background=self["background"])
        self.start = button(self.head, _("开始试算"), self.run, "primary")
        self.start.pack(side="right")
        self.said = label(self, "", wrap=1100)
        self.said.pack(fill="x", pady=(0, px(6)))
        self.stage = tkinter.Frame(self, background=self["background"])
        self.stage.pack(fill="both", expand=True)
        self._results()
        told = _("选一个已公示的月份，看看改了数字或换一部规则，当月会有哪些不同。这里只试算，不公示。")
        self.empty = Empty(self.stage, told)
        self.empty.pack(fill="both", expand=True)

    def _results(self) -> None:
        self.results = tkinter.Frame(self.stage, background=self["background"])
        self.sums = Sheet(
            self.results,
            self.desk,
            "trial-sums",
            [
                Column(_("合计（人次）"), 140),
                Column(_("已公示"), 80, "e"),
                Column(_("试算"), 80, "e"),
                Column(_("相差"), 80, "e"),
            ],
        )
        self.sums.configure(width=px(390))
        self.sums.pack_propagate(False)
        self.sums.pack(side="left", fill="y", padx=(0, px(10)))
        self.people = Sheet(
            self.results,
            self.desk,
            "trial-people",
            [
                Column(_("工号"), 70),
                Column(_("姓名"), 90),
                Column(_("窗口单位"), 130),
                Column(_("日期"), 100),
                Column(_("时段"), 60),
                Column(_("已公示"), 140),
                Column(_("试算"), 140),
            ],
        )
        self.people.pack(side="left", fill="both", expand=True)

    # ------------------------------------------------------------ what to try

    def load(self) -> None:
        self.by.set_text("changes", self._changes_word())
        self.desk.ask(posted_months, done=self._take_months, key="months")

    def shown(self) -> None:
        self.by.set_text("changes", self._changes_word())
        super().shown()

    def _changes_word(self) -> str:
        return _("修改页上的改动（{count} 项）").format(count=len(self.page.changes))

    def _take_months(self, months: tuple[str, ...]) -> None:
        self.month.configure(values=months)
        if months and self.month.get() not in months:
            self.month.set(months[0])
        self.start.configure(state="normal" if months else "disabled")
        if not months:
            self._say(_("还没有公示过，没有可试算的月份。"))

    def _on_by(self, by: str) -> None:
        if by == "file":
            self.file_place.pack(side="left")
        else:
            self.file_place.pack_forget()

    def _say(self, text: str) -> None:
        self.said.configure(text=text, foreground=MUTED)

    # ------------------------------------------------------------ trying

    def run(self) -> None:
        """Long work: every posted day of the month is judged again."""
        month = self.month.get()
        if self.by.value == "file":
            try:
                path = self.file.get()
            except FieldError as error:
                self._say(str(error))
                self.file.focus()
                return
            assert path is not None
            self._work(try_file, Path(path), month)
        elif self.page.changes:
            self._work(try_change, dict(self.page.changes), month)
        else:
            self._say(_("“修改”页上还没有改动，请先改一个数字，或者选一个规则文件。"))

    def _work(self, verb: object, *arguments: object) -> None:
        self.start.configure(state="disabled")
        self._say("")
        self.desk.work(
            verb,  # type: ignore[arg-type]
            *arguments,
            title=_("试算 {month}").format(month=arguments[1]),
            done=self.show,
            failed=self._failed,
            progress=self._progress,
            cancelled=self._cancelled,
        )

    def _progress(self, step: str, done: int, total: int) -> None:
        self._say(_("{step}（{done}/{total}）").format(step=step, done=done, total=total))

    def _failed(self, sentence: str, details: str) -> None:
        self._cancelled()
        self.desk.trouble(sentence, details)

    def _cancelled(self) -> None:
        self.start.configure(state="normal")
        self._say("")

    def show(self, trial: Trial) -> None:
        """The sums side by side, and everybody whose month would be another."""
        self.start.configure(state="normal")
        self.trial = trial
        told = trial.sentence
        if trial.not_posted:
            told += _("还没有公示、没有计入的工作日有 {count} 天。").format(count=len(trial.not_posted))
        self.said.configure(text=told)
        self.empty.pack_forget()
        self.results.pack(fill="both", expand=True)
        self.sums.show([_sum_row(each) for each in trial.sums])
        self.people.show([row for person in trial.people for row in _person_rows(person)])


def _sum_row(each: Sum) -> Row:
    moved = each.other - each.posted
    tones = {3: "late"} if moved else {}
    return Row(each.word, (each.word, str(each.posted), str(each.other), f"{moved:+}" if moved else "0"), tones)


def _person_rows(person: PersonMoved) -> list[Row]:
    who = person.number, person.name, person.unit
    rows = [
        Row((person.number, at), (*who, moved.date.isoformat(), moved.session, moved.before, moved.after))
        for at, moved in enumerate(person.moved)
    ]
    if person.reached:
        before, _arrow, after = person.reached.partition(" → ")
        rows.append(Row((person.number, "reached"), (*who, "", _("累计"), before, after)))
    if person.paid:
        before, _arrow, after = person.paid.partition(" → ")
        rows.append(Row((person.number, "paid"), (*who, "", _("补助"), before, after)))
    return rows
