"""What the form of a new leave slip shows while it is being filled in. Nothing here files, and nothing raises."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from attendance import leave as leaves_of
from attendance.calendar import CalendarUnknown
from attendance.entries import HalfDay, Leave
from attendance.leave import after_the_fact, days_text, stands
from attendance.rulebook import Rulebook, RulebookError
from office.failures import JobError, sentence
from office.home import Home
from office.leave import find
from office.leave_balance import balance_words
from office.leave_request import Requested, Wish, look, rules_on
from office.leave_words import conflict_sentence, names_of, span_words, step_words
from office.people_on import placed
from office.worked import halves_between
from store import leaves, roster
from store.database import last_change


class Draft(NamedTuple):
    """A slip as far as it is written; what is not yet there is empty."""

    number: str = ""
    kind: str = ""
    first: HalfDay | None = None
    last: HalfDay | None = None
    cover: str = ""
    reason: str = ""
    filed: date | None = None

    def wish(self) -> Wish | None:
        """What it asks for; None while it cannot be told."""
        if not (self.number and self.kind and self.first and self.last):
            return None
        return Wish(self.number, self.kind, self.first, self.last, self.cover, self.reason, self.filed)


class Told(NamedTuple):
    """A conflict: its kind (see attendance.conflicts) and the sentence for the approver."""

    kind: str
    detail: str


@dataclass(frozen=True)
class Looked:
    """What a draft comes to. `wanting` says what is still to be written, `refusal` why it cannot be filed."""

    wanting: str = ""
    refusal: str = ""
    length: str = ""
    together: str = ""
    chain: tuple[str, ...] = ()
    after_the_fact: bool = False
    balance: str = ""
    conflicts: tuple[Told, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        return not self.wanting and not self.refusal


class FormChoices(NamedTuple):
    """What the form offers: the kinds of leave of today's rulebook, and today."""

    kinds: tuple[str, ...]
    today: date


def form_choices(home: Home) -> FormChoices:
    """What a new slip can be made of. Raises JobError where the rulebook knows no leave."""
    today = home.clock().date()
    rulebook, rules = rules_on(home, today)
    if rules.leave is None:
        raise JobError(f"现行规则（{rulebook.book.title}）没有请假的规定，请在规则里加上")
    return FormChoices(tuple(kind.name for kind in rules.leave.kinds), today)


def leave_look(home: Home, draft: Draft) -> Looked:
    """What a draft would come to if it were filed now."""
    try:
        return _looked(home, draft)
    except (JobError, CalendarUnknown, RulebookError) as error:
        return Looked(refusal=sentence(error) or "", length=_length_alone(home, draft))


def extension_look(home: Home, slip: int, last: HalfDay | None, cover: str, reason: str) -> Looked:
    """What a slip that goes straight on would come to."""
    try:
        old = find(home, slip).leave
        if last is not None and last <= old.last:
            return Looked(refusal=f"续到的时间不晚于原来的结束（{span_words(old.last, old.last)}），请往后选")
        return _looked(
            home, Draft(old.number, old.kind, leaves_of.half_after(old.last), last, cover, reason or old.reason)
        )
    except (JobError, CalendarUnknown, RulebookError) as error:
        return Looked(refusal=sentence(error) or "")


def _looked(home: Home, draft: Draft) -> Looked:
    wish = draft.wish()
    if wish is None:
        return Looked(wanting=_wanting(draft), length=_length_alone(home, draft), balance=_balance_alone(home, draft))
    found = look(home, wish)
    rulebook, _ = rules_on(home, wish.first.date)
    names = names_of(home, found.conflicts, wish.first.date)
    return Looked(
        length=f"{days_text(found.halves)} 个工作日",
        together=_together(found),
        chain=tuple(_chain(found.leave, rulebook)),
        after_the_fact=after_the_fact(found.leave),
        balance=balance_words(home, wish.number, wish.kind, wish.first.date.year, found.leave),
        conflicts=tuple(Told(each.kind, conflict_sentence(each, names)) for each in found.conflicts),
        notes=tuple(_notes(home, found)),
    )


def _wanting(draft: Draft) -> str:
    missing = [
        name
        for name, given in (
            ("请假人", draft.number),
            ("假别", draft.kind),
            ("开始日期", draft.first),
            ("结束日期", draft.last),
        )
        if not given
    ]
    return f"还要填写{'、'.join(missing)}"


def _length_alone(home: Home, draft: Draft) -> str:
    """The working days of its dates, whoever asks; empty where they cannot be counted."""
    if not draft.first or not draft.last or draft.last < draft.first:
        return ""
    try:
        worked = halves_between(home, draft.first.date, draft.last.date, provisional=True)
    except (JobError, RulebookError):
        return ""
    return f"{days_text(len(leaves_of.within(draft.first, draft.last, worked)))} 个工作日"


def _balance_alone(home: Home, draft: Draft) -> str:
    if not draft.number or not draft.kind:
        return ""
    year = (draft.first.date if draft.first else home.clock().date()).year
    return balance_words(home, draft.number, draft.kind, year)


def _together(found: Requested) -> str:
    """Splitting an absence into several slips does not lower its chain."""
    if found.counted == found.halves:
        return ""
    return f"与相邻的请假连在一起共 {days_text(found.counted)} 天，按 {days_text(found.counted)} 天审批"


def _chain(leave: Leave, rulebook: Rulebook) -> Iterator[str]:
    yield from (step_words(step, rulebook) for step in leave.chain)
    if leave.handover:
        yield "接手人确认工作交接"


def _notes(home: Home, found: Requested) -> Iterator[str]:
    """What is no conflict but worth knowing before it is signed."""
    leave = found.leave
    if after_the_fact(leave):
        yield f"补假：{leave.filed} 才申请，晚于开始的 {leave.first.date}"
    with home.store.reading():
        now = last_change()
        people = placed(roster.stints(now), leave.first.date)
        around = [filed.leave for filed in leaves.between(leave.first.date, leave.last.date, now)]
    for other in around:
        if not stands(other) or other.number == leave.number or other.number not in people:
            continue
        who = f"{people[other.number].name}（{other.number}）"
        if people[other.number].post == found.person.post and other.number != leave.cover:
            yield f"同岗 {found.person.post} 的{who}也请假：{span_words(other.first, other.last)}"
        if leave.cover and other.cover == leave.cover:
            yield f"顶岗人同期已为{who}顶岗：{span_words(other.first, other.last)}"
