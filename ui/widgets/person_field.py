"""A person, found by number, name or pinyin while typing."""

import tkinter

import ttkbootstrap

from office.names import Named
from ui.desk import Desk
from ui.language import _
from ui.look import ACCENT_SOFT, INK, LINE, PAPER, font, px
from ui.widgets.form import Field, FieldError, Form

MOST = 8


def matches(people: tuple[Named, ...], typed: str, most: int = MOST) -> list[Named]:
    """Who could be meant: a number first, then the beginning of a name or its pinyin, then a part of either."""
    wanted = typed.strip().lower()
    if not wanted:
        return list(people[:most])
    ranked = [(rank, at) for at, each in enumerate(people) if (rank := _rank(each, wanted)) is not None]
    return [people[at] for _rank_, at in sorted(ranked)[:most]]


def _rank(person: Named, wanted: str) -> int | None:
    if person.number == wanted:
        return 0
    if person.name.startswith(wanted) or person.number.startswith(wanted):
        return 1
    keys = person.keys.split()
    if any(key.startswith(wanted) for key in keys):
        return 2
    return 3 if wanted in person.name or any(wanted in key for key in keys) else None


class PersonField(Field[str]):
    """Gives the 工号. What is typed may also be the number itself, known or not: the verb judges that."""

    def __init__(self, form: Form, desk: Desk, title: str, number: str = "", required: bool = True) -> None:
        super().__init__(form, title, required)
        self.desk = desk
        self.text = tkinter.StringVar(form)
        self.widget = self.entry = ttkbootstrap.Entry(form, textvariable=self.text)
        self._list: tkinter.Listbox | None = None
        self._found: list[Named] = []
        if number:
            self.set(number)
        self.text.trace_add("write", self.told)
        self.entry.bind("<KeyRelease>", self._typed)
        self.entry.bind("<Down>", self._down)
        self.entry.bind("<FocusOut>", self._left)
        self.entry.bind("<Return>", self._enter)
        self.entry.bind("<Escape>", self._escape)

    def get(self) -> str:
        typed = self.text.get().strip()
        if not typed:
            if self.required:
                raise self.missing()
            return ""
        first = typed.split()[0]
        if any(each.number == first for each in self.desk.people):
            return first
        found = matches(self.desk.people, typed, 2)
        if len(found) == 1:
            return found[0].number
        if len(found) > 1:
            same = [each for each in self.desk.people if each.name == typed]
            if len(same) == 1:
                return same[0].number
            raise FieldError(_("“{typed}”可能是好几个人，请从列出的名单里选").format(typed=typed))
        raise FieldError(_("名册里找不到“{typed}”，请核对工号或姓名").format(typed=typed))

    def set(self, value: str) -> None:
        person = next((each for each in self.desk.people if each.number == value), None)
        self.text.set(_shown(person) if person else value)

    # ------------------------------------------------------------ the list below

    def _typed(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        if event.keysym in {"Return", "Escape", "Down", "Up", "Tab", "Shift_L", "Shift_R", "ISO_Left_Tab"}:
            return
        self._found = matches(self.desk.people, self.text.get())
        if self._found and self.text.get().strip():
            self._unfold()
        else:
            self.fold()

    def _unfold(self) -> None:
        top = self.entry.winfo_toplevel()
        if self._list is None:
            self._list = tkinter.Listbox(
                top,
                font=font("body"),
                background=PAPER,
                foreground=INK,
                selectbackground=ACCENT_SOFT,
                selectforeground=INK,
                highlightthickness=1,
                highlightbackground=LINE,
                relief="flat",
                activestyle="none",
                exportselection=False,
                takefocus=False,
            )
            self._list.bind("<ButtonRelease-1>", self._clicked)
        self._list.delete(0, "end")
        for each in self._found:
            self._list.insert("end", _shown(each))
        self._list.selection_set(0)
        self._list.configure(height=len(self._found))
        self._list.place(
            x=self.entry.winfo_rootx() - top.winfo_rootx(),
            y=self.entry.winfo_rooty() - top.winfo_rooty() + self.entry.winfo_height(),
            width=max(self.entry.winfo_width(), px(240)),
        )
        tkinter.Misc.lift(self._list)

    def fold(self) -> None:
        """Away with the list."""
        if self._list is not None:
            self._list.destroy()
            self._list = None

    def _down(self, _event: object) -> str:
        if self._list is None:
            self._found = matches(self.desk.people, self.text.get())
            if self._found:
                self._unfold()
            return "break"
        at = (self._list.curselection() or (-1,))[0]
        self._list.selection_clear(0, "end")
        self._list.selection_set(min(at + 1, len(self._found) - 1))
        return "break"

    def _enter(self, _event: object) -> str | None:
        """The first Enter takes the person, the next one confirms the dialog."""
        if self._list is None:
            return None
        self._take((self._list.curselection() or (0,))[0])
        return "break"

    def _escape(self, _event: object) -> str | None:
        if self._list is None:
            return None
        self.fold()
        return "break"

    def _clicked(self, _event: object) -> None:
        if self._list is not None and self._list.curselection():
            self._take(self._list.curselection()[0])

    def _take(self, at: int) -> None:
        person = self._found[at]
        self.fold()
        self.text.set(_shown(person))
        self.entry.icursor("end")

    def _left(self, _event: object) -> None:
        """A click on the list comes first."""
        self.entry.after(150, self._fold_if_left)

    def _fold_if_left(self) -> None:
        if self._list is not None and self.entry.winfo_exists() and self.entry.focus_get() is not self.entry:
            if self.text.get().strip() and len(self._found) == 1:
                self._take(0)
            self.fold()


def _shown(person: Named) -> str:
    return f"{person.number} {person.name}　{person.unit}"
