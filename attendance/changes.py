"""What a new edition says differently from the one before it."""

from collections.abc import Iterator, Mapping

from attendance.document import ChangeDoc, DayDoc, FindingDoc, PersonDoc, PostChangeDoc, PostDoc, SessionDoc, digest

NOT_LISTED = "not_listed"
PLACE = {"name": "姓名", "unit": "窗口单位", "post": "岗位", "role": "岗别", "floor": "楼层"}
TIMES = {"in": "签到", "out": "签退"}


def same_posting(before: DayDoc, after: DayDoc) -> bool:
    """Whether both say the same of everybody; that terminals were read again since does not count."""
    return _content(before) == _content(after)


def posting_digest(day: DayDoc) -> str:
    """The fingerprint of what a day says of everybody; equal where `same_posting` holds."""
    return digest(_content(day))


def _content(day: DayDoc) -> list[object]:
    return [day["rest"], [*map(_lasting, day["people"])], [*map(_lasting, day["posts"])]]


def _lasting(judged: PersonDoc | PostDoc) -> dict[str, object]:
    """What is posted of somebody, without what may move while it stays true: the reads that prove an absence, since any
    later whole read proves it as well, and how far a slip has come, since a closing changes no day before it."""
    findings = [
        {**finding, "evidence": [fact for fact in finding["evidence"] if not fact.startswith("pull:")]}
        for finding in judged["findings"]
    ]
    return {key: value for key, value in judged.items() if key != "entries"} | {"findings": findings}


def post_changes(before: DayDoc, after: DayDoc) -> list[PostChangeDoc]:
    """The posts whose vacant stretches are others than before, in order of name."""
    earlier, later = ({post["post"]: post["vacant"] for post in day["posts"]} for day in (before, after))
    return [
        {"post": post, "from": earlier.get(post, []), "to": later.get(post, [])}
        for post in sorted(earlier.keys() | later.keys())
        if earlier.get(post, []) != later.get(post, [])
    ]


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
    place = _moved(before, after, PLACE)
    earlier, later = _sessions(before), _sessions(after)
    for name in dict.fromkeys((*earlier, *later)):
        first, last = earlier.get(name), later.get(name)
        result = first["result"] if first else NOT_LISTED
        becomes = last["result"] if last else NOT_LISTED
        said = _said_otherwise(before, after, name) if result == becomes else []
        detail = "；".join((*place, *_moved(first, last, TIMES), *said))
        if result != becomes or detail:
            yield {
                "number": person["number"],
                "name": person["name"],
                "session": name,
                "from": result,
                "to": becomes,
                "detail": detail,
            }


def _sessions(person: PersonDoc | None) -> dict[str, SessionDoc]:
    return {session["name"]: session for session in person["sessions"]} if person else {}


def _moved(
    before: Mapping[str, object] | None, after: Mapping[str, object] | None, words: Mapping[str, str]
) -> list[str]:
    """签到 08:20:11 → 08:18:02, for each named value that stands in both and differs."""
    if before is None or after is None:
        return []
    return [
        f"{word} {before[key] or '—'} → {after[key] or '—'}" for key, word in words.items() if before[key] != after[key]
    ]


def _said_otherwise(before: PersonDoc | None, after: PersonDoc | None, session: str) -> list[str]:
    if before is None or after is None:
        return []
    first, last = _said(before["findings"], session), _said(after["findings"], session)
    return [f"{first} → {last}"] if first != last else []


def _said(findings: list[FindingDoc], session: str) -> str:
    return ", ".join(f"{f['code']} {f['minutes']}" for f in findings if f["session"] == session) or "on_time"
