"""What of an edition is for everybody's eyes: name, unit, post and verdict, and what the verdict rests on.

The frozen edition keeps everything. Its published files leave out of what kind a leave is, on which other days
somebody is away, why somebody went out, and who bore witness.
"""

from attendance.document import (
    ChangeDoc,
    DayDoc,
    EditionDoc,
    EntryDoc,
    PersonDoc,
    PostDoc,
    ReasonDoc,
    SessionDoc,
    VacancyDoc,
)
from reports.words import CODES

LEAVE = "on_leave"
MOVED = "请假登记有更正"  # what is left to say where one kind of leave became another


def for_the_public(edition: EditionDoc) -> EditionDoc:
    """The edition as it may be published."""
    changes = [_change(change) for change in edition["changes"]]
    return {**edition, "day": _day(edition["day"]), "changes": changes}


def _day(day: DayDoc) -> DayDoc:
    public: DayDoc = {
        **day,
        "people": [_person(person, day["date"]) for person in day["people"]],
        "posts": [_post(post) for post in day["posts"]],
    }
    if "sheets" in day:
        public["sheets"] = [{**sheet, "witness": ""} for sheet in day["sheets"]]
    return public


def _result(result: str) -> str:
    """`on_leave` of `on_leave:病假`; everything else as it is."""
    return LEAVE if result.startswith(LEAVE) else result


def _person(person: PersonDoc, day: str) -> PersonDoc:
    sessions: list[SessionDoc] = [{**each, "result": _result(each["result"])} for each in person["sessions"]]
    public: PersonDoc = {**person, "sessions": sessions}
    if "entries" in person:
        public["entries"] = [_entry(entry, day) for entry in person["entries"]]
    return public


def _entry(entry: EntryDoc, day: str) -> EntryDoc:
    public: EntryDoc = {**entry, "what": entry["what"] if entry["kind"] == "duty" else ""}
    public.pop("signed", None)
    return _leave(public, day) if entry["kind"] == "leave" else public


def _leave(entry: EntryDoc, day: str) -> EntryDoc:
    """What of a leave falls on the day; one that was over before it, and is held against somebody, stays whole."""
    first, last = max(entry["from"], f"{day}:am"), min(entry["to"] or entry["from"], f"{day}:pm")
    public: EntryDoc = {**entry, "what": CODES[LEAVE]}
    if first <= last:
        back = entry.get("back") or ""
        public |= {"from": first, "to": last, "back": back if back.startswith(day) else None}
    return public


def _post(post: PostDoc) -> PostDoc:
    """Postings of old have no `findings`."""
    if "findings" not in post:
        return post
    return {**post, "findings": [_vacancy(vacancy) for vacancy in post["findings"]]}


def _vacancy(vacancy: VacancyDoc) -> VacancyDoc:
    reasons: list[ReasonDoc] = [{**reason, "why": _result(reason["why"])} for reason in vacancy["reasons"]]
    return {**vacancy, "reasons": reasons}


def _change(change: ChangeDoc) -> ChangeDoc:
    before, after = _result(change["from"]), _result(change["to"])
    kind_alone = before == after and change["from"] != change["to"]
    detail = "；".join(filter(None, (MOVED if kind_alone else "", change["detail"])))
    return {**change, "from": before, "to": after, "detail": detail}
