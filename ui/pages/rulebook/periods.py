"""生效时间: which numbers hold from when to when, the newest first."""

import tkinter
from functools import partial

from office.rulebook_periods import Period
from office.rulebook_view import RulebookView, rulebook_view
from ui.language import _
from ui.look import ACCENT, FAINT, LINE, PAPER, px
from ui.pages.rulebook.pane import Pane
from ui.widgets.bits import Scrolled, badge, flow, label, panel

TONES = {"current": "good", "coming": "cover", "past": "rest"}
MOST = 12  # changes told of one period


class PeriodsPane(Pane):
    """A time line downwards: dates at the left, a rail with a mark, what began at the right."""

    def build(self) -> None:
        self.periods: tuple[Period, ...] = ()
        sheet = panel(self, 0)
        sheet.pack(fill="both", expand=True)
        self.scrolled = Scrolled(sheet, background=PAPER)
        self.scrolled.inside.configure(padx=px(20), pady=px(16))
        self.scrolled.pack(fill="both", expand=True)
        canvas = self.scrolled.canvas
        canvas.configure(takefocus=True, highlightthickness=1, highlightbackground=PAPER, highlightcolor=ACCENT)
        for key, steps in (("<Up>", -40), ("<Down>", 40), ("<Prior>", -300), ("<Next>", 300)):
            canvas.bind(key, partial(self._roll, px(steps) if steps > 0 else -px(-steps)))

    def _roll(self, pixels: int, _event: object) -> str:
        canvas = self.scrolled.canvas
        whole = max(1, self.scrolled.inside.winfo_height())
        canvas.yview_moveto((canvas.canvasy(0) + pixels) / whole)
        return "break"

    def load(self) -> None:
        self.desk.ask(rulebook_view, self.desk.now().date(), done=self.show, key="periods")

    def show(self, view: RulebookView) -> None:
        if view.periods == self.periods:
            return
        self.periods = view.periods
        inside = self.scrolled.inside
        for child in inside.winfo_children():
            child.destroy()
        self.scrolled._wheeled.clear()
        inside.columnconfigure(2, weight=1)
        for row, period in enumerate(reversed(view.periods)):
            self._dates(row, period)
            self._rail(row, period, last=row == len(view.periods) - 1)
            self._told(row, period)

    def _dates(self, row: int, period: Period) -> None:
        place = tkinter.Frame(self.scrolled.inside, background=PAPER)
        place.grid(row=row, column=0, sticky="ne")
        label(place, _("{day} 起").format(day=period.first), "strong").pack(anchor="e")
        until = _("到 {day}").format(day=period.last) if period.last else _("没有期限")
        label(place, until, "small", muted=True).pack(anchor="e")
        words = {"current": _("现行"), "coming": _("将来"), "past": _("已过")}
        badge(place, words[period.state], TONES[period.state]).pack(anchor="e", pady=px(4))

    def _rail(self, row: int, period: Period, last: bool) -> None:
        rail = tkinter.Canvas(self.scrolled.inside, width=px(40), height=px(20), background=PAPER, highlightthickness=0)
        rail.grid(row=row, column=1, sticky="ns")
        middle, top, radius = px(20), px(11), px(5)
        if not last:
            rail.create_line(middle, top, middle, px(4000), fill=LINE, width=px(2))
        if row:
            rail.create_line(middle, 0, middle, top, fill=LINE, width=px(2))
        colour = ACCENT if period.state == "current" else FAINT
        rail.create_oval(middle - radius, top - radius, middle + radius, top + radius, fill=colour, outline=PAPER)

    def _told(self, row: int, period: Period) -> None:
        place = tkinter.Frame(self.scrolled.inside, background=PAPER)
        place.grid(row=row, column=2, sticky="nwe", pady=(0, px(22)))
        label(place, period.title, "strong").pack(anchor="w")
        label(place, self._origin(period), "small", muted=True).pack(anchor="w", pady=(0, px(4)))
        for change in period.changes[:MOST]:
            label(place, flow(change.sentence), wrap=780).pack(anchor="w")
        if len(period.changes) > MOST:
            label(place, _("另有 {count} 项不同").format(count=len(period.changes) - MOST), muted=True).pack(anchor="w")
        if not period.changes:
            first = period == self.periods[0]
            text = _("最初的规则") if first else _("数字和选项与此前相同")
            label(place, text, muted=True).pack(anchor="w")

    def _origin(self, period: Period) -> str:
        told = _("{name}　版本 {version}").format(name=period.name, version=period.version)
        if not period.by:
            return told
        when = period.at.replace("T", " ")[:16]
        return told + "　" + _("{who} 于 {when} 采用").format(who=period.by, when=when)
