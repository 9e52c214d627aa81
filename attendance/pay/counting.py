"""What is counted: times or days of findings, absence, leave and notices, each as the event it was."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from attendance.document import FindingDoc
from attendance.month import Noticed, OwnDay, OwnMonth, OwnSession

BY_SESSION = frozenset({"absent", "on_leave"})  # counted by the session's result, in parts of a day where days count
NOBODY_KNOWS = "unknown"


class Event(NamedTuple):
    """One thing that was counted. `counted` is how much: a time, a part of a day, minutes."""

    date: date
    edition: int
    session: str
    code: str
    minutes: int
    counted: Fraction
    clause: str = ""
    evidence: tuple[str, ...] = ()


ONCE = Fraction(1)
WHOLES = {"days": ONCE, "half_days": Fraction(1, 2)}  # what a day, or a session, in which something happened counts
Measure = tuple[int | None, int | None]  # at least and at most so many minutes


def marked(own: OwnMonth) -> list[OwnDay]:
    """The days of a month on which there is anything to count at all: few, as a rule none."""
    return [
        day
        for day in own.days
        if day.person["findings"] or any(session.family in BY_SESSION for session in day.sessions)
    ]


def events(
    days: Sequence[OwnDay],
    notices: Sequence[Noticed],
    counts: Collection[str],
    unit: str,
    measure: Measure = (None, None),
) -> list[Event]:
    """Everything of some days that `counts` names, in order of time. `unit` days: absence and leave count by parts of a
    day, and of anything else a day counts once however often it happened; half_days: so does every session. Only what
    took so many minutes as `measure` says."""
    found = [event for day in days for event in _of_day(day, counts, unit, measure)]
    found += [
        Event(notice.day, 0, "", notice.kind, 0, ONCE, "", (f"notice:{notice.id}",))
        for notice in notices
        if notice.kind in counts
    ]
    return sorted(found, key=lambda event: event.date)


def _of_day(day: OwnDay, counts: Collection[str], unit: str, measure: Measure) -> Iterator[Event]:
    seen: set[str] = set()
    for finding in day.person["findings"]:
        if finding["code"] in counts and finding["code"] not in BY_SESSION and within(finding["minutes"], measure):
            place = finding["session"] if unit == "half_days" else ""
            yield _found(day, finding, Fraction(0) if unit in WHOLES and place in seen else WHOLES.get(unit, ONCE))
            seen.add(place)
    for session in day.sessions:
        if named(session, counts):
            event = of_session(day, session, session.days if unit in WHOLES else ONCE)
            if within(event.minutes, measure):
                yield event


def within(minutes: int, measure: Measure) -> bool:
    """Whether so many minutes are as many as are meant, both bounds included."""
    least, most = measure
    return (least is None or minutes >= least) and (most is None or minutes <= most)


def named(session: OwnSession, counts: Collection[str]) -> bool:
    """Whether a session's absence or leave is among what is counted, by its family or its kind."""
    family, _, kind = session.result.partition(":")
    return family in BY_SESSION and (family in counts or kind in counts)


def _found(day: OwnDay, finding: FindingDoc, counted: Fraction) -> Event:
    return Event(
        day.date,
        day.edition,
        finding["session"],
        finding["code"],
        finding["minutes"],
        counted,
        finding["clause"],
        tuple(finding["evidence"]),
    )


def of_session(day: OwnDay, session: OwnSession, counted: Fraction) -> Event:
    """A session as an event, with what was found in it, or what excuses it."""
    about = [finding for finding in day.person["findings"] if finding["session"] == session.name]
    said = next((finding for finding in about if finding["code"] == session.family), about[0] if about else None)
    basis = next(each.get("basis", []) for each in day.person["sessions"] if each["name"] == session.name)
    evidence = tuple(said["evidence"]) if said else tuple(basis)
    minutes, clause = (said["minutes"], said["clause"]) if said else (0, "")
    return Event(day.date, day.edition, session.name, session.result, minutes, counted, clause, evidence)


def total(counted: Iterable[Event]) -> Fraction:
    """How much it comes to."""
    return sum((event.counted for event in counted), Fraction(0))
