"""The kinds of fields that stand in a form: text, numbers, choices, dates, times, files."""

import re
import tkinter
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from tkinter import filedialog, ttk

import ttkbootstrap

from ui.language import _
from ui.look import font, px
from ui.widgets.dates import DateEntry, date_fault
from ui.widgets.form import Field, FieldError, Form


class TextField(Field[str]):
    """A line of text; surrounding blanks do not count."""

    def __init__(
        self, form: Form, title: str, value: str = "", required: bool = False, longest: int = 100, hidden: bool = False
    ) -> None:
        super().__init__(form, title, required)
        self.longest = longest
        self.text = tkinter.StringVar(form, value)
        self.widget = self.entry = ttkbootstrap.Entry(form, textvariable=self.text, show="●" if hidden else "")
        self.text.trace_add("write", self.told)

    def get(self) -> str:
        typed = self.text.get().strip()
        if self.required and not typed:
            raise self.missing()
        if len(typed) > self.longest:
            raise FieldError(_("最多 {count} 个字").format(count=self.longest))
        return typed

    def set(self, value: str) -> None:
        self.text.set(value)


class LongField(Field[str]):
    """Several lines of text."""

    def __init__(self, form: Form, title: str, value: str = "", required: bool = False, lines: int = 2) -> None:
        super().__init__(form, title, required)
        self.widget = self.area = ttkbootstrap.Text(form, height=lines, width=30, font=font("body"), wrap="char")
        self.area.insert("1.0", value)
        self.area.bind("<Tab>", self._next)
        self.area.bind("<KeyRelease>", self.told)

    def _next(self, _event: object) -> str:
        target = self.area.tk_focusNext()
        if target:
            target.focus_set()
        return "break"

    def get(self) -> str:
        typed = self.area.get("1.0", "end").strip()
        if self.required and not typed:
            raise self.missing()
        return str(typed)

    def set(self, value: str) -> None:
        self.area.delete("1.0", "end")
        self.area.insert("1.0", value)


class ChoiceField(Field[str]):
    """One of several: (value, text). With `free`, something else may be typed."""

    def __init__(
        self, form: Form, title: str, options: Sequence[tuple[str, str]], value: str = "", free: bool = False
    ) -> None:
        super().__init__(form, title, required=not free)
        self.free = free
        self.text = tkinter.StringVar(form)
        self.widget = self.box = ttkbootstrap.Combobox(
            form, textvariable=self.text, state="normal" if free else "readonly"
        )
        self.set_options(options)
        self.set(value)
        self.text.trace_add("write", self.told)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        self.options = list(options)
        self.box.configure(values=[text for _value, text in self.options])

    def get(self) -> str:
        shown = self.text.get().strip()
        found = next((value for value, text in self.options if text == shown), shown if self.free else None)
        if found is None:
            raise FieldError(_("请选择{what}").format(what=self.what))
        return found

    def set(self, value: str) -> None:
        self.text.set(next((text for each, text in self.options if each == value), value if self.free else ""))


class CheckField(Field[bool]):
    """Yes or no, with its own words beside it."""

    def __init__(self, form: Form, title: str, words: str, value: bool = False) -> None:
        super().__init__(form, title)
        self.chosen = tkinter.BooleanVar(form, value)
        self.widget = ttkbootstrap.Checkbutton(form, text=words, variable=self.chosen, command=self.told)

    def get(self) -> bool:
        return self.chosen.get()

    def set(self, value: bool) -> None:
        self.chosen.set(value)


class DayField(Field[date | None]):
    """A date."""

    def __init__(self, form: Form, title: str, value: date | None = None, required: bool = True) -> None:
        super().__init__(form, title, required)
        self.widget = self.date = DateEntry(form, value)
        self.date.text.trace_add("write", self.told)

    def get(self) -> date | None:
        try:
            found = self.date.get()
        except ValueError:
            raise FieldError(date_fault()) from None
        if found is None and self.required:
            raise self.missing()
        return found

    def set(self, value: date | None) -> None:
        self.date.set(value)

    def focus(self) -> None:
        self.date.entry.focus_set()


class HalfDayField(DayField):
    """A date and its half: gives (date, "am" or "pm")."""

    def __init__(self, form: Form, title: str, value: date | None = None, half: str = "am") -> None:
        super().__init__(form, title, value)
        self.halves = {"am": _("上午"), "pm": _("下午")}
        self.half = tkinter.StringVar(form, self.halves[half])
        self.box = ttkbootstrap.Combobox(
            self.date, textvariable=self.half, values=list(self.halves.values()), state="readonly", width=6
        )
        self.box.pack(side="left", padx=px(6))
        self.half.trace_add("write", self.told)

    def get(self) -> tuple[date, str]:  # type: ignore[override]
        day = super().get()
        if day is None:
            raise self.missing()
        return day, next(half for half, word in self.halves.items() if word == self.half.get())

    def set(self, value: tuple[date, str]) -> None:  # type: ignore[override]
        self.date.set(value[0])
        self.half.set(self.halves[value[1]])


class TimeField(TextField):
    """A time of the day: 08:30, 8:30, 0830, with seconds if wanted. Gives a `time`, None where empty."""

    def __init__(self, form: Form, title: str, value: time | None = None, required: bool = True) -> None:
        super().__init__(form, title, f"{value:%H:%M}" if value else "", required)
        self.entry.configure(width=10)

    def get(self) -> time | None:  # type: ignore[override]
        typed = super().get().replace("：", ":")
        if not typed:
            return None
        found = re.fullmatch(r"(\d{1,2}):?(\d{2})(?::(\d{2}))?", typed)
        try:
            if found:
                return time(int(found[1]), int(found[2]), int(found[3] or 0))
        except ValueError:
            pass
        raise FieldError(_("时间写成 08:30"))


class FileField(Field[Path | None]):
    """A file that is there, typed or chosen."""

    def __init__(
        self,
        form: Form,
        title: str,
        kinds: Sequence[tuple[str, str]] = (),
        required: bool = True,
        folder: bool = False,
        value: str = "",
    ) -> None:
        super().__init__(form, title, required)
        self.kinds, self.folder = kinds, folder
        self.text = tkinter.StringVar(form, value)
        self.widget = ttk.Frame(form, style="Paper.TFrame")
        self.entry = ttkbootstrap.Entry(self.widget, textvariable=self.text)
        self.entry.pack(side="left", fill="x", expand=True)
        self.button = ttkbootstrap.Button(self.widget, text=_("选择…"), command=self.choose, bootstyle="outline")
        self.button.pack(side="left", padx=(px(6), 0))
        self.text.trace_add("write", self.told)

    def choose(self) -> None:
        """The system's own dialog."""
        parent = self.form.winfo_toplevel()
        found = (
            filedialog.askdirectory(parent=parent)
            if self.folder
            else filedialog.askopenfilename(parent=parent, filetypes=[*self.kinds, (_("所有文件"), "*")])
        )
        if found:
            self.text.set(str(found))

    def get(self) -> Path | None:
        typed = self.text.get().strip().strip('"')
        if not typed and not self.required:
            return None
        if not typed:
            raise FieldError(_("请选择{what}").format(what=self.what))
        return Path(typed)

    def set(self, value: Path | None) -> None:
        self.text.set(str(value or ""))

    def focus(self) -> None:
        self.entry.focus_set()
