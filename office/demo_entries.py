"""What the demo's office enters by hand, at the moments at which slips, calls and lists reach its desk."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from attendance.entries import HalfDay
from office import corrections, leave, outings, posts, step_aways
from office.demo_punches import ON_DUTY, ON_LEAVE, POWER_CUT, SATURDAY, DemoPunch
from office.home import Home
from office.leave import Pen
from office.leave_request import Wish, request
from office.people import list_people

SHIFT = "周六值班"
SICK_DAY, SICK, FORGOT = date(2026, 11, 11), "2010", "1005"
AWAY, COVER = "1003", "1004"  # an A on leave of two days, and the B who stands in
UNSIGNED, OUT, SUBSTITUTE, LEFT_POST = "3016", "3015", "3014", "C08"
LEADERS = {"1": "王建军", "2": "冯德胜", "3": "贾志刚"}  # by the first digit of the 工号
HEAD, DEPUTY, FLOOR_MANAGER = "秦正明", "方立群", "陶玉洁"
SHEET_FILE = "签到表-2楼-11-18.xlsx"


class Errand(NamedTuple):
    """Something done at the desk; where it changes a day already posted, that day is posted again, with the reason."""

    at: datetime
    do: Callable[[Home], object]
    again: date | None = None
    reason: str = ""


def errands(paper: Sequence[DemoPunch]) -> tuple[Errand, ...]:
    """All of the two weeks in order of time; `paper` is what was signed while there was no power."""
    sheet = partial(_sign_in_sheet, paper)
    return (
        Errand(datetime(2026, 11, 12, 9, 30), _what_was_missing, SICK_DAY, "补病假一人，补签一人"),
        Errand(datetime(2026, 11, 12, 16, 30), _duty),
        Errand(datetime(2026, 11, 16, 15, 0), _leave_of_two_days),
        Errand(datetime(2026, 11, 16, 16, 0), _half_signed),
        Errand(datetime(2026, 11, 17, 9, 30), lambda home: _sign(home, AWAY, "deputy_director", DEPUTY)),
        Errand(datetime(2026, 11, 17, 15, 0), _goes_out),
        Errand(datetime(2026, 11, 17, 16, 25), _comes_back),
        Errand(datetime(2026, 11, 18, 10, 2, 15), lambda home: step_aways.open_away(home, COVER, home.clock())),
        Errand(datetime(2026, 11, 18, 10, 20, 40), _back_at_the_window),
        Errand(datetime(2026, 11, 19, 10, 30), sheet, POWER_CUT[0], "2楼停电，按签到表认定"),
        Errand(datetime(2026, 11, 20, 9, 0), lambda home: _close(home, AWAY)),
    )


# ---------------------------------------------------------------- leave


def _what_was_missing(home: Home) -> None:
    """Posted as absent and as a missing punch the morning after; both bring their paper then."""
    half = HalfDay(SICK_DAY, "pm")
    request(home, Wish(SICK, "病假", half, half, cover="2009", reason="发热就诊"))
    _sign(home, SICK, "group_leader", LEADERS["2"])
    _sign(home, SICK, "supervision_head", HEAD)
    _close(home, SICK)
    corrections.certify(home, FORGOT, datetime(2026, 11, 11, 12, 8), "接待群众，漏打签退", LEADERS["1"])


def _leave_of_two_days(home: Home) -> None:
    """Two days are signed by three; the deputy director does so the next morning."""
    request(home, Wish(AWAY, "年休假", *_whole(AWAY), cover=COVER))
    _sign(home, AWAY, "group_leader", LEADERS["1"])
    _sign(home, AWAY, "supervision_head", HEAD)


def _half_signed(home: Home) -> None:
    """The head of supervision never signs, and the other of the window will be out: a third is named."""
    request(home, Wish(UNSIGNED, "事假", *_whole(UNSIGNED), cover=OUT, reason="家中有事"))
    _sign(home, UNSIGNED, "group_leader", LEADERS["3"])
    posts.name_substitute(home, SUBSTITUTE, LEFT_POST, ON_LEAVE[UNSIGNED][0], ON_LEAVE[UNSIGNED][-1])


def _whole(number: str) -> tuple[HalfDay, HalfDay]:
    days = ON_LEAVE[number]
    return HalfDay(days[0], "am"), HalfDay(days[-1], "pm")


def _sign(home: Home, number: str, role: str, by: str) -> None:
    leave.sign(home, _slip(home, number), Pen(role, by, home.clock().date(), "同意"))


def _close(home: Home, number: str) -> None:
    leave.close(home, _slip(home, number), home.clock().date())


def _slip(home: Home, number: str) -> int:
    return leave.list_leaves(home, date(2026, 11, 1), date(2026, 11, 30), number)[-1].leave.id


# ---------------------------------------------------------------- the rest


def _duty(home: Home) -> None:
    for number in ON_DUTY:
        posts.add_duty(home, number, SATURDAY, SHIFT)


def _goes_out(home: Home) -> None:
    now = home.clock()
    outings.open_outing(home, OUT, now, now.replace(hour=16, minute=0), "到市局送材料")


def _comes_back(home: Home) -> None:
    now = home.clock()
    outings.close_outing(home, outings.list_outings(home, now.date())[0].outing.id, now)


def _back_at_the_window(home: Home) -> None:
    now = home.clock()
    step_aways.close_away(home, step_aways.list_aways(home, now.date())[0].away.id, now)


def _sign_in_sheet(paper: Sequence[DemoPunch], home: Home) -> None:
    """Through a real Excel file, as an office would do it."""
    from office.slip_rows import SHEET_HEADERS, SHEET_NOTES
    from reports.excel import template

    names = {stint.person.number: stint.person.name for stint in list_people(home)}
    rows = [(signed.number, names[signed.number], f"{signed.at:%H:%M}") for signed in paper]
    file = home.path / SHEET_FILE
    file.write_bytes(template((SHEET_HEADERS, *rows), SHEET_NOTES, "签到表"))
    day, floor, _ = POWER_CUT
    morning = datetime(day.year, day.month, day.day, 7, 30)
    stretch = corrections.Stretch(floor, morning, morning.replace(hour=12))
    corrections.import_sheet(home, file, stretch, FLOOR_MANAGER, "停电")
