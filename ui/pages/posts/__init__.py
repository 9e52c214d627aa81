"""岗位: who holds which post on a day, how the posts were covered, and the duty roster."""

import tkinter
from typing import Any

from office import posts
from office.post_view import Holder, Named, PostDetail
from ui.language import _
from ui.look import PANEL, px
from ui.page import Page
from ui.pages.posts.cover import Cover
from ui.pages.posts.detail import Acts
from ui.pages.posts.dialogs import AssignDialog, SubstituteDialog
from ui.pages.posts.duty import DutySection
from ui.pages.posts.roster import Roster
from ui.widgets.bits import Segments, label


class PostsPage(Page):
    name = "posts"

    def build(self) -> None:
        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(10)))
        label(top, _("岗位"), "title").pack(side="left", padx=(0, px(14)))
        options = [("roster", _("岗位名册")), ("cover", _("在岗覆盖")), ("duty", _("值班表"))]
        self.sections = Segments(top, options, self.turn)
        self.sections.pack(side="left")
        acts = Acts(self.assign, self.move, self.substitute, self.remove, self.to_cover)
        self.roster = Roster(self, self.desk, acts)
        self.cover = Cover(self, self.desk)
        self.duty = DutySection(self, self.desk)
        self._stale: set[str] = set()
        self.turn(self.desk.remembered("posts:section", "roster"), load=False)

    # ------------------------------------------------------------ sections

    @property
    def _frames(self) -> dict[str, Roster | Cover | DutySection]:
        return {"roster": self.roster, "cover": self.cover, "duty": self.duty}

    def turn(self, name: str, load: bool = True) -> None:
        """Bring a section to the front."""
        self.sections.mark(name)
        self.desk.remember("posts:section", name)
        for each, frame in self._frames.items():
            if each != name:
                frame.pack_forget()
        self._frames[name].pack(fill="both", expand=True)
        self.search = self.roster.search if name == "roster" else None
        if load and name in self._stale:
            self._load_front()

    def load(self) -> None:
        self._stale = set(self._frames)
        self._load_front()

    def _load_front(self) -> None:
        """The others load when they are turned to."""
        self._stale.discard(self.sections.value)
        self._frames[self.sections.value].load()

    def focus_on(self, **focus: Any) -> None:
        """A `post` of a `day`; `section` roster, cover or duty."""
        self.turn(focus.get("section", "roster"), load=False)
        self._stale.discard(self.sections.value)
        if self.sections.value == "cover":
            self.cover.show_post(str(focus.get("post", "")), focus.get("day"))
        elif self.sections.value == "roster":
            self.roster.show_post(str(focus.get("post", "")), focus.get("day"))
        else:
            self.duty.load()

    # ------------------------------------------------------------ acts of the roster

    def assign(self, post: PostDetail) -> None:
        """Somebody comes to this post."""
        role = post.row.lacks[0] if post.row.lacks else "A"
        AssignDialog(self.desk, self._names(), post.day, post=post.row.post, role=role)

    def move(self, post: PostDetail, holder: Holder, role: str) -> None:
        """Somebody goes from this post to another."""
        AssignDialog(self.desk, self._names(), post.day, number=holder.number, role=role)

    def substitute(self, post: PostDetail) -> None:
        """Somebody stands in for a while."""
        SubstituteDialog(self.desk, post)

    def remove(self, named: Named) -> None:
        """A substitute is none any more."""
        question = _("撤销 {name} 从 {first} 到 {last} 的临时顶岗？").format(
            name=named.name, first=named.first, last=named.last
        )
        if self.desk.confirm(_("撤销临时顶岗"), question, _("撤销顶岗")):
            self.desk.act(posts.remove_substitute, named.id)

    def to_cover(self, post: PostDetail) -> None:
        """How this post was covered."""
        self.turn("cover", load=False)
        self._stale.discard("cover")
        self.cover.show_post(post.row.post, None)

    def _names(self) -> tuple[str, ...]:
        view = self.roster.view
        return tuple(row.post for row in view.posts) if view else ()


PAGE = PostsPage
