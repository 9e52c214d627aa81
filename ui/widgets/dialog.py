"""A dialog: a few fields, one verb, and whatever goes wrong said inside it with everything typed still there."""

import tkinter
from collections.abc import Callable
from tkinter import ttk
from typing import Any

import ttkbootstrap

from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, RED, font, px
from ui.widgets.bits import broken, flow
from ui.widgets.details import copy_button


class Dialog(tkinter.Toplevel):
    """Subclasses put their widgets into `body` and name the verb in `confirm`. Enter confirms, Esc closes."""

    def __init__(
        self, desk: Desk, title: str, yes: str = "", width: int = 480, parent: tkinter.Misc | None = None
    ) -> None:
        self.parent = parent or desk.root
        super().__init__(self.parent)
        self.withdraw()
        self.desk = desk
        self._details, self.width = "", width
        self.configure(background=PAPER)
        self.title(title)
        self.transient(self.parent.winfo_toplevel())
        self.resizable(False, False)
        self._frame = ttk.Frame(self, style="Paper.TFrame", padding=px(20))
        self._frame.pack(fill="both", expand=True)
        tkinter.Frame(self._frame, width=px(width), height=0, background=PAPER).pack()
        self.body = ttk.Frame(self._frame, style="Paper.TFrame")
        self.body.pack(fill="both", expand=True)
        self.fill()
        self._foot(yes or _("确定"), width)
        self.bind("<Return>", self._enter)
        self.bind("<Escape>", lambda _event: self.close())
        self.protocol("WM_DELETE_WINDOW", self.close)
        self._place()

    def fill(self) -> None:
        """Make the widgets in `self.body`."""

    def confirm(self) -> None:
        """The clerk confirmed: check and call `self.act(verb, …)`."""

    # ------------------------------------------------------------ for subclasses

    def act(
        self, verb: Callable[..., Any], *arguments: Any, done: Callable[[Any], object] | None = None, **named: Any
    ) -> None:
        """Run the verb. The dialog closes when it went well and stays with the sentence when not."""
        self.wait(True)

        def finished(result: Any) -> None:
            self.close()
            if done:
                done(result)

        self.desk.act(verb, *arguments, done=finished, failed=self.say, **named)

    def say(self, sentence: str, details: str = "") -> None:
        """What is wrong, above the buttons; the fields stay as they are."""
        if not self.winfo_exists():
            return
        self.wait(False)
        self._details = details
        self.said.configure(text=broken(self.said, flow(sentence), self.width))
        if details:
            self._copy.pack(side="left")
        else:
            self._copy.pack_forget()

    def wait(self, waiting: bool) -> None:
        """While the verb runs nothing can be pressed twice."""
        self.yes.configure(state="disabled" if waiting else "normal")
        if waiting:
            self.said.configure(text="")

    def close(self) -> None:
        """Away with it; the focus returns to where it was."""
        if self.winfo_exists():
            self.grab_release()
            self.destroy()
            self.parent.focus_set()

    # ------------------------------------------------------------ its own

    def _foot(self, yes: str, width: int) -> None:
        self.said = tkinter.Label(
            self._frame,
            background=PAPER,
            foreground=RED,
            font=font("body"),
            justify="left",
            anchor="w",
            wraplength=px(width),
        )
        self.said.pack(fill="x", pady=(px(10), 0))
        row = ttk.Frame(self._frame, style="Paper.TFrame")
        row.pack(fill="x", pady=(px(12), 0))
        self._copy = copy_button(row, lambda: self._details)
        self.yes = ttkbootstrap.Button(row, text=yes, command=self.confirm, bootstyle="primary")
        self.yes.pack(side="right")
        self.no = ttkbootstrap.Button(row, text=_("取消"), command=self.close, bootstyle="outline")
        self.no.pack(side="right", padx=px(8))

    def _enter(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """Enter confirms, except where it belongs to the widget: several lines of text, a button of its own."""
        widget = event.widget
        if isinstance(widget, tkinter.Text):
            return
        if isinstance(widget, ttk.Button):
            widget.invoke()
        elif str(self.yes["state"]) != "disabled":
            self.confirm()

    def _place(self) -> None:
        """In the middle of the window, whole on the screen."""
        self.update_idletasks()
        above = self.parent.winfo_toplevel()
        wide, high = self.winfo_reqwidth(), self.winfo_reqheight()
        left = above.winfo_rootx() + (above.winfo_width() - wide) // 2
        top = above.winfo_rooty() + (above.winfo_height() - high) // 3
        left = min(max(0, left), max(0, self.winfo_screenwidth() - wide))
        top = min(max(0, top), max(0, self.winfo_screenheight() - high - px(40)))
        self.geometry(f"+{left}+{top}")
        self.deiconify()
        self.wait_visibility()
        self.grab_set()
        self.update_idletasks()  # only what is mapped can have the keyboard
        focused = self.focus_get()
        if focused is None or focused is self or focused.winfo_toplevel() is not self:
            self.focus_first()

    def focus_first(self) -> None:
        """The first field that takes typing."""
        first = self.body.tk_focusNext()
        (first or self.yes).focus_set()
