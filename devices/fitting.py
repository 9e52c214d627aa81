"""What the bytes of a log or of the users must be. Pure: bytes and the terminal's own counts in, records out.

Nothing on the wire says how long a record is. A size is believed when the bytes have its structure, clearly more than
that of any other size, and the terminal's own counts, taken before and after, agree with it. Otherwise the read is
refused, with one exception: a count that is too low, a known fault of some firmware, is overruled by the structure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from attendance.records import DAY_SECONDS, Problem, RawPunch, TerminalUser
from devices import wire
from devices.errors import TerminalError

T = TypeVar("T")

LONGEST_NUMBER = 999_999_999  # terminals that keep user ids as numbers take up to nine digits
_CLEARLY = 0.3


class Counts(NamedTuple):
    """How many there are by the terminal's own count, before and after the bytes were read."""

    before: int
    after: int


class _Looks(NamedTuple):
    """How records of some size look: the share with a credible time, and that of people known to the terminal."""

    credible: float
    enrolled: float


class _Fit(NamedTuple):
    size: int
    records: int
    looks: _Looks

    @property
    def score(self) -> float:
        return sum(self.looks)


def _choose(what: str, total: int, fits: Sequence[_Fit], counts: Counts) -> tuple[_Fit, tuple[Problem, ...]]:
    """The one size that the bytes have and the counts confirm. TerminalError("garbled") where there is none."""
    best = max(fits, key=lambda fit: fit.score, default=None)
    if best is None or not _is_sure(best, fits, counts) or not counts.before <= min(best.records, counts.after):
        raise TerminalError("garbled", what=what, bytes=total, before=counts.before, after=counts.after)
    surplus = best.records - counts.after
    if surplus <= 0:
        return best, ()
    return best, (Problem("count_low", f"{what}: {counts.after} counted, {best.records} read", surplus),)


def _is_sure(best: _Fit, fits: Sequence[_Fit], counts: Counts) -> bool:
    """Whether the best fit is the true one beyond doubt.

    In a log of a few records one odd record weighs much. There the best must also be the only one that agrees with
    the counts, and must name somebody whom the terminal knows.
    """
    lead = best.score - max((fit.score for fit in fits if fit is not best), default=-2.0)
    beyond_chance = _CLEARLY + 1 / min(fit.records for fit in fits)
    agreed = [fit for fit in fits if counts.before <= fit.records <= counts.after]
    confirmed = agreed == [best] and best.looks.enrolled > 0
    return best.looks.credible >= 0.5 and (lead > beyond_chance or (lead > _CLEARLY and confirmed))


def _fits(data: bytes, sizes: Iterable[int], look: Callable[[int], _Looks | None]) -> list[_Fit]:
    seen = [(size, look(size)) for size in sizes if len(data) % size == 0]
    return [_Fit(size, len(data) // size, looks) for size, looks in seen if looks is not None]


# ---------------------------------------------------------------- users


def fit_users(data: bytes, counts: Counts) -> tuple[list[TerminalUser], tuple[Problem, ...]]:
    """The users of a terminal. TerminalError("garbled") where bytes and counts contradict each other."""
    if not data and counts.before == 0:
        return [], ()
    decoded = {size: wire.decode_users(data, size) for size in wire.USER_SIZES if len(data) % size == 0}
    fit, problems = _choose("users", len(data), _fits(data, decoded, lambda size: _decoded(decoded[size])), counts)
    return decoded[fit.size] or [], problems


def _decoded(users: list[TerminalUser] | None) -> _Looks | None:
    return _Looks(1.0, 1.0) if users else None


# ---------------------------------------------------------------- the log


def fit_log(
    data: bytes, counts: Counts, users: Sequence[TerminalUser], latest: int
) -> tuple[list[RawPunch], tuple[Problem, ...]]:
    """The log of a terminal, with a problem where its count is too low. `latest`: its own time at the read, a count.

    TerminalError("garbled") where the bytes have no structure that the counts confirm.
    """
    if not data and counts.before == 0:
        return [], ()
    known = _keys(users)
    sizes = [size for size in wire.LOG_SIZES if len(data) % size == 0 and _may_have(data, size, known)]
    columns = {size: wire.log_columns(data, size) for size in sizes}
    fits = _fits(data, columns, lambda size: _log_looks(columns[size], size, known, latest))
    fit, problems = _choose("log", len(data), fits, counts)
    slots: Mapping[int | bytes, str] = {user.uid: user.number for user in users}
    return wire.punches(columns[fit.size], fit.size, slots), problems


Keys = Mapping[int, frozenset[int | bytes]]


def _keys(users: Iterable[TerminalUser]) -> Keys:
    """The users as they would appear in logs of each size."""
    users = list(users)
    return {
        8: frozenset(user.uid for user in users),
        16: frozenset(int(user.number) for user in users if user.number.isdecimal()),
        40: frozenset(user.number.encode().ljust(24, b"\0") for user in users),
    }


def _may_have(data: bytes, size: int, known: Keys) -> bool:
    """Whether the first records look like it: wrong sizes of a long log are ruled out without decoding all of it."""
    sample = data[: 200 * size]
    return _filled(wire.log_columns(sample, size), size, known) * 2 * size > len(sample)


def _log_looks(columns: wire.LogColumns, size: int, known: Keys, latest: int) -> _Looks | None:
    """How a log of this size would look; None where it cannot be one.

    Odd times and strangers alone rule nothing out: dead batteries write dates in the future, and people get deleted.
    """
    total = len(columns.keys)
    if _filled(columns, size, known) < 0.9 * total:
        return None
    credible = sum(map((latest + 2 * 372 * DAY_SECONDS).__ge__, columns.at)) / total
    if size == 40:
        credible = max(credible, 0.5)  # text is structure enough, even where a clock was wrong for years
    return _Looks(credible, sum(map(known[size].__contains__, columns.keys)) / total)


def _filled(columns: wire.LogColumns, size: int, known: Keys) -> int:
    """How many records have a person and a time where they must be; an empty field there shows a wrong size."""
    keys = set(columns.keys)
    if size == 40:
        return len(columns.keys) if all(wire.sound_text(key) for key in keys if isinstance(key, bytes)) else 0
    people = {key for key in keys if isinstance(key, int) and (0 < key <= LONGEST_NUMBER or key in known[size])}
    return sum(1 for key, at in zip(columns.keys, columns.at, strict=True) if at and key in people)
