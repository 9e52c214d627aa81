"""Printing slips: the leave slip and the outing slip as the office signs them, with what was recorded so far."""

from pathlib import Path

from attendance.entries import Leave, Signature, Step
from attendance.leave import after_the_fact
from attendance.records import Person
from attendance.rulebook import Rulebook
from attendance.writing import half_text
from office import leave, outings
from office.day_times import short_time
from office.home import Home
from office.leave_request import rules_on
from office.people_on import placed
from office.templates import refuse_to_replace
from reports.publish import publish
from reports.slips import LeaveSlip, OutingSlip, SlipReport, SlipStep
from store import roster
from store.database import last_change


def write_leave_slip(home: Home, slip: int, path: Path) -> Path:
    """The leave slip as an Excel file for the printer. Raises JobError."""
    from reports.excel import leave_form  # openpyxl is only worth its loading where a form is written

    refuse_to_replace(path)
    found = leave.find(home, slip)
    of = found.leave
    rulebook, rules = rules_on(home, of.first.date)
    person = found.person
    with home.store.reading():
        people = placed(roster.stints(last_change()), of.first.date)
    closing = next((by for act, by, _ in found.filed.acts if act.act == "close"), "")
    clause = rules.leave.clause if rules.leave else ""
    form = LeaveSlip(
        id=str(of.id),
        centre=home.settings.centre,
        name=person.name if person else "",
        number=of.number,
        unit=person.unit if person else "",
        post=f"{person.post} {person.role}岗" if person else "",
        title=person.title if person else "",
        kind=of.kind,
        first=half_text(of.first),
        last=half_text(of.last),
        days=leave.length(home, of._replace(closed=None)),
        reason=of.reason,
        filed=str(of.filed),
        cover=_name(people, of.cover),
        handed_over=of.handed_over,
        steps=tuple(_steps(of, rulebook)),
        closed=half_text(of.closed) if of.closed else "",
        closed_by=closing,
        after_the_fact=after_the_fact(of),
        notes=("已撤销",) if of.cancelled else (),
        clause=rulebook.citation(clause) if clause else "",
        clause_text=rulebook.clauses[clause].text if clause else "",
        training=home.training,
    )
    return publish(path.parent, path.name, leave_form(form)).resolve()


def _name(people: dict[str, Person], number: str) -> str:
    return f"{people[number].name}（{number}）" if number in people else number


def _steps(of: Leave, rulebook: Rulebook) -> list[SlipStep]:
    """The chain with the signatures given, in their order; filing is signed apart from the others."""
    given = [signature for signature in of.signatures if signature.act != "file"]
    filed = [signature for signature in of.signatures if signature.act == "file"]
    return [_step(step, filed if step.act == "file" else given, rulebook) for step in of.chain]


def _step(step: Step, given: list[Signature], rulebook: Rulebook) -> SlipStep:
    titles = tuple(map(rulebook.role_title, step.roles))
    if not given or given[0].role not in step.roles:
        return SlipStep(titles, step.act)
    signed = given.pop(0)
    return SlipStep(titles, step.act, signed.opinion, signed.by, str(signed.on), signed.act == "reject")


def write_outing_slip(home: Home, slip: int, path: Path) -> Path:
    """The outing slip as an Excel file for the printer. Raises JobError."""
    from reports.excel import outing_form  # openpyxl is only worth its loading where a form is written

    refuse_to_replace(path)
    found = outings.find_outing(home, slip)
    of, person = found.outing, found.person
    rulebook, rules = rules_on(home, of.day)
    clause = rules.outings.clause if rules.outings else ""
    form = OutingSlip(
        id=str(of.id),
        centre=home.settings.centre,
        name=person.name if person else "",
        number=of.number,
        unit=person.unit if person else "",
        post=f"{person.post} {person.role}岗" if person else "",
        day=str(of.day),
        at=short_time(of.at),
        back=short_time(of.back),
        closed="" if of.closed is None else short_time(of.closed),
        reason=of.reason,
        reports=tuple(SlipReport((title,)) for title in found.titles),
        notes=found.warnings,
        clause=rulebook.citation(clause) if clause else "",
        clause_text=rulebook.clauses[clause].text if clause else "",
        training=home.training,
    )
    return publish(path.parent, path.name, outing_form(form)).resolve()
