"""Days of the hall put into a home's database past the program: what was read, entered, run and posted on them.

As the program does by its own settings, five terminals are read twenty times a day: a hundred pulls.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from itertools import count
from typing import Any

from attendance.records import day_count
from benchmarks.hall import EVERYBODY, PEOPLE, TERMINALS, fingers, moment, number_of, user_of, variant

READS = (485, 525, 570, *range(600, 1081, 30))  # minutes of the day
EARLY, LATER = slice(0, 3), slice(3, None)  # before the day before is posted, and after
FAILS_AT = 630  # when one of the terminals does not answer
IN_A_LOG = 20_000
LEAVES, OUTINGS, AWAYS = 6, 5, 20  # of a day
CHAIN = json.dumps([[["group_leader"], "approve"], [["supervision_head"], "file"]])
PUNCHES = "INSERT INTO punch (device, at, user, state, ordinal, verify, number, pull) VALUES (?, ?, ?, 0, 0, 1, ?, ?)"
Row = dict[str, Any]
Offsets = Callable[[date, int], int]  # how far a terminal is ahead on a day, in seconds


class Filling:
    """A database while rows are put into it; `change` is the last one made."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.change: int = connection.execute("SELECT COALESCE(MAX(id), 0) FROM change").fetchone()[0]
        self.insert("device", [{"serial": model.serial} for model in TERMINALS], "OR IGNORE")
        devices = dict(connection.execute("SELECT serial, id FROM device"))
        self._devices = [int(devices[model.serial]) for model in TERMINALS]

    def insert(self, table: str, rows: Sequence[Row], otherwise: str = "") -> None:
        """Rows that have the same columns."""
        columns = ", ".join(f'"{name}"' for name in rows[0])
        values = ", ".join(f":{name}" for name in rows[0])
        self._connection.executemany(f"INSERT {otherwise} INTO {table} ({columns}) VALUES ({values})", rows)

    def changes(self, at: Iterable[datetime], act: str) -> list[int]:
        """The numbers of changes made at some moments."""
        rows = [
            {"id": number, "at": moment.isoformat(), "author": "督查室", "act": act}
            for number, moment in zip(count(self.change + 1), at, strict=False)
        ]
        self.insert("change", rows)
        self.change += len(rows)
        return [row["id"] for row in rows]

    def next_slip(self, table: str) -> int:
        """The number that a table gives next."""
        return int(self._connection.execute(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table}").fetchone()[0])

    # -------------------------------------------------------- the terminals

    def reads(self, day: date, part: slice, who: range = EVERYBODY, offset: Offsets = lambda _day, _place: 0) -> None:
        """What a part of a day's reads brought."""
        pairs = [(minute, place) for minute in READS[part] for place in range(len(TERMINALS))]
        numbers = self.changes([moment(day, minute * 60) for minute, _ in pairs], "pull")
        pulls = dict(zip(pairs, numbers, strict=True))
        new = dict.fromkeys(numbers, 0)
        midnight, rows = day_count(day), []
        for key, second, user, number in brought(variant(day), who):
            if key in pulls:
                rows.append((self._devices[key[1]], midnight + second, user, number, pulls[key]))
                new[pulls[key]] += 1
        self.insert("pull", [self._pull(day, *key, pull, new[pull], offset) for key, pull in pulls.items()])
        self._connection.executemany(PUNCHES, rows)

    def _pull(self, day: date, minute: int, place: int, number: int, new: int, offset: Offsets) -> Row:
        failed = minute == FAILS_AT and place == day.toordinal() % len(TERMINALS)
        at = moment(day, minute * 60).isoformat()
        counts = {"records": IN_A_LOG, "records_capacity": 100_000, "users": PEOPLE, "users_capacity": 3000}
        known = {"new": 0, "known": 0} if failed else {"new": new, "known": IN_A_LOG - new}
        return {
            "id": number,
            "terminal": TERMINALS[place].name,
            "device_id": None if failed else self._devices[place],
            "started": at,
            "seconds": 3.0,
            "error": "unreachable" if failed else "",
            "error_detail": "timed out" if failed else "",
            "firmware": "" if failed else "Ver 6.60",
            "offset": None if failed else offset(day, place),
            "horizon": None if failed else at,
            **(dict.fromkeys(counts, 0) if failed else counts),
            **known,
            "problems": "[]",
        }

    # -------------------------------------------------------- the office

    def entries(self, day: date, people: int = PEOPLE) -> None:
        """Leave slips, outings and step-aways of a day, all of them closed."""
        who = [number_of((day.toordinal() * 37 + turn * 83) % people) for turn in range(LEAVES + OUTINGS + AWAYS)]
        evening = moment(day, 18 * 3600)
        self._leaves(day, who[:LEAVES])
        first = self.next_slip("outing")
        outings = self.changes([evening] * OUTINGS, "outing close")
        self.insert(
            "outing",
            [
                {"change_id": change, "slip": slip, "number": number, "day": day.toordinal(), "at": 35_000}
                | {"back": 38_000, "closed": 37_500, "reason": "到局里送材料"}
                for slip, change, number in zip(count(first), outings, who[LEAVES : LEAVES + OUTINGS], strict=False)
            ],
        )
        first = self.next_slip("step_away")
        aways = self.changes([evening] * AWAYS, "away close")
        self.insert(
            "step_away",
            [
                {"change_id": change, "slip": slip, "number": number, "day": day.toordinal(), "at": 53_000 + slip % 900}
                | {"closed": 53_600 + slip % 900, "cover": "", "reported": 1}
                for slip, change, number in zip(count(first), aways, who[LEAVES + OUTINGS :], strict=False)
            ],
        )

    def _leaves(self, day: date, who: Sequence[str]) -> None:
        first, ordinal = self.next_slip("leave_slip"), day.toordinal()
        asked = self.changes([moment(day, 8 * 3600)] * len(who), "leave request")
        common = {"kind": "事假", "cover": "", "filed": ordinal, "reason": "家中有事", "handover": 0, "chain": CHAIN}
        slips = [
            {"id": slip, "change_id": change, "number": number, "first": ordinal * 2, "last": ordinal * 2 + 1}
            | common
            | {"counted": 2, "scan": ""}
            for slip, change, number in zip(count(first), asked, who, strict=False)
        ]
        self.insert("leave_slip", slips)
        for act, role, half in (("approve", "group_leader", None), ("file", "", None), ("close", "", ordinal * 2 + 2)):
            done = self.changes([moment(day, 18 * 3600)] * len(who), f"leave {act}")
            self.insert(
                "leave_act",
                [
                    {"change_id": change, "slip_id": slip["id"], "act": act, "role": role, "by": "组长", "day": ordinal}
                    | {"half": half, "opinion": "", "scan": ""}
                    for change, slip in zip(done, slips, strict=True)
                ],
            )

    def runs(self, day: date) -> None:
        """The steps of a morning and a day, as the program notes them."""
        terminals = [{"name": model.name, "ok": True, "new": 80, "error": ""} for model in TERMINALS]
        read = {"why": "through", "names": [], "terminals": terminals}
        steps = [*(("read", minute, read) for minute in READS)]
        steps += [("draft", 530, {"date": str(day), "complete": True, "unknown": 0, "short": []})]
        steps += [("post", 570, {"date": str(day), "edition": 1, "complete": True, "late": False, "unknown": 0})]
        steps += [("files", 570, {"written": 30, "waiting": 0, "said": ""})]
        steps += [("backup", 1110, {"file": "zaigang.db", "bytes": 1, "said": ""})]
        self.insert(
            "job_run",
            [
                {"kind": kind, "day": day.toordinal(), "started": at, "ended": at, "outcome": "ok"}
                | {"detail": json.dumps(detail, ensure_ascii=False)}
                for kind, minute, detail in steps
                for at in (moment(day, minute * 60).isoformat(),)
            ],
        )


@cache
def brought(seed: int, who: range) -> list[tuple[tuple[int, int], int, str, str]]:
    """A day's punches as they come in: with which read of which terminal, the second, the terminal's key and number."""
    return [
        ((_read_after(second), place), second, user_of(index, TERMINALS[place]), number_of(index))
        for place, index, second in fingers(seed, who)
    ]


def _read_after(second: int) -> int:
    return next(minute for minute in READS if minute * 60 >= second)
