"""The morning as a rail of steps: a sign, the time and the step, and under it how it went."""

import tkinter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from tkinter import font as tkfont
from typing import NamedTuple

from office.board_records import MorningLine, Step
from ui.language import _
from ui.look import ACCENT, ACCENT_DARK, AMBER, GREEN, INK, LINE, MUTED, PAPER, RED, font, px
from ui.widgets.bits import button, label

HEIGHT, FIRST, SECOND = 37, 11, 28  # of the rail, and the middles of its two lines
DOT, GAP = 8, 14  # half a sign, and the air behind a step
FILLED = {"done": GREEN, "failed": RED, "running": ACCENT, "waiting": AMBER, "missed": AMBER}
SIGNS = {"done": "√", "failed": "×", "running": "…", "waiting": "…", "missed": "!"}
SAID = {"failed": RED, "running": ACCENT_DARK, "waiting": AMBER, "missed": AMBER}
FUTURE = ("coming", "off")


def title_of(step: Step) -> str:
    """08:05 读取."""
    words = {
        "read": _("读取"),
        "draft": _("草稿"),
        "publish": _("公示"),
        "latest": _("最迟公示"),
        "deadline": _("期限"),
    }
    return f"{step.at:%H:%M} {words[step.kind]}"


class Cell(NamedTuple):
    """Where a step stands on the rail, and what is written there."""

    step: Step
    left: int
    right: int
    title: str
    said: str


class Timeline(tkinter.Frame):
    """The rail and, at its end, whether anybody runs it, with the way to its log. `draws` counts drawings."""

    def __init__(self, parent: tkinter.Misc, open_log: Callable[[], object]) -> None:
        super().__init__(parent, background=PAPER)
        self.line, self._now = MorningLine(), datetime.min
        tkinter.Frame(self, background=LINE, height=1).pack(fill="x")
        side = tkinter.Frame(self, background=PAPER)
        side.pack(side="right", padx=(px(8), px(12)))
        self.keeps = label(side, "", "small", muted=True)
        self.keeps.pack(anchor="e")
        self.log = button(side, _("运行日志"), open_log, "link")
        self.log.configure(padding=0)
        self.log.pack(anchor="e")
        self.canvas = tkinter.Canvas(self, background=PAPER, highlightthickness=0, height=px(HEIGHT), width=px(200))
        self.canvas.pack(side="left", fill="both", expand=True, padx=(px(12), 0), pady=px(3))
        self.canvas.bind("<Configure>", lambda _event: self.show(self.line, self._now))
        self.draws = 0
        self._shown: tuple[MorningLine, int, int] | None = None
        self._faces = {role: tkfont.nametofont(font(role), self) for role in ("small", "body", "strong")}

    def show(self, line: MorningLine, now: datetime) -> None:
        """This line at this time; where it is as before nothing is drawn."""
        width = self.canvas.winfo_width()
        passed = sum(step.at <= now for step in line.steps)
        self.line, self._now = line, now
        self._show_keeper(line)
        if width < px(100) or self._shown == (line, width, passed):
            return
        self._shown = line, width, passed
        self.draws += 1
        self.canvas.delete("all")
        if line.steps:
            self._draw(list(self._cells(line.steps, width)))
        elif line.said:
            middle = px(FIRST + SECOND) // 2
            self.canvas.create_text(0, middle, text=line.said, anchor="w", font=font("body"), fill=MUTED)

    def _show_keeper(self, line: MorningLine) -> None:
        text = _("● 自动运行") if line.kept else _("！没有自动运行")
        if self.keeps["text"] != text:
            self.keeps.configure(text=text, foreground=GREEN if line.kept else AMBER)

    # ------------------------------------------------------------ layout

    def _cells(self, steps: Sequence[Step], width: int) -> Iterator[Cell]:
        """Each as wide as it needs to be, and what is left over shared; too long a sentence is shortened."""
        kept = self._fitting(list(steps), width)
        widths = _shared([self._least(step) for step in kept], [self._wanted(step) for step in kept], width)
        left = 0
        for step, each in zip(kept, widths, strict=True):
            yield Cell(step, left, left + each, title_of(step), self._fit(step.said, each - px(2 * DOT + 10)))
            left += each

    def _least(self, step: Step) -> int:
        return px(2 * DOT + 4 + GAP) + self._faces["strong"].measure(title_of(step))

    def _wanted(self, step: Step) -> int:
        return max(self._least(step), px(2 * DOT + 4 + GAP) + self._faces["small"].measure(step.said))

    def _fitting(self, steps: list[Step], width: int) -> list[Step]:
        """Of an office that reads many times a morning the first reads stand back."""
        while sum(map(self._least, steps)) > width and any(step.kind == "read" for step in steps):
            steps.remove(next(step for step in steps if step.kind == "read"))
        return steps

    def _fit(self, text: str, room: int) -> str:
        measure = self._faces["small"].measure
        if measure(text) <= room:
            return text
        while text and measure(f"{text}…") > room:
            text = text[:-1]
        return f"{text}…"

    # ------------------------------------------------------------ drawing

    def _draw(self, cells: Sequence[Cell]) -> None:
        for cell, following in zip_longest(cells, cells[1:]):
            end = self._step(cell)
            if following:
                strong = cell.step.at <= self._now < following.step.at
                self._rail(end + px(8), following.left - px(5), strong)

    def _step(self, cell: Cell) -> int:
        """Gives where its title ends."""
        canvas, state = self.canvas, cell.step.state
        middle, half = px(FIRST), px(DOT)
        filled = FILLED.get(state)
        canvas.create_oval(
            cell.left + 1, middle - half, cell.left + 2 * half + 1, middle + half,
            fill=filled or PAPER, outline=filled or LINE, width=px(1.5),
        )  # fmt: skip
        sign = SIGNS.get(state, "")
        canvas.create_text(cell.left + half + 1, middle, text=sign, font=font("small"), fill=PAPER)
        text = cell.left + px(2 * DOT + 4)
        colour = MUTED if state in FUTURE else INK
        title = canvas.create_text(text, middle, text=cell.title, anchor="w", font=font("strong"), fill=colour)
        said = SAID.get(state, MUTED)
        canvas.create_text(text, px(SECOND), text=cell.said, anchor="w", font=font("small"), fill=said)
        return int(canvas.bbox(title)[2])

    def _rail(self, left: int, right: int, now: bool) -> None:
        """From a step to the next; where the clock is by now it is drawn strong."""
        if right > left:
            middle = px(FIRST)
            self.canvas.create_line(
                left, middle, right, middle, fill=ACCENT if now else LINE, width=px(2 if now else 1)
            )


def _shared(least: Sequence[int], wanted: Sequence[int], width: int) -> list[int]:
    """Widths that fill the rail: what each wants and a share of the rest, or its least and a share of what is left."""
    spare = width - sum(wanted)
    if spare >= 0:
        return [each + spare // len(wanted) for each in wanted]
    over = [want - small for want, small in zip(wanted, least, strict=True)]
    left = max(0, width - sum(least))
    return [small + left * more // max(1, sum(over)) for small, more in zip(least, over, strict=True)]
