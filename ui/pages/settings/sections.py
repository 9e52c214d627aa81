"""The fields of the settings, in two columns of sections."""

import tkinter
from collections.abc import Callable
from typing import Any

from ui.language import LANGUAGES, _
from ui.look import PANEL, px
from ui.widgets.bits import Scrolled, label, panel
from ui.widgets.fields import ChoiceField, FileField, TextField
from ui.widgets.form import Field, Form

LABELS = 132


class Sections(Scrolled):
    """Every setting has its field; `changed` hears of what is typed."""

    def __init__(self, parent: tkinter.Misc, changed: Callable[[], object]) -> None:
        super().__init__(parent, PANEL)
        self._tell = changed
        self.fields: dict[str, Field[Any]] = {}
        self.inside.columnconfigure((0, 1), weight=1, uniform="half")
        self._column = self._add_column(0)
        self._add_office()
        self._add_publication()
        self._add_month()
        self._add_window()
        self._column = self._add_column(1)
        self._add_morning()
        self._add_backup()

    def _add_column(self, number: int) -> tkinter.Frame:
        column = tkinter.Frame(self.inside, background=PANEL)
        column.grid(row=0, column=number, sticky="new", padx=(0, px(10)) if number == 0 else 0)
        return column

    def _section(self, title: str) -> Form:
        paper = panel(self._column, 10)
        paper.pack(fill="x", pady=(0, px(8)))
        label(paper, title, "heading").pack(fill="x", pady=(0, px(2)))
        form = Form(paper, changed=self._tell, label_width=LABELS)
        form.pack(fill="x")
        return form

    def _add(self, key: str, field: Field[Any]) -> None:
        self.fields[key] = field
        field.form.add(field, key)

    def _add_office(self) -> None:
        form = self._section(_("本中心"))
        self._add("centre", TextField(form, _("中心名称")))
        self._add("calendar_warning", TextField(form, _("提醒放假安排")))
        form.hint(_("每年从这一天起提醒下一年的放假安排，例如 11-01"))

    def _add_publication(self) -> None:
        form = self._section(_("公示和申诉"))
        self._add("publication", FileField(form, _("公示文件夹"), folder=True))
        form.hint(_("保存时会试写一次；换了文件夹，以前的公示仍留在原处"))
        self._add("publication_months", TextField(form, _("保留几个月")))
        form.hint(_("文件夹里只留最近这些月的公示，0 为一直保留；数据库里的不受影响"))
        self._add("objection_days", TextField(form, _("几个工作日可申诉")))
        form.hint(_("写在公示上，0 为不写"))

    def _add_month(self) -> None:
        form = self._section(_("月报"))
        self._add("signs", TextField(form, _("符号")))
        form.hint(_("名称后面写一个符号，用空格分开，例如 迟到▲ 早退▼；没有写的用程序自己的，别的假用它的第一个字"))

    def _add_window(self) -> None:
        form = self._section(_("界面"))
        self._add("language", ChoiceField(form, _("语言"), list(LANGUAGES.items())))
        sizes = [("standard", _("标准")), ("large", _("大"))]
        self._add("text_size", ChoiceField(form, _("字的大小"), sizes))

    def _add_morning(self) -> None:
        form = self._section(_("早上的时间"))
        self._add("read_times", TextField(form, _("读设备")))
        form.hint(_("用空格分开；到时间自动读，缺了的会再读"))
        self._add("draft_time", TextField(form, _("出草稿")))
        self._add("publish_time", TextField(form, _("公示")))
        alone = [("yes", _("到时间自动公示")), ("no", _("等人确认以后才公示"))]
        self._add("publish_alone", ChoiceField(form, _("没有人确认时"), alone))
        self._add("latest_time", TextField(form, _("最迟公示")))
        form.hint(_("到这时数据还不全的，按数据不全公示"))
        self._add("deadline_time", TextField(form, _("公示期限")))
        self._add("read_every", TextField(form, _("平时隔几分钟读")))
        self._add("retry_every", TextField(form, _("缺了隔几分钟再试")))
        self._add("read_seconds", TextField(form, _("读一台最多等（秒）")))

    def _add_backup(self) -> None:
        form = self._section(_("备份"))
        self._add("backups", FileField(form, _("备份文件夹"), folder=True))
        form.hint(_("最好放在另一块硬盘或共享文件夹里，电脑坏了也不会丢"))
        self._add("backup_time", TextField(form, _("每天几点")))
        self._add("backup_days", TextField(form, _("保留几天")))
        form.hint(_("没有开机的，下一次开机补；每月最后一份一直保留"))

    def typed(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {key: _text(field) for key, field in self.fields.items()}


def _text(field: Field[Any]) -> str:
    found: str = field.text.get().strip()  # type: ignore[attr-defined]
    if isinstance(field, ChoiceField):
        return next((value for value, text in field.options if text == found), "")
    return found
