"""Colours that can be read, one face of letters, sizes that follow the screen."""

import tkinter
from itertools import product

import pytest
from ui_hands import Hands

from ui import look

GROUNDS = (look.PAPER, look.PANEL, look.SHADE, look.ACCENT_SOFT)


@pytest.mark.parametrize("tone", look.TONES)
def test_a_tone_can_be_read_on_its_patch(tone: str) -> None:
    colours = look.TONES[tone]
    assert look.contrast(colours.text, colours.patch) >= 4.5
    assert look.contrast(colours.text, look.PAPER) >= 4.5  # figures stand on paper in this colour


@pytest.mark.parametrize(("ink", "ground"), list(product((look.INK, look.MUTED), GROUNDS)))
def test_text_can_be_read_on_every_ground(ink: str, ground: str) -> None:
    assert look.contrast(ink, ground) >= 4.5


def test_the_list_of_pages_can_be_read() -> None:
    for ink, ground in product((look.NAVY_TEXT, look.NAVY_MUTED), (look.NAVY, look.NAVY_LIGHT)):
        assert look.contrast(ink, ground) >= 4.5
    assert look.contrast(look.PAPER, look.ACCENT) >= 4.5


def test_contrast_counts_as_wcag_does() -> None:
    assert round(look.contrast("#000000", "#ffffff"), 1) == 21.0
    assert look.contrast("#777777", "#ffffff") < 4.5 < look.contrast("#767676", "#ffffff")


def test_everything_is_set_in_one_face(hands: Hands) -> None:
    """A face with all Chinese names; a widget set in another would show mixed glyphs."""
    from tkinter import font as tkfont

    family = look.family(hands.root)
    assert family in look.FAMILIES
    for name, _title in hands.window.navigation.entries.items():
        hands.go(name)
        for widget in hands.widgets():
            for face in _faces(widget):
                assert tkfont.Font(hands.root, font=face).actual("family") == family, (name, widget, face)


def _faces(widget: tkinter.Misc) -> list[str]:
    if isinstance(widget, tkinter.Canvas):
        return [widget.itemcget(item, "font") for item in widget.find_all() if widget.type(item) == "text"]
    try:
        face = str(widget.cget("font"))
    except tkinter.TclError:
        return []
    return [face] if face else []


def test_every_text_on_the_screen_can_be_read(hands: Hands) -> None:
    """The colours that labels really have, on the grounds that they really stand on."""
    for name in hands.window.navigation.entries:
        hands.go(name)
        for widget in hands.widgets():
            if isinstance(widget, tkinter.Label) and widget.cget("text"):
                pair = str(widget.cget("foreground")), str(widget.cget("background"))
                colours = [_hex(widget, colour) for colour in pair]
                assert look.contrast(*colours) >= 4.5, (name, widget.cget("text"), pair)


def _hex(widget: tkinter.Misc, colour: str) -> str:
    return "#" + "".join(f"{part // 257:02x}" for part in widget.winfo_rgb(colour))


def test_nothing_is_cut_off_on_the_smallest_screen(hands: Hands) -> None:
    """Every label and button lies inside its page and has the room its text asks for."""
    from tkinter import ttk

    cut = []
    for name in hands.window.navigation.entries:
        page = hands.go(name)
        right, bottom = page.winfo_rootx() + page.winfo_width(), page.winfo_rooty() + page.winfo_height()
        for widget in hands.widgets(page):
            if not isinstance(widget, (tkinter.Label, ttk.Label, ttk.Button)) or _scrolls(widget):
                continue
            outside = widget.winfo_rootx() + widget.winfo_width() > right + 1
            outside |= widget.winfo_rooty() + widget.winfo_height() > bottom + 1
            narrow = widget.winfo_width() + 1 < widget.winfo_reqwidth() and not int(widget.cget("wraplength") or 0)
            if outside or narrow:
                cut.append((name, str(widget.cget("text")), widget.winfo_width(), widget.winfo_reqwidth()))
    assert cut == []


def _scrolls(widget: tkinter.Misc) -> bool:
    """Inside a part that scrolls, or inside a table, which shortens texts by itself."""
    above: tkinter.Misc | None = widget
    while above is not None:
        if isinstance(above, tkinter.Canvas):
            return True
        above = above.master
    return False
