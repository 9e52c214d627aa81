"""人员: the roster with search, one person's history, and everything that changes who is where, always dated."""

import tkinter
from typing import Any

import ttkbootstrap

from office.names import matches
from office.people_view import Board, History, people_view
from office.people_view import history as history_of
from office.strangers import Strangers, strangers
from ui.language import _
from ui.look import PANEL, px
from ui.pages.people.acts import PersonActs
from ui.pages.people.detail import Detail, state_word
from ui.pages.people.files import save_template
from ui.pages.people.import_dialog import ImportDialog
from ui.pages.people.strangers_dialog import StrangersDialog, Strip
from ui.pages.people.table import columns, table_row
from ui.widgets.bits import Empty, Segments, button, label
from ui.widgets.sheet import Sheet

SEARCH_MS = 120
STATES = ("here", "left", "coming", "all")


class PeoplePage(PersonActs):
    name = "people"

    def build(self) -> None:
        self.board: Board | None = None
        self.strange: Strangers | None = None
        self.number, self.notice, self.wanted = "", ("", ""), {}
        self._typing = ""
        self._top()
        self.strip = Strip(self, self.desk, self.who)
        self._content()

    def _top(self) -> None:
        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(10)))
        self.top = top
        label(top, _("人员"), "title").pack(side="left", padx=(0, px(14)))
        self.states = Segments(top, [(state, self._state_text(state)) for state in STATES], lambda _value: self.fill())
        self.states.pack(side="left")
        self.typed = tkinter.StringVar(self)
        self.search = ttkbootstrap.Entry(top, textvariable=self.typed, width=26)
        self.search.pack(side="left", padx=px(12))
        label(top, _("工号、姓名、拼音、单位、窗口"), "small", muted=True).pack(side="left")
        self.typed.trace_add("write", self._on_typed)
        self.search.bind("<Escape>", lambda _event: self.typed.set(""))
        self.search.bind("<Return>", lambda _event: self._first())
        self.search.bind("<Down>", lambda _event: self._first())
        button(top, _("新增…"), self.add, "primary").pack(side="right")
        button(top, _("导入…"), self.import_roster).pack(side="right", padx=px(8))
        button(top, _("下载模板…"), self.save_template).pack(side="right")

    def _content(self) -> None:
        self.content = tkinter.Frame(self, background=PANEL)
        self.content.pack(fill="both", expand=True)
        acts = {
            "edit": self.edit,
            "move": self.move,
            "leave": self.leave,
            "withdraw": self.withdraw,
            "arrive": self.arrive,
        }
        self.detail = Detail(self.content, self.desk, acts)
        self.detail.pack(side="right", fill="y", padx=(px(10), 0))
        self.left = tkinter.Frame(self.content, background=PANEL)
        self.left.pack(side="left", fill="both", expand=True)
        self.sheet = Sheet(
            self.left,
            self.desk,
            "people",
            columns(),
            chosen=lambda row: self.choose(str(row.id)),
            opened=lambda _row: self.edit(),
        )
        self.sheet.pack(fill="both", expand=True)
        self.empty: Empty | None = None

    # ------------------------------------------------------------ loading and showing

    def load(self) -> None:
        self.desk.ask(people_view, done=self.show, key="people_view")
        self.desk.ask(strangers, done=self.show_strangers, key="strangers")
        if self.number:
            self.choose(self.number)

    def focus_on(self, **focus: Any) -> None:
        """A person by `number`, or `who`: an unknown number of a terminal."""
        self.wanted = focus
        self._look()

    def show(self, board: Board) -> None:
        """The roster as it is now."""
        changed = board != self.board
        self.board = board
        if changed:
            for state in STATES:
                self.states.set_text(state, self._state_text(state))
            self.fill()
        if not self.number and not self.wanted and self.sheet.rows:
            self.choose(str(self.sheet.rows[0].id))
            self.sheet.prefer(self.number)
        self._look()

    def show_strangers(self, found: Strangers) -> None:
        """The unknown numbers as they are now."""
        self.strange = found
        self.strip.show(found, before=self.content)
        self._look()

    def _look(self) -> None:
        """Go where a link led, as soon as there is something to see."""
        number, who = self.wanted.get("number"), self.wanted.get("who")
        if number and self.board:
            self.wanted = {}
            self._find(number)
        elif who is not None and self.board and self.strange:
            self.wanted = {}
            self.who(str(who))

    def _find(self, number: str) -> None:
        """Select somebody; a filter that hides him gives way."""
        if self.sheet.select(number):
            return
        self.typed.set("")
        row = next((row for row in self.board.rows if row.number == number), None) if self.board else None
        self.states.mark(row.state if row else "all")
        self.fill()
        if not self.sheet.select(number):
            self.desk.tell(_("名册里没有工号 {number}").format(number=number))

    def _state_text(self, state: str) -> str:
        counts = self.board.counts if self.board else {}
        if state == "all":
            return _("全部 {count}").format(count=sum(counts.values()) if counts else "")
        return f"{state_word(state)} {counts.get(state, '')}"

    def fill(self) -> None:
        """The rows that the filter and the search leave."""
        if self.board is None:
            return
        state, typed = self.states.value, self.typed.get()
        rows = [
            row
            for row in self.board.rows
            if state in (row.state, "all")
            and matches(typed, row.number, row.name, row.keys, row.unit, row.post, row.group, row.terminal_number)
        ]
        self.sheet.show([table_row(row) for row in rows])
        if self.number and not self.sheet.selected:
            self.sheet.prefer(self.number)
        self._nothing("" if rows else typed or state)

    def _nothing(self, why: str) -> None:
        """What stands in place of an empty table."""
        if self.empty:
            self.empty.destroy()
            self.empty = None
        if not why:
            self.sheet.pack(fill="both", expand=True)
            return
        self.sheet.pack_forget()
        if self.board and not self.board.rows:
            text = _("名册还是空的。先下载模板填好，再整个导入；也可以逐个新增。")
            self.empty = Empty(self.left, text, _("导入…"), self.import_roster)
        else:
            self.empty = Empty(self.left, _("没有符合的人。换一个词，或者看“全部”。"))
        self.empty.pack(fill="both", expand=True)

    def _on_typed(self, *_ignored: object) -> None:
        if self._typing:
            self.after_cancel(self._typing)
        self._typing = self.after(SEARCH_MS, self._typed)

    def _typed(self) -> None:
        self._typing = ""
        self.fill()

    def _first(self) -> None:
        """From the search into the table."""
        if self._typing:
            self.after_cancel(self._typing)
            self._typed()
        if self.sheet.rows:
            self.sheet.select(self.sheet.rows[0].id)
            self.sheet.table.MT.focus_set()

    # ------------------------------------------------------------ one person

    def choose(self, number: str) -> None:
        """Show somebody's history at the right."""
        self.number = number
        self.desk.ask(history_of, number, done=self._show_history, key="person")

    def _show_history(self, found: History) -> None:
        row = self.person
        if found.number != self.number:
            return
        if row is None or not found.held:
            self.detail.nobody()
            return
        told_of, told = self.notice
        self.detail.show(row, found, told if told_of == row.number else "")
        self.history = found

    # ------------------------------------------------------------ files and strangers

    def import_roster(self) -> None:
        ImportDialog(self.desk)

    def save_template(self) -> None:
        save_template(self.desk)

    def who(self, number: str = "") -> None:
        """Who is this? `number` is chosen first."""
        if self.board and self.strange:
            StrangersDialog(self.desk, self.board, self.strange, number, self.entered, self.strip.again)


PAGE = PeoplePage
