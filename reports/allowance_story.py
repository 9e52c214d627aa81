"""明细: everybody's month line by line, with what was counted for each; what the sheet's own row cannot hold."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from attendance.month_document import EventDoc, LineDoc, PersonMonthDoc
from reports.allowance_sheet import seat
from reports.allowance_words import event_words, line_title, number_of, reckoned, remark, sum_words
from reports.words import day_words

Kind = Literal["person", "line", "event", "sum"]
Value = str | int | Decimal
HEADS = ("项目 / 日期", "怎样算 / 认定", "计", "金额（元）", "条款", "公示", "说明")
WIDTHS = (24, 46, 8, 14, 36, 8, 32)
AMOUNT = 3  # the place of 金额 among them


class StoryRow(NamedTuple):
    """A row of the sheet. Every person's rows stand together, from `person` to `sum`."""

    kind: Kind
    number: str
    cells: tuple[Value, ...]


def story(people: Iterable[PersonMonthDoc]) -> Iterator[StoryRow]:
    """The rows of everybody, in the order given."""
    for person in people:
        yield from _person(person)


def _person(person: PersonMonthDoc) -> Iterator[StoryRow]:
    number = person["number"]
    named = filter(None, (person["name"], number, person["unit"], seat(person)))
    days = f"应出勤 {person['due']} 天，实出勤 {person['attended']} 天"
    yield StoryRow("person", number, ("　".join((*named, days)),))
    for line in person["lines"]:
        yield StoryRow("line", number, _line(line))
        for event in line["events"]:
            yield StoryRow("event", number, _event(event))
    yield StoryRow("sum", number, ("实发", sum_words(person), "", Decimal(person["total"]), "", "", ""))


def _line(line: LineDoc) -> tuple[Value, ...]:
    return (line_title(line), reckoned(line), "", Decimal(line["amount"]), line["clause"], "", remark(line))


def _event(event: EventDoc) -> tuple[Value, ...]:
    edition = f"第{event['edition']}版" if event["edition"] else ""
    return (
        f"　{_day(event['date'])}",
        event_words(event),
        number_of(event["counted"]),
        "",
        event["clause"],
        edition,
        "",
    )


def _day(day: str) -> str:
    """11月20日 星期五."""
    return day_words(day).partition("年")[2] if day else ""
