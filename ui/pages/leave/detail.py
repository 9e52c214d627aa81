"""One slip at the right of the list: what it asks for, its chain with the signatures given, and what can be done."""

import tkinter
from collections.abc import Callable
from functools import partial

from office.leave_detail import SlipDetail, StepShown
from ui.desk import Desk
from ui.language import _
from ui.look import GREEN, INK, LINE, MUTED, PAPER, RED, TONES, font, px
from ui.pages.leave.words import STATE_TONES, long_span, person_text, state_word
from ui.widgets.bits import Scrolled, badge, button, label, panel

WIDE = 392
NAMES = 64  # the column of what a line is about
SIGNS = {"given": "√", "refused": "×", "due": "→", "later": "○", "filing": "○"}


class DetailPanel(tkinter.Frame):
    """Shows a SlipDetail; `acts` are the buttons' commands by what they are called in `can`, and print."""

    def __init__(self, parent: tkinter.Misc, desk: Desk, acts: dict[str, Callable[[], object]]) -> None:
        super().__init__(parent, background=PAPER, width=px(WIDE))
        self.pack_propagate(False)
        self.desk, self.slip = desk, None
        self.buttons: dict[str, tkinter.Widget] = {}
        sheet = panel(self, 0)
        sheet.pack(fill="both", expand=True)
        foot = tkinter.Frame(sheet, background=PAPER, padx=px(12), pady=px(10))
        foot.pack(side="bottom", fill="x")
        tkinter.Frame(sheet, background=LINE, height=1).pack(side="bottom", fill="x")
        self.column = Scrolled(sheet, PAPER)
        self.column.pack(fill="both", expand=True, padx=px(12), pady=px(10))
        self._buttons(foot, acts)
        self.show(None)

    slip: SlipDetail | None

    def _buttons(self, foot: tkinter.Misc, acts: dict[str, Callable[[], object]]) -> None:
        words = {
            "sign": _("登记签字"),
            "reject": _("不批准"),
            "hand_over": _("确认交接"),
            "print": _("打印"),
            "close": _("销假"),
            "extend": _("续假"),
            "cancel": _("撤销"),
            "undo": _("撤回一步"),
        }
        for at, (act, word) in enumerate(words.items()):
            kind = "danger-outline" if act in ("reject", "cancel") else "outline"
            made = button(foot, word, acts[act], kind)
            foot.columnconfigure(at % 4, weight=1, uniform="act")
            made.grid(row=at // 4, column=at % 4, sticky="we", padx=px(2), pady=px(2))
            self.buttons[act] = made

    def show(self, slip: SlipDetail | None) -> None:
        """A slip, or none; drawn anew only where something changed."""
        if slip is not None and slip == self.slip:
            return
        self.slip = slip
        for act, made in self.buttons.items():
            possible = slip is not None and (act == "print" or act in slip.can)
            made.configure(state="normal" if possible else "disabled")  # type: ignore[call-arg]
        for widget in self.column.inside.winfo_children():
            widget.destroy()
        if slip is None:
            text = _("在左边选一张请假单，这里显示审批到了哪一步。")
            label(self.column.inside, text, muted=True, wrap=WIDE - 60).pack(fill="x", pady=px(20))
            return
        self._head(slip)
        self._facts(slip)
        self._chain(slip)
        self._history(slip)
        self.column.canvas.yview_moveto(0)

    def _head(self, slip: SlipDetail) -> None:
        row, line = slip.row, tkinter.Frame(self.column.inside, background=PAPER)
        line.pack(fill="x")
        label(line, f"{row.name or row.number} {row.kind}", "heading").pack(side="left")
        badge(line, state_word(row.state), STATE_TONES[row.state]).pack(side="left", padx=px(8))
        if row.after_the_fact:
            badge(line, _("补假"), "late").pack(side="left")
        post = _("{post} {role}岗").format(post=row.post, role=row.role) if row.post else ""
        place = " · ".join(filter(None, (row.number, row.unit, post, slip.title)))
        self._text(place, MUTED, "small")
        if slip.due:
            urgent = row.state in ("to_close", "pending", "handover")
            self._text(slip.due, RED if row.state == "to_close" else INK, "strong" if urgent else "body", 6)
        for note in slip.notes:
            self._patch(note)

    def _facts(self, slip: SlipDetail) -> None:
        row = slip.row
        lines = [
            (_("时间"), long_span(row.first, row.last)),
            (_("天数"), slip.length),
            (_("顶岗人"), person_text(row.cover_name, row.cover) if row.cover else _("没有写明")),
            (_("事由"), row.reason or "–"),
            (_("申请日期"), row.filed.isoformat()),
            (_("余额"), slip.balance),
            *([(_("交接"), slip.handover)] if slip.handover else []),
            *([(_("销假"), slip.closed)] if slip.closed else []),
        ]
        grid = tkinter.Frame(self.column.inside, background=PAPER)
        grid.pack(fill="x", pady=(px(8), 0))
        grid.columnconfigure(0, minsize=px(NAMES))
        for at, (name, text) in enumerate(lines):
            label(grid, name, muted=True).grid(row=at, column=0, sticky="nw", pady=px(1))
            label(grid, text, wrap=WIDE - NAMES - 48).grid(row=at, column=1, sticky="nw", pady=px(1))
        if slip.scan:
            self._scan(grid, slip.scan).grid(row=len(lines), column=1, sticky="w")

    def _chain(self, slip: SlipDetail) -> None:
        self._title(_("审批"))
        grid = tkinter.Frame(self.column.inside, background=PAPER)
        grid.pack(fill="x")
        grid.columnconfigure(0, minsize=px(22))
        grid.columnconfigure(1, minsize=px(150))
        for at, step in enumerate(slip.steps):
            self._step(grid, at * 2, step)

    def _step(self, grid: tkinter.Misc, at: int, step: StepShown) -> None:
        colours = {"given": GREEN, "refused": RED, "due": TONES["late"].text}
        colour = colours.get(step.state, MUTED)
        for column, text in enumerate((SIGNS[step.state], f"{step.titles}{step.act}")):
            tkinter.Label(
                grid, text=text, foreground=colour, background=PAPER, font=font("body"), anchor="w", justify="left"
            ).grid(row=at, column=column, sticky="nw", pady=px(1))
        waits = {"due": _("待签"), "later": "", "filing": _("登记时已备案")}
        said = f"{step.by}　{step.on:%m-%d}" if step.on else waits[step.state]
        label(grid, said).grid(row=at, column=2, sticky="w")
        if step.scan:
            self._scan(grid, step.scan).grid(row=at, column=3, sticky="w")
        opinion = _("不批准") if step.state == "refused" and not step.opinion else step.opinion
        if opinion:
            label(grid, opinion, "small", muted=True, wrap=WIDE - 70).grid(
                row=at + 1, column=1, columnspan=3, sticky="w"
            )

    def _scan(self, parent: tkinter.Misc, path: str) -> tkinter.Label:
        """A link; also by the keyboard."""
        link = label(parent, _("看扫描件"), "small")
        link.configure(foreground=TONES["cover"].text, cursor="hand2", takefocus=True, highlightthickness=1)
        link.configure(highlightbackground=PAPER, padx=px(4))
        for event in ("<Button-1>", "<Return>"):
            link.bind(event, partial(self._open, path))
        return link

    def _open(self, path: str, _event: object) -> None:
        self.desk.open_file(path)

    def _history(self, slip: SlipDetail) -> None:
        if not slip.history:
            return
        self._title(_("经过"))
        for done in slip.history:
            text = _("{when} {who} 登记：{what}").format(when=done.at[5:], who=done.by, what=done.what)
            self._text(text, MUTED, "small")

    def _title(self, text: str) -> None:
        label(self.column.inside, text, "strong").pack(fill="x", pady=(px(10), px(2)))

    def _text(self, text: str, colour: str, role: str, above: int = 1) -> None:
        made = label(self.column.inside, text, role, wrap=WIDE - 44)
        made.configure(foreground=colour)
        made.pack(fill="x", pady=(px(above), 0))

    def _patch(self, text: str) -> None:
        made = label(self.column.inside, f"! {text}", wrap=WIDE - 64)
        made.configure(background=TONES["bad"].patch, foreground=TONES["bad"].text, padx=px(8), pady=px(3))
        made.pack(fill="x", pady=(px(4), 0))
