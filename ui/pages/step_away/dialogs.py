"""Two dialogs: a step-away entered afterwards, and a return whose time is known."""

from datetime import date

from office import step_aways
from office.step_away_rows import AwayRow
from ui.desk import Desk
from ui.language import _
from ui.widgets.bits import label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import CheckField, DayField, TimeField
from ui.widgets.form import Form
from ui.widgets.person_field import PersonField


class EnterDialog(Dialog):
    """补登: what the notice on the desk tells afterwards."""

    def __init__(self, desk: Desk, day: date) -> None:
        self.day = day
        super().__init__(desk, _("补登离岗"), yes=_("补登"), width=400)

    def fill(self) -> None:
        self.form = Form(self.body)
        self.form.pack(fill="x")
        self.form.add(PersonField(self.form, self.desk, _("离岗人")), "number")
        self.form.add(DayField(self.form, _("日期"), self.day), "day")
        self.form.add(TimeField(self.form, _("离岗时间")), "at")
        self.form.add(TimeField(self.form, _("返回时间")), "closed")
        self.form.add(PersonField(self.form, self.desk, _("代班人"), required=False), "cover")
        self.form.add(CheckField(self.form, "", _("已按规定报告去向")), "reported")

    def confirm(self) -> None:
        read = self.form.values()
        if read:
            times = read["at"], read["closed"]
            arguments = read["number"], read["day"], times, read["cover"], read["reported"]
            self.act(step_aways.enter_away, *arguments, done=self._told)

    def _told(self, running: step_aways.Running) -> None:
        away = running.away
        self.desk.tell(_("已补登 {number} 的离岗").format(number=away.number))


class ReturnDialog(Dialog):
    """登记返回: at a time of the day on which he left."""

    def __init__(self, desk: Desk, row: AwayRow, day: date) -> None:
        self.row, self.day = row, day
        super().__init__(desk, _("登记返回"), yes=_("登记返回"), width=360)

    def fill(self) -> None:
        row = self.row
        said = _("{name}（{number}）{day} {time} 离岗").format(
            name=row.name, number=row.number, day=self.day, time=row.at
        )
        label(self.body, said, wrap=360).pack(fill="x")
        self.form = Form(self.body)
        self.form.pack(fill="x")
        self.form.add(TimeField(self.form, _("返回时间")), "at")

    def confirm(self) -> None:
        read = self.form.values()
        if read:
            self.act(step_aways.close_at, self.row.id, read["at"], done=self._told)

    def _told(self, _running: step_aways.Running) -> None:
        self.desk.tell(_("已登记{name}返回").format(name=self.row.name))
