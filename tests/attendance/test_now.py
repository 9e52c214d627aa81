"""A day that goes on: who is there now, which posts are certainly empty, and that silence is never absence."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from attendance_cases import seconds
from entry_cases import CaseDay
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.now import Moment, counts
from attendance.now_posts import next_turn, posts_now
from attendance.writing import minute_text

PEOPLE = ["王芳 A01 A 1楼", "李强 A01 B 1楼", "陈静 A02 A 1楼", "刘洋 A02 B 1楼", "赵敏 A03 A 2楼"]
NONE = [f"{person.split()[0]} 无" for person in PEOPLE]
ALL_DAY = {"from": "2026-11-20 上午", "to": "2026-11-20 下午"}


def look(now: str, read: str = "", **case: object) -> Moment:
    """The five people at a time; the terminals are read up to then, or to `read` (从未: never)."""
    read = read or now
    day = CaseDay({"rulebook": "anqing-2013", "date": datetime(2026, 11, 20).date(), "people": PEOPLE, **case})
    horizon = (
        None
        if read == "从未"
        else datetime.combine(day.day.date, datetime.min.time()) + timedelta(seconds=seconds(read))
    )
    until = -1 if horizon is None else min(seconds(read), seconds(now))
    facts = replace(
        day.facts,
        punches={who: [p for p in mine if p.second <= until] for who, mine in day.facts.punches.items()},
        terminals=tuple(replace(t, horizon=horizon) for t in day.facts.terminals),
    )
    return Moment(facts, day.rulebook, seconds(now))


def where(moment: Moment) -> dict[str, str]:
    return {each.person.name: f"{each.where} {each.kind}".rstrip() for each in moment.people.values()}


def one(moment: Moment, name: str):
    return next(each for each in moment.people.values() if each.person.name == name)


def posts(moment: Moment) -> dict[str, str]:
    return {post.post: post.state for post in posts_now(moment)}


# ---------------------------------------------------------------- through the day


@pytest.mark.parametrize(
    ("now", "expected", "post"),
    [
        ("06:00", "off before", "closed"),  # the sign-in window opens two hours before
        ("07:00", "waiting", "closed"),
        ("08:19", "waiting", "closed"),
        ("08:22", "present", "closed"),  # 08:20 has come
        ("10:00", "present", "staffed"),
        ("11:59", "present", "staffed"),
        ("12:00", "off break", "closed"),
        ("13:14", "off break", "closed"),
        ("13:15", "waiting", "closed"),  # the afternoon's window is open
        ("14:25", "present", "closed"),
        ("15:00", "present", "staffed"),
        ("17:30", "off after", "closed"),
        ("23:00", "off after", "closed"),
    ],
)
def test_a_day_in_order_from_morning_to_night(now: str, expected: str, post: str) -> None:
    moment = look(now)
    assert set(where(moment).values()) == {expected}
    assert set(posts(moment).values()) == {post}


def test_nobody_is_missed_before_the_time_due_has_passed() -> None:
    assert where(look("08:25:59", punches=NONE))["王芳"] == "waiting"
    assert where(look("08:26", punches=NONE))["王芳"] == "not_yet"


def test_who_came_late_is_there_with_his_minutes() -> None:
    moment = look("09:00", punches=["王芳 08:41"])
    assert where(moment)["王芳"] == "present"
    assert (one(moment, "王芳").late, minute_text(one(moment, "王芳").since or 0)) == (11, "08:41")
    assert one(moment, "李强").late == 0
    # between due in and start he is short of early, not late
    assert one(look("09:00", punches=["王芳 08:28"]), "王芳").late == 0


def test_a_first_punch_after_the_middle_is_a_coming_too() -> None:
    moment = look("11:00", punches=["王芳 10:40"])
    assert (where(moment)["王芳"], one(moment, "王芳").late) == ("present", 130)


def test_a_punch_before_the_end_is_a_sign_out_and_leaves_no_window_empty() -> None:
    moment = look("11:40", punches=["赵敏 08:20 11:20"])
    assert where(moment)["赵敏"] == "signed_out"
    assert posts(moment)["A03"] == "unknown"


# ---------------------------------------------------------------- silence is never absence


def test_without_a_reading_everybody_is_unknown_and_no_window_empty() -> None:
    moment = look("09:00", read="从未", punches=NONE)
    assert set(where(moment).values()) == {"unknown not_read"}
    assert set(posts(moment).values()) == {"unknown"}
    assert one(moment, "赵敏").terminals == ("F1", "F2")
    assert counts(moment.people.values()) == (5, 0, 0, 0, 0, 5, 0, 0)


def test_a_reading_from_before_the_time_due_says_nothing_of_who_has_no_punch() -> None:
    moment = look("09:00", read="08:22", punches=["王芳 无"])
    assert where(moment)["王芳"] == "unknown not_read"
    assert where(moment)["李强"] == "present"  # whose punch is there


def test_a_reading_from_the_day_before_counts_for_nothing() -> None:
    moment = look("09:00", punches=NONE)
    old = tuple(replace(t, horizon=datetime(2026, 11, 19, 18)) for t in moment.facts.terminals)
    again = Moment(replace(moment.facts, terminals=old), CaseDay(_case()).rulebook, moment.now)
    assert set(where(again).values()) == {"unknown not_read"}
    assert {each.known for each in again.people.values()} == {None}


def _case(**more: object) -> dict[str, object]:
    return {"rulebook": "anqing-2013", "date": datetime(2026, 11, 20).date(), "people": PEOPLE, **more}


def test_a_window_is_empty_only_as_far_as_the_terminals_are_read() -> None:
    early = look("09:30", read="08:30:30", punches=["王芳 无", "李强 无"])
    assert where(early)["王芳"] == "not_yet"  # not there at 08:30, and that is all
    assert posts(early)["A01"] == "unknown"
    late = look("09:30", read="08:45", punches=["王芳 无", "李强 无"])
    (post,) = [each for each in posts_now(late) if each.post == "A01"]
    assert (post.state, post.since, post.known) == ("vacant", seconds("08:30:00"), seconds("08:45:00"))


def test_a_terminal_without_a_punch_is_presumed_dead_while_the_window_still_goes_on() -> None:
    people = [f"员{n} B0{n} A 2楼" for n in range(6)]
    moment = look("08:40", people=people, punches=[f"员{n} 无" for n in range(6)])
    assert set(where(moment).values()) == {"not_yet"}
    usual = {"F2": frozenset(moment.facts.punches)}
    again = Moment(replace(moment.facts, usual=usual), CaseDay(_case()).rulebook, moment.now)
    assert set(where(again).values()) == {"unknown silent_terminal"}
    assert [silence.terminal for silence in again.silences] == ["F2"]
    assert set(posts(again).values()) == {"unknown"}


def test_a_terminal_is_alive_as_soon_as_it_has_one_punch() -> None:
    people = [f"员{n} B0{n} A 2楼" for n in range(7)]
    moment = look("08:40", people=people, punches=["员0 08:38", *(f"员{n} 无" for n in range(1, 7))])
    usual = {"F2": frozenset(moment.facts.punches)}
    again = Moment(replace(moment.facts, usual=usual), CaseDay(_case()).rulebook, moment.now)
    assert where(again)["员3"] == "not_yet"


# ---------------------------------------------------------------- leave, outings, step-aways


def test_a_on_leave_is_covered_by_b() -> None:
    moment = look("09:00", punches=["王芳 无"], leave=[{"who": "王芳", "kind": "事假", **ALL_DAY, "cover": "李强"}])
    assert where(moment)["王芳"] == "on_leave 事假"
    (post,) = [each for each in posts_now(moment) if each.post == "A01"]
    assert post.state == "staffed"
    assert [(seat.standing.person.name, seat.role, seat.covering) for seat in post.seats] == [
        ("王芳", "A", False),
        ("李强", "B", True),
    ]


def test_a_leave_that_is_not_signed_excuses_nobody_but_is_told() -> None:
    moment = look("09:00", punches=["王芳 无"], leave=[{"who": "王芳", "kind": "事假", **ALL_DAY, "signed": 0}])
    assert where(moment)["王芳"] == "not_yet 事假"


def test_a_substitute_sits_at_the_post_he_stands_in_for() -> None:
    leave = [{"who": "赵敏", "kind": "事假", **ALL_DAY, "cover": "刘洋"}]
    moment = look("09:00", punches=["赵敏 无"], leave=leave)
    (post,) = [each for each in posts_now(moment) if each.post == "A03"]
    assert post.state == "staffed"
    assert [(seat.standing.person.name, seat.role, seat.covering) for seat in post.seats] == [
        ("赵敏", "A", False),
        ("刘洋", "substitute", True),
    ]


@pytest.mark.parametrize(("holds", "state"), [("陈静", "staffed"), ("", "vacant")])
def test_where_nobody_holds_two_posts_a_substitute_counts_while_his_own_is_held(holds: str, state: str) -> None:
    moment = look(
        "09:00",
        change=["two_posts = true", "two_posts = false"],
        punches=["赵敏 无", *([] if holds else ["陈静 无"])],
        leave=[{"who": "赵敏", "kind": "事假", **ALL_DAY, "cover": "刘洋"}],
    )
    assert posts(moment)["A03"] == state


@pytest.mark.parametrize(
    ("now", "expected", "over"),
    [("09:30", "on_outing", False), ("10:00", "on_outing", False), ("10:01", "on_outing", True)],
)
def test_an_outing_runs_until_the_return_is_entered(now: str, expected: str, over: bool) -> None:
    moment = look(now, outing=[{"who": "赵敏", "at": "09:00", "back": "10:00"}])
    found = one(moment, "赵敏")
    assert (found.where, found.is_over(moment.now), found.limit) == ("on_outing", over, seconds("10:00"))


def test_who_is_out_leaves_the_window_empty_until_he_is_expected_and_no_longer() -> None:
    out = [{"who": "赵敏", "at": "09:00", "back": "10:00"}]
    assert posts(look("09:00:30", outing=out))["A03"] == "unknown"  # not a whole minute yet
    assert posts(look("09:30", outing=out))["A03"] == "vacant"
    assert posts(look("10:20", outing=out))["A03"] == "unknown"  # he may be back, only nobody entered it


def test_an_outing_ends_with_a_punch_after_it_or_with_its_return() -> None:
    out = {"who": "赵敏", "at": "09:00", "back": "10:00"}
    assert where(look("10:20", outing=[out], punches=["赵敏 08:20 10:05"]))["赵敏"] != "on_outing"
    assert where(look("10:20", outing=[{**out, "closed": "09:50"}]))["赵敏"] == "present"


@pytest.mark.parametrize(
    ("now", "alarm", "over"),
    [("10:13:59", False, False), ("10:14:00", True, False), ("10:15:59", True, False), ("10:16:00", True, True)],
)
def test_a_step_away_runs_down_from_its_limit(now: str, alarm: bool, over: bool) -> None:
    moment = look(now, away=[{"who": "赵敏", "at": "10:00:00"}])
    found = one(moment, "赵敏")
    assert (found.where, found.limit) == ("stepped_away", seconds("10:15"))
    assert (moment.now >= (found.alarm or 0), found.is_over(moment.now)) == (alarm, over)
    assert posts(moment)["A03"] == ("unknown" if over else "staffed")


def test_who_minds_a_post_during_a_step_away_is_shown_there() -> None:
    moment = look("10:20", away=[{"who": "赵敏", "at": "10:00:00", "cover": "刘洋"}])
    (post,) = [each for each in posts_now(moment) if each.post == "A03"]
    assert [(seat.standing.person.name, seat.role) for seat in post.seats] == [("赵敏", "A"), ("刘洋", "substitute")]
    assert post.state == "staffed"


def test_a_rest_day_has_those_on_duty_only() -> None:
    moment = look(
        "09:30",
        date=datetime(2026, 11, 21).date(),
        duty=[{"who": "赵敏", "shift": "周六值班"}],
        punches=["赵敏 08:50", *NONE[:-1]],
    )
    assert where(moment) == {"赵敏": "present"}
    assert posts(moment) == {"A03": "staffed"}


# ---------------------------------------------------------------- the clock


def test_the_next_turn_is_when_the_clock_alone_changes_something() -> None:
    def turn(moment: Moment) -> str:
        return minute_text(next_turn(moment, posts_now(moment)) or 0)

    assert turn(look("06:00")) == "06:30"
    assert turn(look("08:00")) == "08:26"
    assert turn(look("09:00")) == "12:00"
    assert turn(look("10:03", away=[{"who": "赵敏", "at": "10:00:00"}])) == "10:14"
    assert next_turn(look("20:00"), ()) is None


def test_between_two_turns_nothing_changes() -> None:
    case = {
        "away": [{"who": "王芳", "at": "10:00:00"}],
        "outing": [{"who": "赵敏", "at": "09:10", "back": "10:40"}],
        "leave": [{"who": "刘洋", "kind": "事假", "from": "2026-11-20 下午", "to": "2026-11-20 下午"}],
        "punches": ["陈静 无", "刘洋 缺下午"],
    }
    now, seen = seconds("06:00"), 0
    while now < seconds("18:30"):
        moment = look(minute_text(now), read="23:00", **case)
        turn = next_turn(moment, posts_now(moment)) or seconds("18:30")
        before = look(minute_text(turn - 1), read="23:00", **case)
        if not _punches_between(moment, now, turn):
            assert where(moment) == where(before), minute_text(now)
            assert posts(moment) == posts(before), minute_text(now)
        now, seen = turn, seen + 1
    assert seen > 12


def _punches_between(moment: Moment, first: int, last: int) -> bool:
    """New punches are no passing of time: they come with a reading."""
    times = {seconds(f"{text}:00") for text in ("08:20", "12:06", "14:20", "17:36")}
    return any(first < time < last for time in times)


# ---------------------------------------------------------------- whatever happens

MINUTES = st.integers(6 * 60, 19 * 60)
PUNCHES = st.lists(MINUTES, max_size=5)
DAYS = st.fixed_dictionaries(
    {
        "now": MINUTES,
        "read": st.none() | MINUTES,
        "punches": st.lists(PUNCHES, min_size=5, max_size=5),
        "leave": st.sets(st.sampled_from(range(5)), max_size=2),
        "out": st.none() | st.tuples(st.integers(0, 4), MINUTES, st.integers(1, 180)),
        "away": st.none() | st.tuples(st.integers(0, 4), MINUTES),
    }
)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _moment(day: dict) -> Moment:
    names = [person.split()[0] for person in PEOPLE]
    out, away = day["out"], day["away"]
    return look(
        _clock(day["now"]),
        read="从未" if day["read"] is None else _clock(day["read"]),
        punches=[
            " ".join((name, *(map(_clock, sorted(set(mine))) if mine else ["无"])))
            for name, mine in zip(names, day["punches"], strict=True)
        ],
        leave=[{"who": names[n], "kind": "事假", **ALL_DAY, "cover": names[(n + 1) % 5]} for n in sorted(day["leave"])],
        outing=[{"who": names[out[0]], "at": _clock(out[1]), "back": _clock(out[1] + out[2])}] if out else [],
        away=[{"who": names[away[0]], "at": f"{_clock(away[1])}:00"}] if away else [],
    )


@settings(max_examples=120, deadline=None)
@given(DAYS)
def test_everybody_due_counts_once_and_silence_accuses_nobody(day: dict) -> None:
    moment = _moment(day)
    found = counts(moment.people.values())
    assert found.due == (found.present + found.not_yet + found.on_leave + found.away + found.unknown + found.waiting)
    for each in moment.people.values():
        if each.where == "not_yet":
            assert day["read"] is not None
            assert each.known is not None
            assert each.known == day["read"] * 60 > (each.since or 0) - 5 * 60
        if each.where in ("present", "signed_out") and each.since is not None:
            assert each.since <= moment.now
    for post in posts_now(moment):
        if post.state == "vacant":
            assert post.since is not None
            assert post.known is not None
            assert post.known - post.since >= 60
            assert {seat.standing.where for seat in post.seats} <= {"not_yet", "on_leave", "on_outing", "off"}
        if post.state == "staffed":
            assert any(seat.standing.where in ("present", "stepped_away") for seat in post.seats)
