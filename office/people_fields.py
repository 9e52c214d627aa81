"""What each field of a person may hold, said field by field, for everybody who is typed in by hand."""

from collections.abc import Callable, Mapping

from attendance.records import Person
from office import roster_values as values
from office.failures import JobError

LABELS = {
    "number": "工号",
    "name": "姓名",
    "unit": "窗口单位",
    "post": "窗口",
    "role": "岗位",
    "group": "组",
    "floor": "楼层",
    "title": "职务",
    "terminal_number": "机号",
}
REQUIRED = frozenset(("number", "name", "unit", "post", "role"))
_READERS: dict[str, Callable[[values.Cell], str]] = {
    "number": values.number,
    "name": values.words(40),
    "unit": values.words(60),
    "post": values.words(40),
    "role": values.role,
    "group": values.words(40),
    "floor": values.floor,
    "title": values.words(40),
    "terminal_number": values.number,
}


def read_field(field: str, typed: str) -> str:
    """A field's value as the roster keeps it: 一楼 → 1. Raises JobError that names the field and the remedy."""
    label = LABELS[field]
    if not values.text(typed):
        if field in REQUIRED:
            raise JobError(f"{label}没有填写，请填写")
        return ""
    try:
        return _READERS[field](typed)
    except values.CellError as error:
        raise JobError(f"{label}“{typed.strip()}”{error}".replace(values.AGAIN, "，请改正")) from None


def field_fault(field: str, typed: str) -> str:
    """What is wrong with a field as typed, empty where nothing is."""
    try:
        read_field(field, typed)
    except JobError as error:
        return str(error)
    return ""


def read_person(fields: Mapping[str, object]) -> Person:
    """A whole person as typed; without a 机号 it is the 工号. Raises JobError for the first field that is wrong."""
    read = {field: read_field(field, str(fields.get(field, ""))) for field in LABELS}
    return Person(**{**read, "terminal_number": read["terminal_number"] or read["number"]})


def changed_person(person: Person, fields: Mapping[str, object]) -> Person:
    """A person with some fields typed anew. Raises JobError, also where nothing is different."""
    read = {field: read_field(field, str(typed)) for field, typed in fields.items()}
    if "terminal_number" in read:
        read["terminal_number"] = read["terminal_number"] or person.number
    changed = person._replace(**read)
    if changed.number != person.number:
        raise JobError("工号不能改，请撤销这个人再用正确的工号新增")
    if changed == person:
        raise JobError(f"{person.name}（工号 {person.number}）的内容和原来一样，没有需要保存的改动")
    return changed
