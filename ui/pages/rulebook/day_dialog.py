"""A day of the calendar: worked or not, by which weekday's hours, and why."""

from office.calendar_view import DayCell, clear_own_day, set_own_day
from ui.desk import Desk
from ui.language import _, weekday
from ui.look import px
from ui.widgets.bits import button, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.form import Form


class DayDialog(Dialog):
    """The office's own word on a day; where it has one, it can be taken back."""

    def __init__(self, desk: Desk, day: DayCell) -> None:
        self.day = day
        title = _("设置 {day} {weekday}").format(day=day.date, weekday=weekday(day.date))
        super().__init__(desk, title, yes=_("保存"), width=440)
        if day.restored:
            self.clear = button(self.yes.master, _("撤销设置"), self.take_back, "danger-outline")
            self.clear.pack(side="left")

    def fill(self) -> None:
        label(self.body, self.day.sentence, wrap=440).pack(anchor="w", pady=(0, px(4)))
        if self.day.restored:
            told = _("撤销以后恢复为：{restored}").format(restored=self.day.restored)
            label(self.body, told, "small", muted=True, wrap=440).pack(anchor="w")
        if self.day.posted:
            told = _("这一天已经公示，改了以后公示内容不变；要更正须重新公示并写明原因。")
            label(self.body, told, "small", muted=True, wrap=440).pack(anchor="w")
        self.form = Form(self.body, label_width=84)
        self.form.pack(fill="x", pady=(px(10), 0))
        kinds = [("open", _("上班")), ("closed", _("不上班"))]
        # most come to change what stands: a working day to close it, a day of rest to open it
        own = self.day.kind.startswith("own")
        worked = self.day.working if own else not self.day.working
        self.kind = self.form.add(ChoiceField(self.form, _("安排"), kinds, "open" if worked else "closed"), "kind")
        names = (_("按周一"), _("按周二"), _("按周三"), _("按周四"), _("按周五"), _("按周六"), _("按周日"))
        hours = [("", _("按当天")), *((str(at), name) for at, name in enumerate(names))]
        follows = "" if self.day.follows is None else str(self.day.follows)
        self.follows = self.form.add(ChoiceField(self.form, _("作息"), hours, follows), "follows")
        self.reason = self.form.add(
            TextField(self.form, _("事由"), self.day.reason if own else "", longest=40), "reason"
        )
        self.kind.on_change(self._fit)
        self._fit()

    def _fit(self) -> None:
        """A day without work has no hours."""
        self.follows.box.configure(state="readonly" if self.kind.get() == "open" else "disabled")

    def focus_first(self) -> None:
        self.reason.focus()

    def confirm(self) -> None:
        values = self.form.values()
        if values is None:
            return
        follows = int(values["follows"]) if values["follows"] else None
        working = values["kind"] == "open"
        self.act(set_own_day, self.day.date, working, follows, values["reason"], done=self.desk.tell)

    def take_back(self) -> None:
        """What the state or the week says holds again."""
        self.act(clear_own_day, self.day.date, self.reason.text.get(), done=self.desk.tell)
