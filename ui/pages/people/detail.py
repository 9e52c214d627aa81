"""One person at the right of the roster: where he is, what can be done, and how he came there."""

import tkinter
from collections.abc import Callable, Mapping
from functools import partial

from office.people_view import Held, History, Row
from ui.desk import Desk
from ui.language import _
from ui.look import LINE, PAPER, TONES, font, px
from ui.pages.people.fields import labels
from ui.pages.people.notices import GiveDialog, notices_of
from ui.widgets.bits import Scrolled, badge, button, flow, label, panel

WIDTH = 292
STATE_TONES = {"here": "good", "left": "unknown", "coming": "cover"}
SHOWN = ("unit", "group", "floor", "title", "terminal_number")


def state_word(state: str) -> str:
    """在册, 已调离, 待到岗."""
    return {"here": _("在册"), "left": _("已调离"), "coming": _("待到岗")}[state]


class Detail(tkinter.Frame):
    """`acts` are what the buttons do, by name: edit, move, leave, withdraw, arrive."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, acts: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(parent, background=LINE, padx=1, pady=1, width=px(WIDTH))
        self.pack_propagate(False)
        self.desk, self.acts = desk, acts
        self._shown: tuple[Row, History, str] | None = None
        self.paper = panel(self, 0)
        self.paper.configure(highlightthickness=0)
        self.paper.pack(fill="both", expand=True)
        self.nobody()

    def nobody(self) -> None:
        """Nobody is chosen."""
        self._shown = None
        self._clear()
        told = label(self.paper, _("点一个人，这里显示他的岗位和经过。"), muted=True, wrap=WIDTH - 40)
        told.pack(anchor="w", padx=px(14), pady=px(14))

    def show(self, row: Row, found: History, notice: str) -> None:
        """Somebody; `notice` is what was said when something of him was entered last."""
        if self._shown == (row, found, notice):
            return
        self._shown = row, found, notice
        self._clear()
        self._head(row)
        if notice:
            self._notice(notice)
        self._facts(row)
        self._buttons(row)
        tkinter.Frame(self.paper, background=LINE, height=1).pack(fill="x", pady=(px(10), 0))
        self._past(row, found)

    def _clear(self) -> None:
        for child in self.paper.winfo_children():
            child.destroy()

    def _head(self, row: Row) -> None:
        head = tkinter.Frame(self.paper, background=PAPER)
        head.pack(fill="x", padx=px(14), pady=(px(12), px(6)))
        label(head, row.name, "title").pack(side="left")
        label(head, row.number, muted=True).pack(side="left", padx=px(8), pady=(px(4), 0))
        badge(head, state_word(row.state), STATE_TONES[row.state]).pack(side="right")

    def _notice(self, text: str) -> None:
        colours = TONES["late"]
        tkinter.Label(
            self.paper,
            text=flow(text),
            background=colours.patch,
            foreground=colours.text,
            font=font("small"),
            justify="left",
            anchor="w",
            wraplength=px(WIDTH - 48),
            padx=px(8),
            pady=px(6),
        ).pack(fill="x", padx=px(14), pady=(0, px(8)))

    def _facts(self, row: Row) -> None:
        grid = tkinter.Frame(self.paper, background=PAPER)
        grid.pack(fill="x", padx=px(14))
        grid.columnconfigure(1, weight=1)
        facts = [(_("窗口"), _("{post} {role}岗").format(post=row.post, role=row.role))]
        facts += [(labels()[column], getattr(row, column)) for column in SHOWN]
        if row.then:
            facts.append((_("以后"), row.then))
        for at, (title, value) in enumerate(fact for fact in facts if fact[1]):
            label(grid, title, muted=True).grid(row=at, column=0, sticky="nw", padx=(0, px(10)), pady=px(1))
            label(grid, flow(value), wrap=WIDTH - 110).grid(row=at, column=1, sticky="w", pady=px(1))

    def _buttons(self, row: Row) -> None:
        acts = tkinter.Frame(self.paper, background=PAPER)
        acts.pack(fill="x", padx=px(14), pady=(px(10), 0))
        wanted = [(_("修改…"), "edit"), (_("回岗…") if row.state == "left" else _("调岗…"), "move")]
        if row.state != "left":
            wanted.append((_("调离…"), "leave"))
        for text, act in wanted:
            button(acts, text, self.acts[act]).pack(side="left", padx=(0, px(6)))
        links = tkinter.Frame(self.paper, background=PAPER)
        links.pack(fill="x", padx=px(3), pady=(px(4), 0))
        for text, page in ((_("看考勤"), "attendance"), (_("看请假"), "leave")):
            button(links, text, partial(self.desk.go, page, number=row.number), "link").pack(side="left")
        button(links, _("记通报、黄牌…"), partial(GiveDialog, self.desk, row), "link").pack(side="left")

    # ------------------------------------------------------------ the past

    def _past(self, row: Row, found: History) -> None:
        column = Scrolled(self.paper, PAPER)
        column.pack(fill="both", expand=True, padx=px(14), pady=(px(8), px(8)))
        notices_of(column.inside, self.desk, row, found.notices)
        label(column.inside, _("经过"), "strong").pack(anchor="w")
        last = len(found.held) - 1
        for at, held in enumerate(found.held):
            self._stint(column.inside, held, first=at == last)
            if at == 0 and found.withdrawable:
                text = _("撤销这次登记") if last else _("撤销此人（登记错了）")
                self._link(column.inside, text, "withdraw")
            if at == last and row.state != "coming":
                self._link(column.inside, _("更正到岗日"), "arrive")

    def _stint(self, parent: tkinter.Misc, held: Held, *, first: bool) -> None:
        label(parent, _days(held), "strong").pack(anchor="w", pady=(px(8), 0))
        for line in _lines(held, first):
            label(parent, flow(line), wrap=WIDTH - 50).pack(anchor="w")
        entered = _("{at} 由 {author} 登记").format(at=held.entered_at[:16].replace("T", " "), author=held.author)
        label(parent, entered, "small", muted=True).pack(anchor="w")

    def _link(self, parent: tkinter.Misc, text: str, act: str) -> None:
        made = button(parent, text, self.acts[act], "link")
        made.configure(padding=0)
        made.pack(anchor="w", pady=(px(2), 0))


def _days(held: Held) -> str:
    first = held.first.isoformat() if held.first else ""
    last = held.last.isoformat() if held.last else ""
    if first and last:
        return _("{first} 至 {last}").format(first=first, last=last)
    if first:
        return _("{first} 起").format(first=first)
    return _("到 {last}").format(last=last) if last else _("一直")


def _lines(held: Held, first: bool) -> list[str]:
    place = _("{post} {role}岗").format(post=held.person.post, role=held.person.role)
    if first or not held.moved:
        return [_("回岗，{place}").format(place=place) if held.back else place]
    changes = [
        _("{field}：{before} → {after}").format(
            field=moved.label, before=moved.before or _("（空）"), after=moved.after or _("（空）")
        )
        for moved in held.moved
    ]
    return ([_("回岗，{place}").format(place=place)] if held.back else []) + changes
