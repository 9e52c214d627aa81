"""The page 月报: the month at a glance; a click on a day leads to it, one on a person to his month."""

import tkinter
from datetime import date
from typing import Any

from office.month_sheet import MonthFiles, write_month
from office.month_view import MonthView, PersonMonth, month_view, person_month
from ui.language import _
from ui.look import PANEL, TONES, px
from ui.page import Page
from ui.pages.month.grid import MonthTable
from ui.pages.month.panel import PersonPanel
from ui.pages.month.strip import Strip
from ui.pages.month.top import PAPERS, TopBar
from ui.pages.month.words import month_beside
from ui.tasks import Task
from ui.widgets.bits import broken, label


class MonthPage(Page):
    """With no month chosen it shows the one that is to be seen to, as the office says."""

    name = "month"

    def build(self) -> None:
        self.month = ""
        self.view: MonthView | None = None
        self.number = ""  # whose month is beside the grid
        self._summing: Task | None = None
        self._writing = False  # a second click does not make them twice
        self.top = TopBar(
            self,
            step=self.step,
            filtered=self.choose,
            write=self._write,
            folder=self._open_folder,
            unit_sheet=self._write_unit,
        )
        self.top.pack(fill="x")
        self.top.paper.mark(str(self.desk.remembered("month:paper", PAPERS[0])))
        self.search = self.top.search
        self.strip = Strip(self, self._to_postings, lambda _column: self.choose())
        self.strip.pack(fill="x", pady=px(8))
        self.troubles = label(self, "", "small", wrap=1140)
        self.troubles.configure(foreground=TONES["late"].text)
        content = tkinter.Frame(self, background=PANEL)
        content.pack(fill="both", expand=True)
        self.panel = PersonPanel(
            content, self.desk, opened=self._open_day, allowance=self._to_allowance, closed=self.close_person
        )
        self.months = MonthTable(content, self.desk, opened=self._open_day, person=self.open_person, moved=self._moved)
        self.months.pack(side="left", fill="both", expand=True)
        self.panel.lift()  # Tab comes to it after the grid
        self.months.sheet.table.MT.bind("<Escape>", lambda _event: self.close_person(), add="+")

    # ------------------------------------------------------------ the data

    def load(self) -> None:
        """Long work; while one month is under way, another waits until it is done."""
        if self._summing:
            return
        if self.view is None:
            self.months.say(_("正在汇总……"))
        self._summing = self.desk.work(
            month_view,
            self.month,
            title=_("汇总 {month}").format(month=self.month or _("月报")),
            done=self.show,
            failed=self._failed,
            progress=lambda *_step: None,
            cancelled=lambda: self._failed(_("已停下，没有汇总；按 F5 再来一次")),
            changes=False,
        )
        if self.number:
            self._load_person()

    def _failed(self, sentence: str, _details: str = "") -> None:
        self._summing = None
        self.view = None
        self.months.say(sentence)

    def show(self, view: MonthView) -> None:
        """A month, as it came from the office; of another than was asked for in the meantime nothing."""
        self._summing = None
        if self.month not in ("", view.month):
            return self.load()
        self.month = view.month
        if view != self.view:
            self._show(view)
        self.choose()
        return None

    def _show(self, view: MonthView) -> None:
        self.view = view
        self.top.show_month(view.month, view.last)
        self.top.show_units(view.grid.units)
        self.strip.show(view)
        self.months.take(view.grid)
        told = "\n".join(view.grid.troubles)
        self.troubles.configure(text=broken(self.troubles, told, 1140, "small"))
        if told:
            self.troubles.pack(fill="x", pady=(0, px(6)), after=self.strip)
        else:
            self.troubles.pack_forget()

    def choose(self) -> None:
        """The rows that were asked for, and what their unit adds up to."""
        if self.view is None:
            return
        grid, unit = self.view.grid, self.top.unit
        self.strip.show_sums(next(each for each in grid.sums if each.unit == unit))
        self.months.choose(unit, self.top.typed.get(), self.strip.column)
        if self.months.shown:
            self.months.say("")
            if self.number:
                self.months.sheet.prefer(self.number)
        elif grid.rows:
            self.months.say(_("没有符合条件的人。"), _("看全部"), self.show_all)
        else:
            told = _("{month} 还没有公示。公示以后，这里是每人每天一格，合计只算公示的日子。")
            self.months.say(told.format(month=self.view.month), _("去公示"), self._to_postings)
        self._offer()

    def show_all(self) -> None:
        """Everybody again."""
        self.top.clear()
        self.strip.mark("")
        self.choose()

    # ------------------------------------------------------------ which month, which person

    def step(self, by: int) -> None:
        """To the month before or after."""
        if self.view:
            self.open_month(month_beside(self.month, by))

    def open_month(self, month: str) -> None:
        """Show a month."""
        if month != self.month:
            self.month = month
            self.top.month.configure(text=month)
        self.load()

    def focus_on(self, **focus: Any) -> None:
        """month= leads to a month, number= to a person's."""
        if focus.get("number"):
            self.show_all()
            self.open_person(focus["number"])
        self.open_month(focus.get("month", self.month))

    def open_person(self, number: str) -> None:
        """A person's month beside the grid."""
        self.number = number
        if self.view:
            self._load_person()

    def _moved(self, number: str) -> None:
        """The keyboard came to another row: the month beside follows, where there is one."""
        if self.number and number != self.number:
            self.open_person(number)

    def _load_person(self) -> None:
        self.desk.ask(
            person_month, self.number, self.month, done=self._show_person, failed=self._nobody, key="month person"
        )

    def _show_person(self, found: PersonMonth) -> None:
        if (found.number, found.month) == (self.number, self.month):
            self.panel.show(found)
            if not self.panel.winfo_manager():
                self.panel.pack(side="right", fill="y", padx=(px(10), 0), before=self.months)
                self.update_idletasks()  # the grid is lower now: the row is brought into view as it is then
            self.months.sheet.prefer(self.number)

    def _nobody(self, sentence: str, _details: str) -> None:
        """Nothing of that person is posted in this month."""
        self.close_person()
        self.desk.tell(sentence)

    def close_person(self) -> None:
        """The grid has the whole width again."""
        self.number = ""
        self.panel.pack_forget()

    # ------------------------------------------------------------ to other pages

    def _open_day(self, day: date, number: str) -> None:
        self.desk.go("attendance", day=day, number=number)

    def _to_allowance(self, number: str, month: str) -> None:
        self.desk.go("allowance", number=number, month=month)

    def _to_postings(self) -> None:
        """To the first day that waits, else to the postings."""
        day = self.view.posting.first_waiting if self.view else None
        self.desk.go("postings", **({"day": day} if day else {}))

    # ------------------------------------------------------------ the sheets

    def _offer(self) -> None:
        """What can be done: sheets are made of posted days, and the folder is there once they have been."""
        view = self.view
        if view:
            posted = bool(view.posting.posted or view.grid.sums[0].rate) and not self._writing
            self.top.offer(posted=posted, unit=posted and bool(self.top.unit), folder=bool(view.files))

    def _write(self) -> None:
        """Everybody's sheet, and each unit's own."""
        self._make((), _("生成 {month} 月报").format(month=self.month))

    def _write_unit(self) -> None:
        """The sheet of the unit that is chosen, as it is now, opened to be sent to it."""
        if self.top.unit:
            self._make((self.top.unit,), _("生成 {unit} 月报").format(unit=self.top.unit))

    def _make(self, units: tuple[str, ...], title: str) -> None:
        paper = self.top.paper.value
        self.desk.remember("month:paper", paper)
        self._writing = True
        self._offer()
        self.desk.work(
            write_month,
            self.month,
            paper,
            units,
            title=title,
            done=self._written,
            failed=self._not_written,
            progress=lambda *_step: None,
            cancelled=self._stopped,
            changes=False,
        )

    def _written(self, made: MonthFiles) -> None:
        self._stopped()
        if made.workbook:
            self.desk.tell(_("月报已生成：{folder}").format(folder=made.folder))
        else:
            for file in made.units.values():
                self.desk.open_file(file)
        self.load()

    def _not_written(self, sentence: str, details: str) -> None:
        self._stopped()
        self.desk.trouble(sentence, details)

    def _stopped(self) -> None:
        self._writing = False
        self._offer()

    def _open_folder(self) -> None:
        if self.view:
            self.desk.open_file(self.view.folder)
