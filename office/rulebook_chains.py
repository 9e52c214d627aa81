"""The approval chains of a rulebook as a form shows them: where one row ends and the next begins, and who signs."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attendance.chapters import ChainRow, LeaveRules
from attendance.rulebook import Rulebook
from office.rulebook_words import chain_length
from reports.words import ACTS

BOUNDS = ("at_least", "above", "at_most", "below")
Path = tuple[str | int, ...]
Numbered = tuple[int, ChainRow]


class Bound(NamedTuple):
    """A length at which the chain changes. It stands in every row that begins or ends there."""

    name: str
    paths: tuple[Path, ...]
    label: str


class Signing(NamedTuple):
    """One signature of a row, with who else could give it."""

    name: str
    paths: tuple[Path, ...]
    label: str
    choices: tuple[tuple[str, str], ...]


def chain_bounds(rules: LeaveRules, rulebook: Rulebook) -> Iterator[Bound]:
    """Every length at which another row begins, of each group of applicants and kinds."""
    for whose, rows in _groups(rules).items():
        lengths = sorted({bound for _, row in rows for bound in row.bounds})
        for number, length in enumerate(lengths, 1):
            if length > 1:  # from half a day on somebody must sign; that is no bound to move
                paths = tuple(
                    ("chains", index, name) for index, row in rows for name in BOUNDS if getattr(row, name) == length
                )
                yield Bound(f"chains.{whose}.{number}", paths, whose + _bound_label(rows, length, rulebook))


def _bound_label(rows: Sequence[Numbered], length: int, rulebook: Rulebook) -> str:
    for _, row in rows:
        if length == row.at_least:
            return f"请假满多少天由{_decider(row, rulebook)}批"
        if length == row.above:
            return f"请假超过多少天由{_decider(row, rulebook)}批"
    below = next(row for _, row in rows if length in (row.at_most, row.below))
    return f"由{_decider(below, rulebook)}批的最多多少天"


def _decider(row: ChainRow, rulebook: Rulebook) -> str:
    """Who has the last word."""
    step = [step for step in row.steps if step.act != "file"][-1]
    return "或".join(map(rulebook.role_title, step.roles))


def _groups(rules: LeaveRules) -> dict[str, list[Numbered]]:
    """The rows by whom and what they are for, 首席代表本人 or 公出; empty for everybody else's."""
    found: dict[str, list[Numbered]] = {}
    for index, row in enumerate(rules.chains):
        applicants = f"{'、'.join(row.applicants)}本人" if row.applicants else ""
        found.setdefault(applicants + "、".join(row.kinds), []).append((index, row))
    return found


def chain_steps(rules: LeaveRules, rulebook: Rulebook) -> Iterator[Signing]:
    """Every signature of every row. Anybody whom the rulebook names could give it; what the signature does stays."""
    for whose, rows in _groups(rules).items():
        for place, (index, row) in enumerate(rows, 1):
            for number, step in enumerate(row.steps):
                standing = "|".join(step.roles)
                roles = dict.fromkeys((standing, *(role.name for role in rulebook.book.roles)))
                choices = tuple((f"{role} {step.act}", _titles(role, rulebook)) for role in roles)
                label = f"{whose}请假{_spaced(chain_length(row))}：{ACTS[step.act]}"
                path = "chains", index, "steps", number
                yield Signing(f"chains.{whose}.{place}.steps.{number}", (path,), label, choices)


def _titles(roles: str, rulebook: Rulebook) -> str:
    return "或".join(map(rulebook.role_title, roles.split("|")))


def _spaced(length: str) -> str:
    return f" {length}" if length[0].isdigit() else length
