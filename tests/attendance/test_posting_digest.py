"""A draft that says the same of everybody is the same draft, however often terminals are read meanwhile."""

from copy import deepcopy

import pytest

from attendance.changes import posting_digest, same_posting

FINDING = {"code": "absent", "minutes": 0, "session": "am", "clause": "", "clause_id": "", "cause": "no_punch"}
DAY = {
    "date": "2026-11-20",
    "rest": False,
    "complete": True,
    "terminals": [{"name": "F1", "horizon": "2026-11-23T08:05:00"}],
    "people": [{"number": "1001", "sessions": [{"name": "am", "result": "absent"}],
                "findings": [{**FINDING, "evidence": ["pull:5"]}], "entries": [{"id": "leave:1"}]}],
    "posts": [{"post": "A01", "vacant": [], "findings": []}],
}  # fmt: skip


def changed(*path, to):
    day = deepcopy(DAY)
    place = day
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to
    return day


@pytest.mark.parametrize(
    ("day", "same"),
    [
        (DAY, True),
        (changed("terminals", 0, "horizon", to="2026-11-23T09:30:00"), True),
        (changed("people", 0, "findings", 0, "evidence", to=["pull:9"]), True),
        (changed("people", 0, "entries", to=[]), True),
        (changed("people", 0, "sessions", 0, "result", to="on_time"), False),
        (changed("people", 0, "findings", 0, "evidence", to=["pull:5", "punch:S/1/x/0"]), False),
        (changed("people", 0, "findings", to=[]), False),
        (changed("posts", 0, "vacant", to=[["10:05", "10:25"]]), False),
        (changed("people", to=[]), False),
        (changed("rest", to=True), False),
    ],
)
def test_the_digest_is_equal_where_the_posting_is_the_same(day, same):
    assert same_posting(DAY, day) is same
    assert (posting_digest(DAY) == posting_digest(day)) is same
