"""What a new edition says differently from the one before it."""

from collections.abc import Iterator

from attendance.document import ChangeDoc, DayDoc, PersonDoc, SessionDoc

NOT_LISTED = "not_listed"
PLACE = (("name", "姓名"), ("unit", "窗口单位"), ("post", "岗位"), ("role", "岗别"), ("floor", "楼层"))


def same_posting(before: DayDoc, after: DayDoc) -> bool:
    """Whether both say the same of everybody; how far terminals were read since does not count."""
    return before["people"] == after["people"] and before["rest"] == after["rest"]


def changes(before: DayDoc, after: DayDoc) -> list[ChangeDoc]:
    """Session by session, in order of number: result from → to, and what moved where the result stayed."""
    earlier = {person["number"]: person for person in before["people"]}
    later = {person["number"]: person for person in after["people"]}
    return [
        change
        for number in sorted(earlier.keys() | later.keys())
        for change in _person(earlier.get(number), later.get(number))
    ]


def _person(before: PersonDoc | None, after: PersonDoc | None) -> Iterator[ChangeDoc]:
    person = after or before
    if person is None or before == after:
        return
    place = "；".join(
        _moved(label, before, after, key) for key, label in PLACE if before and after and before[key] != after[key]
    )  # type: ignore[literal-required]
    earlier, later = _by_name(before), _by_name(after)
    for session in dict.fromkeys((*earlier, *later)):
        detail = "；".join(filter(None, (place, _session_detail(session, before, after, earlier, later))))
        result = earlier[session]["result"] if session in earlier else NOT_LISTED
        becomes = later[session]["result"] if session in later else NOT_LISTED
        if result != becomes or detail:
            yield {
                "number": person["number"],
                "name": person["name"],
                "session": session,
                "from": result,
                "to": becomes,
                "detail": detail,
            }


def _by_name(person: PersonDoc | None) -> dict[str, SessionDoc]:
    return {session["name"]: session for session in person["sessions"]} if person else {}


def _moved(label: str, before: object, after: object, key: str) -> str:
    return f"{label} {before[key] or '—'} → {after[key] or '—'}"  # type: ignore[index]


def _session_detail(
    session: str,
    before: PersonDoc | None,
    after: PersonDoc | None,
    earlier: dict[str, SessionDoc],
    later: dict[str, SessionDoc],
) -> str:
    """Punches and minutes that moved; only where the person stood in both editions."""
    if not (before and after and session in earlier and session in later):
        return ""
    first, last = earlier[session], later[session]
    parts = [
        _moved(label, first, last, key) for key, label in (("in", "签到"), ("out", "签退")) if first[key] != last[key]
    ]  # type: ignore[literal-required]
    if first["result"] == last["result"] and _said(before, session) != _said(after, session):
        parts.append(f"认定 {_said(before, session)} → {_said(after, session)}")
    return "；".join(parts)


def _said(person: PersonDoc, session: str) -> str:
    found = [f"{f['code']} {f['minutes']}" for f in person["findings"] if f["session"] == session]
    return ", ".join(found) or "on_time"
