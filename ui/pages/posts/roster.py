"""岗位: floors, units and posts as a tree with who holds them on a day, and beside it one post."""

import tkinter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from tkinter import ttk

import ttkbootstrap

from office.names import matches
from office.post_view import Holder, PostDetail, PostRow, PostsView, post_detail, post_view
from ui.desk import Desk
from ui.language import _
from ui.look import ACCENT_SOFT, AMBER, INK, LINE, MUTED, PANEL, PAPER, font, px
from ui.pages.posts.detail import Acts, Detail
from ui.widgets.bits import Empty, label, show_bar
from ui.widgets.dates import DateEntry
from ui.words import floor_word

ROW_HIGH = 27
UNFOLDED = 200  # of so many posts all are seen at once; of more, only the floors


class Roster(tkinter.Frame):
    """The section of the page."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, acts: Acts) -> None:
        super().__init__(parent, background=PANEL)
        self.desk = desk
        self.view: PostsView | None = None
        self.day: date | None = None  # none yet is today
        self.post = ""
        self._closed: set[str] = set()
        self._sought = False  # a link meant the post: it must be seen
        self._top()
        self.content = tkinter.Frame(self, background=PANEL)
        self.content.pack(fill="both", expand=True)
        self.detail = Detail(self.content, desk, acts)
        self.detail.pack(side="right", fill="y", padx=(px(12), 0))
        self._tree()
        nothing = _("还没有岗位。请先在“人员”页录入或导入名册，岗位就是名册里的窗口。")
        self.empty = Empty(self, nothing, _("去导入名册"), lambda: desk.go("people"))

    def _top(self) -> None:
        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(8)))
        label(top, _("哪一天"), muted=True).pack(side="left")
        self.date = DateEntry(top, None, changed=self.show_day, style="Panel.TFrame")
        self.date.pack(side="left", padx=px(8))
        self.typed = tkinter.StringVar(self)
        self.search = ttkbootstrap.Entry(top, textvariable=self.typed, width=22)
        self.search.pack(side="left", padx=px(8))
        label(top, _("岗位、单位、姓名、工号、拼音"), "small", muted=True).pack(side="left")
        self.said = label(top, "", "small", muted=True)
        self.said.pack(side="right")
        self.typed.trace_add("write", lambda *_changed: self._fill())
        self.search.bind("<Escape>", lambda _event: self.typed.set(""))
        self.search.bind("<Down>", lambda _event: self.tree.focus_set())

    def _tree(self) -> None:
        style = ttkbootstrap.Style()
        style.configure(
            "Posts.Treeview",
            rowheight=px(ROW_HIGH),
            font=font("body"),
            background=PAPER,
            fieldbackground=PAPER,
            bordercolor=PAPER,
            borderwidth=0,
            indent=px(18),
        )
        style.configure("Posts.Treeview.Item", diameter=px(9), indicatormargins=(px(6), 0, px(5), 0))
        style.configure(
            "Posts.Treeview.Heading", font=font("body"), background=PANEL, foreground=MUTED, padding=(px(2), px(5))
        )
        style.map("Posts.Treeview", background=[("selected", ACCENT_SOFT)], foreground=[("selected", INK)])
        edge = tkinter.Frame(self.content, background=LINE, padx=1, pady=1)
        edge.pack(side="left", fill="both", expand=True)
        self.tree = ttk.Treeview(edge, style="Posts.Treeview", columns=("a", "b", "guest"), selectmode="browse")
        for column, title, width in (
            ("#0", "\u2002" + _("楼层、单位、岗位"), 230),
            ("a", _("A岗"), 150),
            ("b", _("B岗"), 150),
            ("guest", _("临时顶岗"), 140),
        ):
            self.tree.heading(column, text=title, anchor="w")
            self.tree.column(column, width=px(width), stretch=True, anchor="w")
        bar = ttkbootstrap.Scrollbar(edge, orient="vertical", command=self.tree.yview)
        self.tree.configure(yscrollcommand=lambda first, last: show_bar(bar, self.tree, first, last))
        self.tree.pack(side="left", fill="both", expand=True)
        self.tree.tag_configure("head", foreground=MUTED)
        self.tree.tag_configure("lacks", foreground=AMBER)
        self.tree.bind("<<TreeviewSelect>>", lambda _event: self._selected())
        self.tree.bind("<<TreeviewOpen>>", lambda _event: self._closed.discard(self.tree.focus()))
        self.tree.bind("<<TreeviewClose>>", lambda _event: self._closed.add(self.tree.focus()))

    # ------------------------------------------------------------ loading and showing

    def load(self) -> None:
        self.desk.ask(post_view, self.day or self.desk.now().date(), done=self.show, key="posts")
        self._load_post()

    def _load_post(self) -> None:
        if self.post:
            day = self.day or self.desk.now().date()
            self.desk.ask(post_detail, self.post, day, done=self._show_post, key="post")

    def show_day(self, day: date) -> None:
        """As of another day."""
        self.day = day
        self.load()

    def show_post(self, post: str, day: date | None = None) -> None:
        """A post, as a link meant it."""
        self.post, self.day, self._sought = post, day or self.day, True
        self.typed.set("")
        self.load()

    def show(self, view: PostsView) -> None:
        """The posts; the selected one stays selected."""
        if view == self.view and not self._sought:
            return
        if self.view is None and len(view.posts) > UNFOLDED:
            self._closed = {_floor_id(floor) for floor in view.floors[1:]}
        self.view = view
        if not self.post and view.posts:
            self.post = view.posts[0].post
            self._load_post()
        self.date.set(view.day)
        self.said.configure(text=_said(view))
        shown, hidden = (self.content, self.empty) if view.posts else (self.empty, self.content)
        hidden.pack_forget()
        shown.pack(fill="both", expand=True)
        self._fill()

    def _show_post(self, detail: PostDetail | None) -> None:
        self.detail.show(detail)

    def _fill(self) -> None:
        """The tree anew: what was folded stays folded, unless something is searched for."""
        if self.view is None:
            return
        typed = self.typed.get().strip()
        top = self.tree.yview()[0]
        self.tree.delete(*self.tree.get_children())
        keys = {each.number: each.keys for each in self.desk.people} if typed else {}
        rows = [row for row in self.view.posts if not typed or matches(typed, *_fields(row, keys))]
        for floor, on_floor in groupby(rows, lambda row: row.floor):
            head = self._head("", _floor_id(floor), floor_word(floor), bool(typed))
            for unit, mine in groupby(on_floor, lambda row: row.unit):
                under = self._head(head, f"{head}/{unit}", unit, bool(typed))
                for row in mine:
                    self._row(under, row)
        if self.tree.exists(self.post):
            self.tree.selection_set(self.post)
            self.tree.focus(self.post)
        self.tree.yview_moveto(top)
        if self._sought and self.tree.exists(self.post):
            self.tree.see(self.post)
            self._sought = False

    def _head(self, under: str, name: str, text: str, unfold: bool) -> str:
        """A floor or a unit; a floor may come twice where the walk returns to it."""
        if not self.tree.exists(name):
            self.tree.insert(under, "end", name, text=text, open=unfold or name not in self._closed, tags=("head",))
        return name

    def _row(self, under: str, row: PostRow) -> None:
        lack = _("（缺）")
        cells = (_names(row.a) or lack, _names(row.b) or lack, _names(row.substitutes))
        self.tree.insert(under, "end", row.post, text=row.post, values=cells, tags=("lacks",) if row.lacks else ())

    def _selected(self) -> None:
        chosen = self.tree.selection()
        if chosen and not self.tree.get_children(chosen[0]) and chosen[0] != self.post:
            self.post = chosen[0]
            self._load_post()


def _fields(row: PostRow, keys: Mapping[str, str]) -> Iterable[str]:
    """What a search may mean."""
    holders = (*row.a, *row.b, *row.substitutes)
    return row.post, row.unit, *(f"{each.number} {each.name} {keys.get(each.number, '')}" for each in holders)


def _floor_id(floor: str) -> str:
    return f"floor:{floor}"


def _names(holders: Iterable[Holder]) -> str:
    return _("、").join(holder.name for holder in holders)


def _said(view: PostsView) -> str:
    a, b = view.lacking
    said = [_("{count} 个岗位").format(count=len(view.posts))]
    if a:
        said.append(_("{count} 个没有 A 岗").format(count=a))
    if b:
        said.append(_("{count} 个没有 B 岗").format(count=b))
    return " · ".join(said)
