"""Fields of a person that say what is wrong with them as soon as they are left, in the words of the import."""

import tkinter
from collections.abc import Callable, Sequence

from office.people_fields import REQUIRED, field_fault
from ui.language import _
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.form import FieldError, Form


def labels() -> dict[str, str]:
    """What the columns of a roster are called."""
    return {
        "number": _("工号"),
        "name": _("姓名"),
        "unit": _("窗口单位"),
        "post": _("窗口"),
        "role": _("A/B岗"),
        "group": _("组"),
        "floor": _("楼层"),
        "title": _("职务"),
        "terminal_number": _("机号"),
    }


def title_of(column: str) -> str:
    """The label of a field, marked where something must be there."""
    return labels()[column] + (" *" if column in REQUIRED else "")


class Checked:
    """A field that is a column of the roster, read and complained about as the import does."""

    column: str
    text: tkinter.StringVar
    complain: Callable[[str], None]

    def get(self) -> str:
        typed = self.text.get().strip()
        said = field_fault(self.column, typed)
        if said:
            raise FieldError(said)
        return typed

    def _left(self, _event: object) -> None:
        if self.text.get().strip():
            self.complain(field_fault(self.column, self.text.get()))


class PersonText(Checked, TextField):
    """A line of text that is a column of the roster."""

    def __init__(self, form: Form, column: str, value: str = "") -> None:
        super().__init__(form, title_of(column), value)
        self.column = column
        self.entry.bind("<FocusOut>", self._left)


class PersonChoice(Checked, ChoiceField):
    """A column of the roster in which most people share a few values: chosen, or typed anew."""

    def __init__(self, form: Form, column: str, known: Sequence[str], value: str = "") -> None:
        super().__init__(form, title_of(column), [(each, each) for each in known], value, free=True)
        self.column = column
        self.box.bind("<FocusOut>", self._left)


def role_field(form: Form, value: str = "") -> ChoiceField:
    """A or B."""
    return ChoiceField(form, title_of("role"), [("A", _("A岗")), ("B", _("B岗"))], value)
