"""离岗: who is away with a running clock; to open one takes two clicks or a number and Enter, to close one a click."""

import tkinter
from datetime import date
from typing import Any

import ttkbootstrap

from office import step_aways
from office.day_times import second_of
from office.step_away_rows import AwayRow
from office.step_away_view import Clock, Seat, StepAwayView, step_away_view
from ui.language import _
from ui.look import MUTED, PANEL, PAPER, font, px
from ui.page import Page
from ui.pages.step_away.clocks import Acts as ClockActs
from ui.pages.step_away.clocks import Clocks
from ui.pages.step_away.confirm import Confirm
from ui.pages.step_away.day import Acts as DayActs
from ui.pages.step_away.day import Day
from ui.pages.step_away.dialogs import EnterDialog, ReturnDialog
from ui.pages.step_away.seats import Seats
from ui.widgets.bits import Segments, button, label, panel
from ui.widgets.person_field import matches
from ui.words import floor_word

LEFT = 540
EVERYWHERE = "*"


class StepAwayPage(Page):
    name = "step_away"

    def build(self) -> None:
        self.view: StepAwayView | None = None
        self.day: date | None = None  # of the list; none yet is today
        self.number = ""  # who is chosen
        self._top()
        content = tkinter.Frame(self, background=PANEL)
        content.pack(fill="both", expand=True)
        self._left(content)
        self._right(content)

    def _top(self) -> None:
        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(10)))
        label(top, _("离岗"), "title").pack(side="left", padx=(0, px(14)))
        self.rule = label(top, "", "small", muted=True)
        self.rule.pack(side="left")
        self.late = button(top, _("补登…"), self.enter)
        self.late.pack(side="right")

    def _left(self, content: tkinter.Frame) -> None:
        sheet = panel(content)
        sheet.pack(side="left", fill="y")
        sheet.pack_propagate(False)
        sheet.configure(width=px(LEFT))
        content.bind("<Configure>", lambda event: sheet.configure(width=min(px(LEFT), event.width * 46 // 100)))
        row = tkinter.Frame(sheet, background=PAPER)
        row.pack(fill="x", pady=(0, px(8)))
        self.typed = tkinter.StringVar(self)
        self.search = self.entry = ttkbootstrap.Entry(row, textvariable=self.typed, width=14)
        label(row, _("找人"), muted=True).pack(side="left", padx=(0, px(6)))
        self.entry.pack(side="left")
        self.hint = tkinter.Label(row, background=PAPER, foreground=MUTED, text=_("输入后回车登记"), font=font("small"))
        self.floors = Segments(row, [(EVERYWHERE, _("全部"))], lambda _floor: self._filter())
        self.floors.pack(side="right")
        self.hint.pack(side="left", padx=px(8))  # where there is little room it gives way first
        self.typed.trace_add("write", lambda *_changed: self._filter())
        self.entry.bind("<Return>", lambda _event: self._entered())
        self.entry.bind("<Escape>", lambda _event: self._clear())
        self.confirm = Confirm(sheet, self.leave, self.back)
        self.confirm.pack(side="bottom", fill="x")
        self.seats = Seats(sheet, self.choose, self.confirm.confirm)
        self.seats.pack(fill="both", expand=True)
        self.entry.bind("<Down>", lambda _event: self.seats.canvas.focus_set())

    def _right(self, content: tkinter.Frame) -> None:
        right = tkinter.Frame(content, background=PANEL)
        right.pack(side="left", fill="both", expand=True, padx=(px(12), 0))
        right.rowconfigure(1, weight=1, uniform="half")
        right.rowconfigure(2, weight=1, uniform="half")
        right.columnconfigure(0, weight=1)
        self.heading = label(right, _("正在离岗"), "strong")
        self.heading.grid(row=0, column=0, sticky="w", pady=(0, px(6)))
        self.clocks = Clocks(right, ClockActs(self.back, self.reported, self.withdraw))
        self.clocks.grid(row=1, column=0, sticky="nsew")
        acts = DayActs(self.return_at, self.withdraw, self.explain, self.show_day)
        self.list = Day(right, self.desk, acts)
        self.list.grid(row=2, column=0, sticky="nsew", pady=(px(10), 0))

    # ------------------------------------------------------------ loading and showing

    def load(self) -> None:
        self.desk.ask(step_away_view, self.day or self.desk.now().date(), done=self.show, key="step_away")

    def focus_on(self, **focus: Any) -> None:
        """A `day` of the list, or a person by `number` to be chosen."""
        if focus.get("day"):
            self.show_day(focus["day"])
        if focus.get("number"):
            self.typed.set(str(focus["number"]))

    def show(self, view: StepAwayView) -> None:
        """What is so now."""
        before, self.view = self.view, view
        self.rule.configure(text=_rule(view))
        self._allow(view.limits is not None)
        self.heading.configure(text=_("正在离岗 {count} 人").format(count=len(view.running)))
        self.clocks.show(view, second_of(self.desk.now()))
        if before is None or before.floors != view.floors:
            self.floors.set_options([(EVERYWHERE, _("全部")), *((each, floor_word(each)) for each in view.floors)])
        if before is None or (before.day, before.rows, before.edition) != (view.day, view.rows, view.edition):
            self.list.show(view)
        self._filter()

    def _allow(self, allowed: bool) -> None:
        """Without a chapter in the rulebook nothing can be entered."""
        self.confirm.allowed = allowed
        self.late.configure(state="normal" if allowed else "disabled")
        self.hint.configure(text=_("输入后回车登记") if allowed else "")

    def tick(self) -> None:
        """The clocks go on; a new day begins by itself."""
        now = self.desk.now()
        self.clocks.tick(second_of(now))
        if self.view and self.view.today != now.date():
            self.load()

    # ------------------------------------------------------------ choosing somebody

    def _filter(self) -> None:
        """The seats of a floor; while something is typed those whom it may mean, wherever they sit."""
        if self.view is None:
            return
        typed = self.typed.get().strip()
        if typed:
            meant = [each.number for each in matches(self.desk.people, typed, len(self.desk.people))]
            self.number = meant[0] if meant and (len(meant) == 1 or meant[0] == typed) else ""
            shown = frozenset(meant)
            seats = [seat for seat in self.view.seats if seat.number in shown]
        else:
            seats = [seat for seat in self.view.seats if self.floors.value in (EVERYWHERE, seat.floor)]
        nothing = "" if seats else _nobody(self.view)
        self.seats.show(seats, bool(typed) or self.floors.value == EVERYWHERE, nothing)
        self._mark()

    def choose(self, seat: Seat) -> None:
        """Somebody was clicked."""
        self.number = seat.number
        self._mark()

    def _mark(self) -> None:
        """Show who is chosen, as he stands now."""
        view = self.view
        seat = next((each for each in view.seats if each.number == self.number), None) if view else None
        clock = next((each for each in view.running if each.number == self.number), None) if view else None
        mates = [each for each in view.seats if seat and each.post == seat.post and each != seat] if view else []
        self.seats.mark(self.number)
        self.confirm.show(seat, clock, mates)

    def _entered(self) -> str:
        """Enter: who is meant for sure goes, or is back."""
        if self.confirm.seat:
            self.confirm.confirm()
        elif self.typed.get().strip():
            self.desk.tell(_("还不能确定是谁，请输入完整工号，或在下面点选"))
        return "break"

    def _clear(self) -> None:
        self.number = ""
        self.typed.set("")
        self._mark()

    # ------------------------------------------------------------ acts

    def leave(self, number: str, cover: str, reported: bool) -> None:
        """Somebody leaves the post now."""
        self.desk.act(step_aways.open_now, number, cover, reported, done=self._left_now)

    def _left_now(self, running: step_aways.Running) -> None:
        name = running.person.name if running.person else running.away.number
        until = _("，最迟 {time} 返回").format(time=running.due) if running.due else ""
        self.desk.tell(_("已登记离岗：{name}").format(name=name) + until)
        self._clear()

    def back(self, clock: Clock) -> None:
        """Somebody is back now."""
        self.desk.act(step_aways.close_now, clock.id, done=self._is_back)

    def _is_back(self, running: step_aways.Running) -> None:
        name = running.person.name if running.person else running.away.number
        over = _("，超过时限") if running.over else ""
        self.desk.tell(_("已登记返回：{name}").format(name=name) + over)
        self._clear()

    def reported(self, clock: Clock) -> None:
        """Who is away has told where he is."""
        self.desk.act(step_aways.mark_reported, clock.id)

    def withdraw(self, entered: Clock | AwayRow) -> None:
        """What was entered by mistake."""
        question = _("{name}的这次离岗登记错了？撤销以后不再作数，记录留底。").format(name=entered.name)
        if self.desk.confirm(_("撤销离岗登记"), question, _("撤销登记")):
            self.desk.act(step_aways.cancel_away, entered.id)

    def enter(self) -> None:
        """One that is over, from paper."""
        EnterDialog(self.desk, self.day or self.desk.now().date())

    def return_at(self, row: AwayRow) -> None:
        """A return whose time is known."""
        if self.view:
            ReturnDialog(self.desk, row, self.view.day)

    def explain(self, row: AwayRow) -> None:
        """What the day came to for him."""
        if self.view:
            self.desk.go("attendance", day=self.view.day, number=row.number)

    def show_day(self, day: date) -> None:
        """Another day in the list."""
        self.day = None if day == self.desk.now().date() else day
        self.load()


def _rule(view: StepAwayView) -> str:
    """What the rulebook says, as short as it can be said."""
    limits = view.limits
    if limits is None:
        return "" if view.trouble else _("现行规则没有“离岗告知”一章，不能登记；请在“规则”页导入有这一章的规则")
    said = []
    if limits.limit is not None and limits.alarm is not None:
        said.append(_("最多 {minutes} 分钟").format(minutes=limits.limit // 60))
        said.append(_("{minutes} 分钟起提醒").format(minutes=limits.alarm // 60))
    if limits.report is not None:
        said.append(_("{minutes} 分钟以上须报告去向").format(minutes=limits.report // 60))
    if limits.a_day is not None:
        said.append(_("一天最多 {count} 次").format(count=limits.a_day))
    return f"{_('，').join(said)}　{limits.clause}"


def _nobody(view: StepAwayView) -> str:
    """Why there is no seat to choose."""
    if view.trouble:
        return view.trouble
    if view.seats:
        return _("没有符合的人。换一个词，或者按 Esc 看全部。")
    return _("名册里还没有人，请先到“人员”页导入名册。")


PAGE = StepAwayPage
