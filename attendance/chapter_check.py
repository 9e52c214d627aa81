"""What a rulebook's chapters may contradict in themselves: a chain with a hole, a report to nobody, shifts twice."""

from collections.abc import Iterator, Sequence

from attendance.assess import BESIDE, GRAVITY
from attendance.chapters import ChainRow, DutyRules, LeaveRules, OutingRules, StepAwayRules, Threshold
from attendance.leave import days_text
from attendance.rulebook import Book
from attendance.shape import Fault

SECTIONS = (
    "hours",
    "punctuality",
    "data",
    "leave",
    "outings",
    "step_away",
    "cover",
    "corrections",
    "contradictions",
    "duty",
    "thresholds",
)


def chapter_faults(book: Book) -> Iterator[Fault]:
    """Every fault of the chapters, each with its place."""
    roles = {role.name for role in book.roles}
    for index, leave in enumerate(book.leave, 1):
        yield from _leave_faults(f"leave[{index}]", leave, roles)
    for index, outings in enumerate(book.outings, 1):
        yield from _outing_faults(f"outings[{index}]", outings, roles)
    for index, step_away in enumerate(book.step_away, 1):
        yield from _step_away_faults(f"step_away[{index}]", step_away)
    sessions = {session.name for hours in book.hours for session in hours.sessions}
    for index, duty in enumerate(book.duty, 1):
        yield from _duty_faults(f"duty[{index}].shifts", duty, sessions)
    kinds = {kind.name for leave in book.leave for kind in leave.kinds}
    for index, threshold in enumerate(book.thresholds, 1):
        yield from _threshold_faults(f"thresholds[{index}]", threshold, kinds)


# ---------------------------------------------------------------- leave


def _leave_faults(key: str, leave: LeaveRules, roles: set[str]) -> Iterator[Fault]:
    kinds = [kind.name for kind in leave.kinds]
    if len(set(kinds)) < len(kinds):
        yield Fault(f"{key}.kinds", ", ".join(kinds), "twice")
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[ChainRow]] = {}
    for number, row in enumerate(leave.chains, 1):
        yield from _row_faults(f"{key}.chains[{number}]", row, set(kinds), roles)
        groups.setdefault((row.applicants, row.kinds), []).append(row)
    if ((), ()) not in groups:
        yield Fault(f"{key}.chains", "", "no_base_chain")
    for rows in groups.values():
        yield from _length_faults(f"{key}.chains", rows)


def _row_faults(key: str, row: ChainRow, kinds: set[str], roles: set[str]) -> Iterator[Fault]:
    yield from (Fault(f"{key}.kinds", kind, "no_such_kind") for kind in row.kinds if kind not in kinds)
    signing = dict.fromkeys(role for step in row.steps for role in step.roles)
    yield from (Fault(f"{key}.steps", role, "no_such_role") for role in signing if role not in roles)
    if all(step.act == "file" for step in row.steps):
        yield Fault(f"{key}.steps", ", ".join(step.act for step in row.steps), "nobody_decides")


def _length_faults(key: str, rows: Sequence[ChainRow]) -> Iterator[Fault]:
    """Every length, from half a day on, must be signed by exactly one row; beyond the last bound nothing changes."""
    for length in range(1, max((bound for row in rows for bound in row.bounds), default=0) + 2):
        covering = sum(row.covers(length) for row in rows)
        if covering != 1:
            yield Fault(key, days_text(length), "chain_overlap" if covering else "chain_hole")
            return


# ---------------------------------------------------------------- the others


def _outing_faults(key: str, outings: OutingRules, roles: set[str]) -> Iterator[Fault]:
    bounds = [row.at_most for row in outings.reports]
    if bounds[-1] is not None:
        yield Fault(f"{key}.reports", str(bounds[-1]), "reports_hole")
    upper = [bound for bound in bounds if bound is not None]
    if None in bounds[:-1] or sorted(set(upper)) != upper:
        yield Fault(f"{key}.reports", ", ".join(map(str, upper)), "reports_order")
    for number, row in enumerate(outings.reports, 1):
        for role in row.roles:
            if role not in roles:
                yield Fault(f"{key}.reports[{number}].roles", role, "no_such_role")


def _step_away_faults(key: str, rules: StepAwayRules) -> Iterator[Fault]:
    if rules.limit_minutes is not None and rules.alarm_minutes >= rules.limit_minutes:
        yield Fault(f"{key}.alarm_minutes", str(rules.alarm_minutes), "alarm_after_limit", str(rules.limit_minutes))
    if rules.limit_minutes is None and rules.report_minutes is None and rules.a_day is None:
        yield Fault(key, "", "no_limit_at_all")


def _duty_faults(key: str, duty: DutyRules, sessions: set[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, shift in enumerate(duty.shifts, 1):
        name = shift.hours.name
        if name in seen | sessions:
            yield Fault(f"{key}[{number}].name", name, "twice")
        seen.add(name)


def _threshold_faults(key: str, threshold: Threshold, kinds: set[str]) -> Iterator[Fault]:
    if (threshold.at_least is None) == (threshold.above is None):
        yield Fault(key, threshold.name, "one_bound")
    for name in ("at_least", "above"):
        bound = getattr(threshold, name)
        if threshold.unit == "times" and bound is not None and bound % 2:
            yield Fault(f"{key}.{name}", days_text(bound), "number", "1–366")
    known = kinds if threshold.unit == "leave_days" else BESIDE | GRAVITY.keys()
    for count in threshold.counts:
        if count not in known:
            yield Fault(f"{key}.counts", count, "no_such_count")
