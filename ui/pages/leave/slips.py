"""The slips by state at the left, the chosen one at the right."""

import tkinter
from collections.abc import Callable

import ttkbootstrap

from office.leave_desk import SlipDone, cancel_slip, print_leave_slip, undo_slip
from office.leave_detail import SlipDetail, leave_detail
from office.leave_look import form_choices
from office.leave_rows import SlipRow
from office.leave_view import SlipList, leave_list
from ui.desk import Desk
from ui.language import _
from ui.look import PANEL, PAPER, px
from ui.pages.leave.acts import CloseDialog, HandOverDialog, SignDialog
from ui.pages.leave.detail import DetailPanel
from ui.pages.leave.month import MonthPager
from ui.pages.leave.request import ExtendDialog
from ui.pages.leave.words import STATE_TONES, span_text, state_word
from ui.widgets.bits import Segments, label
from ui.widgets.sheet import Column, Row, Sheet

STATES = ("waiting", "", "to_close", "pending", "handover", "in_force", "closed", "rejected", "cancelled")
PAUSE_MS = 250


class Slips(tkinter.Frame):
    """The segment of the slips."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=PANEL)
        self.desk = desk
        self.found: SlipList | None = None
        self._wanted: int | None = None  # a slip to select as soon as it is there
        self._reaching: int | None = None  # a slip somebody was led to by a link
        self._typing: str | None = None
        self._filters()
        acts: dict[str, Callable[[], object]] = {
            "sign": lambda: self._dialog(lambda slip: SignDialog(desk, slip, self.done)),
            "reject": lambda: self._dialog(lambda slip: SignDialog(desk, slip, self.done, refuses=True)),
            "hand_over": lambda: self._dialog(
                lambda slip: HandOverDialog(desk, slip, _("确认交接"), _("确认交接"), self.done)
            ),
            "close": lambda: self._dialog(lambda slip: CloseDialog(desk, slip, _("销假"), _("登记销假"), self.done)),
            "extend": lambda: self._dialog(lambda slip: ExtendDialog(desk, slip, self.done)),
            "cancel": self._cancel,
            "undo": self._undo,
            "print": self._print,
        }
        self.detail = DetailPanel(self, desk, acts)
        self.detail.pack(side="right", fill="y", padx=(px(10), 0))
        self.sheet = Sheet(self, desk, "leave", _columns(), chosen=self._chosen, opened=self._chosen)
        self.sheet.pack(side="left", fill="both", expand=True)
        self.empty = label(self, "", muted=True, wrap=420)
        self.empty.configure(background=PAPER)  # on the table

    def _filters(self) -> None:
        line = tkinter.Frame(self, background=PANEL)
        line.pack(fill="x", pady=(0, px(8)))
        self.month = MonthPager(line, self.desk.now().date(), self.load)
        self.month.pack(side="left")
        self.states = Segments(line, [(state, state_word(state)) for state in STATES], lambda _state: self.load())
        self.states.mark("")
        self.states.pack(side="left", padx=px(10))
        self.query = tkinter.StringVar(self)
        self.search = ttkbootstrap.Entry(line, textvariable=self.query, width=16)
        self.search.pack(side="right")
        label(line, _("找人"), muted=True).pack(side="right", padx=px(6))
        self.query.trace_add("write", self._typed)

    # ------------------------------------------------------------ the list

    def load(self) -> None:
        """The list as the filters want it, and the chosen slip anew."""
        month, state, query = self.month, self.states.value, self.query.get()
        self.desk.ask(leave_list, month.first, month.last, state, query, done=self._show, key="leave-list")

    def _typed(self, *_changed: object) -> None:
        if self._typing is not None:
            self.after_cancel(self._typing)
        self._typing = self.after(PAUSE_MS, self._searched)

    def _searched(self) -> None:
        self._typing = None
        self.load()

    def _show(self, found: SlipList) -> None:
        if found != self.found:
            self.found = found
            self._count(found)
            self.sheet.show([_row(each) for each in found.rows])
        self._say_empty(found)
        self._select(found)

    def _count(self, found: SlipList) -> None:
        for state in STATES:
            count = found.counts[state]
            self.states.set_text(state, f"{state_word(state)} {count}" if count else state_word(state))

    def _say_empty(self, found: SlipList) -> None:
        if found.rows:
            self.empty.place_forget()
            return
        filtered = self.query.get().strip() or self.states.value
        text = (
            _("没有符合条件的请假单，换一个状态、月份或人再看。")
            if filtered
            else _("这个月还没有请假单。点右上角“登记请假”登记一张，或用“导入…”把一个月的请假单一次导入。")
        )
        self.empty.configure(text=text, justify="center")
        self.empty.place(in_=self.sheet, relx=0.5, rely=0.35, anchor="center")
        if not filtered:
            self.desk.ask(form_choices, done=_nothing_to_say, failed=self._say_why, key="leave-can")

    def _say_why(self, sentence: str, _details: str) -> None:
        """Nothing can be entered: the rulebook knows no leave."""
        self.empty.configure(text=sentence)

    def _select(self, found: SlipList) -> None:
        """The slip asked for, else the one chosen before, else the first."""
        ids = [row.id for row in found.rows]
        chosen = self.sheet.selected
        candidates = (self._wanted, int(str(chosen.id)) if chosen else None, *ids[:1])
        self._wanted = None
        wanted = next((slip for slip in candidates if slip in ids), None)
        if wanted is None:
            self.detail.show(None)
            return
        if chosen is None or chosen.id != wanted:  # else the list stays where it was scrolled to
            self.sheet.select(wanted, quiet=True)
        self._ask(wanted)

    def _chosen(self, row: Row) -> None:
        self._ask(int(str(row.id)))

    def _ask(self, slip: int) -> None:
        self.desk.ask(leave_detail, slip, done=self.detail.show, key="leave-detail")

    def find(self, query: str) -> None:
        """All slips of somebody."""
        self._reaching = None
        self.states.mark("")
        self.query.set(query)

    def reach(self, slip: int) -> None:
        """Select a slip wherever it is: its month, every state."""

        def go(found: SlipDetail) -> None:
            if self._reaching != slip:
                return  # another link was followed meanwhile
            self._wanted = slip
            self.states.mark("")
            self.query.set("")
            if found.row.first[0].replace(day=1) == self.month.first:
                self.load()
            else:
                self.month.go(found.row.first[0])

        self._reaching = slip
        self.desk.ask(leave_detail, slip, done=go, key="leave-reach")

    # ------------------------------------------------------------ acts

    def _dialog(self, make: Callable[[SlipDetail], object]) -> None:
        slip = self.detail.slip
        if slip is not None:
            make(slip)

    def done(self, done: SlipDone) -> None:
        """Something was entered: say what came of it and keep that slip in view."""
        self._wanted = done.slip
        self.desk.tell(done.said)

    def _cancel(self) -> None:
        slip = self.detail.slip
        if slip is None:
            return
        question = _("{name} 的这张{kind}（编号 {id}）没有休，撤销后不再计算。确定撤销吗？").format(
            name=slip.row.name, kind=slip.row.kind, id=slip.row.id
        )
        if self.desk.confirm(_("撤销请假单"), question, _("撤销请假单")):
            self.desk.act(cancel_slip, slip.row.id, done=self.done)

    def _undo(self) -> None:
        slip = self.detail.slip
        if slip is None:
            return
        question = _("撤回最后登记的一步“{what}”？登记错了才撤回，撤回会留下记录。").format(what=slip.undoes)
        if self.desk.confirm(_("撤回一步"), question, _("撤回")):
            self.desk.act(undo_slip, slip.row.id, done=self.done)

    def _print(self) -> None:
        slip = self.detail.slip
        if slip is not None:
            self.desk.ask(print_leave_slip, slip.row.id, done=self.desk.open_file)


def _nothing_to_say(_choices: object) -> None:
    """There are kinds of leave to choose from."""


def _columns() -> list[Column]:
    return [
        Column(_("姓名"), 72),
        Column(_("岗位"), 60),
        Column(_("假别"), 66),
        Column(_("时间"), 164),
        Column(_("天数"), 44, "e"),
        Column(_("顶岗人"), 68),
        Column(_("状态"), 78),
        Column(_("下一步"), 218),
    ]


def _row(slip: SlipRow) -> Row:
    cells = (
        slip.name or slip.number,
        f"{slip.post} {slip.role}" if slip.post else "",
        slip.kind,
        span_text(slip.first, slip.last),
        slip.days,
        slip.cover_name or slip.cover,
        state_word(slip.state),
        slip.next,
    )
    return Row(slip.id, cells, {6: STATE_TONES[slip.state]}, {3: (slip.first, slip.last), 4: float(slip.days)})
