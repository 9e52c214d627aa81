"""One post: who holds it, who stands in, everybody who ever held it, and what may be done."""

import tkinter
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from office.post_view import Assigned, Holder, Named, PostDetail
from ui.desk import Desk
from ui.language import _
from ui.look import AMBER, INK, MUTED, PANEL, PAPER, SHADE, font, px
from ui.pages.posts.words import role_word, span_words
from ui.widgets.bits import button, label, panel
from ui.widgets.sheet import Column, Row, Sheet
from ui.words import floor_word

WIDE = 452


class Acts(NamedTuple):
    """What the buttons do."""

    assign: Callable[[PostDetail], object]
    move: Callable[[PostDetail, Holder, str], object]
    substitute: Callable[[PostDetail], object]
    remove: Callable[[Named], object]
    cover: Callable[[PostDetail], object]


class Detail(tkinter.Frame):
    """The column at the right."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, acts: Acts) -> None:
        super().__init__(parent, background=PANEL, width=px(WIDE))
        self.pack_propagate(False)
        self.desk, self._acts = desk, acts
        self.post: PostDetail | None = None
        self._sheet = panel(self)
        self._sheet.pack(fill="both", expand=True)
        self._hint = label(self._sheet, _("选一个岗位，看它的 A、B 岗和历次安排。"), muted=True, wrap=WIDE - 40)
        self._hint.pack(fill="x")
        self._body = tkinter.Frame(self._sheet, background=PAPER)
        self._held = tkinter.Frame(self._body, background=PAPER)
        self._make()

    def _make(self) -> None:
        body = self._body
        head = tkinter.Frame(body, background=PAPER)
        head.pack(fill="x")
        self.title = label(head, "", "title")
        self.title.pack(side="left")
        self.where = label(head, "", "small", muted=True)
        self.where.pack(side="left", padx=px(10))
        button(head, _("看覆盖"), lambda: self.post and self._acts.cover(self.post), "link").pack(side="right")
        self._held.pack(fill="x", pady=px(8))
        row = tkinter.Frame(body, background=PAPER)
        row.pack(fill="x", pady=(0, px(10)))
        self.assign = button(row, _("调人到这里…"), lambda: self.post and self._acts.assign(self.post), "primary")
        self.assign.pack(side="left")
        self.name = button(row, _("指定临时顶岗…"), lambda: self.post and self._acts.substitute(self.post))
        self.name.pack(side="left", padx=px(8))
        label(body, _("历次安排"), "strong").pack(fill="x", pady=(0, px(4)))
        self.history = Sheet(body, self.desk, "post-history", _columns(), opened=self._to_person)
        self.history.pack(fill="both", expand=True)

    def show(self, post: PostDetail | None) -> None:
        """A post; nothing is touched where it is as before."""
        if post == self.post:
            return
        self.post = post
        shown, hidden = (self._body, self._hint) if post else (self._hint, self._body)
        hidden.pack_forget()
        shown.pack(fill="both", expand=bool(post))
        if post is None:
            return
        self.title.configure(text=post.row.post)
        place = (post.row.unit, floor_word(post.row.floor), post.group)
        self.where.configure(text="　".join(filter(None, place)))
        for child in self._held.winfo_children():
            child.destroy()
        self._side("A", post.row.a)
        self._side("B", post.row.b)
        self._substitutes([each for each in post.substitutes if each.when != "past"])
        self.history.show([*map(_assigned, post.history), *map(_named, post.substitutes)])

    def _line(self, role: str, text: str, colour: str) -> tkinter.Frame:
        row = tkinter.Frame(self._held, background=PAPER)
        row.pack(fill="x")
        tkinter.Frame(row, background=SHADE, height=1).pack(fill="x", side="bottom")
        side = tkinter.Label(row, text=role, font=font("body"), foreground=MUTED, background=PAPER, width=5, anchor="w")
        side.pack(side="left", pady=px(5))
        tkinter.Label(row, text=text, font=font("body"), foreground=colour, background=PAPER, anchor="w").pack(
            side="left"
        )
        return row

    def _side(self, role: str, holders: Sequence[Holder]) -> None:
        for holder in holders:
            row = self._line(role_word(role), f"{holder.name}（{holder.number}）", INK)
            self._button(row, _("调走…"), partial(self._move, holder, role))
            self._button(row, _("看人员"), partial(self.desk.go, "people", number=holder.number))
        if not holders:
            self._line(role_word(role), _("没有人"), AMBER)

    def _substitutes(self, named: Sequence[Named]) -> None:
        for each in named:
            text = f"{each.name}（{each.number}）　{span_words(each.first, each.last)}"
            row = self._line(role_word("substitute"), text, INK)
            self._button(row, _("撤销"), partial(self._acts.remove, each))

    def _button(self, row: tkinter.Frame, text: str, act: Callable[[], object]) -> None:
        button(row, text, act, "link").pack(side="right")

    def _move(self, holder: Holder, role: str) -> None:
        if self.post:
            self._acts.move(self.post, holder, role)

    def _to_person(self, row: Row) -> None:
        self.desk.go("people", number=row.cells[1])


def _columns() -> list[Column]:
    return [
        Column(_("姓名"), 82),
        Column(_("工号"), 64),
        Column(_("岗"), 48),
        Column(_("起止"), 182),
        Column(_("现在"), 48),
    ]


def _assigned(line: Assigned) -> Row:
    cells = line.name, line.number, role_word(line.role), span_words(line.first, line.last), _when(line.when)
    return Row(("at", line.number, line.role, line.first), cells, _tones(line.when), {3: str(line.first or "")})


def _named(each: Named) -> Row:
    cells = each.name, each.number, role_word("substitute"), span_words(each.first, each.last), _when(each.when)
    return Row(("named", each.id), cells, _tones(each.when), {3: str(each.first)})


def _when(when: str) -> str:
    return {"past": "", "now": _("在任"), "later": _("待任")}[when]


def _tones(when: str) -> dict[int, str]:
    return {"now": {4: "good"}, "later": {4: "cover"}}.get(when, {})
