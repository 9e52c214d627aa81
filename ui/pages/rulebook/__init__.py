"""规则: the clauses in force, changing a number from a day on, what is in force when, the calendar, and what if."""

from datetime import date
from pathlib import Path
from tkinter import filedialog
from typing import Any

from office.rulebook_import import export_rulebook
from ui.language import _
from ui.look import PANEL, px
from ui.page import Page
from ui.pages.rulebook.calendar import CalendarPane
from ui.pages.rulebook.change import ChangePane
from ui.pages.rulebook.clauses import ClausesPane
from ui.pages.rulebook.import_file import ImportDialog
from ui.pages.rulebook.pane import Pane
from ui.pages.rulebook.periods import PeriodsPane
from ui.pages.rulebook.trial import TrialPane
from ui.widgets.bits import Segments, button, label

PANES: dict[str, type[Pane]] = {
    "clauses": ClausesPane,
    "change": ChangePane,
    "periods": PeriodsPane,
    "calendar": CalendarPane,
    "trial": TrialPane,
}


class RulebookPage(Page):
    """Five panes under one head; a pane is built when it is first looked at."""

    name = "rulebook"

    def build(self) -> None:
        import tkinter

        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(10)))
        label(top, _("规则"), "title").pack(side="left", padx=(0, px(16)))
        options = [
            ("clauses", _("条款")),
            ("change", _("修改")),
            ("periods", _("生效时间")),
            ("calendar", _("日历")),
            ("trial", _("试算")),
        ]
        self.segments = Segments(top, options, self.show_pane)
        self.segments.pack(side="left")
        button(top, _("导出…"), self.export).pack(side="right")
        button(top, _("导入规则文件…"), self.open_import).pack(side="right", padx=px(8))
        self.panes: dict[str, Pane] = {}
        self.pane = ""
        self.changes: dict[str, str] = {}  # of the form, which the trial may try too
        kept = str(self.desk.remembered("rulebook:pane", "clauses"))
        self.show_pane(kept if kept in PANES else "clauses")

    def show_pane(self, pane: str) -> None:
        """Bring a pane to the front; it loads when it has become stale."""
        if pane not in self.panes:
            self.panes[pane] = PANES[pane](self)
        if pane != self.pane:
            if self.pane:
                self.front.pack_forget()
            self.pane = pane
            self.front.pack(fill="both", expand=True)
            self.desk.remember("rulebook:pane", pane)
        self.segments.mark(pane)
        self.search = self.front.search
        if not self.stale:
            self.front.shown()

    @property
    def front(self) -> Pane:
        return self.panes[self.pane]

    def load(self) -> None:
        for pane in self.panes.values():
            pane.stale = True
        self.front.shown()

    def focus_on(self, **focus: Any) -> None:
        """`pane`, and with the calendar a `day`, with the clauses a `citation`."""
        self.show_pane(str(focus.pop("pane", "clauses")))
        self.front.focus_on(**focus)

    # ------------------------------------------------------------ files

    def open_import(self) -> None:
        ImportDialog(self.desk)

    def export(self) -> None:
        """What is in force today, as a file."""
        today = self.desk.now().date()
        named = filedialog.asksaveasfilename(
            parent=self, defaultextension=".toml", initialfile=_("规则-{day}.toml").format(day=today)
        )
        if named:
            self.save(today, Path(named))

    def save(self, day: date, path: Path) -> None:
        """Write the rules of a day into a file."""
        self.desk.ask(
            export_rulebook, day, path, done=lambda written: self.desk.tell(_("已导出：{path}").format(path=written))
        )


PAGE = RulebookPage
