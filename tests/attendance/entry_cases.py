"""The example tables of days with entries: reading them, judging them, saying the outcome in the clerk's words.

A table says only what is special: who is not mentioned punched in order, who is not expected to be found at anything
must be found at nothing.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from attendance_cases import seconds

from attendance.assess import assess
from attendance.calendar import calendar_day, official_days, working_days
from attendance.entries import (
    Duty,
    Entries,
    Entry,
    HalfDay,
    Leave,
    Mark,
    Outing,
    Sheet,
    Signature,
    StepAway,
    Substitute,
)
from attendance.leave import chain, within, worked_halves
from attendance.records import (
    Assessment,
    CalendarDay,
    DayFacts,
    Finding,
    Person,
    PersonVerdict,
    PullFacts,
    Punch,
    TerminalFacts,
    Vacancy,
    Verdict,
    day_count,
)
from attendance.rulebook import Rulebook
from attendance.rulebook_check import load_rulebook, shipped_text
from attendance.writing import minute_text

CASES = Path(__file__).parent.parent / "cases"
Case = dict[str, Any]

DAY_TABLES = (
    "hours",
    "leave_day",
    "step_away",
    "outings",
    "cover",
    "duty",
    "corrections",
    "contradictions",
)
TABLES = (*DAY_TABLES, "leave_chain", "thresholds", "allowance")

CODES = {
    "late": "迟到",
    "short_of_early": "未提前到岗",
    "left_early": "早退",
    "short_of_stay": "未延时离岗",
    "missing_in": "签到缺卡",
    "missing_out": "签退缺卡",
    "absent": "旷工",
    "unknown": "数据不全",
    "overstayed": "离岗超时",
    "away_unclosed": "离岗未销",
    "away_unreported": "离岗未报告",
    "away_too_often": "离岗次数超限",
    "outing_overrun": "外出超时",
    "leave_without_cover": "请假无顶岗",
    "leave_not_closed": "未销假",
    "leave_unapproved": "手续不全",
    "contradiction": "记录矛盾",
}
VACANT = "空岗"
CAUSES = {
    "no_punch": "没有打卡",
    "late": "迟到",
    "left_early": "早退",
    "not_read": "设备没有读全",
    "silent_terminal": "设备没有记录",
    "not_closed": "没有登记返回",
    "pending": "没有批完",
    "rejected": "没有批准",
    "handover": "没有交接",
    "punched_on_leave": "请假却有打卡",
    "two_terminals": "两处打卡",
    "cover_away": "顶岗人不在",
    "cover_absent": "顶岗人没有到岗",
}
EXCUSED = {"on_leave": "请假", "on_outing": "临时外出", "covered_elsewhere": "他处值守"}
WHEREABOUTS = {
    "absent": "未到岗",
    "not_yet": "尚未到岗",
    "left": "已离岗",
    "stepped_away": "离岗超时",
    "own_post": "在本人岗位",
    "not_due": "不在班",
    "excused": "外出或请假",
    **EXCUSED,
}
SESSIONS = {"am": "上午", "pm": "下午"}
HALVES = {word: half for half, word in SESSIONS.items()}
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
KEYS = {"签退键": 1, "外出键": 2, "返回键": 3}


# ---------------------------------------------------------------- reading the tables


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))


def rows(name: str, kind: str = "case") -> list[Case]:
    """The rows of a table, one for every rulebook they name; what the head of the table says stands in all."""
    whole = table(name)
    head = {key: value for key, value in whole.items() if not _is_rows(value)}
    return [
        {**head, **row, "rulebook": rulebook, "clause": clause}
        for row in whole.get(kind, [])
        for rulebook, clause in _clauses(row["clause"], row.get("rulebook", head["rulebook"]))
    ]


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _clauses(clause: str | dict[str, str], rulebook: str | list[str]) -> list[tuple[str, str]]:
    """The clause of each rulebook: one for all of them, or each with its own."""
    if isinstance(clause, dict):
        return list(clause.items())
    return [(name, clause) for name in ([rulebook] if isinstance(rulebook, str) else rulebook)]


def every_row() -> Iterator[Case]:
    for name in TABLES:
        for kind, value in table(name).items():
            if _is_rows(value):
                yield from rows(name, kind)


def rulebook_of(case: Case) -> Rulebook:
    """The shipped rulebook, with the one number changed or the paragraph added that the example is about."""
    text = shipped_text(case["rulebook"])
    before, after = case.get("change", ("", ""))
    assert before in text, before
    return load_rulebook(text.replace(before, after, 1) + case.get("add", ""))


@cache
def state_calendar(year: int) -> Mapping[date, CalendarDay]:
    return {known.date: known for known in official_days(year)}


def calendar_of(day: date) -> CalendarDay:
    return calendar_day(day, state_calendar(day.year))


def _followed(day: CalendarDay, case: Case) -> CalendarDay:
    """A day on which the office has set the hours of another weekday."""
    return replace(day, follows=WEEKDAYS.index(case["follows"])) if "follows" in case else day


def half_day(text: str) -> HalfDay:
    """2026-11-20 上午"""
    day, half = text.split()
    return HalfDay(date.fromisoformat(day), HALVES[half])


def worked_between(first: date, last: date, rulebook: Rulebook) -> list[HalfDay]:
    days = [calendar_of(first + timedelta(days=ahead)) for ahead in range((last - first).days + 1)]
    return worked_halves((day, rulebook.on(day)) for day in days)


# ---------------------------------------------------------------- the facts of a case


class CaseDay:
    """A case made into the facts of its day."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.rulebook = rulebook_of(case)
        self.day = _followed(calendar_of(case["date"]), case)
        self.rules = self.rulebook.on(self.day)

    @cached_property
    def people(self) -> dict[str, Person]:
        """By name, numbered 1001, 1002 …; "王芳 A01 A 1楼 首席代表"."""
        found = {}
        for number, said in enumerate(self.case["people"], 1001):
            name, post, role, floor, title = (*said.split(), "")[:5]
            found[name] = Person(str(number), name, "", post, role, "", floor.removesuffix("楼"), title, str(number))
        return found

    def number(self, name: str) -> str:
        return self.people[name].number if name else ""

    def rows(self, kind: str) -> list[tuple[int, Case]]:
        return list(enumerate(self.case.get(kind, ()), 1))

    @cached_property
    def facts(self) -> DayFacts:
        given = {said["name"]: said for said in self.case.get("terminals", ())}
        names = [f"F{floor}" for floor in sorted({person.floor for person in self.people.values()})]
        terminals = [self.terminal(name, given.get(name, {})) for name in names]
        return DayFacts(
            day=self.day,
            people=tuple(self.people.values()),
            punches=self.punches({terminal.name: terminal.offset or 0 for terminal in terminals}),
            pulls={
                int(t.floor): PullFacts(int(t.floor), t.name, f"SN{t.floor}", t.offset or 0, self.read)
                for t in terminals
            },
            terminals=tuple(terminals),
            usual={
                name: frozenset(self.number(who) for who in said["usual"])
                for name, said in given.items()
                if "usual" in said
            },
            entries=self.entries,
        )

    @property
    def read(self) -> datetime:
        return datetime.combine(self.day.date + timedelta(days=1), datetime.min.time())

    def terminal(self, name: str, said: Case) -> TerminalFacts:
        until, pull = said.get("until", ""), int(name.removeprefix("F"))
        if until == "从未":
            return TerminalFacts(name, str(pull))
        horizon = datetime.fromisoformat(f"{self.day.date}T{until}") if until else self.read
        return TerminalFacts(name, str(pull), horizon, said.get("offset", 0), pull)

    # -------------------------------------------------------- punches

    def punches(self, offsets: Mapping[str, int]) -> dict[str, list[Punch]]:
        said = {line.split()[0]: line.split()[1:] for line in self.case.get("punches", ())}
        assert said.keys() <= self.people.keys(), said
        return {
            person.number: [self.punch(time, person, offsets) for time in self.times(said.get(name, ["照常"]))]
            for name, person in self.people.items()
        }

    def times(self, words: Sequence[str]) -> Iterator[str]:
        """照常 stands for a day in order, 缺上午, 缺下午签到 … for such a day without those; 无 for no punch at all."""
        gone = [word.removeprefix("缺") for word in words if word.startswith("缺")]
        if gone or "照常" in words:
            assert all(any(side.startswith(each) for side in self.in_order) for each in gone), gone
            yield from (time for side, time in self.in_order.items() if not side.startswith(tuple(gone) or "-"))
        yield from (word for word in words if word[0].isdigit())

    @cached_property
    def in_order(self) -> dict[str, str]:
        """Who is in order came five minutes before he had to and left a minute after he might."""
        found = {}
        for session in self.rules.sessions if self.day.working else ():
            found[f"{session_word(session.name)}签到"] = minute_text(session.due_in - 300)
            found[f"{session_word(session.name)}签退"] = minute_text(session.due_out + 60)
        return found

    def punch(self, text: str, person: Person, offsets: Mapping[str, int]) -> Punch:
        """08:20, 10:00外出键, 08:20@F2: the office's time; the terminal's own follows from its error."""
        time, _, place = text.partition("@")
        place = place or f"F{person.floor}"
        key = next((key for key in KEYS if time.endswith(key)), "")
        second = seconds(time.removesuffix(key))
        at = day_count(self.day.date) + second + offsets[place]
        return Punch(second, at, KEYS.get(key, 0), person.number, 0, int(place[1:]), person.number)

    # -------------------------------------------------------- entries

    @cached_property
    def entries(self) -> Entries:
        before = working_days(self.day.date - timedelta(days=30), self.day.date - timedelta(days=1), self.overrides)
        return Entries(
            leaves=self.by_number(self.leave(*row) for row in self.rows("leave")),
            outings=self.by_number(self.outing(*row) for row in self.rows("outing")),
            aways=self.by_number(self.away(*row) for row in self.rows("away")),
            marks=self.marks(),
            sheets=tuple(self.sheet(*row) for row in self.rows("sheet")),
            substitutes=tuple(self.substitute(*row) for row in self.rows("substitute")),
            duties=self.by_number(self.duty(*row) for row in self.rows("duty")),
            earlier=tuple(reversed(before)),
        )

    @property
    def overrides(self) -> Mapping[date, CalendarDay]:
        return state_calendar(self.day.date.year)

    @staticmethod
    def by_number(found: Iterator[Any]) -> dict[str, tuple[Any, ...]]:
        sorted_out: dict[str, tuple[Any, ...]] = {}
        for each in found:
            sorted_out[each.number] = (*sorted_out.get(each.number, ()), each)
        return sorted_out

    def leave(self, slip: int, said: Case) -> Leave:
        """Signed by everybody who must, unless `signed` says by how many, and handed over where `handed_over` says."""
        first, last = half_day(said["from"]), half_day(said["to"])
        person = self.people[said["who"]]
        rules = self.rulebook.on(calendar_of(first.date)).leave
        assert rules
        length = len(within(first, last, worked_between(first.date, last.date, self.rulebook)))
        steps = chain(rules, said["kind"], person.title, length)
        signing = [step for step in steps if step.act != "file"]
        acts = [(step.roles[0], step.act) for step in signing[: said.get("signed")]]
        if said.get("rejected"):
            acts.append((signing[len(acts)].roles[0], "reject"))
        return Leave(
            id=slip,
            number=person.number,
            kind=said["kind"],
            first=first,
            last=last,
            cover=self.number(said.get("cover", "")),
            filed=first.date,
            chain=steps,
            handover=rules.handover,
            signatures=tuple(Signature(role, act, "", first.date) for role, act in acts),
            handed_over=said.get("handed_over", ""),
            closed=half_day(said["closed"]) if "closed" in said else None,
            cancelled=said.get("cancelled", False),
        )

    def outing(self, slip: int, said: Case) -> Outing:
        closed = seconds(said["closed"]) if "closed" in said else None
        at, back = seconds(said["at"]), seconds(said["back"])
        return Outing(slip, self.number(said["who"]), self.day.date, at, back, closed)

    def away(self, slip: int, said: Case) -> StepAway:
        closed = seconds(said["closed"]) if "closed" in said else None
        who, cover = self.number(said["who"]), self.number(said.get("cover", ""))
        return StepAway(slip, who, self.day.date, seconds(said["at"]), closed, cover, said.get("reported", False))

    def marks(self) -> dict[str, tuple[Mark, ...]]:
        """Certified punches, and the lines of the sign-in sheets: "王芳 08:15"."""
        found: dict[str, tuple[Mark, ...]] = {}
        lines = [(f"{said['who']} {said['at']}", 100 + id_, said["witness"]) for id_, said in self.rows("certified")]
        lines += [(line, id_, said["witness"]) for id_, said in self.rows("sheet") for line in said["signed"]]
        for line, id_, witness in lines:
            name, time = line.split()
            mark = Mark(seconds(time), Entry("correction", id_), witness)
            found[self.number(name)] = (*found.get(self.number(name), ()), mark)
        return found

    def sheet(self, id_: int, said: Case) -> Sheet:
        first, last = seconds(said["from"]), seconds(said["to"])
        return Sheet(id_, said["floor"].removesuffix("楼"), self.day.date, first, last, said["witness"])

    def substitute(self, id_: int, said: Case) -> Substitute:
        first, last = (said.get(key, self.day.date) for key in ("from", "to"))
        return Substitute(id_, self.number(said["who"]), said["post"], first, last)

    def duty(self, id_: int, said: Case) -> Duty:
        return Duty(id_, self.number(said["who"]), self.day.date, said["shift"])

    # -------------------------------------------------------- the outcome

    @cached_property
    def assessment(self) -> Assessment:
        return assess(self.facts, self.rulebook)

    @property
    def outcome(self) -> list[str]:
        """Everything that is not in order, a line each, sorted."""
        judged = self.assessment
        people = [line for verdict in judged.people for line in _person_lines(verdict)]
        return sorted(people + [_vacancy_line(p.post, v) for p in judged.posts for v in p.vacancies])

    @property
    def reasons(self) -> list[str]:
        """Where everybody was while a post was vacant."""
        return [
            f"{post.post} {_span(vacancy)} {reason.name} {_excuse(reason.why, WHEREABOUTS)}"
            for post in self.assessment.posts
            for vacancy in post.vacancies
            for reason in vacancy.reasons
        ]


def _person_lines(verdict: PersonVerdict) -> Iterator[str]:
    for session in verdict.sessions:
        place = f"{verdict.person.name} {session_word(session.day.session.name)}"
        yield from (f"{place} {words}" for words in _session_words(session, verdict.findings))


def _session_words(session: Verdict, findings: Sequence[Finding]) -> Iterator[str]:
    if session.day.away:
        yield _excuse(session.result, EXCUSED)
    yield from (said(finding) for finding in findings if finding.session == session.day.session.name)


def session_word(name: str) -> str:
    return SESSIONS.get(name, name)


def said(finding: Finding) -> str:
    """迟到 7, 旷工 迟到 30, 签到缺卡, 手续不全 没有批完."""
    parts = CODES[finding.code], CAUSES[finding.cause] if finding.cause else "", str(finding.minutes or "")
    return " ".join(filter(None, parts))


def _excuse(result: str, words: Mapping[str, str]) -> str:
    """on_leave:事假 → 请假 事假."""
    code, _, kind = result.partition(":")
    return f"{words[code]} {kind}".rstrip()


def _vacancy_line(post: str, vacancy: Vacancy) -> str:
    return f"{post} {_span(vacancy)} {VACANT}"


def _span(vacancy: Vacancy) -> str:
    return f"{minute_text(vacancy.first)}-{minute_text(vacancy.last)}"
