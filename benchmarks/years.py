"""Ten years behind a home: 20 million punches of 2,000 people, a hundred pulls a day, and everything entered, posted
and published meanwhile."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from itertools import islice, pairwise
from typing import NamedTuple

from attendance.calendar import official_days
from benchmarks.filling import EARLY, LATER, Filling
from benchmarks.hall import PEOPLE, UNITS, fingers, moment, person, variant, working_days
from benchmarks.mornings import FIRST, READ, Office
from office.morning import KEPT_RUNS
from store.calendar import STATE, settle_year
from store.database import record_change

THEN = 2000  # people in those years
WHOLE = 20_000_000


class Model(NamedTuple):
    """A real edition, as its row has it, which those of former years are made from."""

    day: str
    rulebook: tuple[str, str, str]
    facts_digest: str
    document: str
    notes: str


def model_of(office: Office) -> Model:
    """The last edition of a home."""
    with closing(sqlite3.connect(office.path / "zaigang.db")) as connection:
        row = connection.execute(
            "SELECT version, name, text, facts_digest, document, notes FROM edition"
            " JOIN rulebook_text ON version = rulebook_id ORDER BY day DESC LIMIT 1"
        ).fetchone()
    return Model(json.loads(row[4])["date"], row[:3], *row[3:])


class Years:
    """Always ten of them; fewer punches than all are those of fewer people."""

    def __init__(self, punches: int, model: Model) -> None:
        self._model = model
        *_, until = islice(working_days(FIRST), READ)
        self._days = list(islice(working_days(until), WHOLE // len(fingers(variant(FIRST), range(THEN)))))[::-1]
        self._who = range(0, THEN, max(1, WHOLE // punches))

    @property
    def punches(self) -> int:
        """How many there are."""
        return sum(len(fingers(variant(day), self._who)) for day in self._days)

    def fill(self, office: Office) -> None:
        """Put them into a new home."""
        office.clock.now = moment(self._days[0], 8 * 3600)
        with office.open() as home, home.store.transaction():
            change = record_change(office.clock(), "bench", "former years")
            for year in range(self._days[0].year, FIRST.year):
                settle_year(year, STATE, official_days(year), change)
        with office.filling() as filling:
            filling.insert("assignment", [self._left(index, change) for index in range(PEOPLE, THEN)])
            version, name, text = self._model.rulebook
            filling.insert("rulebook_text", [{"version": version, "name": name, "text": text}])
            for before, day in pairwise([self._days[0], *self._days]):
                self._day(filling, day, before)

    def _left(self, index: int, change: int) -> dict[str, object]:
        """Somebody who is not there any more."""
        until = self._days[-1].toordinal() + 1
        return {"change_id": change, "entered": change, "since": 0, "until": until, **person(index)._asdict()}

    def _day(self, filling: Filling, day: date, before: date) -> None:
        filling.reads(day, EARLY, self._who, offset_of)
        if before != day:
            self._post(filling, before, day)
        filling.reads(day, LATER, self._who, offset_of)
        filling.entries(day, THEN)
        if FIRST - day < KEPT_RUNS:
            filling.runs(day)

    def _post(self, filling: Filling, day: date, on: date) -> None:
        """Its edition, and of every tenth day another one."""
        for number in (1, 2) if day.toordinal() % 10 == 0 else (1,):
            (change,) = filling.changes([moment(on, 34_200 + number)], f"post {day}")
            edition = {"change_id": change, "day": day.toordinal(), "number": number}
            filling.insert("edition", [edition | self._contents(day) | {"reason": "补签到表" if number > 1 else ""}])
            filling.insert("edition_unit", [{"edition": change, "unit": unit} for unit in UNITS])

    def _contents(self, day: date) -> dict[str, object]:
        model = self._model
        return {
            "rulebook_id": model.rulebook[0],
            "facts_digest": model.facts_digest,
            "complete": 1,
            "document": model.document.replace(model.day, str(day)),
            "changes": "[]",
            "post_changes": "[]",
            "notes": model.notes,
        }


def offset_of(day: date, place: int) -> int:
    """Clocks are some seconds wrong; one is four minutes wrong for a day of the year, and every third year the battery
    of one has died."""
    if (day.month, day.day, place) == (6, 10, day.year % 5):
        return 240
    if day.year % 3 == 0 and (day.month, day.day, place) == (7, 10, 2):
        return -500_000_000
    return (day.toordinal() * 7 + place * 13) % 25 - 12
