"""Small parts that pages share: a heading, a badge, a figure card, a switch, a scrolled column, an empty state."""

import tkinter
from collections.abc import Callable, Sequence
from functools import partial
from tkinter import font as tkfont
from tkinter import ttk

import ttkbootstrap

from ui.look import ACCENT, ACCENT_SOFT, INK, LINE, MUTED, PANEL, PAPER, TONES, font, px
from ui.widgets.wrapping import wrap as lines_of

WIDEST = 420  # of a text that stands alone, at 96 dpi


def flow(text: str) -> str:
    """Chinese breaks between any two signs; Tk would break it at its few blanks only, long before the line is full."""
    return text.replace(" ", "\u00a0") if any(0x4E00 <= ord(sign) <= 0x9FFF for sign in text) else text


def broken(widget: tkinter.Misc, text: str, width: int, role: str = "body") -> str:
    """Chinese in lines of `width` at 96 dpi, of which none begins with a comma; other text is left to Tk."""
    if not any(0x4E00 <= ord(sign) <= 0x9FFF for sign in text):
        return text
    measure = tkfont.nametofont(font(role), widget).measure
    whole, room = px(width), px(width) - measure("”。")  # what may not begin a line hangs over its end
    return "\n".join(line if measure(line) <= whole else lines_of(line, room, measure) for line in text.split("\n"))


def label(
    parent: tkinter.Misc, text: str = "", role: str = "body", muted: bool = False, wrap: int = 0
) -> tkinter.Label:
    """Text on its parent's ground; `wrap` in pixels at 96 dpi breaks lines."""
    return tkinter.Label(
        parent,
        text=broken(parent, text, wrap, role) if wrap else text,
        font=font(role),
        foreground=MUTED if muted else INK,
        background=ground_of(parent),
        anchor="w",
        justify="left",
        wraplength=px(wrap),
    )


def ground_of(widget: tkinter.Misc) -> str:
    """The colour that a widget stands on."""
    if isinstance(widget, ttk.Widget):
        style = str(widget.cget("style")) or widget.winfo_class()
        return str(ttkbootstrap.Style().lookup(style, "background")) or PAPER
    return str(widget.cget("background"))


def button(
    parent: tkinter.Misc, text: str, command: Callable[[], object], kind: str = "outline"
) -> ttkbootstrap.Button:
    """A button: primary (one on a page), outline, danger-outline, link."""
    made = ttkbootstrap.Button(parent, text=text, command=command, bootstyle=kind)
    if kind == "link":  # the style is made with the first such button, in the colour of plain text
        ttkbootstrap.Style().configure("Link.TButton", foreground=ACCENT)
    return made


def badge(parent: tkinter.Misc, text: str, tone: str) -> tkinter.Label:
    """A word on a patch of its meaning's colour."""
    colours = TONES[tone]
    return tkinter.Label(
        parent, text=text, background=colours.patch, foreground=colours.text, font=font("small"), padx=px(6), pady=px(1)
    )


def panel(parent: tkinter.Misc, padding: int = 12) -> tkinter.Frame:
    """A white sheet with a fine edge."""
    return tkinter.Frame(
        parent,
        background=PAPER,
        highlightbackground=LINE,
        highlightcolor=LINE,
        highlightthickness=1,
        padx=px(padding),
        pady=px(padding),
    )


def focus_beside(widget: tkinter.Misc, steps: int) -> None:
    """The keyboard goes to the next widget, or the one before."""
    target = widget.tk_focusNext() if steps > 0 else widget.tk_focusPrev()
    if target is not None:
        target.focus_set()


class Card(tkinter.Frame):
    """A figure with its name; a click may lead somewhere."""

    def __init__(self, parent: tkinter.Misc, title: str, tone: str, chosen: Callable[[], object] | None = None) -> None:
        super().__init__(
            parent, background=PAPER, highlightbackground=LINE, highlightthickness=1, padx=px(12), pady=px(6)
        )
        self._tone = tone
        self.title = label(self, title, "small", muted=True)
        self.figure = label(self, "–", "figure")
        self.title.pack(anchor="w")
        self.figure.pack(anchor="w")
        if chosen:
            self.configure(cursor="hand2", takefocus=True, highlightcolor=ACCENT)
            for widget in (self, self.title, self.figure):
                widget.bind("<Button-1>", lambda _event: chosen())
            self.bind("<Return>", lambda _event: chosen())

    def show(self, figure: str) -> None:
        """The figure; what is nought stands back."""
        colour = MUTED if figure in {"0", "–"} else TONES[self._tone].text
        if (self.figure["text"], self.figure["foreground"]) != (figure, colour):
            self.figure.configure(text=figure, foreground=colour)


class Segments(tkinter.Frame):
    """A row of words of which one is chosen; Left and Right move."""

    def __init__(
        self, parent: tkinter.Misc, options: Sequence[tuple[str, str]], chosen: Callable[[str], object]
    ) -> None:
        super().__init__(parent, background=LINE, padx=1, pady=1)
        self._tell = chosen
        self.parts: dict[str, tkinter.Label] = {}
        self.value = ""
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Other words (value, text); the chosen one stays where it is among them."""
        for part in self.parts.values():
            part.destroy()
        self.parts = {}
        for value, text in options:
            part = tkinter.Label(
                self,
                text=text,
                font=font("body"),
                padx=px(10),
                pady=px(3),
                cursor="hand2",
                takefocus=True,
                highlightthickness=1,
                highlightcolor=ACCENT,
            )
            part.pack(side="left", padx=(0, 1))
            for event in ("<Button-1>", "<Return>", "<space>"):
                part.bind(event, partial(self._on, value))
            part.bind("<Right>", lambda event: focus_beside(event.widget, 1))
            part.bind("<Left>", lambda event: focus_beside(event.widget, -1))
            self.parts[value] = part
        self.mark(self.value if self.value in self.parts else (options[0][0] if options else ""))

    def _on(self, value: str, _event: object) -> None:
        self.choose(value)

    def mark(self, value: str) -> None:
        """Show one as chosen and tell nobody."""
        self.value = value
        for each, part in self.parts.items():
            ground = ACCENT_SOFT if each == value else PAPER
            part.configure(background=ground, highlightbackground=ground, foreground=ACCENT if each == value else INK)

    def set_text(self, value: str, text: str) -> None:
        """Another text for one of them: 迟到 3."""
        if self.parts[value]["text"] != text:
            self.parts[value].configure(text=text)

    def choose(self, value: str) -> None:
        """As if clicked."""
        self.mark(value)
        self.parts[value].focus_set()
        self._tell(value)


def show_bar(bar: ttkbootstrap.Scrollbar, beside: tkinter.Widget, first: float | str, last: float | str) -> None:
    """A scrollbar beside what it scrolls; away with it while everything is in sight."""
    if float(first) <= 0 and float(last) >= 1:
        bar.pack_forget()
    elif not bar.winfo_manager():
        bar.pack(side="right", fill="y", before=beside)  # it needs its width first
    bar.set(first, last)


class Scrolled(tkinter.Frame):
    """A column that scrolls when it is longer than its place; put widgets into `inside`."""

    def __init__(self, parent: tkinter.Misc, background: str = PANEL) -> None:
        super().__init__(parent, background=background)
        self._wheeled: set[str] = set()
        self.canvas = tkinter.Canvas(self, background=background, highlightthickness=0)
        self.bar = ttkbootstrap.Scrollbar(self, orient="vertical", command=self.canvas.yview)
        self.inside = tkinter.Frame(self.canvas, background=background)
        self._window = self.canvas.create_window(0, 0, window=self.inside, anchor="nw")
        self.canvas.configure(yscrollcommand=self._bar_set)
        self.canvas.pack(side="left", fill="both", expand=True)
        self.inside.bind("<Configure>", self._measure)
        self.canvas.bind("<Configure>", lambda event: self.canvas.itemconfigure(self._window, width=event.width))
        for widget in (self.canvas, self.inside):
            self._bind_wheel(widget)

    def _bar_set(self, first: float, last: float) -> None:
        show_bar(self.bar, self.canvas, first, last)

    def _measure(self, _event: object) -> None:
        self.canvas.configure(scrollregion=self.canvas.bbox("all"))
        self.wheel_all()

    def wheel_all(self) -> None:
        """The wheel scrolls over everything inside."""
        waiting: list[tkinter.Misc] = list(self.inside.winfo_children())
        while waiting:
            widget = waiting.pop()
            if str(widget) not in self._wheeled:
                self._wheeled.add(str(widget))
                self._bind_wheel(widget)
            waiting.extend(widget.winfo_children())

    def _bind_wheel(self, widget: tkinter.Misc) -> None:
        widget.bind("<MouseWheel>", lambda event: self._scroll(-1 if event.delta > 0 else 1), add="+")
        widget.bind("<Button-4>", lambda _event: self._scroll(-1), add="+")
        widget.bind("<Button-5>", lambda _event: self._scroll(1), add="+")

    def _scroll(self, steps: int) -> None:
        first, last = self.canvas.yview()
        if last - first < 1:
            self.canvas.yview_scroll(steps * 3, "units")


def _even(whole: int) -> int:
    """The width of the lines of a text that is `whole` wide in one line."""
    lines = -(-whole // px(WIDEST))
    return whole if lines <= 1 else whole // lines + px(16)


class Empty(tkinter.Frame):
    """What stands where there is nothing yet: why, and what to do."""

    def __init__(
        self, parent: tkinter.Misc, text: str, action: str = "", command: Callable[[], object] | None = None
    ) -> None:
        super().__init__(parent, background=ground_of(parent))
        tkinter.Frame(self, background=ground_of(parent), height=px(40)).pack()
        self.text = label(self, "", muted=True)
        self.text.configure(anchor="center", justify="center")
        self.text.pack()
        self.say(text)
        if action and command:
            button(self, action, command, "primary").pack(pady=px(12))

    def say(self, text: str) -> None:
        """Another text, in lines of about one length, of which none begins with a full stop."""
        measure = tkfont.nametofont(font("body"), self).measure
        told = "\n".join(lines_of(line, _even(measure(line)), measure) for line in text.split("\n"))
        if self.text["text"] != told:
            self.text.configure(text=told)
