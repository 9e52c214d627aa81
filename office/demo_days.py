"""The demo's two working weeks: terminals read and days posted every morning, slips entered in between."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from attendance.records import CalendarDay
from attendance.rulebook import sessions_of
from office import days, postings, terminals
from office.demo_entries import SHIFT, Errand, errands
from office.demo_punches import MORNING, PAPER, SATURDAY, DemoPunch, demo_punches
from office.demo_terminals import MODELS, DemoTerminal, RehearsedClock, terminal_of
from office.home import Home
from office.people import list_people
from office.postings import Posted
from office.pull import pull

INSTALLED = datetime(2026, 11, 6, 16, 0)
FIRST, LAST = date(2026, 11, 9), date(2026, 11, 20)
AFTER = date(2026, 11, 23)  # the working day on which the last one is posted
BACK_ON = time(9, 20)
SWITCHED_OFF, REASON = "3楼", "3楼设备断电，通电后补读"


@dataclass
class Rehearsal:
    """The office with its terminals, the fingers laid on them in the two weeks, and how far these have come."""

    home: Home
    clock: RehearsedClock
    hung: dict[str, DemoTerminal]
    punches: Sequence[DemoPunch]
    come: datetime = INSTALLED

    def read(self, now: datetime) -> None:
        """Time passes, fingers are laid on, and the office reads what there is to be read."""
        passed = [punch for punch in self.punches if self.come < punch.at <= now]
        self.come = self.clock.now = now
        for terminal in self.hung.values():
            terminal.take(passed)
        pull(self.home)

    def run(self, errand: Errand) -> Iterator[Posted]:
        """What reaches the desk is entered when it does."""
        self.clock.now = errand.at
        errand.do(self.home)
        if errand.again:
            yield postings.post(self.home, errand.again, errand.reason)

    def post_before(self, morning: date, day: date) -> Iterator[Posted]:
        """The working day before, and of a weekend what was on duty."""
        for ahead in range((morning - day).days):
            posted = postings.post(self.home, day + timedelta(days=ahead))
            if posted.edition:
                yield posted


def rehearse(home: Home, clock: RehearsedClock) -> list[Posted]:
    """Morning after morning: read the terminals, post the working day before, enter what comes."""
    worked = days.working_days(home, FIRST, AFTER)
    punches = _punches(home, worked)
    waiting = errands([punch for punch in punches if punch.floor == PAPER])
    posted: list[Posted] = []
    with ExitStack() as stack:
        office = Rehearsal(home, clock, _hang_terminals(home, clock, stack), punches)
        for day, morning in pairwise(worked):
            if day == LAST:
                office.hung[SWITCHED_OFF].switch_off()
            office.read(datetime.combine(morning, MORNING))
            posted += office.post_before(morning, day)
            for errand in waiting:
                if errand.at.date() == morning:
                    posted += office.run(errand)
        office.hung[SWITCHED_OFF].switch_on()
        office.read(datetime.combine(AFTER, BACK_ON))
        posted.append(postings.post(home, LAST, REASON))
    return posted


def _punches(home: Home, worked: Sequence[date]) -> list[DemoPunch]:
    rulebook = home.rulebook(FIRST)
    rules = rulebook.on(CalendarDay(FIRST, True, FIRST.weekday()))
    saturday = rulebook.on(CalendarDay(SATURDAY, False, SATURDAY.weekday()))
    (duty,) = sessions_of([saturday.shifts[SHIFT].hours], saturday.punctuality)
    return demo_punches([stint.person for stint in list_people(home)], worked, rules.sessions, duty)


def _hang_terminals(home: Home, clock: RehearsedClock, stack: ExitStack) -> dict[str, DemoTerminal]:
    """Three terminals on sockets of this machine, registered with the office; `stack` switches them off."""
    people = [stint.person for stint in list_people(home)]
    hung = {model.name: terminal_of(model, people, clock) for model in MODELS}
    for name, terminal in hung.items():
        stack.callback(terminal.switch_off)
        terminals.add(home, name, terminal.switch_on(), terminal.model.floor)
    return hung
