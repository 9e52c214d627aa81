"""The demo's two working weeks: terminals read and days posted every morning, slips entered in between.

It ends in the middle of the next morning, with the office at work.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from office import postings, terminals
from office.demo_entries import Errand, errands
from office.demo_punches import DAYS, MORNING, PAPER, TODAY, DemoPunch, all_punches
from office.demo_staff import staff
from office.demo_terminals import MODELS, UNREACHED, DemoTerminal, RehearsedClock, terminal_of
from office.demo_window import ENDS
from office.home import Home
from office.postings import Posted
from office.pull import Progress, pull

INSTALLED = datetime(2026, 11, 6, 16, 0)
LAST = DAYS[-1]
BACK_ON = time(9, 20)
REASON = f"{UNREACHED}设备断电，通电后补读"


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


def rehearse(home: Home, clock: RehearsedClock, progress: Progress | None = None) -> list[Posted]:
    """Morning after morning: read the terminals, post the working day before, enter what comes."""
    punches = all_punches()
    waiting = errands([punch for punch in punches if punch.floor == PAPER])
    posted: list[Posted] = []
    with ExitStack() as stack:
        office = Rehearsal(home, clock, _hang_terminals(home, clock, stack), punches)
        for done, (day, morning) in enumerate(pairwise((*DAYS, TODAY)), 1):
            if day == LAST:
                office.hung[UNREACHED].switch_off()
            office.read(datetime.combine(morning, MORNING))
            posted += office.post_before(morning, day)
            for errand in waiting:
                if errand.at.date() == morning:
                    posted += office.run(errand)
            if progress:
                progress("公示", done, len(DAYS))
        posted.append(_until_now(office))
    return posted


def _until_now(office: Rehearsal) -> Posted:
    """The terminal that could not be read is read and its day posted again, before it is lost once more."""
    office.hung[UNREACHED].switch_on()
    office.read(datetime.combine(TODAY, BACK_ON))
    posted = postings.post(office.home, LAST, REASON)
    office.hung[UNREACHED].switch_off()
    office.read(ENDS)
    return posted


def _hang_terminals(home: Home, clock: RehearsedClock, stack: ExitStack) -> dict[str, DemoTerminal]:
    """Three terminals on sockets of this machine, registered with the office; `stack` switches them off."""
    people = staff()
    hung = {model.name: terminal_of(model, people, clock) for model in MODELS}
    for name, terminal in hung.items():
        stack.callback(terminal.switch_off)
        terminals.add(home, name, terminal.switch_on(), terminal.model.floor)
    return hung
