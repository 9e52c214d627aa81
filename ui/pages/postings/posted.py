"""A posted day: its editions, what they say differently, and the objections to it."""

import tkinter
from collections.abc import Callable
from tkinter import font as tkfont

from office.posting_compare import Comparison
from office.posting_detail import EditionShown, PostingDetail
from ui.desk import Desk
from ui.language import _
from ui.look import PAPER, TONES, font, px
from ui.pages.postings.differences import Differences
from ui.pages.postings.objections import ObjectionsPane
from ui.pages.postings.words import edition_word, edition_words, moment
from ui.widgets.bits import Segments, broken, button, label
from ui.widgets.sheet import ROW_HEIGHT, Column, Row, Sheet
from ui.words import code_word

CHANGES, OBJECTIONS = "changes", "objections"
HEAD, MOST = 32, 4  # height of the headings, and editions that are shown without scrolling


class Offer(tkinter.Frame):
    """A new edition is called for: how much it would change, and the button."""

    def __init__(self, parent: tkinter.Misc, reissue: Callable[[], object]) -> None:
        ground = TONES["late"].patch
        super().__init__(parent, background=ground, padx=px(14), pady=px(8))
        self.button = button(self, "", reissue, "primary")
        self.button.pack(side="right", padx=(px(12), 0))
        self.text = label(self, "")
        self.text.configure(foreground=TONES["late"].text)
        self.text.pack(side="left", fill="x", expand=True)

    def show(self, number: int, now: Comparison, wide: int) -> None:
        """Of the edition in force."""
        what = [_("{count} 人").format(count=now.people)] if now.people else []
        what += [_("{count} 个岗位").format(count=now.posts)] if now.posts else []
        said = _("公示以后数据有变，现在的认定与第{number}版不同").format(number=number)
        said = _("：").join(filter(None, (said, _("、").join(what))))
        said = _("；").join(filter(None, (said, now.reason)))
        self.button.configure(text=_("另出第{number}版…").format(number=number + 1))
        room = wide - round(self.button.winfo_reqwidth() * 100 / px(100)) - 56
        self.text.configure(text=broken(self.text, said, room), wraplength=px(room))


class Posted(tkinter.Frame):
    """`reissue` opens the dialog of a new edition; `chosen` hears of the edition that is selected."""

    def __init__(
        self,
        parent: tkinter.Misc,
        desk: Desk,
        reissue: Callable[[], object],
        chosen: Callable[[EditionShown], object],
    ) -> None:
        super().__init__(parent, background=PAPER)
        self.desk = desk
        self.wide = 0  # of its texts, at 96 dpi
        self.detail: PostingDetail | None = None
        self._chosen = chosen
        self.offer = Offer(self, reissue)
        self.frame = tkinter.Frame(self, background=PAPER)
        self.frame.pack_propagate(False)
        self.frame.pack(fill="x")
        self.sheet = Sheet(self.frame, desk, "posting-editions", _columns(), chosen=self._picked)
        self.sheet.pack(fill="both", expand=True)
        self.line = label(self, "", "small", muted=True)
        self.segments = Segments(self, [(CHANGES, ""), (OBJECTIONS, "")], lambda _part: self._switch())
        self.segments.pack(anchor="w", pady=px(8))
        self.differences = Differences(self, desk)
        self.objections = ObjectionsPane(self, desk)
        self._switch()

    # ------------------------------------------------------------ showing

    def show(self, detail: PostingDetail) -> None:
        """A day's editions, what lies between them, and the objections."""
        newest = detail.editions[0]
        is_new = self.detail is None or (self.detail.day, self.detail.editions[0].number) != (detail.day, newest.number)
        self.detail = detail
        if detail.now:
            self.offer.show(newest.number, detail.now, self.wide)
            self.offer.pack(fill="x", pady=(0, px(10)), before=self.frame)
        else:
            self.offer.pack_forget()
        self.frame.configure(height=px(HEAD + ROW_HEIGHT * min(len(detail.editions), MOST) + 4))
        self.sheet.show([_row(edition) for edition in detail.editions])
        if is_new or self.edition is None:
            self.sheet.prefer(newest.number)
        self._tell(self.edition or newest)
        self.differences.show(detail)
        self.segments.set_text(CHANGES, _("变化"))
        waiting = sum(each.state == "open" for each in detail.objections)
        said = _("申诉 {count} 件待决定").format(count=waiting) if waiting else _("申诉")
        self.segments.set_text(OBJECTIONS, said)
        self.objections.day = detail.day
        self.objections.show(detail.objections, detail.period)

    @property
    def edition(self) -> EditionShown | None:
        """The selected edition of the day that is shown."""
        row, known = self.sheet.selected, self.detail.editions if self.detail else ()
        return next((each for each in known if row and each.number == row.id), None)

    def _picked(self, _row: Row) -> None:
        if self.edition:
            self._tell(self.edition)

    def _tell(self, edition: EditionShown) -> None:
        said = edition_words(edition)
        self.line.configure(text=broken(self.line, said, self.wide, "small"), wraplength=px(self.wide))
        if self._too_long(said):
            self.line.pack(fill="x", pady=(px(4), 0), after=self.frame)
        else:
            self.line.pack_forget()
        self._chosen(edition)

    def _too_long(self, said: str) -> bool:
        """Whether the last column cannot hold it."""
        room = self.wide - sum(column.width for column in _columns()[:-1]) - 16
        return tkfont.nametofont(font("body"), self).measure(said) > px(room)

    # ------------------------------------------------------------ parts

    def turn_to(self, part: str) -> None:
        """changes or objections."""
        self.segments.mark(part)
        self._switch()

    def _switch(self) -> None:
        parts = {CHANGES: self.differences, OBJECTIONS: self.objections}
        for name, part in parts.items():
            if name != self.segments.value:
                part.pack_forget()
        parts[self.segments.value].pack(fill="both", expand=True)


def _columns() -> list[Column]:
    return [
        Column(_("版次"), 72),
        Column(_("公示时间"), 98),
        Column(_("公示人"), 76),
        Column(_("数据"), 94),
        Column(_("更正"), 60, "e"),
        Column(_("说明"), 140),
    ]


def _row(edition: EditionShown) -> Row:
    data = "" if edition.complete else code_word("unknown")
    if edition.unknown:
        data = _("不全 {count} 人").format(count=edition.unknown)
    changed = _("{count} 处").format(count=edition.changes) if edition.number > 1 else ""
    cells = (
        *(edition_word(edition.number), moment(edition.posted_at), edition.author),
        *(data, changed, edition_words(edition)),
    )
    tones = {} if edition.complete else {3: "unknown"}
    return Row(edition.number, cells, tones, {1: edition.posted_at, 4: edition.changes})
