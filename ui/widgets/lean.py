"""Drawing a table's cells without tkinter's detours: half of the time of a frame goes into them."""

import tkinter
from collections.abc import Callable
from typing import Any


def lean_itemconfig(canvas: tkinter.Canvas) -> Callable[..., None]:
    """`canvas.itemconfig` for plain values, none of which is a function or a list of words to be quoted."""
    call, name = canvas.tk.call, str(canvas)

    def itemconfig(item: int | str, **options: Any) -> None:
        flat = [part for key, value in options.items() if value is not None for part in (f"-{key}", value)]
        call(name, "itemconfigure", item, *flat)

    return itemconfig


def lean_coords(canvas: tkinter.Canvas) -> Callable[..., Any]:
    """`canvas.coords`: setting them asks for no answer to be taken apart."""
    call, name, asked = canvas.tk.call, str(canvas), canvas.coords

    def coords(item: int | str, *points: Any) -> Any:
        if not points:
            return asked(item)
        call(name, "coords", item, *points)
        return None

    return coords
