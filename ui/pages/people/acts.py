"""What can be done with somebody on the roster: each opens its dialog, and says afterwards what to look at."""

from typing import Any

from office import people_edit
from office.people_edit import Entered, entered_words
from office.people_view import Board, History, Row
from ui.language import _
from ui.page import Page
from ui.pages.people.detail import Detail
from ui.pages.people.person_dialogs import AddDialog, ArriveDialog, EditDialog, LeaveDialog, MoveDialog


class PersonActs(Page):
    """The acts of the page."""

    board: Board | None
    history: History
    detail: Detail
    number: str  # whose detail is shown
    notice: tuple[str, str]  # a 工号, and what was told when something of him was entered
    wanted: dict[str, Any]  # where a link leads, until there is something to see

    @property
    def person(self) -> Row | None:
        """Whoever is shown at the right."""
        rows = self.board.rows if self.board else ()
        return next((row for row in rows if row.number == self.number), None)

    def entered(self, entered: Entered) -> None:
        """Something was entered: say what to look at, and go there."""
        words = entered_words(entered)
        self.notice = entered.number, words
        self.number = entered.number
        self.wanted = {"number": entered.number}
        self.board = None  # the link waits for the roster as it is now
        self.desk.tell(_("已保存。") + words)

    def add(self) -> None:
        if self.board:
            AddDialog(self.desk, self.board, self.entered)

    def edit(self) -> None:
        if self.board and self.person:
            EditDialog(self.desk, self.board, self.person, self.entered)

    def move(self) -> None:
        if self.board and self.person:
            MoveDialog(self.desk, self.board, self.person, self.entered)

    def leave(self) -> None:
        if self.board and self.person:
            LeaveDialog(self.desk, self.board, self.person, self.entered)

    def arrive(self) -> None:
        if self.board and self.person:
            first = self.history.held[-1].first
            ArriveDialog(self.desk, self.board, self.person, first, self.entered)

    def withdraw(self) -> None:
        """Take the latest entry of somebody back."""
        person = self.person
        if person is None:
            return
        latest, only = self.history.held[0], len(self.history.held) == 1
        named = _("{name}（{number}）").format(name=person.name, number=person.number)
        question = (
            _("把 {who} 从名册里撤掉？他还没有列在任何公示里。")
            if only
            else _("撤销 {who} 从 {day} 起的这次登记？以前的岗位接着算。")
        )
        text = question.format(who=named, day=latest.first)
        if self.desk.confirm(_("撤销"), text, _("撤销")):
            self.desk.act(people_edit.withdraw, person.number, latest.first, done=self._withdrawn)

    def _withdrawn(self, entered: Entered) -> None:
        self.entered(entered)
        if self.history.held and len(self.history.held) == 1:
            self.wanted, self.number = {}, ""
            self.detail.nobody()
