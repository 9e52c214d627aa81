"""From changed fields to a rulebook's new text, or to every reason why it cannot be."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from unicodedata import normalize

from attendance.allowance_rules import STAGES
from attendance.rulebook import Rulebook, RulebookError
from attendance.rulebook_check import load_rulebook
from attendance.shape import RefusedError
from office.failures import JobError
from office.rulebook_differences import Altered, altered
from office.rulebook_faults import FieldFault, field_fault, said_to_form
from office.rulebook_fields import Spot, shown, spots, yuan
from office.rulebook_file import Edit, NotWritableError, edited

NOT_WRITABLE = "这部规则文件的写法特殊，不能在这里改这一项；请导出规则文件，用记事本改好以后再导入"
NOTHING = "没有改动任何一项，请先改一个数字或选项"
HALF_BASIS = "依据的文件、条次和内容要写全，或者三项都空着，仍用原来的条款"


class Basis(NamedTuple):
    """What a change rests on: a clause of its own. All empty: the clause stays the one cited so far."""

    document: str = ""
    place: str = ""
    text: str = ""


SAME_CLAUSE = Basis()


def begun(rulebook: Rulebook, day: date) -> list[Spot]:
    """All that may be changed on a day. Raises JobError before the rulebook begins."""
    found = spots(rulebook, day)
    if not any(spot.of.section == "punctuality" for spot in found):
        raise JobError(f"{day} 这一天规则还没有开始生效，请选晚一些的日期")
    return found


class Plan(NamedTuple):
    """Faults, or every value from → to and the new text."""

    faults: list[FieldFault]
    altered: list[Altered]
    spots: list[Spot]
    text: str


def plan_change(rulebook: Rulebook, changes: Mapping[str, str], since: date, basis: Basis) -> Plan:
    """What changing these fields from a day on makes of a rulebook. Raises JobError before the rulebook begins."""
    known = {spot.field.key: spot for spot in begun(rulebook, since)}
    faults = [FieldFault(key, f"{since} 没有这一项可改，请重新打开修改页") for key in changes if key not in known]
    values: dict[str, object] = {}
    for key, text in changes.items():
        if key in known:
            try:
                value = _read(known[key], text)
            except RefusedError as refused:
                faults.append(field_fault(known[key].field, text, refused))
                continue
            if shown(value) != known[key].field.value:
                values[key] = value
    faults += _basis_faults(basis)
    if not faults and not values:
        faults.append(FieldFault("", NOTHING))
    own = [known[key] for key in values]
    told = [_told(rulebook, known[key], shown(value), basis) for key, value in values.items()]
    text = ""
    if not faults:
        text = _text(rulebook, [(known[key], value) for key, value in values.items()], since, basis, faults)
    return Plan(faults, told, own, text)


def _told(rulebook: Rulebook, spot: Spot, value: str, basis: Basis) -> Altered:
    citation = f"{basis.document} {basis.place}" if any(basis) else rulebook.citation(spot.of.entry.clause)
    return altered(spot, spot.field.told(spot.field.value), spot.field.told(value), citation)


def _basis_faults(basis: Basis) -> list[FieldFault]:
    said = [bool(each.strip()) for each in basis]
    return [FieldFault("basis", HALF_BASIS)] if any(said) and not all(said) else []


def _read(spot: Spot, text: str) -> object:
    """A field's text as the file's value; full-width digits and colons are taken as meant. Raises RefusedError."""
    text, field = normalize("NFKC", text).strip(), spot.field
    if not text:
        if not field.empty:
            raise RefusedError("missing")
        return None
    value: object = text
    match field.kind:
        case "number":
            value = int(text) if re.fullmatch(r"\d{1,9}", text) else text
        case "days":
            value = _days(text)
        case "time":
            value = text.zfill(5)
        case "money" if re.fullmatch(r"\d{1,7}(\.\d{1,2})?", text):
            value = yuan(text)
        case "choice" if {choice.value for choice in field.choices} == {"yes", "no"}:
            value = {"yes": True, "no": False}.get(text, text)
    spot.read(value)
    return value


def _days(text: str) -> object:
    if not re.fullmatch(r"\d{1,3}(\.\d)?", text):
        return text
    days = float(text)
    return int(days) if days.is_integer() else days


def _text(
    rulebook: Rulebook,
    values: Sequence[tuple[Spot, object]],
    since: date,
    basis: Basis,
    faults: list[FieldFault],
) -> str:
    """The new text, checked as every rulebook is; what the checker finds is added to `faults`."""
    edits, clauses = [], {}
    for of in dict.fromkeys(spot.of for spot, _ in values):
        paths = {path: value for spot, value in values if spot.of == of for path in spot.paths}
        if any(basis):
            clause = f"{of.section}-{since:%Y%m%d}"
            paths["clause",] = clause
            clauses[clause] = _clause(clause, of.section, since, basis)
        edits.append(Edit(of.section, of.place, of.entry.since < since, paths))
    try:
        text = edited(rulebook.text, edits, [*clauses.values()], since)
        load_rulebook(text)
    except NotWritableError:
        faults.append(FieldFault("", NOT_WRITABLE))
        return ""
    except RulebookError as error:
        faults += said_to_form(error.faults, [spot for spot, _ in values], rulebook, since)
        return ""
    return text


def _clause(name: str, section: str, since: date, basis: Basis) -> dict[str, object]:
    document, place, text = (each.strip() for each in basis)
    rule = "allowance" if section in STAGES else section
    return {"id": name, "document": document, "place": place, "from": since, "text": text, "rule": rule}
