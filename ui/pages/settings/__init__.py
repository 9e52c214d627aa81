"""设置: what the office sets for itself, where the data lies, what the program is made of."""

import tkinter
from typing import Any

from office.settings import Saved, SettingsForm, save_settings
from office.settings_view import SettingsView, settings_view
from ui.language import LANGUAGES, _
from ui.look import ACCENT_SOFT, INK, PANEL, RED, font, px
from ui.page import Page
from ui.pages.settings.about import About
from ui.widgets.bits import Scrolled, button, label, panel
from ui.widgets.fields import ChoiceField, FileField, TextField
from ui.widgets.form import Field, Form


class SettingsPage(Page):
    name = "settings"

    def build(self) -> None:
        self.view: SettingsView | None = None
        self.forms: list[Form] = []
        self.fields: dict[str, Field[Any]] = {}
        self._add_top()
        columns = tkinter.Frame(self, background=PANEL)
        columns.pack(fill="both", expand=True)
        columns.columnconfigure((0, 1), weight=1, uniform="half")
        columns.rowconfigure(0, weight=1)
        self.left = Scrolled(columns, PANEL)
        self.left.grid(row=0, column=0, sticky="nsew", padx=(0, px(10)))
        self._add_office()
        self._add_morning()
        self._add_window()
        self.about = About(columns, self.desk)
        self.about.grid(row=0, column=1, sticky="nsew")

    def _add_top(self) -> None:
        top = tkinter.Frame(self, background=PANEL)
        top.pack(fill="x", pady=(0, px(10)))
        label(top, _("设置"), "title").pack(side="left", padx=(0, px(14)))
        self.save_button = button(top, _("保存"), self.save, "primary")
        self.save_button.pack(side="right")
        self.undo_button = button(top, _("恢复原样"), self.undo)
        self.undo_button.pack(side="right", padx=px(8))
        self.said = tkinter.Label(self, background=PANEL, foreground=RED, font=font("body"), anchor="w", justify="left")
        self.said.bind("<Configure>", lambda event: self.said.configure(wraplength=event.width))
        self.again = tkinter.Frame(self, background=ACCENT_SOFT)
        told = _("语言和字的大小在重新打开程序以后生效")
        tkinter.Label(self.again, text=told, background=ACCENT_SOFT, foreground=INK, font=font("body")).pack(
            side="left", padx=px(10), pady=px(6)
        )
        button(self.again, _("立即重新打开"), self.desk.restart).pack(side="right", padx=px(6), pady=px(4))

    # ------------------------------------------------------------ the form

    def _section(self, title: str) -> Form:
        paper = panel(self.left.inside, 10)
        paper.pack(fill="x", pady=(0, px(6)))
        label(paper, title, "heading").pack(fill="x", pady=(0, px(6)))
        form = Form(paper, changed=self.edited, label_width=132)
        form.pack(fill="x")
        self.forms.append(form)
        return form

    def _add(self, key: str, field: Field[Any]) -> None:
        self.fields[key] = field
        field.form.add(field, key)

    def _add_office(self) -> None:
        form = self._section(_("本中心"))
        self._add("centre", TextField(form, _("中心名称")))
        self._add("publication", FileField(form, _("公示文件夹"), folder=True))
        form.hint(_("保存时会试写一次；换了文件夹，以前的公示仍留在原处"))
        self._add("calendar_warning", TextField(form, _("提醒放假安排")))
        form.hint(_("每年从这一天起提醒下一年的放假安排，例如 11-01"))

    def _add_morning(self) -> None:
        form = self._section(_("早上的时间"))
        self._add("read_times", TextField(form, _("读设备")))
        form.hint(_("用空格分开；除公示期限外，供以后的自动运行使用"))
        self._add("draft_time", TextField(form, _("出草稿")))
        self._add("publish_time", TextField(form, _("公示")))
        self._add("latest_time", TextField(form, _("最迟公示")))
        self._add("deadline_time", TextField(form, _("公示期限")))
        self._add("read_seconds", TextField(form, _("读一台最多等（秒）")))

    def _add_window(self) -> None:
        form = self._section(_("界面"))
        self._add("language", ChoiceField(form, _("语言"), list(LANGUAGES.items())))
        sizes = [("standard", _("标准")), ("large", _("大"))]
        self._add("text_size", ChoiceField(form, _("字的大小"), sizes))

    def typed(self) -> dict[str, str]:
        """What stands in the form now."""
        return {key: _text(field) for key, field in self.fields.items()}

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

    def show(self, view: SettingsView) -> None:
        """What somebody is typing stays."""
        typing = bool(self.changes)
        self.about.show(view)
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


def _text(field: Field[Any]) -> str:
    found: str = field.text.get().strip()  # type: ignore[attr-defined]
    if isinstance(field, ChoiceField):
        return next((value for value, text in field.options if text == found), "")
    return found


PAGE = SettingsPage
