"""Posted days built by hand, with every code in them."""

from attendance.document import (
    ChangeDoc,
    DayDoc,
    EditionDoc,
    EntryDoc,
    FindingDoc,
    PersonDoc,
    PostDoc,
    SessionDoc,
    TerminalDoc,
    VacancyDoc,
)

CENTRE = "安庆市政务服务中心"
CLAUSE = "宜政务[2013]28号 第五条第1款"
COVER_CLAUSE = "宜政务[2013]28号 第五条第5款"
DUE = {"am": ("08:25", "12:05"), "pm": ("14:25", "17:35")}


def session(
    name: str, came: str | None = "", left: str | None = "", result: str = "on_time", due: tuple[str, str] | None = None
) -> SessionDoc:
    """A session; an empty time is a punctual one."""
    due_in, due_out = due or DUE[name]
    punctual_in, punctual_out = f"{due_in[:3]}{int(due_in[3:]) - 4:02}:07", f"{due_out}:40"
    return {
        "name": name,
        "due_in": due_in,
        "due_out": due_out,
        "in": punctual_in if came == "" else came,
        "out": punctual_out if left == "" else left,
        "result": result,
    }


def finding(
    code: str, session_name: str, minutes: int = 0, cause: str = "", evidence: tuple[str, ...] = ()
) -> FindingDoc:
    return {
        "code": code,
        "minutes": minutes,
        "session": session_name,
        "clause": "" if code == "unknown" else CLAUSE,
        "clause_id": "" if code == "unknown" else "5-1",
        "evidence": list(evidence),
        "cause": cause,
    }


def person(number: str, name: str = "", *parts: SessionDoc | FindingDoc, **fields: str) -> PersonDoc:
    """A person; sessions and findings are told apart by their keys. Punctual all day where no session is given."""
    sessions = [part for part in parts if "due_in" in part] or [session("am"), session("pm")]
    known = {"unit": "市公安局", "post": "A01", "role": "A", "group": "一组", "floor": "1"} | fields
    return {
        "number": number,
        "name": name or f"人{number}",
        **known,
        "sessions": sessions,
        "findings": [part for part in parts if "code" in part],
    }


def terminal(name: str, horizon: str | None = "2026-11-20T18:05:00", **fields: object) -> TerminalDoc:
    known = {"floor": "1", "offset_s": 3, "corrected": False, "lost": [], "read": horizon is not None}
    return {"name": name, "horizon": horizon, **known, **fields}


def day(people: list[PersonDoc], **fields: object) -> DayDoc:
    known = {
        "date": "2026-11-20",
        "rest": False,
        "occasion": "",
        "rulebook": {"name": "anqing-2013", "version": "3f9a1c"},
        "complete": True,
        "terminals": [terminal("F1"), terminal("F2")],
        "silences": [],
        "posts": [],
    }
    return {**known, "people": people, **fields}


def edition(people: list[PersonDoc], number: int = 1, day_fields: dict | None = None, **fields: object) -> EditionDoc:
    known = {
        "edition": number,
        "posted_at": "2026-11-21T08:50:12",
        "author": "王芳",
        "reason": "" if number == 1 else "F2设备读回",
        "changes": [],
        "training": False,
    }
    return {**known, "day": day(people, **(day_fields or {})), **fields}


def change(number: str, name: str, session_name: str, before: str, after: str, detail: str = "") -> ChangeDoc:
    return {"number": number, "name": name, "session": session_name, "from": before, "to": after, "detail": detail}


# ---------------------------------------------------------------- what was entered


def leave(number: int = 12, **fields: object) -> EntryDoc:
    """事假 of three days, with 1002 as cover, signed and in force."""
    known = {
        "id": f"leave:{number}",
        "kind": "leave",
        "what": "事假",
        "from": "2026-11-18:am",
        "to": "2026-11-20:pm",
        "back": None,
        "state": "in_force",
        "cover": "1002",
        "signed": ["group_leader 张 组长 2026-11-17"],
        "after_the_fact": False,
    }
    return {**known, **fields}


def outing(back: str | None = "11:20:00", **fields: object) -> EntryDoc:
    known = {"id": "outing:3", "kind": "outing", "what": "送档案", "from": "09:30:00", "to": "11:00:00", "back": back}
    return {**known, **fields}


def away(to: str | None = "10:18:00", cover: str = "", **fields: object) -> EntryDoc:
    known = {"id": "away:7", "kind": "away", "what": "", "from": "10:00:00", "to": to, "cover": cover}
    return {**known, **fields}


def certified(number: int, time: str, witness: str = "王五") -> EntryDoc:
    return {"id": f"correction:{number}", "kind": "correction", "what": witness, "from": time, "to": time}


def duty(shift: str) -> EntryDoc:
    return {"id": "duty:5", "kind": "duty", "what": shift, "from": "2026-11-20", "to": "2026-11-20"}


def on_leave(kind: str, *names: str, basis: str = "leave:12") -> list[SessionDoc]:
    return [session(name, None, None, f"on_leave:{kind}") | {"basis": [basis]} for name in names]


def vacancy(first: str, last: str, minutes: int, *reasons: tuple[str, str, str], **fields: object) -> VacancyDoc:
    """A vacant stretch; a reason is 工号, 姓名 and why."""
    known = {"code": "post_vacant", "session": "am", "clause": COVER_CLAUSE, "clause_id": "5-5", "evidence": []}
    told = [{"number": number, "name": name, "why": why} for number, name, why in reasons]
    return {**known, "from": first, "to": last, "minutes": minutes, "reasons": told, **fields}


def post(name: str, *found: VacancyDoc, unit: str = "市公安局", floor: str = "1") -> PostDoc:
    vacant = [[each["from"], each["to"]] for each in found]
    return {"post": name, "unit": unit, "floor": floor, "vacant": vacant, "findings": list(found)}


def every_kind() -> list[PersonDoc]:
    """One person for each code and cause a posting can show."""
    return [
        person("1001", "张三"),
        person("1002", "李四", session("am", "08:37:12", result="late"), session("pm"), finding("late", "am", 7)),
        person(
            "1003",
            "王五",
            session("am", "08:27:59", result="short_of_early"),
            session("pm", left="17:31:00", result="short_of_stay"),
            finding("short_of_early", "am"),
            finding("short_of_stay", "pm"),
        ),
        person(
            "1004",
            "赵六",
            session("am"),
            session("pm", left="17:10:00", result="left_early"),
            finding("left_early", "pm", 20),
        ),
        person(
            "1005",
            "𠮷田㐂",
            session("am", None, result="missing_in"),
            session("pm", left=None, result="missing_out"),
            finding("missing_in", "am"),
            finding("missing_out", "pm"),
        ),
        person(
            "1006",
            "孙七",
            session("am", None, None, "absent"),
            session("pm", None, None, "absent"),
            finding("absent", "am", cause="no_punch", evidence=("pull:12", "pull:13")),
            finding("absent", "pm", cause="no_punch", evidence=("pull:12", "pull:13")),
        ),
        person(
            "1007",
            "周八",
            session("am", "09:12:33", result="absent"),
            session("pm", left="16:40:01", result="absent"),
            finding("absent", "am", 42, "late", ("punch:F1/991",)),
            finding("absent", "pm", 50, "left_early", ("punch:F1/1204",)),
        ),
        person(
            "1008",
            "吴九",
            session("am", "08:20:00", None, "unknown"),
            session("pm", None, None, "unknown"),
            finding("unknown", "am", cause="not_read", evidence=("terminal:F2",)),
            finding("unknown", "pm", cause="silent_terminal", evidence=("terminal:F3",)),
        ),
        person("1009", "郑十", session("am", None, None, "on_leave:事假"), session("pm", None, None, "on_leave:事假")),
        person("1010", "钱一", session("am"), session("pm", None, None, "rest")),
        person("1011", "冯二", session("am", None, None, "on_outing"), session("pm", None, None, "covered_elsewhere")),
        person(
            "1012",
            "陈三",
            finding("overstayed", "am", 12),
            finding("conduct:games", "pm"),
            finding("contradiction", ""),
            finding("brand_new", "pm"),
        ),
    ]
