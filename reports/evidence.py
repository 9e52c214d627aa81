"""What a posting rests on (认定依据: one row for each finding) and what it changes (更正)."""

from attendance.document import EditionDoc, FindingDoc, PersonDoc, SessionDoc
from reports import notices
from reports.judgement import BETWEEN, terminal_time
from reports.table import Cell, Column, Line, Row, Section, Table
from reports.tones import Tone, code_tone, sign
from reports.words import NOTHING_SAID, SIDES, cause_word, change_phrase, code_word, detail_phrase, session_word

WHO = (
    Column("序号", 5, 6, "center"),
    Column("窗口单位", 12, 32),
    Column("姓名", 8, 16, names_row=True),
    Column("工号", 6, 14, "center"),
)
EVIDENCE = (
    *WHO,
    Column("时段", 6, 10, "center"),
    Column("认定", 12, 30),
    Column("分钟", 6, 6, "center"),
    Column("打卡时间", 18, 36),
    Column("依据", 16, 30),
    Column("证据编号", 16, 46),
)
CHANGED = (
    Column("序号", 5, 6, "center"),
    Column("姓名", 8, 16, names_row=True),
    Column("工号", 6, 14, "center"),
    Column("时段", 6, 10, "center"),
    Column("上一版", 20, 40),
    Column("本版", 20, 40),
    Column("其他变化", 20, 60),
)


def who(number: int, person: PersonDoc) -> Row:
    """Whose row it is: the four fields that open both sheets."""
    return Cell(number), Cell(person["unit"]), Cell(person["name"]), Cell(person["number"])


# ---------------------------------------------------------------- 认定依据


def _exact(session: SessionDoc, day: str) -> str:
    """签到 08:37:12（设备显示08:44:14）；签退 无."""
    parts = []
    for word, time, raw in (
        (SIDES["in"], session["in"], session.get("in_raw")),
        (SIDES["out"], session["out"], session.get("out_raw")),
    ):
        parts.append(f"{word} {time or '无'}" + (f"（设备显示{terminal_time(raw, day)}）" if raw else ""))
    return BETWEEN.join(parts)


def _finding_cells(finding: FindingDoc, times: str) -> Row:
    code, why = finding["code"], cause_word(finding["code"], finding["cause"])
    verdict = f"{sign(code)}{code_word(code)}" + (f"（{why}）" if why else "")
    return (
        Cell(session_word(finding["session"]) or "全天"),
        Cell(verdict, code_tone(code)),
        Cell(finding["minutes"] or ""),
        Cell(times),
        Cell(finding["clause"]),
        Cell("\n".join(finding["evidence"])),
    )


def evidence_table(edition: EditionDoc, centre: str, people: list[PersonDoc]) -> Table:
    day, rows = edition["day"]["date"], list[Row]()
    for person in people:
        times = {session["name"]: _exact(session, day) for session in person["sessions"]}
        for finding in person["findings"]:
            cells = _finding_cells(finding, times.get(finding["session"], ""))
            rows.append((*who(len(rows) + 1, person), *cells))
    return Table(
        name="认定依据",
        title=notices.title(edition, centre, "考勤认定依据"),
        above=(Line(notices.edition_line(edition)),),
        columns=EVIDENCE,
        sections=(Section("", tuple(rows)),),
        empty="本日没有需要说明的认定。",
        foot=notices.foot(edition, centre),
    )


# ---------------------------------------------------------------- 更正


def _change_tone(result: str) -> Tone:
    return "muted" if result in NOTHING_SAID else code_tone(result.split(" ", maxsplit=1)[0])


def changes_table(edition: EditionDoc, centre: str) -> Table:
    rows = tuple(
        (
            Cell(number),
            Cell(change["name"]),
            Cell(change["number"]),
            Cell(session_word(change["session"]) or "—"),
            Cell(change_phrase(change["from"]), _change_tone(change["from"])),
            Cell(change_phrase(change["to"]), _change_tone(change["to"])),
            Cell(detail_phrase(change["detail"])),
        )
        for number, change in enumerate(edition["changes"], 1)
    )
    return Table(
        name="更正",
        title=notices.title(edition, centre, "考勤公示更正"),
        above=(Line(notices.edition_line(edition)), Line(f"更正原因：{edition['reason']}")),
        columns=CHANGED,
        sections=(Section("", rows),),
        foot=notices.foot(edition, centre),
    )
