"""The dialogs of one person: new, correct, move or come back, leave."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from office import people_edit
from office.people_view import Board, Row, posted_note
from ui.desk import Desk
from ui.language import _
from ui.look import px
from ui.pages.people.fields import PersonChoice, PersonText, role_field
from ui.widgets.bits import flow, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import DayField
from ui.widgets.form import Field, FieldError, Form

PLACE = ("unit", "post", "role", "group", "floor", "title")
Told = Callable[[people_edit.Entered], object]


class _PersonDialog(Dialog):
    """What they share: the fields of a place, and a line that says what the date means."""

    def __init__(self, desk: Desk, title: str, yes: str, board: Board, row: Row | None, told: Told) -> None:
        self.board, self.row, self.told = board, row, told
        super().__init__(desk, title, yes=yes, width=460)

    def fill(self) -> None:
        self.form = Form(self.body, changed=self._changed)
        self.form.pack(fill="x")
        self.fill_form()
        self.hint = label(self.body, "", "small", muted=True, wrap=460)
        self.hint.pack(fill="x", pady=(px(8), 0))
        self._changed()

    def fill_form(self) -> None:
        """Put the fields into the form."""

    def add_place(self) -> None:
        """The fields that say where somebody works."""
        for column in PLACE:
            value = getattr(self.row, column) if self.row else ""
            field: Field[Any] = (
                role_field(self.form, value)
                if column == "role"
                else PersonChoice(self.form, column, self.board.known.get(column, ()), value)
            )
            self.form.add(field, column)

    def _changed(self) -> None:
        if hasattr(self, "hint"):
            self.hint.configure(text=flow(self.words_of(self._since())))

    def words_of(self, since: date | None) -> str:
        """What the date means, under the fields."""
        return posted_note(since, self.board.posted)

    def _since(self) -> date | None:
        try:
            return self.since.get()
        except FieldError:
            return None

    since: DayField


class AddDialog(_PersonDialog):
    """Somebody new; `given` are fields known already, as the 机号 of an unknown number."""

    def __init__(
        self, desk: Desk, board: Board, told: Told, given: Mapping[str, str] | None = None, since: date | None = None
    ) -> None:
        self.given = given or {}
        self.from_day = since or (board.day if board.posted else None)
        super().__init__(desk, _("新增人员"), _("新增"), board, None, told)

    def fill_form(self) -> None:
        for column in ("number", "name"):
            self.form.add(PersonText(self.form, column, self.given.get(column, "")), column)
        self.add_place()
        self.form.add(
            PersonText(self.form, "terminal_number", self.given.get("terminal_number", "")), "terminal_number"
        )
        self.since = self.form.add(DayField(self.form, _("从哪天起"), self.from_day, required=False), "since")

    def words_of(self, since: date | None) -> str:
        if since is None:
            return _("不写日期：一直都在，已经公示的日子除外。机号和工号相同的不填。")
        return super().words_of(since) or _("机号和工号相同的不填。")

    def confirm(self) -> None:
        values = self.form.values()
        if values:
            number, since = values.pop("number"), values.pop("since")
            self.act(people_edit.add, number, since, done=self.told, **values)


class EditDialog(_PersonDialog):
    """What is wrong with somebody is put right; only what was changed goes to the verb."""

    def __init__(self, desk: Desk, board: Board, row: Row, told: Told) -> None:
        super().__init__(
            desk,
            _("修改 {name}（{number}）").format(name=row.name, number=row.number),
            _("保存"),
            board,
            row,
            told,
        )

    def fill_form(self) -> None:
        assert self.row is not None
        self.form.add(PersonText(self.form, "name", self.row.name), "name")
        self.add_place()
        own = "" if self.row.terminal_number == self.row.number else self.row.terminal_number
        self.form.add(PersonText(self.form, "terminal_number", own), "terminal_number")
        self.since = self.form.add(DayField(self.form, _("从哪天起"), None, required=False), "since")

    def words_of(self, since: date | None) -> str:
        if since is not None:
            return super().words_of(since)
        if self.board.posted:
            return _("不写日期：从 {day} 的次日起改，已公示的日子不变。换了岗位请用“调岗”。").format(
                day=self.board.posted
            )
        return _("不写日期：从头改起。换了岗位请用“调岗”。")

    def confirm(self) -> None:
        values = self.form.values()
        if values and self.row:
            since = values.pop("since")
            values["terminal_number"] = values["terminal_number"] or self.row.number
            changed = {column: value for column, value in values.items() if value != getattr(self.row, column)}
            self.act(people_edit.edit, self.row.number, since, done=self.told, **changed)


class MoveDialog(_PersonDialog):
    """To another post from a day on; who has left comes back with it."""

    def __init__(self, desk: Desk, board: Board, row: Row, told: Told) -> None:
        self.back = row.state == "left"
        title = _("{name}（{number}）回岗") if self.back else _("{name}（{number}）调岗")
        super().__init__(desk, title.format(name=row.name, number=row.number), _("保存"), board, row, told)

    def fill_form(self) -> None:
        self.since = self.form.add(DayField(self.form, _("从哪天起"), self.board.day), "since")
        self.add_place()

    def words_of(self, since: date | None) -> str:
        return super().words_of(since) or _("这一天起在新的岗位，以前的日子不变。")

    def confirm(self) -> None:
        values = self.form.values()
        if values and self.row:
            since = values.pop("since")
            self.act(people_edit.move, self.row.number, since, done=self.told, **values)


class LeaveDialog(_PersonDialog):
    """Somebody's last day; an empty date takes it back."""

    def __init__(self, desk: Desk, board: Board, row: Row, told: Told) -> None:
        title = _("{name}（{number}）调离").format(name=row.name, number=row.number)
        super().__init__(desk, title, _("保存"), board, row, told)

    def fill_form(self) -> None:
        assert self.row is not None
        planned = self.row.leaving
        self.since = self.form.add(
            DayField(self.form, _("最后一天"), planned or self.board.day, required=planned is None), "since"
        )

    def words_of(self, since: date | None) -> str:
        if self.row and self.row.leaving and since is None:
            return _("清空日期：撤销调离。")
        return _("这一天仍要考勤，第二天起不在名册里。他的记录都保留，回来时用“回岗”。")

    def confirm(self) -> None:
        values = self.form.values()
        if values and self.row:
            self.act(people_edit.leave, self.row.number, values["since"], done=self.told)


class ArriveDialog(_PersonDialog):
    """The day on which somebody really came."""

    def __init__(self, desk: Desk, board: Board, row: Row, first: date | None, told: Told) -> None:
        self.first = first
        title = _("更正 {name}（{number}）的到岗日").format(name=row.name, number=row.number)
        super().__init__(desk, title, _("保存"), board, row, told)

    def fill_form(self) -> None:
        self.since = self.form.add(DayField(self.form, _("到岗日"), self.first or self.board.day), "since")

    def words_of(self, since: date | None) -> str:
        return super().words_of(since) or _("这一天以前不在名册里。")

    def confirm(self) -> None:
        values = self.form.values()
        if values and self.row:
            self.act(people_edit.arrive, self.row.number, values["since"], done=self.told)
