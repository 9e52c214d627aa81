"""What a slip that is being written comes to: length, balance, chain, and what stands in its way."""

import tkinter

from office.leave_look import Looked
from ui.language import _
from ui.look import GREEN, INK, MUTED, PANEL, RED, TONES, font, px

WIDE = 400


class LookPanel(tkinter.Frame):
    """The right half of the form; `show` fills it anew only where something changed."""

    def __init__(self, parent: tkinter.Misc, wide: int = WIDE) -> None:
        super().__init__(parent, background=PANEL, padx=px(16), pady=px(12))
        self.wide = wide - 32
        self.looked: Looked | None = None
        self._inside = tkinter.Frame(self, background=PANEL)
        tkinter.Frame(self, background=PANEL, width=px(self.wide), height=0).pack()
        self._inside.pack(fill="both", expand=True)

    def show(self, looked: Looked) -> None:
        """Everything known of the draft."""
        if looked == self.looked:
            return
        self.looked = looked
        for widget in self._inside.winfo_children():
            widget.destroy()
        self._part(_("请假天数"), looked.length or "–", "heading")
        if looked.together:
            self._line(looked.together, TONES["late"].text)
        self._part(_("假期余额"), looked.balance or "–")
        self._part(_("审批"), "" if looked.chain else "–")
        for at, step in enumerate(looked.chain, start=1):
            self._line(f"{at}　{step}", INK)
        self._verdict(looked)

    def _verdict(self, looked: Looked) -> None:
        self._part(_("核对"))
        if looked.refusal:
            self._patch("bad", _("不能登记：{why}").format(why=looked.refusal))
        elif looked.wanting:
            self._line(looked.wanting, MUTED)
        for each in looked.conflicts:
            self._patch("bad", _("冲突：{what}").format(what=each.detail))
        for note in looked.notes:
            self._patch("late", note)
        if looked.ready and not looked.conflicts:
            self._line(_("√ 没有冲突"), GREEN)
        elif looked.ready:
            self._line(_("有冲突也可以登记，请审批人定夺。"), RED)

    def _part(self, title: str, text: str = "", role: str = "body") -> None:
        self._label(title, MUTED, "small").pack(fill="x", pady=(px(8), px(1)))
        if text:
            self._label(text, INK, role).pack(fill="x")

    def _line(self, text: str, colour: str) -> None:
        self._label(text, colour, "body").pack(fill="x", pady=(px(1), 0))

    def _patch(self, tone: str, text: str) -> None:
        label = self._label(text, TONES[tone].text, "body")
        label.configure(background=TONES[tone].patch, padx=px(8), pady=px(4), wraplength=px(self.wide - 20))
        label.pack(fill="x", pady=(px(2), px(2)))

    def _label(self, text: str, colour: str, role: str) -> tkinter.Label:
        return tkinter.Label(
            self._inside,
            text=text,
            foreground=colour,
            background=PANEL,
            font=font(role),
            anchor="w",
            justify="left",
            wraplength=px(self.wide),
        )
