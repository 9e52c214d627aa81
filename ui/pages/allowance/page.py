"""The page 补助: a month's run with its figures, the people, why each gets what he gets, and the steps to closing."""

import tkinter
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from office.allowance_person import PersonShown, person_allowance
from office.allowance_start import begin_allowance
from office.allowance_steps import StepPlan, step_plan
from office.allowance_view import AllowanceView, allowance_view
from ui.language import _
from ui.look import PANEL, px
from ui.page import Page
from ui.pages.allowance.cards import Cards
from ui.pages.allowance.export_dialog import ExportDialog
from ui.pages.allowance.open_days import OpenDays
from ui.pages.allowance.panel import WhyPanel
from ui.pages.allowance.people import Filters, PeopleTable
from ui.pages.allowance.runs import Runs
from ui.pages.allowance.step_dialog import StepDialog
from ui.pages.allowance.strip import Strip
from ui.pages.allowance.top import TopBar, Way
from ui.pages.allowance.words import OPEN, PEOPLE, RUNS, edition_word, tab_word
from ui.widgets.bits import Empty, Segments

TABS = (PEOPLE, OPEN, RUNS)


class AllowancePage(Page):
    """With no month chosen it shows the one that is due."""

    name = "allowance"

    def build(self) -> None:
        self.month = ""
        self.number: int | None = None  # of an older edition that is looked at
        self.person = ""
        self.view: AllowanceView | None = None
        self._empty: Empty | None = None
        self._planning = False
        self.top = TopBar(self, month=self.open_month, step=self._step, export=self._export)
        self.top.pack(fill="x", pady=(0, px(8)))
        self.main = tkinter.Frame(self, background=PANEL)
        self.way = Way(self.main)
        self.way.pack(fill="x", pady=(0, px(8)))
        self.cards = Cards(self.main)
        self.cards.pack(fill="x", pady=(0, px(8)))
        self.warned = Strip(self.main, "late", _("去决定"), lambda: self.turn_to(OPEN))
        self.old = Strip(self.main, "cover", _("回到现在"), lambda: self.open_month(self.month))
        self._choices()
        self.content = tkinter.Frame(self.main, background=PANEL)
        self.content.pack(fill="both", expand=True)
        self._tabs()
        self.turn_to(PEOPLE)
        self._instead(_("正在按公示的认定核算…"))

    def _choices(self) -> None:
        self.choices = tkinter.Frame(self.main, background=PANEL)
        self.choices.pack(fill="x", pady=(0, px(8)))
        self.tabs = Segments(self.choices, [(each, tab_word(each, 0)) for each in TABS], self.turn_to)
        self.tabs.pack(side="left")
        self.filters = Filters(self.choices, self._filter)
        self.search = self.filters.search

    def _tabs(self) -> None:
        self.both = tkinter.Frame(self.content, background=PANEL)
        self.why = WhyPanel(self.both, self._see, lambda: self.desk.tell(_("说明已复制，可以粘贴")))
        self.why.pack(side="right", fill="y", padx=(px(12), 0))
        self.people = PeopleTable(self.both, self.desk, self.filters, self.choose)
        self.people.pack(side="left", fill="both", expand=True)
        self.why.lift()  # Tab goes from left to right
        self.open_days = OpenDays(self.content, self.desk)
        self.runs = Runs(self.content, self.desk, self.open_month)

    def _filter(self) -> None:
        self.people.choose()

    # ------------------------------------------------------------ the data

    def load(self) -> None:
        self.desk.ask(allowance_view, self.month, self.number, done=self.show, key="allowance")

    def show(self, view: AllowanceView) -> None:
        """A month, as it came from the office."""
        self.month, self.view = view.month, view
        self.top.show(view)
        self._nothing(view)
        self.way.show(view)
        self.cards.show(view)
        self._warn(view)
        for tab, count in ((PEOPLE, view.sums.people), (OPEN, view.undecided), (RUNS, len(view.runs))):
            self.tabs.set_text(tab, tab_word(tab, count))
        self.people.show(view)
        self.open_days.show(view)
        self.runs.show(view)
        self._choose(view)

    def _warn(self, view: AllowanceView) -> None:
        for strip in (self.warned, self.old):
            strip.pack_forget()
        if view.old:
            said = _("正在看 {month} {edition}，只能看，不能改").format(
                month=view.month, edition=edition_word(view.number)
            )
            self.old.pack(fill="x", pady=(0, px(8)), before=self.choices)
            self.old.show([said], leads=True)
            return
        waiting = _("有 {count} 处没有定下来（数据不全或申诉），先决定怎样计发，才能核准").format(count=view.undecided)
        lines = [*([waiting] if view.undecided and view.step else []), *view.warnings]
        if lines:
            self.warned.pack(fill="x", pady=(0, px(8)), before=self.choices)
            self.warned.show(lines, leads=bool(view.undecided and view.step))

    def _nothing(self, view: AllowanceView) -> None:
        """A month without a run: why, and how that is put right."""
        if view.missing:
            self._instead(view.trouble, _("加上补助标准…"), self._begin)
        else:
            self._instead(view.trouble, _("去公示页"), partial(self.desk.go, "postings"))

    def _begin(self) -> None:
        """The rulebook is older than the allowance: the shipped chapters, from this month on."""
        first = date.fromisoformat(f"{self.month}-01")
        told = _("从 {day} 起，在现行规则后面加上随程序的补助标准。金额是举例，加上以后在“规则”页改成本中心的。")
        if self.desk.confirm(_("加上补助标准"), told.format(day=first), _("加上")):
            self.desk.act(begin_allowance, first)

    def _instead(self, text: str, action: str = "", command: Callable[[], object] | None = None) -> None:
        """What stands in the place of everything below the head, while there is nothing to show."""
        if self._empty:
            self._empty.destroy()
            self._empty = None
        if not text:
            self.main.pack(fill="both", expand=True)
            return
        self.main.pack_forget()
        self._empty = Empty(self, text, action, command)
        self._empty.pack(fill="both", expand=True)

    # ------------------------------------------------------------ one person

    def _choose(self, view: AllowanceView) -> None:
        """Who was chosen stays chosen; a number that is in no line of this month says so."""
        if not self.person:
            self.why.say("")
        elif any(row.number == self.person for row in view.rows):
            self.people.sheet.prefer(self.person)
            self.choose(self.person)
        else:
            self.why.say(_("这个月的补助里没有工号 {number}。").format(number=self.person))

    def choose(self, number: str) -> None:
        """Show why somebody gets what he gets."""
        self.person = number
        asked = person_allowance, number, self.month, self.number
        answer = partial(self._explained, number)
        self.desk.ask(*asked, done=answer, failed=self._not_explained, key="allowance why")

    def _explained(self, number: str, found: PersonShown) -> None:
        if number == self.person and found.month == self.month:
            self.why.show(found)

    def _not_explained(self, sentence: str, _details: str) -> None:
        self.why.say(sentence)

    def _see(self, day: date) -> None:
        self.desk.go("attendance", day=day, number=self.person)

    # ------------------------------------------------------------ where to

    def turn_to(self, tab: str) -> None:
        """people, open or runs."""
        self.tabs.mark(tab)
        parts = {PEOPLE: self.both, OPEN: self.open_days, RUNS: self.runs}
        for name, part in parts.items():
            if name != tab:
                part.pack_forget()
        parts[tab].pack(fill="both", expand=True)
        if tab == PEOPLE:
            self.filters.pack(side="right")
        else:
            self.filters.pack_forget()

    def open_month(self, month: str, number: int | None = None) -> None:
        """Show a month as it stands, or an older edition of it."""
        self.month, self.number = month, number
        self.turn_to(PEOPLE)
        self.load()

    def focus_on(self, **focus: Any) -> None:
        """month= leads to a month, number= to somebody in it, tab= to open or runs."""
        self.month, self.number = focus.get("month", self.month), None
        if focus.get("number"):
            self.person = focus["number"]
            self.filters.clear()
        self.turn_to(focus.get("tab", PEOPLE))
        self.load()

    # ------------------------------------------------------------ the steps

    def _step(self) -> None:
        if not self._planning:
            self._planning = True  # a second click does not open a second dialog
            self.desk.ask(step_plan, self.month, done=self._planned, failed=self._no_plan)

    def _planned(self, plan: StepPlan) -> None:
        self._planning = False
        StepDialog(self.desk, plan, partial(self.turn_to, OPEN))

    def _no_plan(self, sentence: str, details: str) -> None:
        self._planning = False
        self.desk.trouble(sentence, details)

    def _export(self) -> None:
        if self.view:
            ExportDialog(self.desk, self.view.month)
