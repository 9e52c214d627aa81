"""The figures of the month: how many people, what is due, taken off and paid out, also in capitals."""

import tkinter

from office.allowance_view import AllowanceView
from ui.language import _
from ui.look import PANEL, font, px
from ui.pages.allowance.words import yuan
from ui.widgets.bits import Card, flow, label


class Cards(tkinter.Frame):
    """人数, 应发, 扣款, 补发/扣回, 实发合计."""

    def __init__(self, parent: tkinter.Misc) -> None:
        super().__init__(parent, background=PANEL)
        titles = {
            "people": (_("人数"), "plain"),
            "gross": (_("应发（元）"), "plain"),
            "deducted": (_("扣款（元）"), "late"),
            "supplement": (_("补发/扣回（元）"), "cover"),
            "total": (_("实发合计（元）"), "good"),
        }
        self.cards: dict[str, Card] = {}
        for at, (name, (title, tone)) in enumerate(titles.items()):
            last = name == "total"
            made = Card(self, title, tone)
            made.configure(pady=px(5))
            made.figure.configure(font=font("title"))
            made.grid(row=0, column=at, sticky="nsew", padx=(0, 0 if last else px(8)))
            self.cards[name] = made
        self.columnconfigure(0, minsize=px(104))
        self.columnconfigure((1, 2, 3), weight=2, uniform="card")
        self.columnconfigure(4, weight=5)
        self.capitals = label(self.cards["total"], "", "small", muted=True)
        self.capitals.place(relx=1.0, rely=0, anchor="ne")

    def show(self, view: AllowanceView) -> None:
        """The sums of the run."""
        sums = view.sums
        self.cards["people"].show(str(sums.people))
        for name in ("gross", "deducted", "supplement", "total"):
            figure = yuan(getattr(sums, name))
            self.cards[name].show("0" if figure == "0.00" else figure)
        self.capitals.configure(text=flow(view.capitals) if sums.people else "")
