"""How the window looks: one theme chosen at the start, one face of letters, colours by what they mean.

Every colour and size of the window stands here. A page names a tone (`bad`) or a role (`MUTED`), never a number.
"""

import sys
import tkinter
from tkinter import font as tkfont
from typing import NamedTuple

import ttkbootstrap
from ttkbootstrap.style.theme import Theme

from ui.language import chosen, product

INK, MUTED, FAINT = "#1d2733", "#566270", "#8b95a1"  # text; text of less weight; lines and marks, never text
PAPER, PANEL, SHADE, LINE = "#ffffff", "#f4f6f9", "#e9edf2", "#d7dde5"
ACCENT, ACCENT_DARK, ACCENT_SOFT = "#1f5fa8", "#174a85", "#e3edf8"
NAVY, NAVY_LIGHT, NAVY_TEXT, NAVY_MUTED = "#16283c", "#26405c", "#ffffff", "#b4c3d4"
RED, AMBER, GREEN, VIOLET, TEAL = "#b3261e", "#8a5300", "#1b6b3a", "#5b3fa0", "#0b6470"


class Tone(NamedTuple):
    """A meaning's colours: of a patch and of the text on it (contrast at least 4.5:1), and of a solid mark."""

    patch: str
    text: str
    mark: str


TONES = {
    "good": Tone("#e4f3e9", GREEN, "#2e9155"),
    "late": Tone("#fdf0d8", AMBER, "#d98e04"),
    "bad": Tone("#fbe4e2", RED, "#c93a32"),
    "away": Tone("#dff2f4", TEAL, "#1596a6"),
    "leave": Tone("#ece6f8", VIOLET, "#7a5cc5"),
    "cover": Tone(ACCENT_SOFT, ACCENT_DARK, "#3b7cc4"),
    "unknown": Tone("#e6e9ed", "#454f5b", "#7d8894"),
    "rest": Tone(PANEL, MUTED, LINE),
    "plain": Tone(PAPER, INK, FAINT),
}

FAMILIES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "WenQuanYi Micro Hei")
SIZES = {"small": 9, "body": 10, "strong": 10, "heading": 12, "title": 15, "figure": 20, "clock": 13}
BOLD = {"strong", "heading", "title", "figure", "clock"}

_scale = 1.0
_KEPT: list[tkfont.Font] = []  # Tk forgets a font when its Python object goes


def px(pixels: float) -> int:
    """A length drawn for 96 dpi, on this screen."""
    return max(1, round(pixels * _scale)) if pixels else 0


def font(role: str) -> str:
    """The name of a face: small, body, strong, heading, title, figure, clock."""
    return f"Zaigang{role}"


def family(root: tkinter.Misc) -> str:
    """The first face with all Chinese names on this machine; everything is set in it, digits too."""
    known = set(tkfont.families(root))
    return next((name for name in FAMILIES if name in known), tkfont.nametofont("TkDefaultFont", root).actual("family"))


def make_root(larger: float = 1.0) -> ttkbootstrap.Window:
    """The main window, dressed and not yet shown; `larger` is the appearance setting, 1.0 as designed."""
    global _scale  # noqa: PLW0603 - one screen, one scale, set once at the start
    root = ttkbootstrap.Window(title=product(), iconphoto=None)
    root.withdraw()
    if larger != 1.0:
        root.tk.call("tk", "scaling", float(root.tk.call("tk", "scaling")) * larger)
    _scale = float(root.tk.call("tk", "scaling")) / (96 / 72)
    _set_fonts(root)
    _speak(root)
    _set_theme()
    _set_styles(root)
    root.configure(background=PANEL)
    return root


def _speak(root: tkinter.Misc) -> None:
    """Tk's own dialogs (choosing a file) speak the window's language where the system has none of its own."""
    root.tk.call("::msgcat::mclocale", chosen().lower())
    root.tk.eval("namespace eval ::tk {::msgcat::mcload [file join $::tk_library msgs]}")


def _set_fonts(root: tkinter.Misc) -> None:
    chosen = family(root)
    for role, size in SIZES.items():
        made = tkfont.Font(root, name=font(role), family=chosen, size=size, weight="bold" if role in BOLD else "normal")
        _KEPT.append(made)
    for name in tkfont.names(root):
        if name.startswith("Tk"):
            tkfont.nametofont(name, root).configure(family=chosen, size=SIZES["body"])


def _set_theme() -> None:
    theme = Theme(
        name="zaigang",
        primary=ACCENT,
        success=GREEN,
        info=TEAL,
        warning="#b36b00",
        danger=RED,
        neutral="#6c7784",
        light={"background": PAPER, "foreground": INK},
    )
    theme.register()
    ttkbootstrap.Style().theme_use("zaigang-light")


def _set_styles(root: tkinter.Misc) -> None:
    """Our names for the few looks that pages use; each is a ttk style."""
    style = ttkbootstrap.Style()
    for name, ground in (("Paper", PAPER), ("Panel", PANEL), ("Shade", SHADE), ("Navy", NAVY)):
        style.configure(f"{name}.TFrame", background=ground)
        for role in SIZES:
            style.configure(f"{name}.{role}.TLabel", background=ground, foreground=INK, font=font(role))
            style.configure(f"{name}.{role}.muted.TLabel", background=ground, foreground=MUTED, font=font(role))
    for name in ("TButton", "TLabel", "TEntry", "TCombobox", "TCheckbutton", "TRadiobutton"):
        style.configure(name, font=font("body"))
    style.configure("TButton", padding=(px(10), px(4)))
    root.option_add("*TCombobox*Listbox.font", font("body"))
    root.option_add("*Listbox.font", font("body"))
    root.option_add("*Menu.font", font("body"))
    root.option_add("*Text.font", font("body"))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def on_windows() -> bool:
    return sys.platform == "win32"
