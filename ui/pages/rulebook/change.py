"""修改: fields by chapter, from which day, and what the change comes to while it is typed."""

import tkinter
from datetime import date, timedelta
from typing import Any

from office.rulebook_change import Changeable, Changed, Look, changeable, look_change
from office.what_if_view import Differing, days_differing
from ui.language import _
from ui.look import MUTED, PAPER, RED, font, px
from ui.pages.rulebook.adopt_dialog import AdoptDialog
from ui.pages.rulebook.fields import ChapterFields
from ui.pages.rulebook.pane import ChapterList, Pane
from ui.widgets.bits import Empty, Scrolled, button, flow, label, panel
from ui.widgets.dates import DateEntry

DEBOUNCE_MS = 250


class ChangePane(Pane):
    """Chapters at the left, the fields of one in the middle, what all changes come to at the right."""

    def build(self) -> None:
        self.found: Changeable | None = None
        self.look: Look | None = None
        self._timer = ""
        self.chapters = ChapterList(self, self._on_chapter)
        self.chapters.pack(side="left", fill="y", padx=(0, px(10)))
        sheet = panel(self, 0)
        self.trouble = Empty(sheet, "")
        self.fields = ChapterFields(sheet, self._on_field)
        self.fields.inside.configure(padx=px(16), pady=px(12))
        self.fields.pack(fill="both", expand=True)
        self._preview()
        sheet.pack(side="left", fill="both", expand=True)

    def _preview(self) -> None:
        side = panel(self, 14)
        side.pack(side="right", fill="y", padx=(px(10), 0))
        tkinter.Frame(side, width=px(300), height=0, background=PAPER).pack()
        row = tkinter.Frame(side, background=PAPER)
        row.pack(fill="x")
        label(row, _("从哪天起"), "strong").pack(side="left", padx=(0, px(8)))
        self.since = DateEntry(row, self.desk.now().date() + timedelta(days=1), changed=lambda _day: self.load())
        self.since.pack(side="left")
        label(side, _("这一天以前的日子仍按原来的规定。"), "small", muted=True).pack(anchor="w", pady=(px(4), px(10)))
        foot = tkinter.Frame(side, background=PAPER)
        foot.pack(side="bottom", fill="x", pady=(px(10), 0))
        self.adopt = button(foot, _("采用…"), self.open_adopt, "primary")
        self.adopt.pack(side="right")
        self.undo = button(foot, _("全部还原"), self.reset)
        self.undo.pack(side="right", padx=px(8))
        self.count = button(side, _("算一算有几天认定会不同"), self.count_days, "link")
        self.scrolled = Scrolled(side, background=PAPER)
        self.scrolled.canvas.configure(width=px(300))
        self.scrolled.pack(fill="both", expand=True)
        self._show_look()

    # ------------------------------------------------------------ loading

    def _since(self) -> date | None:
        try:
            return self.since.get()
        except ValueError:
            return None

    def load(self) -> None:
        since = self._since()
        if since:
            self.desk.ask(changeable, since, done=self.show, failed=self._not_begun, key="changeable")

    def _not_begun(self, sentence: str, _details: str) -> None:
        """Before the rulebook begins there is nothing to change."""
        self.fields.pack_forget()
        self.trouble.text.configure(text=sentence)
        self.trouble.pack(fill="both", expand=True)
        self.found, self.look = None, None
        self._show_look()

    def show(self, found: Changeable) -> None:
        """The fields of the day; what was typed stays where it still says something else."""
        self.trouble.pack_forget()
        self.fields.pack(fill="both", expand=True)
        if found != self.found:
            self.found = found
            known = {
                field.key: field for chapter in found.chapters for entry in chapter.entries for field in entry.fields
            }
            kept = {key: value for key, value in self.page.changes.items() if key in known}
            self.page.changes = {key: value for key, value in kept.items() if value != known[key].value}
            self._list()
            self._show_chapter()
        self._ask_look()

    def _list(self) -> None:
        assert self.found is not None
        self.chapters.show(
            [(chapter.code, self._titled(chapter.code, chapter.title)) for chapter in self.found.chapters]
        )

    def _titled(self, code: str, title: str) -> str:
        """With how many of its fields are changed."""
        count = sum(key.split(".")[0] == code for key in self.page.changes)
        return _("{title}（改 {count}）").format(title=title, count=count) if count else title

    def _on_chapter(self, _code: str) -> None:
        self._show_chapter()

    def _show_chapter(self) -> None:
        if self.found is None:
            return
        chapter = next(each for each in self.found.chapters if each.code == self.chapters.value)
        self.fields.show(chapter, self.page.changes)
        self._show_look()

    # ------------------------------------------------------------ changing

    def _on_field(self, key: str, value: str) -> None:
        """A field says something else: keep it, and soon ask what it comes to."""
        if value == self.fields.rows[key].field.value:
            self.page.changes.pop(key, None)
        else:
            self.page.changes[key] = value
        self._list()
        if self._timer:
            self.after_cancel(self._timer)
        self._timer = self.after(DEBOUNCE_MS, self._ask_look)

    def _ask_look(self) -> None:
        self._timer = ""
        since = self._since()
        if self.page.changes and since:
            self.desk.ask(look_change, dict(self.page.changes), since, done=self._take_look, key="look")
        elif self.look:
            self.look = None
            self._show_look()

    def _take_look(self, look: Look) -> None:
        if look != self.look:
            self.look = look if self.page.changes else None
            self._show_look()

    def _complain(self) -> None:
        faults = self.look.faults if self.look else ()
        self.fields.complain({fault.key: fault.sentence for fault in reversed(faults)})

    def _show_look(self) -> None:
        """What the change comes to, beside the fields and under them."""
        look = self.look
        for child in self.scrolled.inside.winfo_children():
            child.destroy()
        sound = look is not None and not look.faults and bool(look.altered)
        self.adopt.configure(state="normal" if sound else "disabled")
        self.undo.configure(state="normal" if self.page.changes else "disabled")
        if look is None:
            self._line(_("在左边选一章，改数字或选项；改了什么、从哪天到哪天，会写在这里。"), MUTED)
        else:
            self._tell(look)
        if sound and look is not None and look.posted:
            self.count.pack(side="bottom", anchor="w", pady=(px(6), 0))
        else:
            self.count.pack_forget()
        self._complain()

    def _tell(self, look: Look) -> None:
        for change in look.altered:
            place = change.chapter + (f"（{change.where}）" if change.where else "")
            self._line(f"{place}　{change.label}", MUTED, "small")
            self._line(f"{change.before or _('没有')} → {change.after or _('没有')}", "", "strong")
        for fault in look.faults:
            if not fault.key.startswith(f"{self.fields.code}."):  # else it stands under its field
                self._line(fault.sentence, RED)
        for note in look.notes:
            self._line(note, MUTED, "small")

    def _line(self, text: str, colour: str, role: str = "body") -> None:
        made = label(self.scrolled.inside, flow(text), role, wrap=290)
        made.pack(anchor="w", pady=(0, px(6) if role != "small" else px(2)))
        if colour:
            made.configure(foreground=colour, font=font(role))

    def reset(self) -> None:
        """Forget every change."""
        self.page.changes.clear()
        self.fields.reset()
        if self.found:
            self._list()
        self._ask_look()

    def count_days(self) -> None:
        """How many of the posted days a new edition would judge differently: long work."""
        since = self._since()
        if since:
            self.desk.work(
                days_differing,
                dict(self.page.changes),
                since,
                title=_("试算已公示的日子"),
                done=self._counted,
                progress=lambda *_step: None,
            )

    def _counted(self, found: Differing) -> None:
        self._line(found.sentence, "")

    def open_adopt(self) -> None:
        since = self._since()
        if self.look and not self.look.faults and since:
            AdoptDialog(self.desk, self.look, dict(self.page.changes), since, self.adopted)

    def adopted(self, changed: Changed) -> None:
        """The change is in force: the form is empty again."""
        self.desk.tell(changed.sentence)
        self.page.changes.clear()
        self.look = None
        self._show_look()

    def focus_on(self, **focus: Any) -> None:
        """`chapter`: the one to open."""
        wanted = str(focus.get("chapter", ""))
        if wanted in self.chapters.parts:
            self.chapters.mark(wanted)
            self._show_chapter()
