"""A day that is not posted yet: when it will be, what deserves a look before, and what the clerk may do."""

import tkinter
from collections.abc import Callable
from datetime import date
from typing import Any

from office.posting_detail import PostingDetail
from office.posting_looks import Look, draft_looks
from ui.desk import Desk
from ui.language import _
from ui.look import AMBER, GREEN, INK, MUTED, PAPER, TONES, px
from ui.pages.postings.acts import Acts
from ui.pages.postings.words import look_words, moment
from ui.widgets.bits import broken, button, label
from ui.widgets.sheet import Column, Row, Sheet


class Plan(tkinter.Frame):
    """When the day will be posted, and the buttons."""

    def __init__(self, parent: tkinter.Misc, acts: Acts) -> None:
        super().__init__(parent, background=TONES["cover"].patch)
        self._acts = acts
        self._detail: PostingDetail | None = None
        self.wide = 0  # of its texts, at 96 dpi
        ground = tkinter.Frame(self, background=TONES["cover"].patch, padx=px(14), pady=px(8))
        ground.pack(fill="x")
        self.when = label(ground, "", "strong")
        self.when.pack(fill="x")
        self.agreed = label(ground, "", "small")
        self._row = tkinter.Frame(ground, background=TONES["cover"].patch)
        self._row.pack(fill="x", pady=(px(8), 0))
        self.confirm = button(self._row, _("确认"), lambda: self._do(acts.confirm), "primary")
        self.publish = button(self._row, _("立即公示…"), self._publish)
        self.withdraw = button(self._row, _("撤回确认"), lambda: self._do(acts.withdraw))

    def show(self, detail: PostingDetail) -> None:
        """What may be done with this draft."""
        self._detail = detail
        wide = self.wide - 28
        said = broken(self.when, detail.when or detail.trouble, wide, "strong")
        self.when.configure(text=said, wraplength=px(wide))
        self._show_agreed(detail)
        agreed = detail.agreed
        self._offer(self.confirm, detail.ready and not (agreed and agreed.holds))
        self._offer(self.publish, not detail.trouble)
        self._offer(self.withdraw, agreed is not None)
        self._wait(False)

    def _show_agreed(self, detail: PostingDetail) -> None:
        agreed = detail.agreed
        if agreed is None:
            self.agreed.pack_forget()
            return
        said = _("{by} {when} 已确认").format(by=agreed.by, when=moment(agreed.at))
        if not agreed.holds:
            said = _("{by} {when} 确认以后数据有变化，请再看一次").format(by=agreed.by, when=moment(agreed.at))
        self.agreed.configure(text=said, foreground=GREEN if agreed.holds else AMBER)
        self.agreed.pack(fill="x", pady=(px(2), 0), before=self._row)

    def _offer(self, widget: tkinter.Widget, yes: bool) -> None:
        widget.pack_forget()
        if yes:
            widget.pack(side="left", padx=(0, px(8)))

    def _do(self, act: Callable[[PostingDetail], object]) -> None:
        if self._detail:
            self._wait(True)
            act(self._detail)

    def _publish(self) -> None:
        if self._detail:
            self._acts.publish(self._detail.day)

    def _wait(self, waiting: bool) -> None:
        """While something is done nothing can be pressed twice."""
        for each in (self.confirm, self.publish, self.withdraw):
            each.configure(state="disabled" if waiting else "normal")


class Looks(tkinter.Frame):
    """What deserves a look, one line each; a double click or Enter leads there."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=PAPER)
        self.desk = desk
        self.looks: tuple[Look, ...] = ()
        self.day: date | None = None
        self.wanted = ""
        head = tkinter.Frame(self, background=PAPER)
        head.pack(fill="x", pady=(px(10), px(4)))
        self.title = label(head, "", "strong")
        self.title.pack(side="left")
        self.note = label(head, "", "small", muted=True)
        self.note.pack(side="left", padx=px(10))
        self.lead = button(head, _("去看"), self._go, "link")
        self.lead.pack(side="right")
        self.sheet = Sheet(self, desk, "posting-looks", _columns(), chosen=self._chosen, opened=lambda _row: self._go())
        self.sheet.pack(fill="both", expand=True)
        self._say(None)

    def load(self, day: date) -> None:
        """Ask for the lines of a day; the first time a month of postings is read for them."""
        if day != self.day:
            self.day, self.looks = day, ()
            self.sheet.show(())
            self._say(None)
        self.desk.ask(draft_looks, day, done=self._take, failed=self._failed, key="posting looks")

    def _take(self, looks: tuple[Look, ...]) -> None:
        self.looks = looks
        self.sheet.show([_row(at, look) for at, look in enumerate(looks)])
        self._say(len(looks))
        if self.wanted:
            found = [at for at, look in enumerate(looks) if look.who == self.wanted]
            self.wanted = ""
            if found:
                self.sheet.select(found[0])

    def _failed(self, _sentence: str, _details: str) -> None:
        """The day cannot be judged, which is said above already."""
        self._say(0)

    def _say(self, count: int | None) -> None:
        if count is None:
            title, note = _("要留意的"), _("正在核对近 30 个公示日…")
        elif count == 0:
            title, note = _("没有要留意的"), _("没有数据不全、首次出现、记录矛盾、未销假和空岗")
        else:
            title, note = _("要留意的 {count} 处").format(count=count), _("双击或按回车去看")
        self.title.configure(text=title, foreground=INK)
        self.note.configure(text=note, foreground=MUTED)
        self._chosen(self.sheet.selected)

    def _chosen(self, row: Row | None) -> None:
        """The button stays in its place: nothing may jump under a double click."""
        self.lead.configure(state="normal" if row else "disabled")

    def _go(self) -> None:
        row = self.sheet.selected
        if row is not None and isinstance(row.id, int) and row.id < len(self.looks):
            look = self.looks[row.id]
            focus: dict[str, Any] = dict(look.focus)
            self.desk.go(look.page, **focus)


def _columns() -> list[Column]:
    return [Column(_("事项"), 140), Column(_("工号或岗位"), 90), Column(_("姓名"), 90), Column(_("说明"), 260)]


def _row(at: int, look: Look) -> Row:
    words, tone = look_words(look.kind, look.code)
    return Row(at, (words, look.who, look.name, look.text), {0: tone}, {0: at})
