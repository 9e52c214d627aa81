"""The fields of one chapter: what each is called, its value, its unit and limits, and what is wrong with it."""

import time
import tkinter
from collections.abc import Callable, Iterator, Mapping

import ttkbootstrap

from office.rulebook_change import Chapter, Entry
from office.rulebook_fields import Field
from ui.language import _
from ui.look import ACCENT, INK, MUTED, PAPER, RED, px
from ui.widgets.bits import Scrolled, flow, label

BUILD_SECONDS = 0.02  # at one time
DONE = object()


class FieldRow:
    """One field in the grid of its entry."""

    def __init__(
        self, parent: tkinter.Frame, row: int, field: Field, value: str, changed: Callable[[str, str], object]
    ):
        self.field = field
        self._changed = changed
        self.words = {choice.value: choice.word for choice in field.choices}
        self.text = tkinter.StringVar(parent, self.words.get(value, value))
        self.name = label(parent, field.label, wrap=260)
        self.name.grid(row=row, column=0, sticky="w", padx=(0, px(12)), pady=px(1))
        self.widget = self._widget(parent)
        self.widget.grid(row=row, column=1, sticky="we", pady=px(1))
        self.note = label(parent, "", "small", muted=True)
        self.note.grid(row=row, column=2, sticky="w", padx=px(8))
        self.fault: tkinter.Label | None = None
        self._grid = parent, row
        self._say_note()
        self.text.trace_add("write", self._typed)

    def _widget(self, parent: tkinter.Frame) -> tkinter.Widget:
        if self.words:
            width = max(12, 2 * max(map(len, self.words.values())))
            return ttkbootstrap.Combobox(
                parent, textvariable=self.text, values=[*self.words.values()], state="readonly", width=width
            )
        return ttkbootstrap.Entry(parent, textvariable=self.text, width=12)

    @property
    def value(self) -> str:
        """What stands in the field, in the file's words."""
        typed = self.text.get().strip()
        return next((value for value, word in self.words.items() if word == typed), typed)

    def _typed(self, *_ignored: object) -> None:
        self._say_note()
        self._changed(self.field.key, self.value)

    def _say_note(self) -> None:
        """Unit and limits; once it is changed, what it is at present."""
        field = self.field
        altered = self.value != field.value
        told = [field.unit, field.limits, field.hint]
        if field.empty:
            told.append(_("空着为“{meaning}”").format(meaning=field.empty))
        if altered:
            told.append(_("现行 {value}").format(value=field.told(field.value)))
        self.note.configure(text="　".join(filter(None, told)), foreground=ACCENT if altered else MUTED)
        self.name.configure(foreground=ACCENT if altered else INK)

    def complain(self, sentence: str) -> None:
        """Say below the field what is wrong with it, or nothing."""
        if self.fault is None:
            if not sentence:
                return
            parent, row = self._grid
            self.fault = label(parent, "", "small", wrap=520)
            self.fault.configure(foreground=RED)
            self.fault.grid(row=row + 1, column=0, columnspan=3, sticky="w")
        if self.fault["text"] != sentence:
            self.fault.configure(text=sentence)
        if sentence:
            self.fault.grid()
        else:
            self.fault.grid_remove()

    def reset(self) -> None:
        self.text.set(self.words.get(self.field.value, self.field.value))


class ChapterFields(Scrolled):
    """Everything of one chapter that may be changed. `changed` hears key and value of each stroke.

    A chapter is built when it is first looked at, a few fields at a time, so that the window never stands still.
    """

    def __init__(self, parent: tkinter.Misc, changed: Callable[[str, str], object]) -> None:
        super().__init__(parent, background=PAPER)
        self._changed = changed
        self.rows: dict[str, FieldRow] = {}  # of all chapters that were looked at
        self.faults: Mapping[str, str] = {}
        self.code = ""
        self._built: dict[str, tuple[Chapter, tkinter.Frame]] = {}
        self._building = 0

    def show(self, chapter: Chapter, values: Mapping[str, str]) -> None:
        """A chapter's entries one below the other; what was typed before stands in its field again."""
        for _chapter, frame in self._built.values():
            frame.pack_forget()
        if self.code != chapter.code:
            self.canvas.yview_moveto(0)
        self.code = chapter.code
        if self._built.get(chapter.code, (None, None))[0] != chapter:
            self._forget(chapter.code)
            frame = tkinter.Frame(self.inside, background=PAPER)
            self._built[chapter.code] = chapter, frame
            self._building += 1
            self._go_on(frame, self._entries(chapter, frame, dict(values)))
        self._built[chapter.code][1].pack(fill="x")

    def _forget(self, code: str) -> None:
        """Another day has other fields."""
        if code in self._built:
            self._built.pop(code)[1].destroy()
        for key in [key for key in self.rows if key.startswith(f"{code}.")]:
            del self.rows[key]

    def _go_on(self, frame: tkinter.Frame, steps: Iterator[None]) -> None:
        """Build for a moment; go on when the window has had its turn, unless another day came in between."""
        until = time.monotonic() + BUILD_SECONDS
        while frame.winfo_exists() and next(steps, DONE) is not DONE:
            if time.monotonic() >= until:
                self.after(1, self._go_on, frame, steps)
                return
        self._building -= 1
        self.wheel_all()

    def _entries(self, chapter: Chapter, frame: tkinter.Frame, values: Mapping[str, str]) -> Iterator[None]:
        for entry in chapter.entries:
            sheet = tkinter.Frame(frame, background=PAPER)
            sheet.pack(fill="x", pady=(0, px(12)))
            _head(sheet, entry)
            yield
            grid = tkinter.Frame(sheet, background=PAPER)
            grid.pack(fill="x")
            grid.columnconfigure(0, minsize=px(220))
            for number, field in enumerate(entry.fields):
                row = FieldRow(grid, 2 * number, field, values.get(field.key, field.value), self._changed)
                row.widget.bind("<FocusIn>", self._see, add="+")
                row.complain(self.faults.get(field.key, ""))
                self.rows[field.key] = row
                yield

    @property
    def whole(self) -> bool:
        """Whether everything is built."""
        return not self._building

    def _see(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """A field that the keyboard comes to is brought into view."""
        top = event.widget.winfo_rooty() - self.inside.winfo_rooty()
        high, whole = self.canvas.winfo_height(), max(1, self.inside.winfo_height())
        seen = self.canvas.canvasy(0)
        if not seen <= top <= seen + high - px(40):
            self.canvas.yview_moveto((top - high // 2) / whole)

    def complain(self, faults: Mapping[str, str]) -> None:
        """What is wrong with each field, by key."""
        self.faults = faults
        for key, row in self.rows.items():
            row.complain(faults.get(key, ""))

    def reset(self) -> None:
        """Every field as it is in force."""
        for row in self.rows.values():
            row.reset()


def _head(sheet: tkinter.Frame, entry: Entry) -> None:
    """Which of several it is, its clause, and what the clause says."""
    if entry.title:
        label(sheet, entry.title, "strong").pack(anchor="w", pady=(0, px(2)))
    told = _("依据 {citation}　自 {day} 起").format(citation=entry.citation, day=entry.since)
    label(sheet, flow(told), "small", muted=True, wrap=560).pack(anchor="w")
    label(sheet, flow(entry.text), "small", muted=True, wrap=560).pack(anchor="w", pady=(0, px(4)))
