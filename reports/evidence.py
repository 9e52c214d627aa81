"""What a posting rests on (认定依据: one row for each finding) and what it changes (更正)."""

from attendance.document import ChangeDoc, EditionDoc, FindingDoc, PersonDoc, PostChangeDoc, SessionDoc
from reports import notices
from reports.entries import Register
from reports.judgement import BETWEEN, terminal_time
from reports.table import Cell, Column, Line, Row, Section, Table
from reports.tones import Tone, code_tone, sign
from reports.words import (
    NOTHING_SAID,
    SIDE_NAMES,
    SIDES,
    cause_word,
    change_phrase,
    code_word,
    detail_phrase,
    session_word,
)

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


def _exact(session: SessionDoc, day: str, register: Register) -> str:
    """签到 08:37:12（设备显示08:44:14）；签退 17:36:00（补签）."""
    parts = []
    raws = session.get("in_raw"), session.get("out_raw")
    for side, raw in zip(SIDE_NAMES, raws, strict=True):
        note = f"设备显示{terminal_time(raw, day)}" if raw else register.certified(session, side)
        parts.append(f"{SIDES[side]} {session[side] or '无'}" + (f"（{note}）" if note else ""))
    return BETWEEN.join(parts)


def _finding_cells(finding: FindingDoc, times: str, evidence: str) -> Row:
    code, why = finding["code"], cause_word(finding["code"], finding["cause"])
    verdict = f"{sign(code)}{code_word(code)}" + (f"（{why}）" if why else "")
    return (
        Cell(session_word(finding["session"]) or "全天"),
        Cell(verdict, code_tone(code)),
        Cell(finding["minutes"] or ""),
        Cell(times),
        Cell(finding["clause"]),
        Cell(evidence),
    )


def evidence_table(edition: EditionDoc, centre: str, people: list[PersonDoc], register: Register) -> Table:
    day, rows = edition["day"]["date"], list[Row]()
    for person in people:
        times = {session["name"]: _exact(session, day, register) for session in person["sessions"]}
        for finding in person["findings"]:
            evidence = register.facts(finding["evidence"], person["number"])
            cells = _finding_cells(finding, times.get(finding["session"], ""), evidence)
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


def _person_change(number: int, change: ChangeDoc) -> Row:
    return (
        Cell(number),
        Cell(change["name"]),
        Cell(change["number"]),
        Cell(session_word(change["session"]) or "—"),
        Cell(change_phrase(change["from"]), _change_tone(change["from"])),
        Cell(change_phrase(change["to"]), _change_tone(change["to"])),
        Cell(detail_phrase(change["detail"])),
    )


def _post_change(number: int, change: PostChangeDoc) -> Row:
    """A post takes the place of the name; it has no number and no session."""
    before, after = (
        Cell(notices.vacant_phrase(vacant), code_tone("post_vacant") if vacant else "plain")
        for vacant in (change["from"], change["to"])
    )
    return Cell(number), Cell(f"岗位 {change['post']}"), Cell("—"), Cell("—"), before, after, Cell("")


def changes_table(edition: EditionDoc, centre: str) -> Table:
    people = tuple(_person_change(number, change) for number, change in enumerate(edition["changes"], 1))
    moved = enumerate(edition.get("post_changes", []), len(people) + 1)
    posts = tuple(_post_change(number, change) for number, change in moved)
    parts = (("工作人员", people), ("空岗", posts))
    sections = tuple(Section(f"{title}（{len(rows)}处）" if posts else "", rows) for title, rows in parts if rows)
    return Table(
        name="更正",
        title=notices.title(edition, centre, "考勤公示更正"),
        above=(Line(notices.edition_line(edition)), Line(f"更正原因：{edition['reason']}")),
        columns=CHANGED,
        sections=sections,
        foot=notices.foot(edition, centre),
    )
