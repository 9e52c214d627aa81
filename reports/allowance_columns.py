"""The columns of an allowance sheet: one for each item that occurs, so that every row adds up before the eye.

应发 is what the earned items come to, 扣款 what the others take (shown without a sign; what a line gives back is then
negative), 补发/扣回 what belongs to earlier months. 实发 = 应发 − 扣款 + 补发/扣回.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from attendance.month_document import PersonMonthDoc
from reports.allowance_words import line_title
from reports.measure import display_width

Side = Literal["earned", "taken", "later"]
SIDES: tuple[Side, ...] = ("earned", "taken", "later")
STAGES: dict[str, Side] = {
    "rates": "earned",
    "bonuses": "earned",
    "deductions": "taken",
    "steps": "taken",
    "forfeits": "taken",
    "floor": "taken",
    "cap": "taken",
    "rounding": "taken",
    "supplement": "later",
}
RANKS = {stage: rank for rank, stage in enumerate(STAGES)}
NOTHING = Decimal(0)
BANDS: dict[Side, str] = {"earned": "应发项目", "taken": "扣款项目", "later": "以前月份"}
SUMS: dict[Side, tuple[str, str]] = {
    "earned": ("应发", "gross"),
    "taken": ("扣款", "deducted"),
    "later": ("补发/扣回", "supplement"),
}
Kind = Literal["count", "text", "days", "item", "sum", "total", "sign"]
LEAST = 9  # half-width characters of a column of money


Amounts = dict[tuple[str, str], Decimal]  # by stage and name


class Item(NamedTuple):
    """An item of the rulebook, or what is done after all of them. Whatever its title, it is one column."""

    side: Side
    stage: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is what a cell takes from the person's document; `stands_for` says that 实发 takes the side from here."""

    kind: Kind
    title: str
    width: int
    key: str = ""
    item: Item | None = None
    stands_for: Side | None = None
    finer: bool = False  # amounts with more than two decimals stand in it

    @property
    def money(self) -> bool:
        """Whether yuan stand in it, which are added up."""
        return self.kind in ("item", "sum", "total")

    @property
    def band(self) -> str:
        """What stands above several items."""
        return BANDS[self.item.side] if self.item and not self.stands_for else ""


def columns(people: Sequence[PersonMonthDoc]) -> tuple[Column, ...]:
    """All columns from left to right."""
    found = items(people)
    given = [amounts(person) for person in people]
    return (
        Column("count", "序号", 5),
        _text("姓名", "name", people, (8, 14)),
        _text("工号", "number", people, (6, 12)),
        _text("单位", "unit", people, (12, 24)),
        _text("岗位", "post", people, (6, 12)),
        Column("days", "应出勤\n（天）", 7, "due"),
        Column("days", "实出勤\n（天）", 7, "attended"),
        *(column for side in SIDES for column in _side(side, found, people, given)),
        _sum("total", "实发", "total", people),
        Column("sign", "签名", 14),
    )


def items(people: Iterable[PersonMonthDoc]) -> tuple[Item, ...]:
    """Every item that occurs, by stage, and in a stage in the order of the documents; supplements by month."""
    found: dict[tuple[str, str], Item] = {}
    for line in (line for person in people for line in person["lines"]):
        stage, name = line["stage"], line["name"]
        if (stage, name) not in found:
            found[stage, name] = Item(STAGES[stage], stage, name, line_title(line))
    return tuple(sorted(found.values(), key=lambda item: (RANKS[item.stage], _month(item))))


def _month(item: Item) -> str:
    return item.name if item.side == "later" else ""


def amounts(person: PersonMonthDoc) -> Amounts:
    """What each item comes to for a person, as its column shows it: 扣款 without a sign."""
    found: Amounts = {}
    for line in person["lines"]:
        key = line["stage"], line["name"]
        sign = -1 if STAGES[line["stage"]] == "taken" else 1
        found[key] = found.get(key, NOTHING) + sign * Decimal(line["amount"])
    return found


def _side(
    side: Side, found: Sequence[Item], people: Sequence[PersonMonthDoc], given: Sequence[Amounts]
) -> Iterator[Column]:
    """The items of a side and their sum; what is one item only is its own sum where it belongs to earlier months."""
    mine, (title, key) = [item for item in found if item.side == side], SUMS[side]
    if side == "later" and len(mine) < 2:
        yield from (_item(item, title, given, side) for item in mine)
        return
    yield from (_item(item, item.title, given) for item in mine)
    yield _sum("sum", title, key, people, side)


def _item(item: Item, title: str, given: Sequence[Amounts], side: Side | None = None) -> Column:
    values = [each.get((item.stage, item.name), NOTHING) for each in given]
    fine = any(map(finer, values))
    return Column("item", title, _width(values, title, fine), item=item, stands_for=side, finer=fine)


def _sum(kind: Kind, title: str, key: str, people: Sequence[PersonMonthDoc], side: Side | None = None) -> Column:
    values = [Decimal(field(person, key)) for person in people]
    fine = any(map(finer, values))
    return Column(kind, title, _width(values, title, fine), key, stands_for=side, finer=fine)


def _width(values: Iterable[Decimal], title: str, fine: bool) -> int:
    """Wide enough for the sum of them all; a long title takes several lines."""
    total = sum(map(abs, values), NOTHING)
    return max(LEAST, len(f"{total:,.2f}") + 2 + 2 * fine, min(display_width(title), 12))


def _text(title: str, key: str, people: Sequence[PersonMonthDoc], bounds: tuple[int, int]) -> Column:
    least, most = bounds
    widest = max((display_width(field(person, key)) + 1 for person in people), default=least)
    return Column("text", title, min(max(widest, least), most), key)


def field(person: PersonMonthDoc, key: str) -> str:
    """A field of a person's document by its name."""
    values: Mapping[str, Any] = person
    return str(values[key])


def finer(amount: Decimal) -> bool:
    """Whether an amount has parts of a 分."""
    return amount != round(amount, 2)
