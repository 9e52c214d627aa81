"""One person's day in the words and signs of the sheet: what stands in his cells, his 认定 and his 备注."""

from collections.abc import Iterable, Iterator

from attendance.document import FindingDoc, PersonDoc, SessionDoc
from reports.entries import Register
from reports.table import Cell
from reports.tones import code_tone, gravest, sign
from reports.words import SIDES, Side, cause_word, code_word, finding_phrase, session_word

BETWEEN = "；"

SIDE_OF: dict[str, Side] = {
    "late": "in",
    "short_of_early": "in",
    "missing_in": "in",
    "left_early": "out",
    "short_of_stay": "out",
    "missing_out": "out",
}
# What an empty field says: the session name and the side already stand above it.
IN_THE_FIELD = {"missing_in": "缺卡", "missing_out": "缺卡", "absent": "无卡"}
# Said once where every session has it; such findings may stand beside a leave, which is said all the same.
SAID_ONCE = frozenset({"leave_without_cover", "leave_unapproved", "contradiction"})


def of_session(person: PersonDoc, session: str) -> list[FindingDoc]:
    """A session's findings, as the rules gave them."""
    return [finding for finding in person["findings"] if finding["session"] == session]


# ---------------------------------------------------------------- the sign-in and sign-out fields


def _doubtful(session: SessionDoc, side: Side) -> bool:
    """Whether unread data could still change this side; a time that already satisfies the rule is settled."""
    if side == "in":
        return session["in"] is None or session["in"][:5] > session["due_in"]
    return session["out"] is None or session["out"][:5] < session["due_out"]


def _touches(finding: FindingDoc, session: SessionDoc, side: Side) -> bool:
    code = finding["code"]
    if code == "unknown":
        return _doubtful(session, side)
    if code == "absent":
        return SIDE_OF.get(finding["cause"], side) == side
    return SIDE_OF.get(code) == side


def _unmarked(session: SessionDoc, side: Side, certified: str) -> Cell:
    time, result = session[side], session["result"]
    if time:
        return Cell(f"{time[:5]} {certified}".rstrip(), note=f"{certified}，{time}" if certified else "")
    tone = code_tone(result)
    return Cell(code_word(result), tone) if tone in {"leave", "rest"} else Cell("—", "muted")


def side_cell(session: SessionDoc, findings: Iterable[FindingDoc], side: Side, certified: str = "") -> Cell:
    """▲ 08:37, ○ 缺卡, or the bare time where there is nothing to say; 08:24 补签 where a witness gives it."""
    touching = [finding for finding in findings if _touches(finding, session, side)]
    if not touching:
        return _unmarked(session, side, certified)
    code, time = touching[0]["code"], session[side]
    shown = f"{time[:5]} {certified}".rstrip() if time else IN_THE_FIELD.get(code, code_word(code))
    note = "，".join(filter(None, (_phrase(touching[0]), time, certified)))
    gap = "" if sign(code) == "？" else " "  # a full-width sign brings its own
    return Cell(f"{sign(code)}{gap}{shown}", code_tone(code), note)


# ---------------------------------------------------------------- 认定


def _phrase(finding: FindingDoc) -> str:
    return finding_phrase(finding["code"], finding["minutes"], finding["cause"])


def _signed(code: str, session: str, phrase: str) -> str:
    return f"{sign(code)}{session_word(session)}{phrase}"


def _of_session(session: SessionDoc, findings: list[FindingDoc]) -> list[tuple[str, str]]:
    """(code, phrase) of each thing to say about a session: what excuses it, and the findings; else its result."""
    result, said = session["result"], [(finding["code"], _phrase(finding)) for finding in findings]
    excused = code_tone(result) == "leave"
    return said if (said and not excused) or result in {"on_time", "rest"} else [(result, code_word(result)), *said]


def _said(person: PersonDoc) -> list[tuple[str, str, str]]:
    """(session, code, phrase) of everything said about a person's day, in the order of the day."""
    names = [session["name"] for session in person["sessions"]]
    by_session = [
        (session["name"], *said)
        for session in person["sessions"]
        for said in _of_session(session, of_session(person, session["name"]))
    ]
    of_the_day = [(f["session"], f["code"], _phrase(f)) for f in person["findings"] if f["session"] not in names]
    return _whole_day(names, by_session) + of_the_day


def _whole_day(names: list[str], said: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Absence, leave, missing data and the like, the same in every session, is said once: 全天旷工."""
    all_day = [
        (code, phrase)
        for code, phrase in dict.fromkeys((code, phrase) for _, code, phrase in said)
        if _lasts(code) and len(names) > 1 and all((name, code, phrase) in said for name in names)
    ]
    return [("day", *same) for same in all_day] + [found for found in said if found[1:] not in all_day]


def _lasts(code: str) -> bool:
    return code in SAID_ONCE or code_tone(code) in {"absent", "unknown", "leave"}


def verdict_cell(person: PersonDoc) -> Cell:
    """认定: ▲上午迟到7分钟；×下午旷工（无打卡记录）, or 正常."""
    said = _said(person)
    if not said:
        resting = all(session["result"] == "rest" for session in person["sessions"])
        return Cell(code_word("rest"), "rest") if resting else Cell(code_word("on_time"))
    return Cell(
        BETWEEN.join(_signed(code, name, phrase) for name, code, phrase in said), gravest(c for _, c, _ in said)
    )


def verdict_text(person: PersonDoc) -> str:
    """The same without its signs, for a screen."""
    said = [f"{session_word(name)}{phrase}" for name, _, phrase in _said(person)]
    return BETWEEN.join(said) or verdict_cell(person).text


def clauses(person: PersonDoc) -> str:
    """依据: every citation once, in the order of the findings."""
    return BETWEEN.join(dict.fromkeys(finding["clause"] for finding in person["findings"] if finding["clause"]))


# ---------------------------------------------------------------- 备注


def terminal_time(raw: str, day: str) -> str:
    """A terminal's own time; with its date where its clock showed another day."""
    shown_day, _, time = raw.partition("T")
    return time if shown_day == day else f"{shown_day} {time}"


def _raw_times(person: PersonDoc, day: str) -> Iterator[str]:
    for session in person["sessions"]:
        for side, raw in (("in", session.get("in_raw")), ("out", session.get("out_raw"))):
            if raw:
                yield f"{session_word(session['name'])}{SIDES[side]}设备显示{terminal_time(raw, day)}"


def _waiting_for(person: PersonDoc) -> Iterator[str]:
    """Which terminals the person's missing data is in."""
    for finding in person["findings"]:
        names = [item.removeprefix("terminal:") for item in finding["evidence"] if item.startswith("terminal:")]
        if finding["code"] == "unknown" and names:
            yield f"{'、'.join(names)}{cause_word('unknown', finding['cause'])}"


def remarks(person: PersonDoc, day: str, corrected: bool, register: Register) -> str:
    """备注: what was entered and bears on the verdict, raw times where a clock's error was taken out, the terminals
    waited for, and 本版更正."""
    parts = [*register.remarks(person), *_raw_times(person, day), *_waiting_for(person)]
    if corrected:
        parts.append("本版更正")
    return BETWEEN.join(dict.fromkeys(parts))
