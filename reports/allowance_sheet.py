"""补助发放表 as plain data: who stands in which row, what is said above and below, and who signs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from attendance.capitals import capitals
from attendance.document import PersonDoc
from attendance.month_document import ActDoc, PersonMonthDoc, RunDoc
from reports.allowance_columns import NOTHING, Column, columns
from reports.allowance_words import OPEN, act_of, act_words, edition_words
from reports.order import walk
from reports.table import Line
from reports.words import moment_words, month_words, session_word, short_day

NO_UNIT = "未分单位"
DAYS_NAMED = 12
TO_SIGN = "＿＿＿＿＿＿＿＿"
SIGNERS = (("制表", ""), ("核对", "checked"), ("核准", "approved"))


class ClauseText(NamedTuple):
    """A clause as a rulebook has it."""

    id: str
    citation: str
    text: str
    version: str


@dataclass(frozen=True)
class Paid:
    """An allowance run as it is put on paper: where it stands, whose it is, and the clauses it names."""

    run: RunDoc
    centre: str
    number: int | None = None
    state: str = "draft"
    stale: bool = False
    acts: tuple[ActDoc, ...] = ()
    clauses: tuple[ClauseText, ...] = ()

    @property
    def edition(self) -> str:
        """草稿; 第1版 已核准."""
        return edition_words(self.number, self.state)

    @property
    def title(self) -> str:
        return f"{self.centre}窗口工作人员出勤补助发放表"

    @property
    def foot(self) -> str:
        """What stands at the foot of every page."""
        return f"{self.centre} 出勤补助 {self.run['month']} {self.edition}{' 演练' if self.run['training'] else ''}"


class Group(NamedTuple):
    """A unit and its people, in the order of the sheet."""

    unit: str
    people: tuple[PersonMonthDoc, ...]

    @property
    def title(self) -> str:
        return f"{self.unit or NO_UNIT}　小计　{len(self.people)} 人"


@dataclass(frozen=True)
class Layout:
    """What the writer puts on the sheet."""

    paid: Paid
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    above: tuple[Line, ...]

    @property
    def people(self) -> Iterator[PersonMonthDoc]:
        """Everybody, from the first row to the last."""
        return (person for group in self.groups for person in group.people)

    @property
    def total(self) -> Decimal:
        return Decimal(self.paid.run["sum"]["total"])

    @property
    def in_capitals(self) -> str:
        """实发合计（大写）：壹仟元整."""
        return f"实发合计（大写）：{capitals(self.total)}"


def layout(paid: Paid) -> Layout:
    """The sheet of a run. Raises ValueError where the run's sums are not those of its lines."""
    people = paid.run["people"]
    _refuse_disagreement(paid.run)
    return Layout(paid, columns(people), groups(people), tuple(_above(paid)))


def groups(people: Sequence[PersonMonthDoc]) -> tuple[Group, ...]:
    """By unit, the units in the order of a walk through the centre, each once."""
    stand = {person["number"]: person for person in people}
    units: dict[str, list[PersonMonthDoc]] = {}
    for person in walk([_placed(person) for person in people]):
        units.setdefault(person["unit"], []).append(stand[person["number"]])
    return tuple(Group(unit, tuple(mine)) for unit, mine in units.items())


def _placed(person: PersonMonthDoc) -> PersonDoc:
    return {
        "number": person["number"],
        "name": person["name"],
        "unit": person["unit"],
        "post": person["post"],
        "role": person["role"],
        "group": person["group"],
        "floor": person["floor"],
        "sessions": [],
        "findings": [],
    }


def _refuse_disagreement(run: RunDoc) -> None:
    """What does not add up is not put on paper to be signed."""
    for person in run["people"]:
        lines = sum((Decimal(line["amount"]) for line in person["lines"]), NOTHING)
        parts = Decimal(person["gross"]) - Decimal(person["deducted"]) + Decimal(person["supplement"])
        if not lines == parts == Decimal(person["total"]):
            raise ValueError(f"工号 {person['number']} 的各项合计 {lines} 与实发 {person['total']} 不符")
    total = sum((Decimal(person["total"]) for person in run["people"]), NOTHING)
    if total != Decimal(run["sum"]["total"]):
        raise ValueError(f"各人实发合计 {total} 与总数 {run['sum']['total']} 不符")


# ---------------------------------------------------------------- above and below


def _above(paid: Paid) -> Iterator[Line]:
    run = paid.run
    if run["training"]:
        yield Line("演练：本表不是真实的发放依据", "alert")
    if paid.number is None:
        yield Line("草稿：还没有核对、核准，不能据以发放", "alert")
    if paid.stale:
        yield Line("核对以后公示或者登记有变化，核对过的不再有效，请重新核对", "alert")
    if run["unposted"]:
        yield Line(f"还没有公示、没有计入的工作日 {len(run['unposted'])} 天：{_days(run['unposted'])}", "alert")
    undecided = [each for each in run["open"] if not each["decided"]]
    if undecided:
        kinds = "、".join(dict.fromkeys(OPEN.get(each["kind"], each["kind"]) for each in undecided))
        yield Line(f"还有 {len(undecided)} 处没有决定怎样计（{kinds}），见“依据”", "alert")
    yield Line(f"{month_words(run['month'])}　　{standing(paid)}　　单位：元")


def _days(days: Sequence[str]) -> str:
    named = "、".join(map(short_day, days[:DAYS_NAMED]))
    return named + (" 等" if len(days) > DAYS_NAMED else "")


def standing(paid: Paid) -> str:
    """草稿; 第1版 已封账（2026年12月1日 09:12）."""
    closed = act_of(paid.acts, "closed")
    return paid.edition + (f"（{moment_words(closed['at'])}）" if closed and paid.state == "closed" else "")


def signatures(paid: Paid) -> tuple[str, ...]:
    """制表、核对、核准, with who did it and when; what nobody did yet is left to be signed by hand."""
    return tuple(f"{word}：{(act_words(paid.acts, act) if act else '') or TO_SIGN}" for word, act in SIGNERS)


def seat(person: PersonMonthDoc) -> str:
    """A01 A岗."""
    return f"{person['post']} {person['role']}岗".strip() if person["role"] else person["post"]


def day_and_session(day: str, session: str) -> str:
    """11月20日上午."""
    return short_day(day) + (session_word(session) if session else "")
