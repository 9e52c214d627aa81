"""Somebody before the window: sees texts, clicks, types, waits until something is there, takes pictures."""

import gc
import os
import time
import tkinter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tkinter import ttk
from typing import Any

from PIL import ImageGrab
from pyvirtualdisplay.display import Display

from office.memory import recall, remember

PATIENCE = 20.0


@contextmanager
def screen(wide: int, high: int, dpi: int) -> Iterator[None]:
    """A screen of this size with a window manager on it; popups need one."""
    import subprocess

    display = Display(visible=False, size=(wide, high), color_depth=24, extra_args=["-dpi", str(dpi)])
    display.start()
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        manager.kill()
        manager.wait()
        display.stop()


def demo_home(path: Path) -> Path:
    """The demo centre, built the way `demo` does."""
    from office.demo import run_demo

    run_demo(path)
    return path


class Hands:
    """A window and a pair of hands. Texts are found as they are shown."""

    def __init__(self, window: Any) -> None:
        self.window = window
        self.root: tkinter.Tk = window.root
        self.errors: list[str] = []
        told = window._broke

        def broke(kind: Any, error: BaseException, trace: Any) -> None:
            import traceback

            self.errors.append("".join(traceback.format_exception(kind, error, trace)))
            told(kind, error, trace)

        self.root.report_callback_exception = broke  # type: ignore[method-assign]

    @classmethod
    def open(cls, home: Path, page: str = "") -> "Hands":
        """Open the window on a home, on the page it remembers or a named one, and wait for it."""
        from ui.window import Window

        if page:
            remember(home, recall(home) | {"page": page})
        hands = cls(Window(home))
        hands.until(lambda: bool(hands.window.front), "the first page")
        hands.settle()
        return hands

    def leave(self) -> None:
        if self.alive:
            self.window.close()
        gc.collect()  # here, in Tk's own thread: that of an emulated terminal could not end Tk's pictures

    @property
    def alive(self) -> bool:
        try:
            return bool(self.root.winfo_exists())
        except tkinter.TclError:
            return False

    # ------------------------------------------------------------ time

    def until(self, holds: Callable[[], object], what: str = "") -> Any:
        """Let the window work until something holds."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.root.update()
            found = holds()
            if found:
                return found
            time.sleep(0.01)
        raise AssertionError(f"waited in vain for {what or holds}; errors: {self.errors}; seen: {self.seen()[:80]}")

    def settle(self) -> None:
        """Until no question is open any more and everything is drawn."""
        self.until(lambda: not self.window.desk.tasks.busy, "an idle window")
        for _ in range(3):
            self.root.update()

    # ------------------------------------------------------------ seeing

    def widgets(self, within: tkinter.Misc | None = None) -> Iterator[tkinter.Misc]:
        """Everything that is on the screen, in the order of the widget tree; of an open dialog only what is in it."""
        dialogs = self.dialogs()
        start = within or (dialogs[-1] if dialogs else self.root)
        waiting = [start]
        while waiting:
            widget = waiting.pop(0)
            if widget.winfo_ismapped() or widget is start:
                yield widget
                waiting[:0] = [child for child in widget.winfo_children() if not isinstance(child, tkinter.Toplevel)]

    def dialogs(self) -> list[tkinter.Toplevel]:
        """The open dialogs, the newest last."""
        found: list[tkinter.Toplevel] = []
        waiting: list[tkinter.Misc] = [self.root]
        while waiting:
            for child in waiting.pop().winfo_children():
                waiting.append(child)
                if isinstance(child, tkinter.Toplevel) and child.winfo_ismapped() and hasattr(child, "confirm"):
                    found.append(child)
        return found

    def seen(self, within: tkinter.Misc | None = None) -> list[str]:
        """All texts on the screen: of labels, buttons, entries, tables and canvases."""
        return [text for widget in self.widgets(within) for text in _texts(widget) if text]

    def sees(self, text: str, within: tkinter.Misc | None = None) -> bool:
        """Whether a text is on the screen, as a part of any."""
        return any(_plain(text) in seen for seen in self.seen(within))

    def wait_for(self, text: str) -> None:
        """Until a text is on the screen."""
        self.until(lambda: self.sees(text), f"“{text}”")

    def wait_gone(self, text: str) -> None:
        self.until(lambda: not self.sees(text), f"“{text}” to go")

    def find(self, text: str, within: tkinter.Misc | None = None, kind: type = tkinter.Misc) -> Any:
        """The widget that shows a text: exactly it if there is one, else as a part."""
        found = [widget for widget in self.widgets(within) if isinstance(widget, kind)]
        text = _plain(text)
        exact = [widget for widget in found if text in _texts(widget)]
        partly = [widget for widget in found if any(text in shown for shown in _texts(widget))]
        assert exact or partly, f"“{text}” is not on the screen: {self.seen(within)[:120]}"
        return (exact or partly)[0]

    # ------------------------------------------------------------ doing

    def click(self, target: str | tkinter.Misc, button: int = 1, at: tuple[int, int] | None = None) -> None:
        """Click a text or a widget, in its middle or at a place in it."""
        widget = self.find(target) if isinstance(target, str) else target
        self.root.update()
        x, y = at or (widget.winfo_width() // 2, widget.winfo_height() // 2)
        widget.event_generate("<Enter>", x=x, y=y)
        widget.event_generate("<Motion>", x=x, y=y)
        widget.event_generate(f"<ButtonPress-{button}>", x=x, y=y)
        widget.event_generate(f"<ButtonRelease-{button}>", x=x, y=y)
        if self.alive:
            self.root.update()

    def click_row(self, sheet: Any, row_id: Any, column: int = 0, double: bool = False) -> None:
        """Click a cell of one of our tables."""
        at = sheet.place_of(row_id, column)
        self.root.update()
        self.click(sheet.table.MT, at=at)
        if double:
            for event in ("<ButtonPress-1>", "<ButtonRelease-1>"):
                sheet.table.MT.event_generate(event, x=at[0], y=at[1])
            self.root.update()

    def type(self, text: str, into: tkinter.Misc | None = None, clear: bool = False) -> None:
        """Type into what has the focus, or into a widget, key by key."""
        if into is not None:
            into.focus_force()
            self.root.update()
        target = self._focus()
        if clear and isinstance(target, (ttk.Entry, tkinter.Entry)):
            target.delete(0, "end")
        for letter in text:
            if ord(letter) < 128:
                target.event_generate("<KeyPress>", keysym=_KEYSYMS.get(letter, letter))
                target.event_generate("<KeyRelease>", keysym=_KEYSYMS.get(letter, letter))
            else:  # what an input method commits
                target.insert("insert", letter)  # type: ignore[attr-defined]
                target.event_generate("<KeyRelease>", keysym="space")
        self.root.update()

    def press(self, key: str, into: tkinter.Misc | None = None) -> None:
        """Press a key: Return, Escape, Tab, F5, Control-f …"""
        if into is not None:
            into.focus_force()
            self.root.update()
        target = into or self._focus()
        target.event_generate(f"<{key}>")
        if self.alive:
            self.root.update()

    def _focus(self) -> tkinter.Misc:
        dialogs = self.dialogs()
        found = self.root.focus_get()
        if found is None:
            (dialogs[-1] if dialogs else self.root).focus_force()
            self.root.update()
            found = self.root.focus_lastfor() if not dialogs else dialogs[-1].focus_lastfor()
        assert found is not None
        return found

    def go(self, page: str) -> Any:
        """To a page by a click at the left."""
        self.click(self.window.navigation.entries[page])
        self.settle()
        return self.window.pages[page]

    def picture(self, path: Path) -> None:
        """What the screen shows."""
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        ImageGrab.grab(xdisplay=os.environ["DISPLAY"]).save(path)


_KEYSYMS = {
    "-": "minus", ":": "colon", " ": "space", ".": "period", "/": "slash", ",": "comma", "_": "underscore",
    "(": "parenleft", ")": "parenright", "'": "apostrophe", "\\": "backslash",
}  # fmt: skip


def _plain(text: str) -> str:
    """With ordinary blanks and in one line, however it is kept together or broken on the screen."""
    return text.replace("\u00a0", " ").replace("\n", "")


def _texts(widget: tkinter.Misc) -> list[str]:
    return [_plain(text) for text in _shown(widget)]


def _shown(widget: tkinter.Misc) -> list[str]:
    if isinstance(widget, (ttk.Entry, tkinter.Entry)):
        return [widget.get()]
    if isinstance(widget, tkinter.Text):
        return [widget.get("1.0", "end").strip()]
    if isinstance(widget, tkinter.Listbox):
        return list(widget.get(0, "end"))
    if isinstance(widget, tkinter.Canvas):
        return [widget.itemcget(item, "text") for item in widget.find_all() if widget.type(item) == "text"]
    try:
        return [str(widget.cget("text"))]
    except tkinter.TclError:
        return []
