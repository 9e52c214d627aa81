"""The explanation beside the table: from a person's verdict down to the clause and the fingerprints."""

import tkinter
from collections.abc import Callable, Iterator
from tkinter import font as tkfont

import ttkbootstrap

from office.day_explained import ExplainedDay
from office.day_rows import DayRow
from ui.language import _
from ui.look import ACCENT_SOFT, MUTED, PAPER, TONES, font, px
from ui.pages.attendance.line import LineCanvas
from ui.pages.attendance.panel_text import Part, parts
from ui.pages.attendance.reading import read_only, write
from ui.pages.attendance.words import tone_of
from ui.widgets.bits import button, label, panel
from ui.widgets.wrapping import wrap

WIDTH = 412
ROOM = 358  # of a line of text beside the scrollbar, when it stands a little to the right


class ExplanationPanel(tkinter.Frame):
    """Shows one person's day; `certify`, `take_back` and `object_to` open their dialogs."""

    def __init__(
        self,
        parent: tkinter.Misc,
        certify: Callable[[ExplainedDay], object],
        take_back: Callable[[ExplainedDay], object],
        object_to: Callable[[ExplainedDay], object],
    ) -> None:
        super().__init__(parent, background=PAPER, width=px(WIDTH))
        self.pack_propagate(False)
        self.found: ExplainedDay | None = None
        self._differs: tuple[str, ...] = ()
        self._certify, self._take_back, self._object_to = certify, take_back, object_to
        self.sheet = panel(self, 0)
        self.sheet.pack(fill="both", expand=True)
        self._head()
        self._foot()
        self._body()
        self.foot.lift()  # Tab goes from above to below
        self.show(None)

    # ------------------------------------------------------------ building

    def _head(self) -> None:
        head = tkinter.Frame(self.sheet, background=PAPER, padx=px(12))
        head.pack(fill="x", pady=(px(10), px(4)))
        self.who = label(head, role="heading")
        self.who.pack(side="left")
        self.seat = label(head, role="small", muted=True)
        self.seat.pack(side="left", padx=px(8), pady=(px(3), 0))
        self.verdict = tkinter.Label(
            self.sheet,
            font=font("strong"),
            anchor="w",
            justify="left",
            padx=px(12),
            pady=px(5),
            wraplength=px(WIDTH - 28),
        )
        self.verdict.pack(fill="x")
        self.differs = tkinter.Label(
            self.sheet,
            font=font("small"),
            anchor="w",
            justify="left",
            padx=px(12),
            pady=px(5),
            wraplength=px(WIDTH - 28),
            background=ACCENT_SOFT,
            foreground=TONES["cover"].text,
        )
        self.line = LineCanvas(self.sheet)
        self.line.pack(fill="x", pady=(px(6), 0))

    def _foot(self) -> None:
        self.foot = tkinter.Frame(self.sheet, background=PAPER, padx=px(12), pady=px(8))
        self.foot.pack(side="bottom", fill="x")
        self.certify = button(self.foot, _("补签…"), lambda: self.found and self._certify(self.found))
        self.take_back = button(self.foot, _("撤销补签…"), lambda: self.found and self._take_back(self.found))
        self.object_to = button(self.foot, _("申诉…"), lambda: self.found and self._object_to(self.found))

    def _body(self) -> None:
        frame = tkinter.Frame(self.sheet, background=PAPER)
        frame.pack(fill="both", expand=True)
        self.text = read_only(
            frame,
            font=font("body"),
            wrap="word",
            padx=px(12),
            pady=px(2),
            cursor="arrow",
            tabs=(px(64), px(132), px(220)),
            spacing1=px(1),
            spacing3=px(2),
        )
        bar = ttkbootstrap.Scrollbar(frame, orient="vertical", command=self.text.yview)
        self.text.configure(yscrollcommand=bar.set)
        bar.pack(side="right", fill="y")
        self.text.pack(side="left", fill="both", expand=True)
        self._tags()

    def _tags(self) -> None:
        self.text.tag_configure("hanging", lmargin1=px(12))
        self.text.tag_configure("heading", font=font("strong"), spacing1=px(8), spacing3=px(3))
        self.text.tag_configure("muted", foreground=MUTED)
        self.text.tag_configure("small", foreground=MUTED, font=font("small"), lmargin1=px(12), lmargin2=px(12))
        self.text.tag_configure("clause", lmargin1=px(12), lmargin2=px(12))
        for name, tone in TONES.items():
            self.text.tag_configure(name, foreground=tone.text, lmargin2=px(12))

    # ------------------------------------------------------------ showing

    def show(self, found: ExplainedDay | None, row: DayRow | None = None) -> None:
        """A person's day, or what to do to see one."""
        differs = row.differs if row else ()
        if found is not None and (found, differs) == (self.found, self._differs):
            return
        same = found and self.found and (found.number, found.day) == (self.found.number, self.found.day)
        at = self.text.yview()[0] if same else 0.0
        self.found, self._differs = found, differs
        self.line.show(found.line if found else None)
        if found:
            self._show_head(found)
        else:
            self._show_nothing()
        write(self.text, *(self._lines(found) if found else [(_("点左边的一行，这里说明为什么这样认定。"), "muted")]))
        self.text.yview_moveto(at)
        self._show_buttons(found)

    def _lines(self, found: ExplainedDay) -> Iterator[Part]:
        """Long texts broken as Chinese is; the second line and those after it stand a little to the right."""
        for words, tag in parts(found):
            measure = tkfont.nametofont(font("small" if tag == "small" else "body"), self).measure
            lines = [words] if "\t" in words else wrap(words, px(ROOM), measure).splitlines(keepends=True)
            for at, line in enumerate(lines):
                yield line, f"{tag} hanging" if at else tag

    def _show_head(self, found: ExplainedDay) -> None:
        colours = TONES[tone_of(found.verdict.tone) if found.verdict.tone != "plain" else "good"]
        self.who.configure(text=found.name)
        role = _("{role}岗").format(role=found.role) if found.role else ""
        self.seat.configure(text="　".join(filter(None, (found.number, found.unit, f"{found.post} {role}".strip()))))
        self.verdict.configure(text=found.verdict.text, background=colours.patch, foreground=colours.text)
        if self._differs:
            told = "\n".join(self._differs)
            self.differs.configure(text=_("现在重算有变化，公示新的一版以后才生效：") + "\n" + told)
            self.differs.pack(fill="x", after=self.verdict)
        else:
            self.differs.pack_forget()

    def _show_nothing(self) -> None:
        self.who.configure(text="")
        self.seat.configure(text="")
        self.verdict.configure(text="", background=PAPER)
        self.differs.pack_forget()

    def _show_buttons(self, found: ExplainedDay | None) -> None:
        self.certify.pack_forget()
        self.take_back.pack_forget()
        self.object_to.pack_forget()
        if found and found.edition:
            self.object_to.pack(side="right")
        if found and found.certifiable:
            self.certify.pack(side="left")
        if found and any(entry.revocable for entry in found.entries):
            self.take_back.pack(side="left", padx=px(8))
