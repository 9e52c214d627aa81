"""Two editions of a day side by side: who is said to be something else, and which posts."""

import tkinter
from collections.abc import Sequence
from datetime import date

import ttkbootstrap

from office.posting_compare import NOW, Comparison, Difference, compare
from office.posting_detail import PostingDetail
from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, px
from ui.pages.postings.words import edition_word, result_tone, result_word
from ui.widgets.bits import Empty, button, label
from ui.widgets.sheet import Column, Row, Sheet
from ui.words import session_word


class Differences(tkinter.Frame):
    """Two choices of an edition (or what would be posted now), and what lies between them."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=PAPER)
        self.desk = desk
        self.day: date | None = None
        self.found: Comparison | None = None
        self._numbers: list[int] = []
        self._chosen_by_hand = False
        self._asking = False
        self.wanted = ""
        self.choice = tkinter.Frame(self, background=PAPER)
        self.earlier, self.later = self._box(_("从")), self._box(_("到"))
        self.count = label(self.choice, "", "small", muted=True)
        self.count.pack(side="left", padx=px(12))
        self.lead = button(self.choice, _("去看"), self._go, "link")
        self.lead.pack(side="right")
        self.sheet = Sheet(
            self, desk, "posting-differences", _columns(), chosen=lambda _row: self._offer(), opened=self._opened
        )
        self._empty: Empty | None = None

    def _box(self, word: str) -> ttkbootstrap.Combobox:
        label(self.choice, word, muted=True).pack(side="left", padx=(0, px(4)))
        box = ttkbootstrap.Combobox(self.choice, state="readonly", width=8)
        box.pack(side="left", padx=(0, px(10)))
        box.bind("<<ComboboxSelected>>", lambda _event: self._picked())
        return box

    # ------------------------------------------------------------ which two

    def show(self, detail: PostingDetail) -> None:
        """A day's editions: the newest against what it would be now, or else against the one before it."""
        numbers = [edition.number for edition in detail.editions]
        if detail.day != self.day:
            self._chosen_by_hand = False
        self.day = detail.day
        self._numbers = sorted(numbers) + ([NOW] if detail.now else [])
        if len(self._numbers) < 2:
            self._nothing(_("只有一版，公示以后没有新的数据改变认定。"))
            return
        words = [edition_word(number) for number in self._numbers]
        for box in (self.earlier, self.later):
            box.configure(values=words)
        if not (self._chosen_by_hand and {self.earlier.get(), self.later.get()} <= set(words)):
            self.earlier.set(words[-2])
            self.later.set(words[-1])
        if detail.now and self._pair() == (numbers[0], NOW):
            self._take(detail.now)
        else:
            self._ask()

    def _pair(self) -> tuple[int, int]:
        return self._numbers[self.earlier.current()], self._numbers[self.later.current()]

    def _picked(self) -> None:
        self._chosen_by_hand = True
        for box in (self.earlier, self.later):
            box.selection_clear()
        self._ask()

    def _ask(self) -> None:
        self._asking = True
        self.desk.ask(
            compare, self.day, *self._pair(), done=self._take, failed=self._not_compared, key="posting compare"
        )

    def _not_compared(self, sentence: str, details: str) -> None:
        self._asking = False
        self.desk.trouble(sentence, details)

    # ------------------------------------------------------------ what lies between them

    def _take(self, found: Comparison) -> None:
        self._asking = False
        if found.day != self.day:
            return
        self.found = found
        self._filled()
        self.count.configure(text=_counted(found))
        self.sheet.show([_row(at, row) for at, row in enumerate(found.rows)])
        self._find()
        self._offer()

    def _filled(self) -> None:
        if self._empty:
            self._empty.destroy()
            self._empty = None
        if not self.choice.winfo_manager():
            self.choice.pack(fill="x", pady=(0, px(6)))
            self.sheet.pack(fill="both", expand=True)

    def _nothing(self, text: str) -> None:
        self.choice.pack_forget()
        self.sheet.pack_forget()
        if self._empty is None:
            self._empty = Empty(self, text)
            self._empty.pack(fill="both", expand=True)
        self._empty.say(text)

    def _offer(self) -> None:
        self.lead.configure(state="normal" if self.sheet.selected else "disabled")

    def choose(self, number: str) -> None:
        """Select the first line of a person, where there is one; now, or when the lines have come."""
        self.wanted = number
        if not self._asking:
            self._find()

    def _find(self) -> None:
        rows = self.found.rows if self.found else ()
        at = next((at for at, row in enumerate(rows) if self.wanted and row.number == self.wanted), None)
        self.wanted = ""
        if at is not None:
            self.sheet.select(at)

    def _opened(self, _row: Row) -> None:
        self._go()

    def _go(self) -> None:
        row = self.sheet.selected
        if row is None or self.found is None or not isinstance(row.id, int) or row.id >= len(self.found.rows):
            return
        difference = self.found.rows[row.id]
        if difference.post:
            self.desk.go("posts", section="cover", post=difference.post, day=self.day)
        else:
            self.desk.go("attendance", day=self.day, number=difference.number)


def _counted(found: Comparison) -> str:
    said: Sequence[str] = (
        _("{count} 人").format(count=found.people) if found.people else "",
        _("{count} 个岗位").format(count=found.posts) if found.posts else "",
    )
    if any(said):
        return _("不同：{what}").format(what=_("、").join(filter(None, said)))
    return _("认定完全相同") if found.same else _("没有人的认定变化，只有其他内容不同")


def _columns() -> list[Column]:
    return [
        Column(_("工号"), 64),
        Column(_("姓名或岗位"), 100),
        Column(_("时段"), 62),
        Column(_("从"), 106),
        Column(_("到"), 106),
        Column(_("细节"), 180),
    ]


def _row(at: int, row: Difference) -> Row:
    if row.post:
        return Row(at, ("", row.post, "", row.before, row.after, row.detail), {}, {0: ""})
    cells = row.number, row.name, session_word(row.session), result_word(row.before), result_word(row.after), row.detail
    return Row(at, cells, {3: result_tone(row.before), 4: result_tone(row.after)})
