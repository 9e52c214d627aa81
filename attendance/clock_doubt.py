"""Whether it is the office's own clock that is wrong: several terminals do not jump by the same time of themselves."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

JUMP = 600  # seconds; less is a clock that somebody set right
ALIKE = 120


class ClockLook(NamedTuple):
    """What one read says of the clocks: the office time and how far the terminal was ahead, now and at the read
    before; `before` is None where there was none."""

    now: datetime
    ahead: int
    before: datetime | None = None
    was_ahead: int = 0

    @property
    def jump(self) -> int:
        """By how much the two clocks moved apart between the reads, in seconds."""
        return self.ahead - self.was_ahead

    @property
    def office_went_back(self) -> bool:
        """The office's time is earlier than it was, while the terminal's went on."""
        if self.before is None:
            return False
        shown, was_shown = (
            at + timedelta(seconds=ahead) for at, ahead in ((self.now, self.ahead), (self.before, self.was_ahead))
        )
        return self.now < self.before and shown >= was_shown


def office_clock_wrong(looks: Sequence[ClockLook]) -> int | None:
    """By how many seconds the office clock seems to be behind (negative: ahead of) what it was; None where nothing
    says so. One terminal alone is proof only where the office's time went back while the terminal's went on; and
    where office and terminals agree by now, a clock was set right."""
    known = [look for look in looks if look.before is not None]
    jumps = [look.jump for look in known]
    if not jumps or abs(median(look.ahead for look in known)) < JUMP:
        return None
    middle = round(median(jumps))
    if abs(middle) < JUMP:
        return None
    alike = sum(abs(jump - middle) <= ALIKE for jump in jumps)
    proven = any(look.office_went_back for look in looks)
    return middle if (alike >= 2 or proven) and alike * 3 >= len(jumps) * 2 else None
