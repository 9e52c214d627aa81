"""The chosen day: its head with files and figures, and below it the draft or the editions."""

import tkinter
from collections.abc import Callable
from datetime import date
from functools import partial

from office.posting_detail import EditionShown, PostingDetail
from ui.desk import Desk
from ui.language import _, day_words
from ui.look import AMBER, MUTED, PAPER, TONES, font, px
from ui.pages.attendance.dialogs import total_word
from ui.pages.postings.acts import Acts
from ui.pages.postings.draft import Looks, Plan
from ui.pages.postings.posted import Posted
from ui.pages.postings.words import standing_words
from ui.widgets.bits import Card, Empty, badge, broken, button, label, panel
from ui.words import tone_of

WIDE = 690  # of its texts, until it is known how wide it is
EDGES = 26
CARDS = ("due", "present", "late", "left_early", "missing", "absent", "on_leave", "unknown")
PLAIN = {"due": "plain", "present": "good", "missing": "late"}


class Detail(tkinter.Frame):
    """What stands at the right of the page; `edition` is the one whose files can be opened."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, acts: Acts) -> None:
        super().__init__(parent)
        self.desk = desk
        self._acts = acts
        self.detail: PostingDetail | None = None
        self.edition: EditionShown | None = None
        self.sheet = panel(self)
        self.sheet.pack(fill="both", expand=True)
        self.body = tkinter.Frame(self.sheet, background=PAPER)
        self._head()
        self._figures()
        self.plan = Plan(self.body, acts)
        self.looks = Looks(self.body, desk)
        self.posted = Posted(self.body, desk, self._reissue, self._show_files)
        self._parts: tuple[tkinter.Widget, ...] = ()
        self._empty: Empty | None = None
        self.wide = self.plan.wide = self.posted.wide = WIDE
        self.bind("<Configure>", self._fit)

    # ------------------------------------------------------------ building

    def _head(self) -> None:
        head = tkinter.Frame(self.body, background=PAPER)
        head.pack(fill="x")
        self.title = label(head, "", "title")
        self.title.pack(side="left")
        self.standing = badge(head, "", "rest")
        self.standing.configure(font=font("body"), anchor="w")
        self.standing.pack(side="left", padx=px(12))
        self.occasion = label(head, "", "small", muted=True)
        self.occasion.pack(side="left")
        self.whole = button(head, _("看全表"), self._see_all, "link")
        self.files = {kind: button(head, word, partial(self._open_file, kind)) for kind, word in _files()}
        for each in (self.whole, *self.files.values()):
            each.pack(
                side="right", padx=(px(6), 0), before=self.standing
            )  # where room is short a button goes before words
        for each in (*reversed(self.files.values()), self.whole):
            each.lift()  # Tab goes from left to right

    def _figures(self) -> None:
        row = tkinter.Frame(self.body, background=PAPER)
        row.pack(fill="x", pady=(px(10), 0))
        self.cards: dict[str, Card] = {}
        for at, code in enumerate(CARDS):
            row.columnconfigure(at, weight=1)
            made = Card(row, total_word(code), PLAIN.get(code) or tone_of(code), partial(self._see, code))
            made.configure(padx=px(9), pady=px(5))
            made.figure.configure(font=font("title"))
            made.grid(row=0, column=at, sticky="ew", padx=(0, 0 if at == len(CARDS) - 1 else px(6)))
            self.cards[code] = made
        self.reach = label(self.body, "", "small", muted=True, wrap=WIDE)
        self.reach.pack(fill="x", pady=(px(6), px(8)))

    # ------------------------------------------------------------ showing

    def show(self, detail: PostingDetail) -> None:
        """A day; where everything is as before only what depends on the time is set."""
        self._say("", None)
        self.detail = detail
        word, tone = standing_words(detail)
        self.title.configure(text=day_words(detail.day))
        self.standing.configure(text=word, background=TONES[tone].patch, foreground=TONES[tone].text)
        self.occasion.configure(text=detail.occasion)
        for code, card in self.cards.items():
            card.show(str(detail.totals.get(code, "–")))
        told = "\n".join(broken(self.reach, each, self.wide, "small") for each in (detail.reach, *detail.notes) if each)
        self.reach.configure(text=told, foreground=MUTED if detail.complete else AMBER, wraplength=px(self.wide))
        if detail.state == "posted":
            self._put(self.posted)
            self.posted.show(detail)
        elif detail.state == "nothing":
            self._say(detail.trouble, None)
        else:
            self._show_draft(detail)

    def _fit(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """Texts are broken anew where there is more or less room for them."""
        wide = round(self.winfo_width() * 100 / px(100)) - EDGES
        if event.widget is self and wide != self.wide and self.winfo_width() > 1:
            self.wide = self.plan.wide = self.posted.wide = wide
            if self.detail:
                self.show(self.detail)

    def _show_draft(self, detail: PostingDetail) -> None:
        self._put(self.plan, *(() if detail.trouble else (self.looks,)))
        self._show_files(None)
        self.plan.show(detail)
        if not detail.trouble:
            self.looks.load(detail.day)

    def _put(self, *parts: tkinter.Widget) -> None:
        if parts == self._parts:
            return
        for part in self._parts:
            part.pack_forget()
        self._parts = parts
        for part in parts:
            part.pack(fill="x" if part is self.plan else "both", expand=part is not self.plan)

    def _show_files(self, edition: EditionShown | None) -> None:
        """The files of the edition that is selected."""
        self.edition = edition
        for kind, each in self.files.items():
            if edition is None:
                each.pack_forget()
            else:
                each.pack(side="right", padx=(px(6), 0), before=self.standing)
                each.configure(state="normal" if kind in edition.files else "disabled")

    def _open_file(self, kind: str) -> None:
        if self.edition and kind in self.edition.files:
            self.desk.open_file(self.edition.files[kind])

    def _reissue(self) -> None:
        if self.detail:
            self._acts.publish(self.detail.day)

    def say(self, text: str, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """What stands in the place of a day where none is chosen."""
        self.detail = None
        self._say(text, action)

    def _say(self, text: str, action: tuple[str, Callable[[], object]] | None) -> None:
        if self._empty:
            self._empty.destroy()
            self._empty = None
        if not text:
            self.body.pack(fill="both", expand=True)
            return
        self.body.pack_forget()
        self._empty = Empty(self.sheet, text, *(action or ("", None)))
        self._empty.pack(fill="both", expand=True)

    # ------------------------------------------------------------ leading on

    def turn_to(self, number: str) -> None:
        """To a person: his line among what deserves a look, or among the changes."""
        self.looks.wanted = number
        self.posted.differences.choose(number)

    @property
    def day(self) -> date | None:
        """The day that is shown."""
        return self.detail.day if self.detail else None

    def _see(self, code: str) -> None:
        if self.detail:
            focus = {} if code in ("due", "present") else {"finding": code}
            self.desk.go("attendance", day=self.detail.day, **focus)

    def _see_all(self) -> None:
        if self.detail:
            self.desk.go("attendance", day=self.detail.day)


def _files() -> tuple[tuple[str, str], ...]:
    return ("xlsx", "Excel"), ("html", _("网页"))
