"""Allowance runs built by hand: people-months with every kind of line, and whole centres of them."""

from collections.abc import Iterable
from decimal import Decimal

from attendance.month_document import ActDoc, EventDoc, LineDoc, OpenDoc, PersonMonthDoc, RunDoc, SumDoc, UnitSumDoc
from reports.allowance_columns import STAGES
from reports.allowance_sheet import ClauseText, Paid

CENTRE = "安庆市政务服务中心"
MONTH = "2026-11"
CLAUSE = "本中心规定 出勤补助"
LATE_CLAUSE = "宜政务[2013]28号 第五条第1款"
VERSION = "3f2a9c71"
NOTHING = Decimal(0)
TITLES = {
    "base": ("rates", "出勤补助"),
    "duty": ("rates", "周六值班补助"),
    "full": ("bonuses", "全勤奖"),
    "late": ("deductions", "迟到扣款"),
    "leave": ("deductions", "事假扣款"),
    "steps": ("steps", "迟到早退分档扣减"),
    "card": ("forfeits", "黄牌警告不发"),
    "floor": ("floor", ""),
    "cap": ("cap", ""),
    "rounding": ("rounding", ""),
}


def event(date: str = "2026-11-03", code: str = "late", minutes: int = 7, session: str = "am", **fields) -> EventDoc:
    return {
        "date": date,
        "edition": 1,
        "session": session,
        "code": code,
        "minutes": minutes,
        "counted": "1",
        "clause": LATE_CLAUSE,
        "evidence": [f"punch:SN1/1001/{date}T08:37:00/0/1"],
        **fields,
    }


def line(
    name: str,
    amount: str,
    quantity: str = "",
    unit: str = "",
    rate: str = "0.00",
    events: Iterable[EventDoc] = (),
    **fields,
) -> LineDoc:
    stage, title = TITLES.get(name, ("supplement", ""))
    return {
        "stage": stage,
        "name": name,
        "title": title,
        "quantity": quantity,
        "unit": unit,
        "rate": rate,
        "amount": amount,
        "note": "",
        "clause": CLAUSE,
        "clause_id": "allowance",
        "rulebook": VERSION,
        "events": list(events),
        **fields,
    }


def person(number: str, name: str = "", lines: Iterable[LineDoc] | None = None, **fields) -> PersonMonthDoc:
    """A person whose sums are those of the lines; punctual all month where none are given."""
    mine = [line("base", "420.00", "21", "day", "20.00"), line("full", "100.00", "1", "month", "100.00")]
    mine = mine if lines is None else list(lines)
    sides = {"earned": NOTHING, "taken": NOTHING, "later": NOTHING}
    for each in mine:
        sides[STAGES[each["stage"]]] += Decimal(each["amount"])
    return {
        "number": number,
        "name": name or f"人{number}",
        "unit": "市公安局",
        "post": "A01",
        "role": "A",
        "floor": "1",
        "group": "一组",
        "due": "21",
        "attended": "21",
        "times": {},
        "days": {},
        "lines": mine,
        "gross": text(sides["earned"]),
        "deducted": text(-sides["taken"]),
        "supplement": text(sides["later"]),
        "total": text(sum(sides.values(), NOTHING)),
        **fields,
    }


def text(amount: Decimal) -> str:
    plain = f"{amount.normalize():f}"
    return plain if len(plain.partition(".")[2]) > 2 else f"{amount:.2f}"


def summed(people: list[PersonMonthDoc]) -> SumDoc:
    def total(key: str) -> str:
        return text(sum((Decimal(each[key]) for each in people), NOTHING))

    return {"people": len(people), **{key: total(key) for key in ("gross", "deducted", "supplement", "total")}}


def run(people: Iterable[PersonMonthDoc], **fields) -> RunDoc:
    people = sorted(people, key=lambda each: each["number"])
    units: list[UnitSumDoc] = [
        {"unit": unit, **summed([each for each in people if each["unit"] == unit])}
        for unit in sorted({each["unit"] for each in people})
    ]
    days = [f"2026-11-{day:02}" for day in range(2, 28) if day % 7 not in (0, 1)]
    return {
        "month": MONTH,
        "books": [{"since": "2026-11-01", "name": "anqing-2013", "version": VERSION}],
        "editions": {day: 2 if day == "2026-11-03" else 1 for day in days},
        "working": days,
        "unposted": [],
        "notices": [],
        "supplements": [],
        "open": [],
        "owed": {},
        "people": people,
        "units": units,
        "sum": summed(people),
        "training": False,
        **fields,
    }


ACTS: tuple[ActDoc, ...] = (
    {"act": "checked", "by": "秦主任", "at": "2026-12-01T09:12:00"},
    {"act": "approved", "by": "汪局长", "at": "2026-12-02T10:00:00"},
    {"act": "closed", "by": "秦主任", "at": "2026-12-02T16:30:00"},
)


def paid(people: Iterable[PersonMonthDoc], acts: int = 0, **fields) -> Paid:
    """A run on paper; `acts`: how far it is, from a draft to a closed one."""
    state = ("draft", "checked", "approved", "closed")[acts]
    clauses = (
        ClauseText("allowance", CLAUSE, "工作人员按出勤天数领取出勤补助，每天 20 元。", VERSION),
        ClauseText("5-1", LATE_CLAUSE, "上下班指纹考勤，次日上午十时前公示，作为发放出勤补助的依据。", VERSION),
    )
    return Paid(run(people, **fields), CENTRE, 1 if acts else None, state, False, ACTS[:acts], clauses)


DECISION: OpenDoc = {
    "kind": "unknown",
    "number": "1002",
    "name": "李四",
    "date": "2026-11-10",
    "session": "pm",
    "detail": "",
    "decided": "paid",
    "reason": "设备停电，值班领导证明在岗",
    "by": "秦主任",
    "decision": 4,
}


def twelve() -> list[PersonMonthDoc]:
    """A small centre in which everything occurs: what a clerk sees in a bad month."""
    base = line("base", "410.00", "20.5", "day", "20.00", [event(code="on_leave:事假", minutes=0, counted="0")])
    thirds = line("base", "386.66666667", "19 1/3", "day", "20.00")
    late = [event(f"2026-11-{day:02}", minutes=5 + day) for day in (3, 9, 16)]
    names = ["张三", "李四", "王芳", "赵敏", "欧阳建国", "刘洋", "陈静", "杨帆", "𠮷田㐂", "黄河", "周杰", "吴桐"]
    kinds = [
        None,
        [base, line("late", "-10.00", "2", "time", "5.00", late[:2]), line("leave", "-30.00", "0.5", "day", "60.00")],
        [base, line("steps", "-41.00", "10", "percent", "410.00", late)],
        [base, line("card", "-410.00", "100", "percent", "410.00", [event(code="yellow_card", minutes=0, session="")])],
        [base, line("duty", "160.00", "2", "session", "80.00"), line("full", "0.00", note="lost", events=late[:1])],
        [thirds, line("rounding", "0.00333333")],
        [base, line("late", "-500.00", "100", "minute", "5.00", late), line("floor", "90.00")],
        [base, line("2026-10", "-20.00", "", "", "0.00"), line("2026-09", "5.00")],
        [line("base", "1020.00", "51", "session", "20.00"), line("cap", "-20.00")],
        [],
        None,
        [base, line("full", "100.00", "1", "month", "100.00")],
    ]
    places = [
        ("市公安局", "A01", "1"),
        ("市公安局", "A02", "1"),
        ("市人力资源和社会保障局", "C12", "3"),
        ("市税务局", "B07", "2"),
    ]
    return [
        person(str(1001 + at), name, kinds[at], unit=places[at % 4][0], post=places[at % 4][1], floor=places[at % 4][2])
        for at, name in enumerate(names)
    ]


def many(people: int) -> list[PersonMonthDoc]:
    """A large centre."""
    patterns = [each["lines"] for each in twelve()]
    return [
        person(
            str(10001 + at),
            f"工作人员{at}" if at % 9 else f"欧阳{at}",
            patterns[at % 5],
            unit=f"市第{at * 37 % 41 + 1}局",
            post=f"{'ABCD'[at % 4]}{at // 2 % 60 + 1:02}",
            floor=str(at * 37 % 41 % 4 + 1),
        )
        for at in range(people)
    ]
