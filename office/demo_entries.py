"""What the demo's office enters by hand, at the moments at which slips, calls and lists reach its desk."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from office import corrections, leave, outings, posts, step_aways
from office.demo_leaves import LEADERS, LEAVES, DemoLeave, moment
from office.demo_punches import GUARD, ON_DUTY, ON_GUARD, POWER_CUT, SATURDAY, SHIFT, TODAY, DemoPunch
from office.home import Home
from office.leave import Pen
from office.leave_request import Wish, request
from office.people import list_people

COVER = "1004"  # the B who stands in on a leave of two days
FLOOR_MANAGER, SHEET_FILE = "陶玉洁", "签到表-2楼-11-18.xlsx"
NEXT_SATURDAY = date(2026, 11, 28)


class Errand(NamedTuple):
    """Something done at the desk; where it changes a day already posted, that day is posted again, with the reason."""

    at: datetime
    do: Callable[[Home], object]
    again: date | None = None
    reason: str = ""


def errands(paper: Sequence[DemoPunch]) -> list[Errand]:
    """Everything in order of time; `paper` is what was signed while there was no power."""
    return sorted((*_slips(), *_behind(paper), *_this_morning()), key=lambda errand: errand.at)


def _behind(paper: Sequence[DemoPunch]) -> Iterator[Errand]:
    """What came in the two weeks that are posted."""
    forgot, first = date(2026, 11, 11), partial(_substitute, "3014", "C08", date(2026, 11, 17), date(2026, 11, 17))
    yield Errand(moment("12 09:31"), _forgotten_punch, forgot, "补登请假一人，补签一人")
    yield Errand(moment("12 16:30"), _saturday_duty)
    yield from _outing("1022", "13 15:00", "16:00", "到银行对账", back="15:52")
    yield Errand(moment("16 16:10"), first)
    yield from _outing("3015", "17 15:00", "16:00", "到市局送材料", back="16:25")
    yield from _step_away(COVER, "18 10:02:15", "10:20:40")
    yield Errand(moment("19 10:30"), partial(_sheet, paper), POWER_CUT[0], "2楼停电，按签到表认定")
    yield from _step_away(COVER, "19 15:05:10", "15:26:30", cover="1002")


def _this_morning() -> Iterator[Errand]:
    """What the window finds under way: people out, away and on guard, and a window without A and B."""
    yield Errand(moment("20 16:50"), _guards)
    yield from _outing("3011", "23 08:46", "09:10", "到主管局取件")
    yield from _step_away("1011", "23 08:47:30", "09:09:40")
    yield from _outing("2009", "23 08:49", "09:30", "到银行交单", back="09:06")
    yield from _outing("1017", "23 08:50", "10:30", "到社保局协调业务")
    yield Errand(moment("23 08:56"), partial(_substitute, "3010", "C04", TODAY, TODAY + timedelta(days=1)))
    yield from _step_away("3001", "23 09:02:20", "09:11:50")
    yield from _step_away("1005", "23 09:12:30", cover="1006")
    yield from _step_away("2006", "23 09:17:10")


# ---------------------------------------------------------------- leave


def _slips() -> Iterator[Errand]:
    for slip in LEAVES:
        wish = Wish(slip.number, slip.kind, slip.first, slip.last, slip.cover, slip.reason)
        yield Errand(slip.filed, partial(request, wish=wish))
        for at, role, by in slip.signatures():
            yield Errand(at, partial(_sign, slip, role, by))
        if slip.closed:
            yield Errand(slip.closed, partial(_close, slip))


def _sign(slip: DemoLeave, role: str, by: str, home: Home) -> None:
    leave.sign(home, _filed(home, slip), Pen(role, by, home.clock().date(), "同意"))


def _close(slip: DemoLeave, home: Home) -> None:
    leave.close(home, _filed(home, slip), home.clock().date())


def _filed(home: Home, slip: DemoLeave) -> int:
    return leave.list_leaves(home, slip.first.date, slip.last.date, slip.number)[-1].leave.id


# ---------------------------------------------------------------- outings and step-aways


def _outing(number: str, at: str, until: str, reason: str, back: str = "") -> Iterator[Errand]:
    first = moment(at)
    yield Errand(first, lambda home: outings.open_outing(home, number, first, _then(at, until), reason))
    if back:
        yield Errand(_then(at, back), partial(_comes_back, number))


def _comes_back(number: str, home: Home) -> None:
    now = home.clock()
    (out,) = [found.outing.id for found in outings.list_outings(home, now.date()) if found.outing.number == number]
    outings.close_outing(home, out, now)


def _step_away(number: str, at: str, back: str = "", cover: str = "") -> Iterator[Errand]:
    first = moment(at)
    yield Errand(first, lambda home: step_aways.open_away(home, number, first, cover))
    if back:
        yield Errand(_then(at, back), partial(_back_at_the_window, number))


def _back_at_the_window(number: str, home: Home) -> None:
    now = home.clock()
    (away,) = [found.away.id for found in step_aways.list_aways(home, now.date()) if found.away.number == number]
    step_aways.close_away(home, away, now)


def _then(at: str, until: str) -> datetime:
    """A later time of the same day."""
    return moment(f"{at[:2]} {until}")


# ---------------------------------------------------------------- the rest


def _forgotten_punch(home: Home) -> None:
    corrections.certify(home, "1005", datetime(2026, 11, 11, 12, 8), "接待群众，漏打签退", LEADERS["1"])


def _substitute(number: str, post: str, first: date, last: date, home: Home) -> None:
    posts.name_substitute(home, number, post, first, last)


def _saturday_duty(home: Home) -> None:
    for number in ON_DUTY:
        posts.add_duty(home, number, SATURDAY, SHIFT)


def _guards(home: Home) -> None:
    """The duty roster of the coming week."""
    for day, number in ON_GUARD.items():
        posts.add_duty(home, number, day, GUARD)
    for number in ("1012", "3006"):
        posts.add_duty(home, number, NEXT_SATURDAY, SHIFT)


def _sheet(paper: Sequence[DemoPunch], home: Home) -> None:
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
