"""The dialogs of the posts: somebody comes to a post, stands in for a while or serves a shift; a roster is taken in."""

import tkinter
from datetime import date
from typing import Any

from office import posts
from office.assignments import Wanted, assign, look
from office.duty_view import DutyView
from office.people_edit import Entered, entered_words
from office.post_view import PostDetail
from ui.desk import Desk
from ui.language import _
from ui.look import AMBER, PAPER, font, px
from ui.widgets.bits import label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import ChoiceField, DayField, FileField
from ui.widgets.form import Form
from ui.widgets.person_field import PersonField
from ui.widgets.sheet import Column, Row, Sheet

WIDE = 440


class AssignDialog(Dialog):
    """Who, to which side of which post, from when on; what it would mean is said while it is filled in."""

    def __init__(
        self, desk: Desk, names: tuple[str, ...], day: date, number: str = "", post: str = "", role: str = "A"
    ) -> None:
        self.names, self.day, self.given = names, day, (number, post, role)
        super().__init__(desk, _("调岗"), yes=_("调岗"), width=WIDE)

    def fill(self) -> None:
        number, post, role = self.given
        self.form = Form(self.body, changed=self._look)
        self.form.pack(fill="x")
        self.number = self.form.add(PersonField(self.form, self.desk, _("工作人员"), number), "number")
        options = [(name, name) for name in self.names]
        self.post = self.form.add(ChoiceField(self.form, _("调到岗位"), options, post, free=True), "post")
        sides = [("A", _("A岗")), ("B", _("B岗"))]
        self.form.add(ChoiceField(self.form, _("A/B"), sides, role), "role")
        self.form.add(DayField(self.form, _("从哪天起"), self.day), "since")
        self.meant = tkinter.Label(
            self.body, background=PAPER, foreground=AMBER, font=font("small"), justify="left", anchor="w"
        )
        self.meant.configure(wraplength=px(WIDE))
        self.meant.pack(fill="x", pady=(px(8), 0))
        self._look()

    def _wanted(self, read: dict[str, Any] | None) -> Wanted | None:
        return Wanted(read["number"], read["post"], read["role"], read["since"]) if read else None

    def _look(self) -> None:
        """Say what would be, as soon as everything is there."""
        wanted = self._wanted(self.form.peek())
        if wanted and wanted.post:
            self.desk.ask(look, wanted, done=self._tell, failed=lambda said, _details: self._tell((said,)), key="look")

    def _tell(self, sentences: tuple[str, ...]) -> None:
        if self.winfo_exists():
            self.meant.configure(text="\n".join(sentences))

    def confirm(self) -> None:
        wanted = self._wanted(self.form.values())
        if wanted and not wanted.post:
            self.post.complain(_("请选择调到哪个岗位"))
        elif wanted:
            self.said_then = _("已登记：{since} 起在 {post} {role}岗").format(
                since=wanted.since, post=wanted.post, role=wanted.role
            )
            self.act(assign, wanted, done=self._done)

    def _done(self, entered: Entered) -> None:
        self.desk.tell(_("；").join(filter(None, (self.said_then, entered_words(entered)))))


class SubstituteDialog(Dialog):
    """临时顶岗: somebody also holds the post from one day to another."""

    def __init__(self, desk: Desk, post: PostDetail) -> None:
        self.post = post
        super().__init__(desk, _("指定临时顶岗"), yes=_("指定"), width=400)

    def fill(self) -> None:
        said = _("{post}　{unit}").format(post=self.post.row.post, unit=self.post.row.unit)
        label(self.body, said, "strong").pack(fill="x", pady=(0, px(6)))
        self.form = Form(self.body)
        self.form.pack(fill="x")
        self.form.add(PersonField(self.form, self.desk, _("顶岗人")), "number")
        self.form.add(DayField(self.form, _("从"), self.post.day), "first")
        self.form.add(DayField(self.form, _("到（含）"), self.post.day), "last")

    def confirm(self) -> None:
        read = self.form.values()
        if read:
            arguments = read["number"], self.post.row.post, read["first"], read["last"]
            said = _("已指定临时顶岗：{post}").format(post=self.post.row.post)
            self.act(posts.name_substitute, *arguments, done=lambda _named: self.desk.tell(said))


class DutyDialog(Dialog):
    """排班: a person on a shift of a day."""

    def __init__(self, desk: Desk, view: DutyView, day: date) -> None:
        self.view, self.day = view, day
        super().__init__(desk, _("排班"), yes=_("排班"), width=400)

    def fill(self) -> None:
        self.form = Form(self.body)
        self.form.pack(fill="x")
        self.form.add(PersonField(self.form, self.desk, _("值班人")), "number")
        self.form.add(DayField(self.form, _("日期"), self.day), "day")
        options = [(shift.name, f"{shift.name}　{shift.hours}") for shift in self.view.shifts]
        first = options[0][0] if options else ""
        self.form.add(ChoiceField(self.form, _("班次"), options, first), "shift")

    def confirm(self) -> None:
        read = self.form.values()
        if read:
            said = _("已排班：{day} {shift}").format(day=read["day"], shift=read["shift"])
            arguments = read["number"], read["day"], read["shift"]
            self.act(posts.add_duty, *arguments, done=lambda _duty: self.desk.tell(said))


class ImportDialog(Dialog):
    """导入值班表: the good rows are taken; the others are shown with what is wrong with them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("导入值班表"), yes=_("导入"), width=WIDE)

    def fill(self) -> None:
        self.form = Form(self.body)
        self.form.pack(fill="x")
        kinds = [("Excel", "*.xlsx *.xls *.xlsm *.ods")]
        self.file = self.form.add(FileField(self.form, _("值班表"), kinds), "file")
        self.form.hint(_("一行一人一天：工号、姓名、日期、班次。能用的行先收下，有问题的列出来。"))

    def confirm(self) -> None:
        read = self.form.values()
        if read:
            self.act(posts.import_duties, read["file"], done=self._done)

    def _done(self, taken: posts.Rostered) -> None:
        said = _("值班表：新增 {added}，已有 {unchanged}").format(added=taken.added, unchanged=taken.unchanged)
        self.desk.tell(said)
        if taken.rejected:
            RejectedDialog(self.desk, said, taken)


class RejectedDialog(Dialog):
    """The rows that were not taken, with the remedy of each."""

    def __init__(self, desk: Desk, said: str, taken: posts.Rostered) -> None:
        self.said_before, self.taken = said, taken
        super().__init__(desk, _("没有收下的行"), yes=_("知道了"), width=760)
        self.no.pack_forget()

    def fill(self) -> None:
        rows = len({fault.row for fault in self.taken.rejected})
        head = _("{before}；{rows} 行没有收下，改好后再导入一次即可。").format(before=self.said_before, rows=rows)
        label(self.body, head, wrap=760).pack(fill="x", pady=(0, px(8)))
        place = tkinter.Frame(self.body, height=px(260))
        place.pack_propagate(False)
        place.pack(fill="x")
        columns = [Column(_("行"), 50, "e"), Column(_("列"), 70), Column(_("内容"), 120), Column(_("怎么改"), 480)]
        self.sheet = Sheet(place, self.desk, "duty-rejected", columns)
        self.sheet.pack(fill="both", expand=True)
        faults = enumerate(self.taken.rejected)
        self.sheet.show(
            [
                Row(at, (str(each.row), each.column, each.value, each.message), sorts={0: each.row})
                for at, each in faults
            ]
        )

    def confirm(self) -> None:
        self.close()
