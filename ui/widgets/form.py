"""A form: labelled fields in a column, each of which knows how to be read and what to say when it cannot be.

form = Form(self.body)
self.number = form.add(PersonField(form, desk, _("工作人员")), "number")
values = form.values()      # None where something is wrong; it is said under the field, which gets the focus
"""

import tkinter
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from ui.language import _
from ui.look import MUTED, PAPER, RED, font, px
from ui.widgets.bits import flow

HINT = 380  # a line of a hint is no longer, at 96 dpi
F = TypeVar("F", bound="Field[Any]")
V = TypeVar("V")


class FieldError(Exception):
    """What was typed cannot be read; the message says how to write it."""


class Form(tkinter.Frame):
    """Labels at the left, fields at the right, what is wrong under the field."""

    def __init__(
        self, parent: tkinter.Misc, changed: Callable[[], object] | None = None, label_width: int = 84
    ) -> None:
        super().__init__(parent, background=PAPER)
        self.columnconfigure(0, minsize=px(label_width))
        self.columnconfigure(1, weight=1)
        self.fields: list[Field[Any]] = []
        self._rows = 0
        self._changed = changed

    def add(self, field: F, key: str = "") -> F:
        """Put a field below the others; `key` names its value."""
        row, self._rows = self._rows, self._rows + 2
        field.key = key or str(len(self.fields))
        tkinter.Label(self, text=field.title, font=font("body"), foreground=MUTED, background=PAPER, anchor="nw").grid(
            row=row, column=0, sticky="nw", pady=(px(7), 0)
        )
        field.widget.grid(row=row, column=1, sticky="we", pady=(px(2), 0))
        field.fault.grid(row=row + 1, column=1, sticky="we")
        field.fault.grid_remove()
        field.on_change(lambda: self._field_changed(field))
        self.fields.append(field)
        return field

    def hint(self, text: str) -> None:
        """A muted line under the last field."""
        told = tkinter.Label(
            self,
            text=flow(text),
            font=font("small"),
            foreground=MUTED,
            background=PAPER,
            anchor="w",
            justify="left",
            wraplength=px(HINT),
        )
        told.grid(row=self._rows, column=1, sticky="ew")
        told.bind(
            "<Configure>", lambda event: told.configure(wraplength=min(px(HINT), max(event.width, px(HINT) // 3)))
        )
        self._rows += 1

    def _field_changed(self, field: "Field[Any]") -> None:
        field.complain("")
        if self._changed:
            self._changed()

    def values(self) -> dict[str, Any] | None:
        """Everything by key, or None where something cannot be read; then the first such field has the focus."""
        read: dict[str, Any] = {}
        wrong: list[Field[Any]] = []
        for field in self.fields:
            try:
                read[field.key] = field.get()
                field.complain("")
            except FieldError as error:
                field.complain(str(error))
                wrong.append(field)
        if wrong:
            wrong[0].focus()
            return None
        return read

    def peek(self) -> dict[str, Any] | None:
        """As `values`, but says nothing: for what is shown while the form is being filled in."""
        read: dict[str, Any] = {}
        try:
            for field in self.fields:
                read[field.key] = field.get()
        except FieldError:
            return None
        return read


class Field(Generic[V]):
    """A field: `widget` stands in the form, `get` reads it or raises FieldError, `set` shows a value."""

    key = ""

    def __init__(self, form: Form, title: str, required: bool = False) -> None:
        self.title, self.required = title, required
        self.form = form
        self.widget: tkinter.Widget = tkinter.Frame(form, background=PAPER)
        self.fault = tkinter.Label(
            form, background=PAPER, foreground=RED, font=font("small"), anchor="w", justify="left", wraplength=px(360)
        )
        self._listeners: list[Callable[[], object]] = []

    def get(self) -> V:
        return None  # type: ignore[return-value]

    def set(self, value: V) -> None:
        """Show a value."""

    def focus(self) -> None:
        """The keyboard goes here."""
        self.widget.focus_set()

    def on_change(self, listener: Callable[[], object]) -> None:
        self._listeners.append(listener)

    def told(self, *_ignored: object) -> None:
        for listener in self._listeners:
            listener()

    def complain(self, text: str) -> None:
        """Say under the field what is wrong with it, or nothing."""
        self.fault.configure(text=text)
        if text:
            self.fault.grid()
        else:
            self.fault.grid_remove()

    @property
    def what(self) -> str:
        """What a sentence calls it: its title without the mark of what must be there."""
        return self.title.removesuffix(" *")

    def missing(self) -> FieldError:
        return FieldError(_("请填写{what}").format(what=self.what))
