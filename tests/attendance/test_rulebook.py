"""Rulebooks: the shipped one is whole, a broken one is told what is wrong, an old number stays beside the new one."""

import re
from datetime import date
from pathlib import Path

import pytest

from attendance.chapter_check import SECTIONS
from attendance.records import CalendarDay
from attendance.rulebook import RulebookError
from attendance.rulebook_check import load_rulebook, shipped_names, shipped_text
from attendance.rules import DAY_RULES, RULE_NAMES
from attendance.rules.cover import stand_in, vacancies

ANQING = shipped_text("anqing-2013")


def on(text: str, day: date, follows: int | None = None):
    return load_rulebook(text).on(CalendarDay(day, True, day.weekday() if follows is None else follows))


def faults(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(RulebookError) as caught:
        load_rulebook(text)
    return [(fault.key, fault.value, fault.kind) for fault in caught.value.faults]


@pytest.mark.parametrize("name", shipped_names())
def test_every_clause_has_one_rule_or_a_reason_why_not(name: str) -> None:
    for clause in load_rulebook(shipped_text(name)).book.clauses:
        assert (clause.rule in RULE_NAMES) != bool(clause.by_hand), clause.id


@pytest.mark.parametrize("name", shipped_names())
def test_every_rule_of_the_program_is_called_by_a_clause_and_cites_it(name: str) -> None:
    rules = {clause.rule for clause in load_rulebook(shipped_text(name)).book.clauses if clause.rule}
    assert (set(DAY_RULES) if name == "anqing-2013" else {"punctuality"}) <= rules


@pytest.mark.parametrize("name", shipped_names())
def test_every_section_cites_a_clause_that_the_program_judges_by_that_section(name: str) -> None:
    rulebook = load_rulebook(shipped_text(name))
    for section in SECTIONS:
        for entry in getattr(rulebook.book, section):
            assert rulebook.clauses[entry.clause].rule == section, (section, entry.clause)


@pytest.mark.parametrize("rule", [*DAY_RULES.values(), vacancies, stand_in])
def test_every_rule_names_the_clause_it_implements(rule) -> None:
    assert rule.__doc__ and re.match(r"(R\d|本中心规定) \S+?( \S+)?: ", rule.__doc__), rule


def test_the_text_of_the_clause_is_the_regulations_own() -> None:
    clause = load_rulebook(ANQING).clauses["5-1"]
    assert "上班应提前五分钟到达，下班应推迟五分钟离开" in clause.text
    assert "每天上午十点前" in clause.text


def test_seasons_include_their_first_and_last_day() -> None:
    def afternoon(day: date) -> int:
        return on(ANQING, day).sessions[1].start // 60

    assert [afternoon(date(2026, *md)) for md in ((5, 31), (6, 1), (9, 30), (10, 1))] == [870, 900, 900, 870]


def test_a_season_may_span_new_year() -> None:
    winter = ANQING.replace('season = ["06-01", "09-30"]', 'season = ["12-01", "02-28"]')
    starts = [on(winter, date(*day)).sessions[1].start // 60 for day in ((2026, 12, 1), (2027, 2, 28), (2027, 3, 1))]
    assert starts == [900, 900, 870]


FRIDAY = """
[[hours]]
from = 2013-10-23
clause = "hours"
weekdays = ["fri"]
sessions = [{ name = "am", start = "08:00", end = "12:00" }]
"""


def test_hours_of_a_weekday_come_before_a_seasons_and_follow_the_calendar() -> None:
    text = ANQING + FRIDAY
    assert [s.name for s in on(text, date(2026, 7, 10)).sessions] == ["am"]  # a Friday in summer
    assert [s.name for s in on(text, date(2026, 7, 9)).sessions] == ["am", "pm"]
    assert [s.name for s in on(text, date(2026, 10, 10), follows=4).sessions] == [
        "am"
    ]  # a Saturday with Friday's hours


LATER = """
[[punctuality]]
from = 2027-01-01
clause = "5-1"
early_minutes = 10
stay_minutes = 5
absent_after = 30
resolution = "minute"
fold_seconds = 60
window_before = 120
window_after = 120
"""


def test_a_new_number_counts_from_its_day_and_the_old_one_stays_for_the_days_before() -> None:
    text = ANQING + LATER
    minutes = [on(text, day).punctuality.early_minutes for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert minutes == [5, 10]


def test_a_day_before_the_rulebook_begins_is_not_guessed() -> None:
    with pytest.raises(RulebookError):
        on(ANQING, date(2013, 10, 22))
    assert on(ANQING, date(2013, 10, 23)).punctuality.early_minutes == 5


def test_windows_set_by_the_regulation_itself_are_taken_as_they_stand() -> None:
    text = ANQING.replace(
        '{ name = "am", start = "08:30", end = "12:00" }',
        '{ name = "am", start = "08:30", end = "12:00", sign_in = ["08:00", "09:00"], sign_out = ["12:00", "12:20"] }',
    )
    morning = on(text, date(2026, 11, 20)).sessions[0]
    assert [value // 60 for value in (morning.in_from, morning.in_to, morning.out_from, morning.out_to)] == [
        480,
        541,  # 9:00 is still inside, 9:01 no more
        720,
        741,
    ]


def test_the_version_names_the_text_not_its_line_ends() -> None:
    assert load_rulebook(ANQING).version == load_rulebook(ANQING.replace("\n", "\r\n")).version
    assert load_rulebook(ANQING).version != load_rulebook(ANQING + "\n# x\n").version


FIRST_AM = 'start = "08:30", end = "12:00" },\n    { name = "pm", start = "14:30"'


@pytest.mark.parametrize(
    ("before", "after", "key", "value", "kind"),
    [
        ('name = "anqing-2013"', 'name = "安庆"', "name", "安庆", "bad_name"),
        ('title = "', 'titel = "', "titel", "安庆市政务服务中心大厅管理实施细则", "unknown_key"),
        ('document = "宜政务[2013]28号"\n', "", "document", "", "missing"),
        ("early_minutes = 5 ", 'early_minutes = "5" ', "punctuality[1].early_minutes", "5", "number"),
        ("early_minutes = 5 ", "early_minutes = true ", "punctuality[1].early_minutes", "True", "number"),
        ("early_minutes = 5 ", "early_minutes = 121 ", "punctuality[1].early_minutes", "121", "out_of_range"),
        ("absent_after = 30 ", "absent_after = 0 ", "punctuality[1].absent_after", "0", "out_of_range"),
        ('resolution = "minute"', 'resolution = "hour"', "punctuality[1].resolution", "hour", "not_one_of"),
        ('terminals = "all"', 'terminals = "some"', "data[1].terminals", "some", "not_one_of"),
        (FIRST_AM, FIRST_AM.replace("08:30", "8:30"), "hours[1].sessions[1].start", "8:30", "time"),
        (FIRST_AM, FIRST_AM.replace("08:30", "24:00"), "hours[1].sessions[1].start", "24:00", "time"),
        (FIRST_AM, FIRST_AM.replace("08:30", "12:30"), "hours[1].sessions[1]", "am", "start_after_end"),
        (FIRST_AM, FIRST_AM.replace("14:30", "11:30"), "hours[1].sessions", "am, pm", "sessions_overlap"),
        ('name = "pm", start = "14:30"', 'name = "am", start = "14:30"', "hours[1].sessions", "am, am", "twice"),
        (
            'season = ["06-01", "09-30"]',
            'season = ["06-31", "09-30"]',
            "hours[2].season",
            "['06-31', '09-30']",
            "month_day",
        ),
        ('season = ["06-01", "09-30"]', 'season = ["06-01"]', "hours[2].season", "['06-01']", "pair"),
        ('clause = "5-1"', 'clause = "5-9"', "punctuality[1].clause", "5-9", "no_such_clause"),
        ('rule = "punctuality"', 'rule = "clairvoyance"', "clauses[4].rule", "clairvoyance", "no_such_rule"),
        ('rule = "punctuality"', "", "clauses[4]", "5-1", "rule_or_by_hand"),
        ('id = "5-2"', 'id = "5-1"', "clauses[5].id", "5-1", "twice"),
        (
            'from = 2013-10-23\nclause = "5-1"',
            'from = "2013-10-23"\nclause = "5-1"',
            "punctuality[1].from",
            "2013-10-23",
            "date",
        ),
        ("window_before = 120 ", "window_before = 0 ", "hours[1].sessions", "am", "due_outside_window"),
    ],
)
def test_a_fault_names_key_and_value(before: str, after: str, key: str, value: str, kind: str) -> None:
    assert before in ANQING
    assert (key, value, kind) in faults(ANQING.replace(before, after, 1))


def test_every_fault_is_found_at_once_and_each_only_once() -> None:
    found = faults(
        ANQING.replace("early_minutes = 5 ", "early_minutes = -1 ").replace('resolution = "minute"', "x = 1")
    )
    assert [fault[0] for fault in found] == [
        "punctuality[1].x",
        "punctuality[1].early_minutes",
        "punctuality[1].resolution",
    ]


def test_text_that_is_no_toml_is_told_where() -> None:
    assert [(key, kind) for key, _, kind in faults("name = \n")] == [("1:8", "syntax")]


def test_hours_only_for_a_season_leave_the_rest_of_the_year_without() -> None:
    base = ANQING[: ANQING.index("[[hours]]")]
    rest = ANQING[ANQING.index("[[hours]]") :]
    second = rest.index("[[hours]]", 5)
    assert ("hours", "", "no_base_hours") in faults(base + rest[second:])


def test_no_number_of_a_regulation_stands_in_the_rules() -> None:
    """Only 0 and 60 (seconds of a minute) may be written in `attendance/rules/`."""
    import ast

    folder = Path(__file__).parents[2] / "attendance" / "rules"
    for path in folder.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        numbers = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) in (int, float)}
        assert numbers <= {0, 60}, path.name
