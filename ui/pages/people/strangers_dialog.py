"""Unknown numbers on the terminals: a strip that says so, and “who is this?”."""

import tkinter
from collections.abc import Callable
from datetime import date

from office import people_edit
from office.people_view import Board, posted_note
from office.strangers import Stranger, Strangers, first_day
from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, TONES, font, px
from ui.pages.people.person_dialogs import AddDialog, Told
from ui.widgets.bits import button, flow, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import DayField
from ui.widgets.form import FieldError, Form
from ui.widgets.person_field import PersonField
from ui.widgets.sheet import Column, Row, Sheet

QUIET = "people:quiet"  # numbers the clerk does not want to be told of; remembered by the window only
NAMED = 3
WIDTH = 720


class Strip(tkinter.Frame):
    """One line above the roster while somebody unknown punches."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, who: Callable[[], object]) -> None:
        colours = TONES["late"]
        super().__init__(parent, background=colours.patch, padx=px(12), pady=px(5))
        self.desk = desk
        self._before: tkinter.Misc | None = None
        self._found: Strangers | None = None
        self.text = tkinter.Label(
            self, background=colours.patch, foreground=colours.text, font=font("body"), anchor="w"
        )
        self.text.pack(side="left", fill="x", expand=True)
        button(self, _("这是谁？"), who).pack(side="right")

    def show(self, found: Strangers, before: tkinter.Misc) -> None:
        """Say how many there are, or go away."""
        self._found, self._before = found, before
        self.again()

    def again(self) -> None:
        """The same once more, as after somebody was hidden."""
        if self._found is None or self._before is None:
            return
        quiet = self.desk.remembered(QUIET, [])
        loud = [each for each in self._found.found if each.number not in quiet]
        if not loud:
            self.pack_forget()
            return
        named = _("、").join(_shown(each) for each in loud[:NAMED]) + ("…" if len(loud) > NAMED else "")
        self.text.configure(text=_("有 {count} 个不认识的机号：{named}").format(count=len(loud), named=named))
        self.pack(fill="x", pady=(0, px(10)), before=self._before)


def _shown(each: Stranger) -> str:
    where = _("、").join(each.terminals)
    return _("{number}（{where}，{count} 次）").format(number=each.number, where=where, count=each.punches)


class StrangersDialog(Dialog):
    """The list above, and for the chosen number: somebody on the roster, somebody new, or nobody's business."""

    def __init__(
        self, desk: Desk, board: Board, found: Strangers, number: str, told: Told, quiet: Callable[[], object]
    ) -> None:
        self.board, self.found, self.told, self._on_quiet = board, found, told, quiet
        quiet_ones = desk.remembered(QUIET, [])
        in_order = sorted(found.found, key=lambda each: each.number in quiet_ones)  # stable: the loud ones first
        self.number = number or (in_order[0].number if in_order else "")
        super().__init__(desk, _("这是谁？"), yes=_("就是他"), width=WIDTH)

    def fill(self) -> None:
        told = _("考勤机上有这些机号的打卡，名册里没有人用。打卡记录原样保留；说明是谁以后，他的打卡才算数。")
        label(self.body, flow(told), muted=True, wrap=WIDTH).pack(fill="x", pady=(0, px(8)))
        place = tkinter.Frame(self.body, background=PAPER, height=px(190), width=px(WIDTH))
        place.pack_propagate(False)
        place.pack(fill="x")
        self.sheet = Sheet(place, self.desk, "people-strangers", _columns(), chosen=self._chosen)
        self.sheet.pack(fill="both", expand=True)
        self.form = Form(self.body, changed=self._changed)
        self.form.pack(fill="x", pady=(px(12), 0))
        self.person = self.form.add(PersonField(self.form, self.desk, _("名册里的人")), "number")
        self.since = self.form.add(DayField(self.form, _("从哪天起")), "since")
        self.hint = label(self.body, "", "small", muted=True, wrap=WIDTH)
        self.hint.pack(fill="x", pady=(px(4), 0))
        others = tkinter.Frame(self.body, background=PAPER)
        others.pack(fill="x", pady=(px(8), 0))
        label(others, _("不在名册里？"), muted=True).pack(side="left")
        button(others, _("作为新人登记…"), self._add).pack(side="left", padx=px(8))
        self.hush = button(others, "", self._toggle, "link")
        self.hush.pack(side="left")
        self._list()

    def _list(self) -> None:
        quiet = self.desk.remembered(QUIET, [])
        self.sheet.show([_row(each, quiet=each.number in quiet) for each in self.found.found])
        if self.number:
            self.sheet.select(self.number)

    @property
    def stranger(self) -> Stranger | None:
        """Whoever is chosen in the list."""
        return next((each for each in self.found.found if each.number == self.number), None)

    def _chosen(self, row: Row) -> None:
        self.number = number = str(row.id)
        stranger = self.stranger
        if stranger:
            self.person.set(stranger.likely)
            self.since.set(first_day(stranger, self.found.posted))
        hidden = number in self.desk.remembered(QUIET, [])
        self.hush.configure(text=_("恢复提示") if hidden else _("与考勤无关，不再提示"))
        self._changed()

    def _changed(self) -> None:
        if not hasattr(self, "hint"):
            return
        try:
            since: date | None = self.since.get()
        except FieldError:
            since = None
        words = _("从这一天起，他在考勤机上只认机号 {number}，原来的机号不再算他的。").format(number=self.number)
        self.hint.configure(text=flow(words + posted_note(since, self.found.posted)))

    def confirm(self) -> None:
        values = self.form.values()
        if values and self.stranger:
            self.act(people_edit.edit, values["number"], values["since"], terminal_number=self.number, done=self.told)

    def _add(self) -> None:
        """Somebody new who has this number."""
        stranger = self.stranger
        if stranger is None:
            return
        given = {"number": stranger.number, "name": stranger.name, "terminal_number": stranger.number}
        since = first_day(stranger, self.found.posted)
        self.close()
        AddDialog(self.desk, self.board, self.told, given, since)

    def _toggle(self) -> None:
        """Tell of this number no more, or again."""
        quiet = list(self.desk.remembered(QUIET, []))
        if self.number in quiet:
            quiet.remove(self.number)
        else:
            quiet.append(self.number)
        self.desk.remember(QUIET, quiet)
        self._list()
        self._on_quiet()


def _columns() -> list[Column]:
    return [
        Column(_("机号"), 84),
        Column(_("设备上的姓名"), 110),
        Column(_("设备"), 120),
        Column(_("最早"), 134),
        Column(_("最近"), 134),
        Column(_("次数"), 56, "e"),
        Column("", 60),
    ]


def _row(each: Stranger, *, quiet: bool) -> Row:
    cells = (
        each.number,
        each.name,
        _("、").join(each.terminals),
        f"{each.first:%Y-%m-%d %H:%M}",
        f"{each.last:%Y-%m-%d %H:%M}",
        str(each.punches),
        _("不提示") if quiet else "",
    )
    return Row(each.number, cells, tones={6: "rest"} if quiet else {}, sorts={5: each.punches})
