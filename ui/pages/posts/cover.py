"""在岗覆盖: the bars of a day, and beside them why a stretch is what it is."""

import tkinter
from datetime import date
from tkinter import ttk
from typing import Any

import ttkbootstrap

from office.coverage import Coverage, Part, PostBar, coverage
from ui.desk import Desk
from ui.language import _, weekday
from ui.look import MUTED, PANEL, PAPER, TONES, font, px
from ui.pages.posts.bars import LOOKS, Bars
from ui.pages.posts.words import role_word, state_word, where_words
from ui.widgets.bits import Empty, Segments, badge, button, label, panel
from ui.widgets.dates import DateEntry
from ui.words import floor_word, session_word

REASONS = 300
LEGEND = ("both", "A", "B", "substitute", "vacant", "brief", "unknown")


class Cover(tkinter.Frame):
    """The section of the page: a day, a floor, the bars and the reasons."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=PANEL)
        self.desk = desk
        self.view: Coverage | None = None
        self.day: date | None = None  # none yet is the last working day
        self._wanted = ""  # a post that a link meant
        self._top()
        self.content = tkinter.Frame(self, background=PANEL)
        legend = tkinter.Frame(self.content, background=PANEL)
        legend.pack(side="bottom", fill="x", pady=(px(8), 0))
        for state in LEGEND:
            badge(legend, _sign(state), LOOKS[state]).pack(side="left", padx=(0, px(5)))
            label(legend, state_word(state), "small", muted=True).pack(side="left", padx=(0, px(14)))
        self.reasons = Reasons(self.content, desk)
        self.reasons.pack(side="right", fill="y", padx=(px(12), 0))
        self.bars = Bars(self.content, self.choose)
        self.bars.pack(side="left", fill="both", expand=True)
        self.empty = Empty(self, "")

    def _top(self) -> None:
        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(8)))
        self.before = button(top, "‹", lambda: self._move("before"))
        self.date = DateEntry(top, None, changed=self.show_day, style="Panel.TFrame")
        self.after_ = button(top, "›", lambda: self._move("after"))
        for each in (self.before, self.date, self.after_):
            each.pack(side="left", padx=(0, px(4)))
        self.floors = Segments(top, [("", _("全部"))], lambda _floor: self.load())
        self.floors.pack(side="left", padx=px(8))
        self.only = tkinter.BooleanVar(self)
        ttkbootstrap.Style().configure("Panel.TCheckbutton", background=PANEL, font=font("body"))
        self.check = ttk.Checkbutton(
            top, text=_("只看空岗"), variable=self.only, command=self._fill, style="Panel.TCheckbutton"
        )
        self.check.pack(side="left")
        self.said = label(top, "", "small", muted=True)
        self.said.pack(side="left", padx=px(12))

    # ------------------------------------------------------------ loading and showing

    def load(self) -> None:
        self.desk.ask(coverage, self.day, self.floors.value, done=self.show, key="coverage")

    def _move(self, side: str) -> None:
        if self.view:
            self.show_day(self.view.before if side == "before" else self.view.after)

    def show_day(self, day: date | None) -> None:
        """Another day; a day that there is not is none."""
        if day:
            self.day = day
            self.load()

    def show_post(self, post: str, day: date | None) -> None:
        """A post's bar, as a link meant it."""
        self._wanted, self.day = post, day or self.day
        self.floors.mark("")
        self.load()

    def show(self, view: Coverage) -> None:
        """The day; the chosen stretch stays chosen while it is there."""
        if view == self.view:
            return
        self.view = view
        self.date.set(view.day)
        self.before.configure(state="normal" if view.before else "disabled")
        self.after_.configure(state="normal" if view.after else "disabled")
        if view.floors and list(self.floors.parts) != ["", *view.floors]:
            self.floors.set_options([("", _("全部")), *((floor, floor_word(floor)) for floor in view.floors)])
        self.said.configure(text=_said(view))
        self._fill()
        self._again(view)

    def _fill(self) -> None:
        """The posts, or only those that were vacant; where there are none, why."""
        view = self.view
        if view is None:
            return
        posts = [post for post in view.posts if post.vacant or not self.only.get()]
        shown, hidden = (self.content, self.empty) if posts else (self.empty, self.content)
        hidden.pack_forget()
        shown.pack(fill="both", expand=True)
        self.empty.say(_nothing(view))
        self.bars.show(view, posts)

    def _again(self, view: Coverage) -> None:
        """Choose anew what a link meant, or what was chosen."""
        name, first = self.bars.mine or ("", 0)
        wanted, self._wanted = self._wanted, ""
        for post in view.posts:
            for part in post.parts:
                if (post.post == wanted and part.state == "vacant") or (post.post, part.first) == (name, first):
                    self.choose(post, part)
                    return
        self.bars.mine = None
        self.reasons.show(None, None, view)

    def choose(self, post: PostBar, part: Part) -> None:
        """A stretch was clicked."""
        self.bars.mark(post.post, part.first)
        if self.view:
            self.reasons.show(post, part, self.view)


class Reasons(tkinter.Frame):
    """Who was where in a stretch, the clause of an empty one, and the way to everybody's day."""

    def __init__(self, parent: tkinter.Misc, desk: Desk) -> None:
        super().__init__(parent, background=PANEL, width=px(REASONS))
        self.pack_propagate(False)
        self.desk = desk
        self._shown: tuple[Any, ...] = ()
        self._sheet = panel(self)
        self._sheet.pack(fill="both", expand=True)

    def show(self, post: PostBar | None, part: Part | None, view: Coverage) -> None:
        """One stretch; it is built anew only where it is another."""
        if (post, part, view.day) == self._shown:
            return
        self._shown = post, part, view.day
        for child in self._sheet.winfo_children():
            child.destroy()
        if post is None or part is None:
            self._text(_("点选一段，看当时谁在岗、谁不在、依据哪一条。"), "body", muted=True)
            return
        self._text(f"{post.post}　{post.unit}", "heading")
        times = _("{session} {begin}–{end}，{minutes} 分钟").format(
            session=session_word(part.session), begin=part.begin, end=part.end, minutes=part.minutes
        )
        self._text(times, "body")
        badge(self._sheet, state_word(part.state), LOOKS[part.state]).pack(anchor="w", pady=px(6))
        for person in part.people:
            self._person(person.name, person.number, person.role, person.why, view.day)
        if part.clause:
            self._text(_("依据 {clause}").format(clause=part.clause), "strong", above=12)
            self._text(part.text, "small", muted=True)

    def _text(self, text: str, role: str, muted: bool = False, above: int = 0) -> None:
        label(self._sheet, text, role, muted, wrap=REASONS - 36).pack(fill="x", pady=(px(above), px(2)))

    def _person(self, name: str, number: str, role: str, why: tuple[str, ...], day: date) -> None:
        row = tkinter.Frame(self._sheet, background=PAPER)
        row.pack(fill="x", pady=px(2))
        here = why[0] == "here"
        link = button(row, _("看考勤"), lambda: self.desk.go("attendance", day=day, number=number), "link")
        link.pack(side="right")
        tkinter.Label(
            row, text=f"{name}（{number}） {role_word(role)}", font=font("body"), background=PAPER, anchor="w"
        ).pack(fill="x")
        colour = MUTED if here else TONES["bad" if "absent" in why else "late"].text
        tkinter.Label(
            row, text=where_words(why), font=font("small"), foreground=colour, background=PAPER, anchor="w"
        ).pack(fill="x")


def _sign(state: str) -> str:
    """What stands in a stretch of the bars; a vacant one tells its minutes."""
    return {"both": "AB", "A": "A", "B": "B", "substitute": _("顶"), "vacant": "／", "brief": "–", "unknown": "?"}[
        state
    ]


def _said(view: Coverage) -> str:
    """The weekday, what was vacant, and how sure it is."""
    posts, minutes = view.vacant
    said = [weekday(view.day)]
    if view.occasion:
        said.append(view.occasion)
    if view.posts:
        empty = _("空岗 {posts} 个岗位 {minutes} 分钟").format(posts=posts, minutes=minutes)
        said.append(empty if posts else _("没有空岗"))
        if view.unclear:
            said.append(_("{posts} 个岗位数据不全").format(posts=view.unclear))
    if view.edition:
        said.append(_("已公示第 {number} 版").format(number=view.edition))
    elif view.standing == "judged" and view.posts:
        said.append(_("尚未公示"))
    return " · ".join(said)


def _nothing(view: Coverage) -> str:
    """Why there are no bars."""
    if view.trouble:
        return view.trouble
    words = {
        "future": _("{day} 还没有到。").format(day=view.day),
        "rest": _("{day} 是休息日，没有人值班，窗口不开放。").format(day=view.day),
        "silent": _("现行规则没有“AB岗”一章，不认定空岗；请在“规则”页导入有这一章的规则。"),
        "empty": _("这一天名册里没有岗位。请先在“人员”页录入或导入名册。"),
    }
    return words.get(view.standing, _("没有空岗的岗位。"))
