"""Why a person gets what he gets: the lines of the sum in their order, each to be opened down to the days."""

import tkinter
from collections.abc import Callable
from datetime import date

from office.allowance_person import PersonShown
from ui.language import _
from ui.look import MUTED, PAPER, px
from ui.pages.allowance.line import LineRow, sum_line
from ui.pages.allowance.people import narrow
from ui.widgets.bits import Empty, Scrolled, broken, button, flow, label, panel

WIDTH, NARROW = 412, 352
EDGES = 56


class WhyPanel(tkinter.Frame):
    """Shows one person's month. `see` leads to a day of his, `copied` hears that the story is on the clipboard."""

    def __init__(self, parent: tkinter.Misc, see: Callable[[date], object], copied: Callable[[], object]) -> None:
        width = NARROW if narrow(parent) else WIDTH
        super().__init__(parent, background=PAPER, width=px(width))
        self._wide = width - EDGES
        self.pack_propagate(False)
        self.found: PersonShown | None = None
        self._see, self._copied = see, copied
        self._open: set[str] = set()
        self.sheet = panel(self, 0)
        self.sheet.pack(fill="both", expand=True)
        self.body = tkinter.Frame(self.sheet, background=PAPER)
        self._head()
        foot = tkinter.Frame(self.body, background=PAPER, padx=px(12), pady=px(8))
        foot.pack(side="bottom", fill="x")
        self.copy_button = button(foot, _("复制说明"), self.copy)
        self.copy_button.pack(side="left")
        self.scrolled = Scrolled(self.body, PAPER)
        self.scrolled.pack(fill="both", expand=True)
        foot.lift()  # Tab goes from above to below
        self.lines: list[LineRow] = []
        self._empty: Empty | None = None
        self.say("")

    def _head(self) -> None:
        head = tkinter.Frame(self.body, background=PAPER, padx=px(12))
        head.pack(fill="x", pady=(px(10), px(6)))
        self.who = label(head, "", "small", muted=True)
        self.who.pack(fill="x")
        self.why = label(head, "", "heading")
        self.why.pack(fill="x", pady=(px(2), px(2)))
        self.sums = label(head, "", "small", muted=True)
        self.sums.pack(fill="x")
        self.attended = label(head, "", "small", muted=True)
        self.attended.pack(fill="x")

    # ------------------------------------------------------------ showing

    def show(self, found: PersonShown) -> None:
        """A person's month; the lines that were open stay open."""
        if found == self.found:
            return
        if self._empty:
            self._empty.destroy()
            self._empty = None
        self.body.pack(fill="both", expand=True)
        if self.found is None or self.found.number != found.number:
            self.scrolled.canvas.yview_moveto(0)
        self.found = found
        self.who.configure(text="　".join(filter(None, (found.number, found.name, found.unit, found.seat))))
        self.why.configure(text=_("为什么是 {total} 元").format(total=found.total))
        for place, text in ((self.sums, found.sums), (self.attended, found.attended)):
            place.configure(text=broken(place, flow(text), self._wide + 24, "small"))
        self._fill(found)

    def _fill(self, found: PersonShown) -> None:
        for child in self.scrolled.inside.winfo_children():
            child.destroy()
        self.lines = []
        for line in found.lines:
            row = LineRow(self.scrolled.inside, line, self._wide, self._toggled, self._see)
            row.pack(fill="x")
            if line.key in self._open:
                row.toggle(quiet=True)
            self.lines.append(row)
        sum_line(self.scrolled.inside, _("实发"), found.total).pack(fill="x")
        self._follow()

    def say(self, text: str) -> None:
        """What stands in the place of a person: what to do to see one, or why there is none."""
        self.found = None
        self.body.pack_forget()
        if self._empty:
            self._empty.destroy()
        self._empty = Empty(self.sheet, text or _("点左边的一行，这里逐项说明为什么是这个数。"))
        self._empty.text.configure(foreground=MUTED)
        self._empty.pack(fill="both", expand=True)

    def _toggled(self, key: str, opened: bool) -> None:
        (self._open.add if opened else self._open.discard)(key)
        self._follow()

    def _follow(self) -> None:
        """The wheel scrolls everywhere, and what gets the keyboard comes into view."""
        self.scrolled.wheel_all()
        for row in self.lines:
            for widget in (row.head, *row.links):
                widget.bind("<FocusIn>", lambda event: self._bring(event.widget))

    def _bring(self, widget: tkinter.Misc) -> None:
        canvas, whole = self.scrolled.canvas, self.scrolled.inside.winfo_height()
        top = widget.winfo_rooty() - self.scrolled.inside.winfo_rooty()
        above, below = canvas.canvasy(0), canvas.canvasy(canvas.winfo_height())
        if whole > 1 and not above <= top <= below - widget.winfo_height():
            canvas.yview_moveto(max(top - canvas.winfo_height() / 2, 0) / whole)

    def copy(self) -> None:
        """The whole story on the clipboard."""
        if self.found:
            self.clipboard_clear()
            self.clipboard_append(self.found.story)
            self._copied()
