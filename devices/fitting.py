"""What the bytes of a log or of the users must be. Pure: bytes and the terminal's own counts in, records out.

Nothing on the wire says how long a record is. A size is believed when the bytes have its structure and the terminal's
own counts, taken before and after, agree with it. Where the two disagree the read is refused, with one exception: a
count that is too low, a known fault of some firmware, is overruled when only one size has the structure at all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from attendance.records import DAY_SECONDS, Problem, RawPunch, TerminalUser, clock_text, clock_time

from . import wire
from .errors import TerminalError

T = TypeVar("T")

LONGEST_NUMBER = 999_999_999  # terminals that keep user ids as numbers take up to nine digits
KNOWN_STATES = frozenset({0, 1, 2, 3, 4, 5, 255})


class Counts(NamedTuple):
    """How many there are by the terminal's own count, before and after the bytes were read."""

    before: int
    after: int


class _Fit(NamedTuple):
    size: int
    score: float  # share of the records that look as they should
    records: int


def _choose(what: str, total: int, fits: Sequence[_Fit], counts: Counts) -> tuple[_Fit, tuple[Problem, ...]]:
    """The one size that the bytes have and the counts confirm. TerminalError("garbled") where there is none."""
    refusal = TerminalError("garbled", what=what, bytes=total, before=counts.before, after=counts.after)
    agreed = [fit for fit in fits if counts.before <= fit.records <= counts.after]
    if len(agreed) == 1 and agreed[0].score >= max(fit.score for fit in fits):
        return agreed[0], ()
    if agreed or len(fits) != 1 or fits[0].records < counts.before or counts.after < counts.before:
        raise refusal
    detail = f"{what}: {counts.after} counted, {fits[0].records} read"
    return fits[0], (Problem("count_low", detail, fits[0].records - counts.after),)


def _fits(data: bytes, sizes: Iterable[int], score: Callable[[int], float | None]) -> list[_Fit]:
    scored = [(size, score(size)) for size in sizes if len(data) % size == 0]
    return [_Fit(size, share, len(data) // size) for size, share in scored if share is not None]


# ---------------------------------------------------------------- users


def fit_users(data: bytes, counts: Counts) -> tuple[list[TerminalUser], tuple[Problem, ...]]:
    """The users of a terminal. TerminalError("garbled") where bytes and counts contradict each other."""
    if not data and counts.before == 0:
        return [], ()
    decoded = {size: wire.decode_users(data, size) for size in wire.USER_SIZES if len(data) % size == 0}
    fit, problems = _choose("users", len(data), _fits(data, decoded, lambda size: _decoded(decoded[size])), counts)
    return decoded[fit.size] or [], problems


def _decoded(users: list[TerminalUser] | None) -> float | None:
    return 1.0 if users else None


# ---------------------------------------------------------------- the log


def fit_log(
    data: bytes, counts: Counts, users: Sequence[TerminalUser], latest: int
) -> tuple[list[RawPunch], tuple[Problem, ...]]:
    """The log of a terminal, and what is odd in it. `latest`: the terminal's own time at the read, as a count.

    TerminalError("garbled") where the bytes have no structure that the counts confirm.
    """
    if not data and counts.before == 0:
        return [], ()
    known = frozenset(int(user.number) for user in users if user.number.isdigit())
    sizes = [size for size in wire.LOG_SIZES if _may_have(data, size, known)]
    columns = {size: wire.log_columns(data, size) for size in sizes if len(data) % size == 0}
    fits = _fits(data, columns, lambda size: _log_score(columns[size], size, known, latest))
    fit, problems = _choose("log", len(data), fits, counts)
    slots: Mapping[int | bytes, str] = {user.uid: user.number for user in users}
    punches = wire.punches(columns[fit.size], fit.size, slots)
    return punches, (*problems, *log_problems(punches, latest))


def _may_have(data: bytes, size: int, known: frozenset[int]) -> bool:
    """Whether the first records look like it: wrong sizes of a long log are ruled out without decoding all of it."""
    sample = data[: min(len(data), 200 * size) // size * size]
    return _filled(wire.log_columns(sample, size), size, known) * 2 * size > len(sample)


def _log_score(columns: wire.LogColumns, size: int, known: frozenset[int], latest: int) -> float | None:
    """The share of records with a credible time; None where the bytes cannot be a log of this size.

    A date in the future does not show a wrong size by itself: terminals with a dead battery write such dates.
    """
    horizon = latest + 2 * 372 * DAY_SECONDS
    credible = sum(1 for at in columns.at if at <= horizon) / len(columns.at)
    solid = _filled(columns, size, known) >= 0.9 * len(columns.keys) and (size == 40 or credible >= 0.5)
    return credible if solid else None


def _filled(columns: wire.LogColumns, size: int, known: frozenset[int]) -> int:
    """How many records have a person and a time where they must be; an empty field there shows a wrong size."""
    keys = set(columns.keys)
    if size == 40:
        return len(columns.keys) if all(wire.sound_text(key) for key in keys if isinstance(key, bytes)) else 0
    people = {key for key in keys if _is_number(key, known)}
    return sum(1 for key, at in zip(columns.keys, columns.at, strict=True) if at and key in people)


def _is_number(key: int | bytes, known: frozenset[int]) -> bool:
    return isinstance(key, int) and (0 < key <= LONGEST_NUMBER or key in known)


# ---------------------------------------------------------------- what a person must look at


def log_problems(punches: Sequence[RawPunch], latest: int) -> tuple[Problem, ...]:
    """Records that are kept as they are and that somebody has to know of; one problem for each kind."""
    impossible = {
        day for day in {punch.at // DAY_SECONDS for punch in punches} if clock_time(day * DAY_SECONDS) is None
    }
    found = (
        _problem("impossible_date", [clock_text(p.at) for p in punches if p.at // DAY_SECONDS in impossible]),
        _problem("future", [clock_text(p.at) for p in punches if p.at > latest + DAY_SECONDS]),
        _problem("unknown_uid", [p.number for p in punches if p.number == p.user and p.user.startswith("uid:")]),
        _problem("odd_state", [str(p.state) for p in punches if p.state not in KNOWN_STATES]),
    )
    return tuple(problem for problem in found if problem is not None)


def _problem(kind: str, examples: list[str]) -> Problem | None:
    return Problem(kind, ", ".join(sorted(set(examples))[:5]), len(examples)) if examples else None
