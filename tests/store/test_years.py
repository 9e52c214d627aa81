"""What is asked every morning and every minute is no more work after years: counted in the steps of SQLite itself."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from attendance.records import day_count
from store import confirmations, contacts, editions, entries, job_runs, pulls, punches, terminals, touched
from store.database import Store, last_change
from store.edition_keys import edition_keys
from store.tables import database

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 21, 8, 45)
LATER = 1_000_000  # changes of the last days; those of the years before come below
TERMINALS = ("F1", "F2")
READS = 5  # a day and terminal
LATELY, BEFORE = 60, 400  # days
SLACK = 20  # going through the pulls of those years takes a hundred times as much

QUESTIONS: dict[str, Callable[[], object]] = {
    "the state of everything": last_change,
    "the last whole reads": lambda: contacts.whole_reads(TERMINALS),
    "the last failures": lambda: contacts.failures(TERMINALS),
    "since when one fails": lambda: contacts.failing_since("F1", LATER),
    "what was lost lately": lambda: contacts.lost_since(DAY),
    "the reads of today": lambda: contacts.tries_since(NOW - timedelta(hours=20)),
    "the terminals of a day": lambda: terminals.terminal_facts(DAY, last_change()),
    "what a terminal held": lambda: pulls.held_before("F1"),
    "its clock": lambda: pulls.last_clock("F1"),
    "the greatest offset": pulls.greatest_offset,
    "numbers nobody has": lambda: pulls.unknown_numbers(NOW - timedelta(days=7)),
    "the punches of a day": lambda: punches.punches_of(DAY, last_change(), 60),
    "who punches where": lambda: punches.usual_users("F1", DAY, last_change(), 5, 30),
    "where a number was seen": lambda: punches.numbers_seen(day_count(DAY), day_count(DAY) + 90_000, ["1001"]),
    "raw punches of a day": lambda: punches.stored_punches(day_count(DAY), day_count(DAY) + 90_000),
    "what was entered for a day": lambda: entries.entries_on(DAY, last_change()),
    "whether a day may differ": lambda: [touched.touched(each) for each in touched.in_force(DAY, DAY).values()],
    "when the office began": touched.first_posted_day,
    "the edition of a day": lambda: editions.latest_edition(DAY),
    "what stands in a month": lambda: edition_keys(DAY, DAY),
    "what ran today": lambda: job_runs.runs_on(DAY, DAY),
    "what was confirmed": lambda: confirmations.confirmed([DAY], last_change()),
}


@pytest.fixture
def steps(store: Store) -> Callable[[Callable[[], object]], int]:
    """How many tens of steps SQLite takes for something."""
    database.execute_sql("INSERT INTO rulebook_text (version, name, text) VALUES ('r', 'r', 'r')")
    for device in (1, 2):
        database.execute_sql("INSERT INTO device (id, serial) VALUES (?, ?)", (device, f"SN{device}"))
    fill(DAY - timedelta(days=LATELY), LATELY + 1, LATER)

    def count(question: Callable[[], object]) -> int:
        taken = 0

        def step() -> int:
            nonlocal taken
            taken += 1
            return 0

        connection = database.connection()
        connection.set_progress_handler(step, 10)
        question()
        connection.set_progress_handler(None, 0)
        return taken

    return count


def fill(first: date, days: int, change: int) -> None:
    """Days on which terminals were read, somebody was on leave, and the day was posted."""
    with database.atomic():
        for ahead in range(days):
            for row in rows(first + timedelta(days=ahead), change + ahead * 100):
                table, marks = row.pop("table"), ", ".join("?" * len(row))
                columns = ", ".join(row)
                database.execute_sql(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))


def rows(day: date, change: int) -> Iterator[dict[str, Any]]:
    """Those of one day, whose acts are numbered from a change on."""
    acts = READS * len(TERMINALS) + 2
    for act in range(acts):
        yield {"table": "change", "id": change + act, "at": f"{day}T10:00:00", "author": "a", "act": "b"}
    for act in range(READS * len(TERMINALS)):
        yield pull(day, change + act, act)
        at = day_count(day) + 3600 * (8 + act)
        key = {"device": act % 2 + 1, "at": at, "user": "1001", "state": 0, "ordinal": 0}
        yield {"table": "punch", **key, "verify": 1, "number": "1001", "pull": change + act}
    half = day.toordinal() * 2
    slip = {"number": "1001", "kind": "事假", "first": half, "last": half + 1, "cover": "", "filed": half // 2}
    more = {"reason": "", "handover": 0, "chain": "[]", "counted": 2, "scan": ""}
    yield {"table": "leave_slip", "id": change, "change_id": change + acts - 2, **slip, **more}
    posted = {"day": half // 2, "number": 1, "rulebook_id": "r", "facts_digest": "", "complete": 1, "document": "{}"}
    news = {"changes": "[]", "reason": "", "post_changes": "[]", "notes": "{}"}
    yield {"table": "edition", "change_id": change + acts - 1, **posted, **news}
    run = {"day": half // 2, "started": f"{day}T10:00:00", "ended": f"{day}T10:00:00", "outcome": "ok", "detail": "{}"}
    yield {"table": "job_run", "kind": "read", **run}


def pull(day: date, change: int, act: int) -> dict[str, Any]:
    """One read fails now and then; clocks are some seconds wrong."""
    failed = act == 4 and day.day == 20
    at = f"{day}T{8 + act:02}:30:00"
    read = {"device_id": act % 2 + 1, "offset": act % 5, "horizon": at}
    words = {"error": "unreachable" if failed else "", "error_detail": "", "firmware": "", "problems": "[]"}
    names = ("records", "records_capacity", "users", "users_capacity", "new", "known")
    base = {"table": "pull", "id": change, "terminal": TERMINALS[act % 2], "started": at, "seconds": 1.0}
    return {**base, **({} if failed else read), **words, **dict.fromkeys(names, 1)}


def test_no_question_takes_more_work_after_years(steps: Callable[[Callable[[], object]], int]) -> None:
    lately = {name: steps(question) for name, question in QUESTIONS.items()}
    fill(DAY - timedelta(days=LATELY + BEFORE), BEFORE, 1)
    after = {name: steps(question) for name, question in QUESTIONS.items()}
    slower = {name: (lately[name], after[name]) for name in QUESTIONS if after[name] > 1.2 * lately[name] + SLACK}
    assert not slower


def test_a_question_that_goes_through_all_would_be_noticed(steps: Callable[[Callable[[], object]], int]) -> None:
    def question() -> object:
        return database.execute_sql("SELECT MAX(seconds) FROM pull").fetchone()

    lately = steps(question)
    fill(DAY - timedelta(days=LATELY + BEFORE), BEFORE, 1)
    assert steps(question) > 5 * lately
