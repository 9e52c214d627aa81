"""Judging a day of 2,000 people, against reading their rows with bare sqlite3."""

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from attendance.assess import assess
from attendance.records import day_count
from attendance.rulebook_check import load_rulebook, shipped_text
from benchmarks.centre import DAY, PEOPLE, build
from benchmarks.measure import interleaved, report
from office.judging import judge, load_facts
from store.database import last_change

ROUNDS = 25
RULEBOOK = load_rulebook(shipped_text("anqing-2013"))
PEOPLE_SQL = 'SELECT number, name, unit, post, role, "group", floor, title, terminal_number FROM assignment'
PUNCH_SQL = "SELECT number, at FROM punch WHERE device = ? AND at >= ? AND at < ?"


def bare(path: Path) -> int:
    """The people and their punches of the day, and one pass that puts them together; nothing is judged."""
    connection = sqlite3.connect(path)
    people = {row[0]: row for row in connection.execute(PEOPLE_SQL)}
    found: dict[str, list[int]] = {}
    for (device,) in connection.execute("SELECT id FROM device").fetchall():
        for number, at in connection.execute(PUNCH_SQL, (device, day_count(DAY), day_count(DAY) + 86400)):
            found.setdefault(number, []).append(at)
    connection.close()
    return sum(len(found.get(number, ())) for number in people)


def main() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "centre.db"
        store = build(path)
        assert bare(path) == PEOPLE * 4

        def load_and_judge() -> None:
            with store.reading():
                assess(load_facts(DAY, last_change(), RULEBOOK), RULEBOOK)

        def load() -> None:
            with store.reading():
                load_facts(DAY, last_change(), RULEBOOK)

        def document() -> None:
            with store.reading():
                judge(DAY, last_change(), RULEBOOK)

        candidates = {
            "bare sqlite3: read and one pass": lambda: bare(path),
            "facts loaded": load,
            "facts loaded and judged": load_and_judge,
            "loaded, judged, as a document": document,
        }
        report(f"a day of {PEOPLE:,} people, {PEOPLE * 4:,} punches", interleaved(candidates, ROUNDS))
        store.close()


if __name__ == "__main__":
    main()
