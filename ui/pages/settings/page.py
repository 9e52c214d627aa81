"""The page of settings: its parts, and saving what was typed."""

import tkinter
from typing import Any

from office.care_view import care_view
from office.settings import Saved, SettingsForm, save_settings
from office.settings_view import SettingsView, settings_view
from ui.language import _
from ui.look import ACCENT_SOFT, INK, PANEL, RED, font, px
from ui.page import Page
from ui.pages.settings.about import About
from ui.pages.settings.care import Care
from ui.pages.settings.sections import Sections
from ui.widgets.bits import Segments, button, label
from ui.widgets.form import Field


class SettingsPage(Page):
    name = "settings"

    def build(self) -> None:
        self.view: SettingsView | None = None
        self._add_top()
        self.form = Sections(self, self.edited)
        self.care = Care(self, self.desk)
        self.about = About(self, self.desk)
        self.turn("form", load=False)

    @property
    def fields(self) -> dict[str, Field[Any]]:
        return self.form.fields

    def _add_top(self) -> None:
        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(10)))
        label(top, _("设置"), "title").pack(side="left", padx=(0, px(14)))
        parts = [("form", _("设置项")), ("care", _("备份和检查")), ("about", _("关于"))]
        self.parts = Segments(top, parts, self.turn)
        self.parts.pack(side="left")
        self.save_button = button(top, _("保存"), self.save, "primary")
        self.undo_button = button(top, _("恢复原样"), self.undo)
        self.said = tkinter.Label(self, background=PANEL, foreground=RED, font=font("body"), anchor="w", justify="left")
        self.said.bind("<Configure>", lambda event: self.said.configure(wraplength=event.width))
        self.again = tkinter.Frame(self, background=ACCENT_SOFT)
        told = _("语言和字的大小在重新打开程序以后生效")
        tkinter.Label(self.again, text=told, background=ACCENT_SOFT, foreground=INK, font=font("body")).pack(
            side="left", padx=px(10), pady=px(6)
        )
        button(self.again, _("立即重新打开"), self.desk.restart).pack(side="right", padx=px(6), pady=px(4))

    def turn(self, part: str, load: bool = True) -> None:
        """Bring a part to the front; what is typed into the form stays."""
        self.parts.mark(part)
        frames = {"form": self.form, "care": self.care, "about": self.about}
        for each, frame in frames.items():
            if each != part:
                frame.pack_forget()
        frames[part].pack(fill="both", expand=True)
        for each_button, padding in ((self.save_button, 0), (self.undo_button, px(8))):
            if part == "form":
                each_button.pack(side="right", padx=padding)
            else:
                each_button.pack_forget()
        if load and part == "care":
            self._load_care()

    def focus_on(self, **focus: Any) -> None:
        """A `part`: form, care, about."""
        self.turn(str(focus.get("part", "form")))

    # ------------------------------------------------------------ the form

    def typed(self) -> dict[str, str]:
        """What stands in the form now."""
        return self.form.typed()

    @property
    def changes(self) -> dict[str, str]:
        """What differs from what was loaded."""
        if self.view is None:
            return {}
        kept = vars(self.view.form)
        return {key: text for key, text in self.typed().items() if text != kept[key]}

    def edited(self) -> None:
        """Only what was changed can be saved."""
        state = "normal" if self.changes else "disabled"
        for each in (self.save_button, self.undo_button):
            each.configure(state=state)

    def fill(self, form: SettingsForm) -> None:
        """Show settings in the fields."""
        for key, field in self.fields.items():
            field.set(getattr(form, key))
        self.edited()

    def undo(self) -> None:
        self.complain("")
        if self.view:
            self.fill(self.view.form)

    # ------------------------------------------------------------ the data

    def load(self) -> None:
        self.desk.ask(settings_view, done=self.show, key="settings")
        if self.parts.value == "care":
            self._load_care()

    def _load_care(self) -> None:
        self.desk.ask(care_view, done=self.care.show, key="care")

    def show(self, view: SettingsView) -> None:
        """What somebody is typing stays."""
        typing = bool(self.changes)
        self.about.show(view)
        self.care.show_places(view)
        if view == self.view or typing:
            return
        self.view = view
        self.fill(view.form)

    def save(self) -> None:
        """Save what was changed."""
        self.complain("")
        changes = self.changes
        if changes:
            self.save_button.configure(state="disabled")
            self.desk.act(save_settings, changes, done=self._saved, failed=self._refused)

    def _saved(self, saved: Saved) -> None:
        self.view = None  # what is loaded next is what was saved
        self.desk.tell(_("设置已保存"))
        if saved.restart:
            self.again.pack(fill="x", pady=(0, px(10)), after=self.winfo_children()[0])

    def _refused(self, sentence: str, _details: str) -> None:
        self.complain(sentence)
        self.edited()

    def complain(self, sentence: str) -> None:
        """What is wrong, above the form; what was typed stays."""
        self.said.configure(text=sentence)
        if sentence:
            self.said.pack(fill="x", pady=(0, px(10)), after=self.winfo_children()[0])
        else:
            self.said.pack_forget()
