"""The head of the page: the month and where its run stands, the next step, and the way from draft to closed."""

import tkinter
from collections.abc import Callable

import ttkbootstrap

from office.allowance_view import AllowanceView
from ui.language import _
from ui.look import ACCENT, AMBER, GREEN, LINE, MUTED, PANEL, PAPER, TONES, font, px
from ui.pages.allowance.words import STATES, STEPS, edition_word, moment, state_word, step_word
from ui.pages.allowance.words import TONES as STATE_TONES
from ui.widgets.bits import badge, button, label


class TopBar(tkinter.Frame):
    """`month` hears of another month; `step` takes the next step; `export` writes the files."""

    def __init__(
        self,
        parent: tkinter.Misc,
        *,
        month: Callable[[str], object],
        step: Callable[[], object],
        export: Callable[[], object],
    ) -> None:
        super().__init__(parent, background=PANEL)
        label(self, _("补助"), "title").pack(side="left", padx=(0, px(16)))
        self.month = ttkbootstrap.Combobox(self, state="readonly", width=9)
        self.month.bind("<<ComboboxSelected>>", lambda _event: self._chosen(month))
        self.month.pack(side="left", padx=(0, px(12)))
        self.standing = badge(self, "", "rest")
        self.standing.configure(font=font("body"))
        self.standing.pack(side="left")
        self.step = button(self, "", step, "primary")
        self.export = button(self, _("导出…"), export)
        self.export.pack(side="right")

    def _chosen(self, month: Callable[[str], object]) -> None:
        self.month.selection_clear()
        month(self.month.get())

    def show(self, view: AllowanceView) -> None:
        """The month, its state and the next step."""
        if tuple(self.month.cget("values")) != view.months:
            self.month.configure(values=view.months)
        self.month.set(view.month)
        tone = TONES[STATE_TONES.get(view.state, "rest")]
        words = " · ".join((edition_word(view.number), state_word(view.state)))
        self.standing.configure(text="" if view.trouble else words, background=tone.patch, foreground=tone.text)
        if view.trouble:
            self.standing.configure(background=PANEL)
        self._offer(view)

    def _offer(self, view: AllowanceView) -> None:
        """The button of the next step, where one can be taken."""
        if view.step and view.rows and not view.old:
            self.step.configure(text=_("{step}…").format(step=step_word(view.step)))
            self.step.pack(side="right", padx=(0, px(8)))
        else:
            self.step.pack_forget()
        self.export.configure(state="normal" if view.rows and not view.old else "disabled")


class Way(tkinter.Frame):
    """草稿 → 核对 → 核准 → 封账, with who and when."""

    def __init__(self, parent: tkinter.Misc) -> None:
        super().__init__(parent, background=PAPER, highlightbackground=LINE, highlightthickness=1)
        self.parts: dict[str, tuple[tkinter.Frame, tkinter.Label, tkinter.Label]] = {}
        for at, state in enumerate(STATES):
            self.columnconfigure(at, weight=1, uniform="step")
            self.parts[state] = self._part(at)

    def _part(self, at: int) -> tuple[tkinter.Frame, tkinter.Label, tkinter.Label]:
        part = tkinter.Frame(self, background=PAPER)
        part.grid(row=0, column=at, sticky="nsew", padx=(0 if at == 0 else 1, 0))
        bar = tkinter.Frame(part, background=LINE, height=px(3))
        bar.pack(fill="x", side="top")
        word = label(part, "", "strong")
        word.pack(side="left", padx=(px(12), px(8)), pady=px(5))
        who = label(part, "", "small", muted=True)
        who.pack(side="left", fill="x", expand=True)
        return bar, word, who

    def show(self, view: AllowanceView) -> None:
        """How far the run has come."""
        done = {each.act: each for each in view.steps}
        reached = STATES.index(view.state) if view.state in STATES else 0
        for at, (state, (bar, word, who)) in enumerate(self.parts.items()):
            acted = done.get(state) if at <= reached else None
            if at <= reached:
                sign, colour, mark = "√", GREEN, TONES["good"].mark
            elif at == reached + 1:
                sign, colour, mark = "→", ACCENT, TONES["cover"].mark
            else:
                sign, colour, mark = "○", MUTED, LINE
            title = state_word(state) if at <= reached else step_word(STEPS[at - 1])
            bar.configure(background=mark)
            word.configure(text=f"{sign} {title}", foreground=colour)
            who.configure(text=self._who(at, acted and f"{acted.by} {moment(acted.at)}"), foreground=MUTED)
            if view.stale and at == reached + 1:
                who.configure(text=_("公示有变化，请重新核对"), foreground=AMBER)

    def _who(self, at: int, acted: str | None) -> str:
        """Under a step: who took it; of the draft, what it is."""
        if at == 0:
            return _("按已公示的认定算出")
        return acted or ""
