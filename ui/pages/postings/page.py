"""The page 公示: the days at the left, the chosen one at the right."""

import tkinter
from datetime import date
from functools import partial
from typing import Any

from office.posting_detail import PostingDetail, posting_detail
from office.posting_list import RECENT, PostingList, differing, files_waiting, posting_list
from ui.language import _
from ui.look import PANEL, px
from ui.page import Page
from ui.pages.postings.acts import Acts
from ui.pages.postings.days import DayList
from ui.pages.postings.detail import Detail
from ui.pages.postings.posted import CHANGES, OBJECTIONS
from ui.pages.postings.top import TopBar
from ui.pages.postings.words import ALL

AT_ONCE = 2  # days that are judged anew in one question; others go in between


class PostingsPage(Page):
    """With nothing chosen it opens on what waits to be posted, else on the newest day."""

    name = "postings"

    def build(self) -> None:
        self.month = ""  # of which the days are shown; the last weeks where it is empty
        self.day: date | None = None
        self.view: PostingList | None = None
        self.differs: dict[date, int] = {}
        self._known = -1  # the state of the data in which `differs` was found
        self._minute = ""
        self._asking = False
        self._focus: dict[str, Any] = {}
        self.acts = Acts(self.desk, self.load)
        self.top = TopBar(
            self,
            month=self._show_month,
            kind=lambda _kind: self._show_days(),
            deliver=self.acts.deliver,
            folder=self._open_folder,
        )
        self.top.pack(fill="x", pady=(0, px(10)))
        content = tkinter.Frame(self, background=PANEL)
        content.pack(fill="both", expand=True)
        self.days = DayList(content, self.desk, self.open_day)
        self.days.pack(side="left", fill="y")
        self.detail = Detail(content, self.desk, self.acts)
        self.detail.pack(side="left", fill="both", expand=True, padx=(px(12), 0))

    # ------------------------------------------------------------ the data

    def load(self) -> None:
        self.desk.ask(posting_list, self.month, done=self.show, key="postings")
        self.desk.ask(files_waiting, done=self.top.show_waiting, key="posting files")

    def show(self, view: PostingList) -> None:
        """The days, and the one that is chosen among them."""
        self.view = view
        if view.known != self._known:
            self._known, self.differs = view.known, {}
        self._show_days()
        self._choose(view)
        self._look_closer()

    def _show_days(self) -> None:
        if self.view:
            self.days.show(self.view, self.differs, self.top.kinds.value)
            self.top.show(self.view, self.differs)

    def _choose(self, view: PostingList) -> None:
        """What was chosen; else what waits to be posted, the oldest first; else the newest day."""
        shown = [row.day for row in view.rows]
        if self.day not in shown:
            waiting = [row.day for row in view.rows if row.state in ("draft", "late")]
            self.day = next(iter((*reversed(waiting), *shown)), None)
        if self.day is None:
            self._nothing(view)
            return
        self.days.sheet.prefer(self.day)
        self._load_day()

    def _nothing(self, view: PostingList) -> None:
        """No day at all: what has to be there before."""
        if view.month:
            self.detail.say(_("{month} 没有公示。").format(month=view.month))
            return
        text = _("还没有公示过。登记并读取考勤设备以后，前一个工作日会出现在这里，到时间自动公示。")
        self.detail.say(text, (_("去读取设备"), lambda: self.desk.go("terminals")))

    def _load_day(self) -> None:
        self.desk.ask(posting_detail, self.day, done=self._show_day, key="posting")

    def _show_day(self, detail: PostingDetail) -> None:
        if detail.day == self.day:
            self.detail.show(detail)
            self._follow()

    # ------------------------------------------------------------ a closer look at posted days

    def _look_closer(self) -> None:
        """Judge the days anew of which a new edition may say something else, a few at a time."""
        rows = self.view.rows if self.view else ()
        days = [row.day for row in rows if row.moved and row.day not in self.differs][:AT_ONCE]
        if days and not self._asking:
            self._asking = True
            answer = partial(self._looked, self._known)
            self.desk.ask(differing, tuple(days), done=answer, failed=self._not_looked)

    def _looked(self, known: int, found: dict[date, int]) -> None:
        self._asking = False
        if known == self._known:
            self.differs |= found
            self._show_days()
        self._look_closer()

    def _not_looked(self, _sentence: str, _details: str) -> None:
        """Those days cannot be judged now, which their own view says; the others can wait for the next time."""
        self._asking = False

    # ------------------------------------------------------------ choosing

    def open_day(self, day: date) -> None:
        """Show a day."""
        self.day = day
        self._load_day()

    def _show_month(self, month: str) -> None:
        self.month, self.day = month, None
        self.load()

    def focus_on(self, **focus: Any) -> None:
        """day= leads to a day, number= to somebody in it, objections=True to the objections, kind= to days of a
        kind."""
        self.top.kinds.mark(focus.get("kind", ALL))
        self._focus = focus
        day = focus.get("day")
        if day:
            self.month = "" if day >= self.desk.now().date() - RECENT else f"{day:%Y-%m}"
            self.day = day
        self.load()

    def _follow(self) -> None:
        """To what a link meant within the day, now that it is there."""
        focus, self._focus = self._focus, {}
        if focus.get("objections"):
            self.detail.posted.turn_to(OBJECTIONS)
        if focus.get("number"):
            self.detail.posted.turn_to(CHANGES)
            self.detail.turn_to(focus["number"])

    def _open_folder(self) -> None:
        if self.view:
            self.desk.open_file(self.view.folder)

    # ------------------------------------------------------------ time

    def tick(self) -> None:
        """A draft's time comes nearer."""
        minute = f"{self.desk.now():%H:%M}"
        if minute != self._minute:
            waits = self._minute and self.view and any(row.state != "posted" for row in self.view.rows)
            self._minute = minute
            if waits:
                self.load()
