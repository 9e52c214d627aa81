"""What the page of today shows, as plain frozen records: codes, values, moments, and sentences about the data."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from attendance.now import Counts


class Seat(NamedTuple):
    """Somebody at a post as A, B or substitute, and where he is now: see attendance.now.Standing for the codes.

    `limit` is by when he must be back, `alarm` and `over` when that comes near and when it counts as passed; `known`
    is up to when his terminals are read. `slip` is the number of the leave, outing or step-away that says so.
    """

    number: str
    name: str
    role: str
    where: str
    kind: str = ""
    since: datetime | None = None
    limit: datetime | None = None
    alarm: datetime | None = None
    over: datetime | None = None
    late: int = 0
    known: datetime | None = None
    terminals: tuple[str, ...] = ()
    slip: int = 0
    cover: str = ""
    covering: bool = False
    home_post: str = ""  # of a substitute
    keys: str = ""  # of the name, for a search


class Tile(NamedTuple):
    """A post on the map. `state`: closed, staffed, unknown, vacant, empty; `loose` where somebody holds no post."""

    post: str
    unit: str
    floor: str
    state: str
    seats: tuple[Seat, ...]
    since: datetime | None = None
    known: datetime | None = None


class Alert(NamedTuple):
    """Something to look at: since when, how grave, in a sentence, and where it leads to."""

    at: datetime
    kind: str
    tone: str  # bad, late, unknown
    text: str
    page: str
    focus: tuple[tuple[str, Any], ...] = ()


class Read(NamedTuple):
    """How far one terminal is read; `state` as the page of the terminals has it: ok, stale, failing, never."""

    name: str
    state: str
    horizon: datetime | None


@dataclass(frozen=True)
class Morning:
    """How far the morning is.

    `state`: no_people, no_terminals, trouble (the day cannot be judged), nothing (no day to post), due, late (the time
    for posting has passed), posted, changed (a new edition would say something else). `missing` says in sentences what
    the day that is posted this morning still lacks; `least` is the terminal read least far. `turn` is the working day
    on whose morning the day is posted. A day that is still to be posted has the `digest` of its draft, by which the
    draft is confirmed, how many are `unknown` in it, which terminals are read too `short` for it, and who `agreed`.
    """

    state: str
    day: date | None = None
    edition: int | None = None
    posted_at: datetime | None = None
    deadline: datetime | None = None
    missing: tuple[str, ...] = ()
    terminals: tuple[Read, ...] = ()
    turn: date | None = None
    complete: bool = False
    digest: str = ""
    unknown: int = 0
    short: tuple[str, ...] = ()
    agreed: str = ""

    @property
    def least(self) -> Read | None:
        """The terminal that is read least far; one that was never read before all others."""
        return min(self.terminals, key=lambda read: read.horizon or datetime.min, default=None)

    @property
    def failing(self) -> tuple[str, ...]:
        """The terminals that could not be read when last tried."""
        return tuple(read.name for read in self.terminals if read.state in ("failing", "never"))


class Step(NamedTuple):
    """A step of the morning. `kind`: read, draft, publish, latest, deadline; `state`: done, failed, running, waiting,
    coming, missed, off (nothing to do)."""

    kind: str
    at: datetime
    state: str
    said: str = ""


@dataclass(frozen=True)
class MorningLine:
    """The morning as a line of steps; none on a day of rest. `kept`: a program is there that runs it. `said` is what
    there is to say of the whole. `draft`: the draft of the day can be confirmed or posted now."""

    steps: tuple[Step, ...] = ()
    rest: bool = False
    kept: bool = True
    said: str = ""
    draft: bool = False


@dataclass(frozen=True)
class Board:
    """Today at `now`. `trouble` says why it cannot be shown; `turns` is when the clock alone changes something."""

    now: datetime
    morning: Morning
    line: MorningLine = MorningLine()
    rest: bool = False
    occasion: str = ""
    counts: Counts = field(default_factory=Counts)
    session: str = ""  # the session at hand for most, empty between sessions
    phase: str = "off"  # before, open, break, after, rest
    tiles: tuple[Tile, ...] = ()
    floors: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    alerts: tuple[Alert, ...] = ()
    trouble: str = ""
    turns: datetime | None = None
