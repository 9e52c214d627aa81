"""Small notes over all windows at the lower right of the screen: they take no focus and go by themselves."""

import sys
import tkinter
from collections.abc import Callable
from contextlib import suppress
from tkinter import font as tkfont

from office.board_records import Alert
from ui.language import _, product
from ui.look import INK, LINE, MUTED, PAPER, TONES, font, px
from ui.widgets.wrapping import wrap

WIDTH, EDGE, BAR = 320, 12, 48  # BAR: what the system's own bar takes of the screen
MOST_LINES = 4
STAYS_MS, AGAIN_MS = 12_000, 3_000
FLASH_TRAY_UNTIL_SEEN = 0x2 | 0xC


class Toast(tkinter.Toplevel):
    """One note. A click leads on, the cross puts it away; it stays while the pointer is on it."""

    def __init__(
        self, root: tkinter.Misc, alert: Alert, chosen: Callable[[Alert], object], gone: Callable[["Toast"], object]
    ) -> None:
        super().__init__(root, background=LINE)
        self.alert, self._chosen, self._gone = alert, chosen, gone
        self.overrideredirect(True)
        self.geometry(f"+{root.winfo_screenwidth()}+0")  # out of sight until it is known how high it is
        self.attributes("-topmost", True)
        self._over = False
        self._fill()
        self._timer = self.after(STAYS_MS, self._over_time)
        self.bind("<Enter>", lambda _event: self._hover(True))
        self.bind("<Leave>", lambda _event: self._hover(False))

    def _fill(self) -> None:
        tone = TONES[self.alert.tone]
        paper = tkinter.Frame(self, background=PAPER)
        paper.pack(fill="both", expand=True, padx=1, pady=1)
        tkinter.Frame(paper, background=tone.mark, width=px(5)).pack(side="left", fill="y")
        body = tkinter.Frame(paper, background=PAPER, padx=px(12), pady=px(8))
        body.pack(side="left", fill="both", expand=True)
        head = tkinter.Frame(body, background=PAPER)
        head.pack(fill="x")
        grave = {"bad": _("急"), "late": _("留意"), "unknown": _("待查")}[self.alert.tone]
        self._label(head, f"{product()}　{grave}", "small", tone.text).pack(side="left")
        self.cross = self._label(head, "×", "strong", MUTED)
        self.cross.pack(side="right")
        self.text = self._label(body, self._lines(), "body", INK)
        self.text.configure(justify="left")
        self.text.pack(fill="x", pady=(px(2), 0))
        for widget in (paper, body, head, self.text, *head.winfo_children()):
            widget.bind("<ButtonRelease-1>", self._cross if widget is self.cross else self._click)

    @staticmethod
    def _label(parent: tkinter.Misc, text: str, role: str, colour: str) -> tkinter.Label:
        return tkinter.Label(
            parent, text=text, font=font(role), foreground=colour, background=PAPER, anchor="w", cursor="hand2"
        )

    def _lines(self) -> str:
        """Not more than a glance takes in."""
        measure = tkfont.nametofont(font("body"), self).measure
        lines = wrap(self.alert.text, px(WIDTH - 46), measure).split("\n")
        return "\n".join(lines[:MOST_LINES]) + ("…" if len(lines) > MOST_LINES else "")

    def put(self, right: int, bottom: int) -> int:
        """With its lower right corner there; gives where its upper edge is."""
        self.update_idletasks()
        width, height = px(WIDTH), self.winfo_reqheight()
        self.geometry(f"{width}x{height}+{right - width}+{bottom - height}")
        return bottom - height

    def _hover(self, over: bool) -> None:
        self._over = over

    def _over_time(self) -> None:
        self._timer = ""
        if self._over:
            self._timer = self.after(AGAIN_MS, self._over_time)
        else:
            self.close()

    def _click(self, _event: object) -> None:
        self.close()
        self._chosen(self.alert)

    def _cross(self, _event: object) -> None:
        self.close()

    def close(self) -> None:
        """Put it away."""
        if self._timer:
            self.after_cancel(self._timer)
            self._timer = ""
        self.destroy()
        self._gone(self)


class Toasts:
    """The notes that are shown, one above the other."""

    def __init__(self, root: tkinter.Tk, chosen: Callable[[Alert], object]) -> None:
        self._root, self._chosen = root, chosen
        self.shown: list[Toast] = []

    def show(self, alerts: list[Alert]) -> None:
        """These notes, in place of those that still stand."""
        self.clear()
        for alert in alerts:
            self.shown.append(Toast(self._root, alert, self._chosen, self._gone))
        self._stack()
        if alerts:
            flash(self._root)

    def clear(self) -> None:
        """All away."""
        for toast in list(self.shown):
            toast.close()

    def _gone(self, toast: Toast) -> None:
        if toast in self.shown:
            self.shown.remove(toast)
            self._stack()

    def _stack(self) -> None:
        right, bottom = self._corner()
        for toast in self.shown:
            bottom = toast.put(right, bottom) - px(8)

    def _corner(self) -> tuple[int, int]:
        """Of the first screen; of the window itself where that stands on another."""
        root = self._root
        wide, high = root.winfo_screenwidth(), root.winfo_screenheight()
        left, top = root.winfo_rootx(), root.winfo_rooty()
        elsewhere = not (-root.winfo_width() // 2 < left < wide - px(40) and -px(40) < top < high)
        if root.state() != "iconic" and elsewhere:
            return left + root.winfo_width() - px(EDGE), top + root.winfo_height() - px(EDGE)
        return wide - px(EDGE), high - px(BAR + EDGE)


def flash(root: tkinter.Tk) -> None:
    """The window's button in the task bar of Windows flashes until somebody looks."""
    if sys.platform != "win32" or root.focus_displayof() is not None:
        return
    import ctypes
    from ctypes import wintypes

    class Info(ctypes.Structure):
        _fields_ = (
            ("size", wintypes.UINT),
            ("window", wintypes.HWND),
            ("flags", wintypes.DWORD),
            ("count", wintypes.UINT),
            ("timeout", wintypes.DWORD),
        )

    with suppress(OSError, ValueError, tkinter.TclError):
        info = Info(ctypes.sizeof(Info), int(root.wm_frame(), 16), FLASH_TRAY_UNTIL_SEEN, 3, 0)
        ctypes.windll.user32.FlashWindowEx(ctypes.byref(info))
