"""条款: the rules of a day as a document, chapters at the left."""

import tkinter
from datetime import date
from functools import partial
from typing import Any

import ttkbootstrap

from office.rulebook_view import ChapterText, ClauseText, Paragraph, RulebookView, rulebook_view
from ui.language import _
from ui.look import ACCENT, AMBER, INK, MUTED, PANEL, PAPER, TONES, font, px
from ui.pages.rulebook.pane import ChapterList, Pane
from ui.widgets.bits import label, panel
from ui.widgets.dates import DateEntry


class ClausesPane(Pane):
    """Numbers in words, each with its clause; the clause's own text below; what a person judges, with the reason."""

    def build(self) -> None:
        self.view: RulebookView | None = None
        self.wanted = ""  # a citation that somebody came for
        self._head()
        below = tkinter.Frame(self, background=PANEL)
        below.pack(fill="both", expand=True)
        self.chapters = ChapterList(below, self.go)
        self.chapters.pack(side="left", fill="y", padx=(0, px(10)))
        sheet = panel(below, 0)
        sheet.pack(side="left", fill="both", expand=True)
        self.text = self._text(sheet)
        bar = ttkbootstrap.Scrollbar(sheet, orient="vertical", command=self.text.yview)
        bar.pack(side="right", fill="y")
        self.text.pack(side="left", fill="both", expand=True)
        self.text.configure(yscrollcommand=partial(self._scrolled, bar))

    def _head(self) -> None:
        head = tkinter.Frame(self, background=PANEL)
        head.pack(fill="x", pady=(0, px(8)))
        self.search = self.find = ttkbootstrap.Entry(head, width=16)
        self.find.pack(side="right")
        self.find.bind("<Return>", lambda _event: self.find_next())
        label(head, _("查找"), muted=True).pack(side="right", padx=(px(16), px(6)))
        self._today = self.desk.now().date()
        self.day = DateEntry(head, self._today, changed=self._on_day, style="Panel.TFrame")
        self.day.pack(side="right")
        label(head, _("哪天的规定"), muted=True).pack(side="right", padx=(0, px(6)))
        self.title = label(head, "", "heading")
        self.title.pack(side="left")
        self.version = label(head, "", "small", muted=True)
        self.version.pack(side="left", padx=px(10), pady=(px(3), 0))

    def _text(self, parent: tkinter.Misc) -> tkinter.Text:
        text = tkinter.Text(
            parent,
            font=font("body"),
            foreground=INK,
            background=PAPER,
            relief="flat",
            borderwidth=0,
            wrap="char",
            padx=px(20),
            pady=px(12),
            cursor="arrow",
            state="disabled",
            highlightthickness=1,
            highlightbackground=PAPER,
            highlightcolor=ACCENT,
        )
        text.tag_configure("chapter", font=font("heading"), spacing1=px(18), spacing3=px(6))
        text.tag_configure("first", font=font("heading"), spacing3=px(6))
        text.tag_configure("title", font=font("strong"), spacing1=px(4), spacing3=px(2))
        text.tag_configure("line", lmargin1=px(2), lmargin2=px(16), spacing1=px(2), spacing3=px(2))
        text.tag_configure(
            "basis", font=font("small"), foreground=MUTED, lmargin1=px(16), lmargin2=px(16), spacing3=px(4)
        )
        quote: dict[str, Any] = {"lmargin1": px(16), "lmargin2": px(16), "rmargin": px(16), "background": PANEL}
        text.tag_configure("cited", font=font("small"), foreground=MUTED, spacing1=px(5), **quote)
        text.tag_configure("quote", spacing1=px(1), spacing3=px(5), **quote)
        text.tag_configure("old", foreground=MUTED)
        text.tag_configure("note", font=font("small"), foreground=AMBER, spacing3=px(5), **quote)
        text.tag_configure("hit", background=TONES["late"].patch)
        text.tag_raise("hit")
        for key, steps in (("<Up>", -2), ("<Down>", 2)):
            text.bind(key, partial(self._roll, steps))
        return text

    def _roll(self, steps: int, _event: object) -> str:
        self.text.yview_scroll(steps, "units")
        return "break"

    # ------------------------------------------------------------ loading and showing

    def load(self) -> None:
        if self.day.text.get() == self._today.isoformat() != self.desk.now().date().isoformat():
            self._today = self.desk.now().date()  # a new day has begun
            self.day.set(self._today)
        self.desk.ask(rulebook_view, self._day(), done=self.show, failed=self._not_there, key="rulebook")

    def _day(self) -> date:
        try:
            return self.day.get() or self.desk.now().date()
        except ValueError:
            return self.desk.now().date()

    def _on_day(self, _day: date) -> None:
        self.load()

    def show(self, view: RulebookView) -> None:
        """Write the document anew where it says something else; the place in it stays."""
        if view == self.view:
            return
        first = self.view is None
        top = self.text.yview()[0]
        self.view = view
        self.title.configure(text=view.title)
        self.version.configure(text=_("{name}　版本 {version}").format(name=view.name, version=view.version))
        self.chapters.show([(chapter.code, chapter.title) for chapter in view.chapters])
        self._write(view)
        if not first:
            self.text.yview_moveto(top)
        if self.wanted:
            self._to_citation(self.wanted)

    def _not_there(self, sentence: str, _details: str) -> None:
        """Nothing to read: why, in place of the document."""
        self.view = None
        self.title.configure(text="")
        self.version.configure(text="")
        self.text.configure(state="normal")
        self.text.delete("1.0", "end")
        self._put(sentence, "title")
        self.text.configure(state="disabled")

    def _write(self, view: RulebookView) -> None:
        self.text.configure(state="normal")
        self.text.delete("1.0", "end")
        for number, chapter in enumerate(view.chapters):
            self._chapter(chapter, "first" if not number else "chapter")
        if view.missing:
            self._put(_("这部规则没有这些内容，不作认定：{chapters}").format(chapters="、".join(view.missing)), "basis")
        self.text.configure(state="disabled")

    def _chapter(self, chapter: ChapterText, tag: str) -> None:
        self.text.mark_set(chapter.code, "end-1c")
        self.text.mark_gravity(chapter.code, "left")
        self._put(chapter.title, tag)
        for paragraph in chapter.paragraphs:
            self._paragraph(paragraph)
        for clause in chapter.clauses:
            self._clause(clause)

    def _paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.title:
            self._put(paragraph.title, "title")
        for line in paragraph.lines:
            self._put(f"·  {line}", "line")
        told = _("依据 {citation}　自 {day} 起").format(citation=paragraph.citation, day=paragraph.since)
        self._put(told, "basis")

    def _clause(self, clause: ClauseText) -> None:
        self._put(clause.citation, "cited")
        self._put(clause.text, "quote", *(() if clause.cited else ("old",)))
        if clause.reason:
            self._put(_("人工认定：{reason}").format(reason=clause.reason), "note")
        if not clause.cited:
            self._put(_("现行数字已改由别的条款规定"), "note")

    def _put(self, line: str, *tags: str) -> None:
        self.text.insert("end", f"{line}\n", tags)

    # ------------------------------------------------------------ moving

    def go(self, chapter: str) -> None:
        """Bring a chapter to the top."""
        if self.view:
            self.text.yview(chapter)
            self.after_idle(self.chapters.mark, chapter)

    def _scrolled(self, bar: Any, first: float, last: float) -> None:
        bar.set(first, last)
        if self.view:
            self.chapters.mark(self._chapter_at_top())

    def _chapter_at_top(self) -> str:
        """The chapter whose text stands at the upper edge."""
        assert self.view is not None
        top = self.text.index(f"@0,{px(30)}")
        above = [each.code for each in self.view.chapters if self.text.compare(each.code, "<=", top)]
        return above[-1] if above else self.view.chapters[0].code

    def find_next(self) -> None:
        """Mark every hit and bring the next one into view."""
        self.text.tag_remove("hit", "1.0", "end")
        sought = self.find.get().strip()
        if not sought:
            return
        at = self.text.search(sought, "1.0", "end")
        while at:
            end = f"{at}+{len(sought)}c"
            self.text.tag_add("hit", at, end)
            at = self.text.search(sought, end, "end")
        following = self.text.search(sought, f"{self.text.index('@0,0')} lineend", nocase=True)
        if following:
            self.text.yview(f"{following} linestart")
        else:
            self.desk.tell(_("条款里没有“{sought}”").format(sought=sought))

    def focus_on(self, **focus: Any) -> None:
        self.wanted = str(focus.get("citation", ""))
        day = focus.get("day")
        if isinstance(day, date) and day != self._day():
            self.day.set(day)
            self.load()
        elif self.view and self.wanted:
            self._to_citation(self.wanted)

    def _to_citation(self, citation: str) -> None:
        self.wanted = ""
        self.find.delete(0, "end")
        self.find.insert(0, citation)
        self.find_next()
