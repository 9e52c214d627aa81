"""The head of the page: which days, of which kind, and how the publication folder stands."""

import tkinter
from collections.abc import Callable, Mapping
from datetime import date

import ttkbootstrap

from office.posting_list import RECENT, PostingList, Waiting
from ui.language import _
from ui.look import AMBER, PANEL, px
from ui.pages.postings.days import belongs
from ui.pages.postings.words import ALL, DIFFERS, OBJECTED, WAITING, filter_word
from ui.widgets.bits import Segments, button, label

KINDS = (ALL, WAITING, DIFFERS, OBJECTED)


class TopBar(tkinter.Frame):
    """`month` hears of a month, empty for the last weeks; `kind` of another kind of days."""

    def __init__(
        self,
        parent: tkinter.Misc,
        *,
        month: Callable[[str], object],
        kind: Callable[[str], object],
        deliver: Callable[[], object],
        folder: Callable[[], object],
    ) -> None:
        super().__init__(parent, background=PANEL)
        self._month = month
        label(self, _("公示"), "title").pack(side="left", padx=(0, px(16)))
        self.period = ttkbootstrap.Combobox(self, state="readonly", width=11)
        self.period.bind("<<ComboboxSelected>>", lambda _event: self._chosen())
        self.period.pack(side="left", padx=(0, px(12)))
        self.kinds = Segments(self, [(each, filter_word(each)) for each in KINDS], kind)
        self.kinds.pack(side="left")
        self.folder = button(self, _("公示文件夹"), folder)
        self.folder.pack(side="right")
        self.again = button(self, _("再写一次"), deliver)
        self.away = label(self, "", "small")
        self.away.configure(foreground=AMBER)

    def _chosen(self) -> None:
        self.period.selection_clear()
        self._month(self.period.get() if self.period.current() else "")

    def show(self, view: PostingList, differs: Mapping[date, int]) -> None:
        """The months there are, and of how many days each kind is."""
        values = [_("最近 {days} 天").format(days=RECENT.days), *view.months]
        if list(self.period.cget("values")) != values:
            self.period.configure(values=values)
        self.period.set(view.month or values[0])
        for kind in KINDS:
            count = sum(belongs(row, differs.get(row.day), kind) for row in view.rows)
            self.kinds.set_text(kind, filter_word(kind) + (f" {count}" if count and kind != ALL else ""))

    def show_waiting(self, found: Waiting) -> None:
        """Editions that are not in the folder yet."""
        for each in (self.away, self.again):
            each.pack_forget()
        if found.editions:
            words = _("公示文件夹连不上，{count} 版等待写入") if found.away else _("{count} 版等待写入公示文件夹")
            self.away.configure(text=words.format(count=found.editions))
            self.again.pack(side="right", padx=px(8))
            self.away.pack(side="right")
