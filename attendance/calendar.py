"""The working calendar: Monday to Friday, the State Council's exceptions, and the office's own days on top."""

from collections.abc import Mapping
from datetime import date, timedelta

from attendance.records import CalendarDay

# Three names are short in chinesecalendar; a posting uses the words of the State Council's notice.
NOTICE_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


class CalendarUnknown(Exception):  # noqa: N818 - named for what it says, as the house calls it
    """The State Council's days of a year are not known here; they are never guessed."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


def official_days(year: int) -> tuple[CalendarDay, ...]:
    """The holidays and make-up workdays the State Council published for a year, in order of date."""
    # Imported here because the command line must answer before it has loaded every holiday since 2004.
    from chinese_calendar import constants

    def name(english: str) -> str:
        chinese: str = constants.Holiday(english).chinese
        return NOTICE_NAMES.get(chinese, chinese)

    rest = [_state(day, False, name(why)) for day, why in constants.holidays.items() if day.year == year]
    if not rest:
        raise CalendarUnknown(year)
    work = [
        _state(day, True, f"补班（{name(why)}调休）") for day, why in constants.workdays.items() if day.year == year
    ]
    return tuple(sorted(rest + work, key=lambda known: known.date))


def _state(day: date, working: bool, reason: str) -> CalendarDay:
    return CalendarDay(day, working, day.weekday(), reason, "state")


def calendar_day(day: date, overrides: Mapping[date, CalendarDay]) -> CalendarDay:
    """What the calendar says of a day: the override where there is one, else Monday to Friday."""
    return overrides.get(day) or CalendarDay(day, day.weekday() < 5, day.weekday())


def working_days(first: date, last: date, overrides: Mapping[date, CalendarDay]) -> tuple[date, ...]:
    """Every working day from `first` to `last`, both included."""
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return tuple(day for day in days if calendar_day(day, overrides).working)
