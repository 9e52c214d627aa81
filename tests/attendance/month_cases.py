"""The example table of people's months: reading it, posting its days, saying the sum in the accountant's words.

A row says only what is special: on every working day of the real calendar that it does not name all is in order.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from entry_cases import CODES, SESSIONS, Case, calendar_of, rows, rulebook_of

from attendance.assess import GRAVITY
from attendance.document import DayDoc, FindingDoc, PersonDoc, SessionDoc
from attendance.month import Noticed, OwnMonth, PostedDay, own_months
from attendance.month_document import LineDoc
from attendance.pay.tariff import Terms
from attendance.rulebook import Rulebook, RulesOfDay

NUMBER = "1001"
CODE = {word: code for code, word in CODES.items()}
EXCUSED = {"临时外出": "on_outing", "他处值守": "covered_elsewhere"}
NOTICES = {"黄牌警告": "yellow_card", "通报": "notice"}
DECIDED = {"按出勤": "paid", "不按出勤": "unpaid"}
SESSION = {word: name for name, word in SESSIONS.items()}
UNITS = {
    "day": "天",
    "session": "次",
    "time": "次",
    "month": "个月",
    "minute": "分钟",
    "half_day": "个半天",
    "percent": "%",
    "": "",
}
NOTES = {
    "lost": "破了全勤",
    "not_whole_month": "不满整月",
    "at_most": "到上限为止",
    "forgoes": "当天所得",
    "nothing_left": "扣完为止",
}
CLOSING = {"floor": "不足零按零", "cap": "封顶", "rounding": "四舍五入"}
CALENDAR_YEAR = 2026
RULES: dict[tuple[str, date], RulesOfDay] = {}  # asked for thousands of times


@dataclass
class Special:
    """What a day has that is special: findings and results of its sessions, in the order in which they are told."""

    results: dict[str, str] = field(default_factory=dict)
    found: list[tuple[str, str, int]] = field(default_factory=list)  # session, code, minutes


class CaseMonth:
    """A row made into a posted month and its terms. `days`: what happened, where it is not the row's own."""

    def __init__(self, case: Case, days: list[str] | None = None, edition: int = 1) -> None:
        self.case, self.edition = case, edition
        self.said = case.get("days", []) if days is None else days
        first = date.fromisoformat(f"{case['month']}-01")
        after = (first + timedelta(days=31)).replace(day=1)
        self.dates = [first + timedelta(days=ahead) for ahead in range((after - first).days)]

    # -------------------------------------------------------- terms

    @cached_property
    def books(self) -> tuple[tuple[date, Rulebook], ...]:
        """The row's rulebook, and those adopted within the month."""
        adopted = [(said["from"], rulebook_of({**self.case, "add": "", **said})) for said in self.case.get("adopt", ())]
        own = {key: value for key, value in self.case.items() if key != "from"}
        return (self.dates[0], rulebook_of(own)), *adopted

    @cached_property
    def working(self) -> tuple[date, ...]:
        return tuple(day for day in self.dates if calendar_of(day).working)

    @cached_property
    def unposted(self) -> tuple[date, ...]:
        return tuple(self.day(text) for text in self.case.get("unposted", ()))

    @cached_property
    def terms(self) -> Terms:
        return Terms(self.case["month"], self.working, self.books, self.unposted)

    # -------------------------------------------------------- the posted days

    def day(self, text: str) -> date:
        """11-20"""
        return date.fromisoformat(f"{CALENDAR_YEAR}-{text}")

    @cached_property
    def special(self) -> dict[date, Special]:
        """By day: "11-03 上午 迟到 5", "11-05至11-06 全天 请假 病假", "11-07 周六值班 正常"."""
        found: dict[date, Special] = {}
        for line in self.said:
            days, session, word, *rest = line.split()
            first, _, last = days.partition("至")
            for at in self._between(first, last or first, session):
                self._tell(found.setdefault(at, Special()), session, word, rest)
        return found

    def _between(self, first: str, last: str, session: str) -> Iterator[date]:
        days = [day for day in self.dates if self.day(first) <= day <= self.day(last)]
        assert days, (first, last)
        duty = session not in (*SESSION, "全天", *self.sessions)
        yield from (day for day in days if duty or day in self.working)

    def _tell(self, special: Special, session: str, word: str, rest: list[str]) -> None:
        for name in self.sessions.values() if session == "全天" else (self.sessions.get(session, session),):
            if word in CODE:
                minutes = int(rest[0]) if rest else 0
                special.found.append((name, CODE[word], minutes))
                codes = [code for where, code, _ in special.found if where == name and code in GRAVITY]
                special.results[name] = min(codes, key=GRAVITY.__getitem__, default="on_time")
            else:
                special.results[name] = {"请假": f"on_leave:{''.join(rest)}", "正常": "on_time", **EXCUSED}[word]

    @cached_property
    def sessions(self) -> Mapping[str, str]:
        """The sessions of an ordinary day, by the word of the table."""
        return {word: SESSION.get(word, word) for word in self.case.get("sessions", SESSION)}

    def posted(self) -> Iterator[PostedDay]:
        first, last = self.case.get("from", self.dates[0]), self.case.get("to", self.dates[-1])
        for day in self.dates:
            duty = day in self.special and day not in self.working
            if first <= day <= last and day not in self.unposted and (day in self.working or duty):
                yield PostedDay(day, self.edition, self.kind(day), self.document(day), self.beside(day))

    def kind(self, day: date) -> str:
        known = calendar_of(day)
        if known.working:
            return "makeup" if day.weekday() > 4 else "workday"
        return "rest" if day.weekday() > 4 and known.source != "state" else "holiday"

    def rules(self, day: date) -> RulesOfDay:
        book = self.terms.book(day)
        if (book.version, day) not in RULES:
            RULES[book.version, day] = book.on(calendar_of(day))
        return RULES[book.version, day]

    def beside(self, day: date) -> frozenset[str]:
        return frozenset(name for name, shift in self.rules(day).shifts.items() if not shift.instead)

    def document(self, day: date) -> DayDoc:
        book = self.terms.book(day)
        found: Any = {
            "date": day.isoformat(),
            "rest": False,
            "occasion": calendar_of(day).reason,
            "rulebook": {"name": book.name, "version": book.version},
            "complete": True,
            "terminals": [],
            "silences": [],
            "people": [self.person(day)],
            "posts": [],
        }
        document: DayDoc = found
        return document

    def person(self, day: date) -> PersonDoc:
        special = self.special.get(day, Special())
        instead = {name for name, shift in self.rules(day).shifts.items() if shift.instead} & special.results.keys()
        ordinary = self.sessions.values() if day in self.working and not instead else ()
        results = {**dict.fromkeys(ordinary, "on_time"), **special.results}
        found: Any = {
            "number": NUMBER,
            "name": "王芳",
            "unit": "市公安局",
            "group": "一组",
            **self.place(day),
            "sessions": [self.session(name, result) for name, result in results.items()],
            "findings": [self.finding(day, *each) for each in special.found],
        }
        document: PersonDoc = found
        return document

    def place(self, day: date) -> dict[str, str]:
        """ "A01 A 1楼", and "11-16 起 B01 B 2楼"."""
        mine = self.case.get("place", "A01 A 1楼")
        for line in self.case.get("moves", ()):
            since, _, where = line.split(" ", 2)
            mine = where if day >= self.day(since) else mine
        post, role, floor = mine.split()
        return {"post": post, "role": role, "floor": floor.removesuffix("楼")}

    @staticmethod
    def session(name: str, result: str) -> SessionDoc:
        document: SessionDoc = {
            "name": name,
            "due_in": "08:30",
            "due_out": "12:00",
            "in": None,
            "out": None,
            "result": result,
        }
        return {**document, "basis": ["leave:1"]} if result.startswith("on_leave") else document

    def finding(self, day: date, session: str, code: str, minutes: int) -> FindingDoc:
        book, rules = self.terms.book(day), self.rules(day)
        clause = rules.data.clause if code == "unknown" else rules.punctuality.clause
        return {
            "code": code,
            "minutes": minutes,
            "session": session,
            "clause": book.citation(clause),
            "clause_id": clause,
            "evidence": [f"punch:SN1/{NUMBER}/{day}T08:40:00/0"],
            "cause": "",
        }

    @property
    def own(self) -> OwnMonth:
        notices = [
            Noticed(each, NUMBER, NOTICES[line.split()[1]], self.day(line.split()[0]))
            for each, line in enumerate(self.case.get("notices", ()), 1)
        ]
        decided = {
            (NUMBER, self.day(day), self.sessions[session]): DECIDED[word]
            for day, session, word in (line.split() for line in self.case.get("decided", ()))
        }
        return own_months(self.posted(), notices, decided)[NUMBER]


# ---------------------------------------------------------------- the sum in words


def said(line: LineDoc) -> str:
    """出勤补助 21天 × 20.00 = 420.00（到上限为止）"""
    if line["stage"] in CLOSING:
        return f"{CLOSING[line['stage']]} = {line['amount']}"
    rate = "" if line["note"] == "forgoes" else f" × {line['rate']}"
    note = f"（{NOTES[line['note']]}）" if line["note"] else ""
    return f"{line['title']} {line['quantity']}{UNITS[line['unit']]}{rate} = {line['amount']}{note}"


def without_space(text: str) -> str:
    return re.sub(r"\s+", "", text)


def months() -> list[Case]:
    return rows("allowance", "person")
