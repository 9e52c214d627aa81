"""The sums of an allowance sheet: what a row, a unit and the whole come to, as formulas and as reckoned."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from attendance.month_document import PersonMonthDoc
from reports.allowance_columns import NOTHING, Amounts, Column, amounts, field
from reports.allowance_words import number_of
from reports.formulas import Formula, Number

Value = str | Number | Formula
SIGNS = {"earned": "", "taken": "-", "later": "+"}


class Reckoner:
    """Gives the cells of a sheet whose columns these are."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.letters = [letter(place) for place in range(1, len(columns) + 1)]

    def person(self, person: PersonMonthDoc, count: int, row: int) -> list[Value]:
        """A person's cells from left to right."""
        given = amounts(person)
        return [self._cell(place, person, given, count, row) for place in range(len(self.columns))]

    def _cell(self, place: int, person: PersonMonthDoc, given: Amounts, count: int, row: int) -> Value:
        column = self.columns[place]
        match column.kind:
            case "count":
                return count
            case "text":
                return field(person, column.key)
            case "days":
                return number_of(field(person, column.key))
            case "sign":
                return ""
            case "item":
                return self._amount(column, given)
            case _:
                return self._sum(place, Decimal(field(person, column.key)), row)

    @staticmethod
    def _amount(column: Column, given: Amounts) -> Value:
        """Nothing is shown where the item is not the person's."""
        return given.get((column.item.stage, column.item.name), "") if column.item else ""

    def _sum(self, place: int, value: Decimal, row: int) -> Value:
        """What a row comes to, on one side or in all."""
        column = self.columns[place]
        if column.kind == "total":
            sides = [(SIGNS[each.stands_for], at) for at, each in enumerate(self.columns) if each.stands_for]
            return Formula("".join(f"{sign}{self.letters[at]}{row}" for sign, at in sides), value)
        first = place
        while self.columns[first - 1].kind == "item":
            first -= 1
        if first == place:
            return value
        return Formula(f"SUM({self.letters[first]}{row}:{self.letters[place - 1]}{row})", value)

    def unit(self, people: Iterable[PersonMonthDoc], rows: tuple[int, int]) -> dict[int, Formula]:
        """The sums of a unit's columns of money, by place; its people stand in the rows from first to last."""
        first, last = rows
        return {
            place: Formula(f"SUM({self.letters[place]}{first}:{self.letters[place]}{last})", value)
            for place, value in self._values(people).items()
        }

    def all(self, people: Iterable[PersonMonthDoc], rows: tuple[int, int]) -> dict[int, Formula]:
        """The sums of everybody: of the rows that are numbered, which those of the units are not."""
        first, last = rows
        numbered = f"$A${first}:$A${last}"
        return {
            place: Formula(f'SUMIF({numbered},">0",{self.letters[place]}{first}:{self.letters[place]}{last})', value)
            for place, value in self._values(people).items()
        }

    def _values(self, people: Iterable[PersonMonthDoc]) -> dict[int, Decimal]:
        found = {place: NOTHING for place, column in enumerate(self.columns) if column.money}
        for person in people:
            given = amounts(person)
            for place in found:
                found[place] += self._value(self.columns[place], person, given)
        return found

    @staticmethod
    def _value(column: Column, person: PersonMonthDoc, given: Amounts) -> Decimal:
        if column.item:
            return given.get((column.item.stage, column.item.name), NOTHING)
        return Decimal(field(person, column.key))


def letter(column: int) -> str:
    """A for 1, AA for 27."""
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(ord("A") + rest) + said
    return said
