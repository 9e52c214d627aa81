"""Raw punches: once, for ever, and in office time when they are judged."""

from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_cases import keep, raw, reading

from attendance.records import RawPunch, clock_count
from store.database import Store, last_change
from store.punches import punches_of, stored_punches, usual_users

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 8, 20)


def seconds_of(day: date, number: str, threshold: int = 60) -> list[int]:
    found, _ = punches_of(day, last_change(), threshold)
    return sorted(punch.second for punch in found.get(number, []))


def test_the_same_log_a_hundred_times_is_stored_once(store: Store) -> None:
    log = [raw("1001", AT + timedelta(seconds=n % 7)) for n in range(20)]
    assert keep(store, reading(log)) == (20, 0)
    for _ in range(99):
        assert keep(store, reading(log)) == (0, 20)
    assert len(stored_punches()) == 20


def test_true_repeats_within_one_second_are_told_apart(store: Store) -> None:
    keep(store, reading([raw("1001", AT)] * 3))
    assert [punch.ordinal for punch in stored_punches()] == [0, 1, 2]
    keep(store, reading([raw("1001", AT)] * 4))
    assert [punch.ordinal for punch in stored_punches()] == [0, 1, 2, 3]


def test_another_device_keeps_the_past_of_the_one_before(store: Store) -> None:
    keep(store, reading([raw("1001", AT)], "SN1"))
    keep(store, reading([raw("1001", AT)], "SN2"))
    keep(store, reading([], "SN2"))
    assert [(punch.serial, punch.number) for punch in stored_punches()] == [("SN1", "1001"), ("SN2", "1001")]


def test_the_number_first_read_stays_when_the_slot_is_given_to_somebody_else(store: Store) -> None:
    keep(store, reading([raw("1001", AT, user="uid:7")]))
    keep(store, reading([raw("2002", AT, user="uid:7"), raw("2002", AT + timedelta(hours=1), user="uid:7")]))
    assert [(punch.number, punch.pull) for punch in stored_punches()] == [("1001", 1), ("2002", 2)]


def test_small_offsets_stay_in_the_times_greater_ones_are_taken_out(store: Store) -> None:
    keep(store, reading([raw("1001", AT)], "SN1", offset=60))
    keep(store, reading([raw("1002", AT)], "SN2", offset=61))
    assert seconds_of(DAY, "1001") == [8 * 3600 + 20 * 60]
    assert seconds_of(DAY, "1002") == [8 * 3600 + 20 * 60 - 61]


def test_a_clock_wrong_elsewhere_brings_no_punch_of_another_day(store: Store) -> None:
    keep(store, reading([raw("1002", AT - timedelta(days=9))], "SN2", offset=420))
    around = [datetime(2026, 11, 19, 23, 58), datetime(2026, 11, 20, 0, 1), datetime(2026, 11, 21, 0, 2)]
    keep(store, reading([raw("1001", moment) for moment in around]))
    assert seconds_of(DAY, "1001") == [60]


def test_a_punch_keeps_the_offset_of_the_pull_that_brought_it_first(store: Store) -> None:
    keep(store, reading([raw("1001", AT)], offset=420))
    keep(store, reading([raw("1001", AT), raw("1001", AT + timedelta(hours=4))], offset=0))
    assert seconds_of(DAY, "1001") == [8 * 3600 + 13 * 60, 12 * 3600 + 20 * 60]


def test_a_wrong_clock_carries_punches_over_midnight_and_the_end_of_a_month(store: Store) -> None:
    late = datetime(2026, 11, 30, 23, 58)
    keep(store, reading([raw("1001", late + timedelta(minutes=7))], offset=420, horizon=datetime(2026, 12, 1, 8)))
    assert seconds_of(date(2026, 11, 30), "1001") == [23 * 3600 + 58 * 60]
    assert seconds_of(date(2026, 12, 1), "1001") == []


def test_a_clock_reset_by_a_dead_battery_is_put_right(store: Store) -> None:
    begun = datetime(2000, 1, 1)
    offset = int((begun - datetime(2026, 11, 20)).total_seconds())
    keep(store, reading([raw("1001", begun + timedelta(hours=8))], offset=offset))
    assert seconds_of(DAY, "1001") == [8 * 3600]


def test_punches_made_before_the_battery_died_keep_their_time(store: Store) -> None:
    died = datetime(2026, 11, 20, 12)
    offset = int((datetime(2000, 1, 1) - died).total_seconds())
    afterwards = datetime(2000, 1, 1) + timedelta(hours=5)
    keep(store, reading([raw("1001", AT), raw("1001", afterwards)], offset=offset, horizon=datetime(2026, 11, 20, 18)))
    assert seconds_of(DAY, "1001") == [8 * 3600 + 20 * 60, 17 * 3600]


def test_an_impossible_date_belongs_to_no_day_but_stays(store: Store) -> None:
    impossible = RawPunch("1001", clock_count(datetime(2026, 11, 30, 8)) + 86400, 0, 1, "1001")  # 31 November
    keep(store, reading([impossible], offset=420))
    assert seconds_of(date(2026, 11, 30), "1001") == seconds_of(date(2026, 12, 1), "1001") == []
    assert len(stored_punches()) == 1


def test_a_day_is_asked_for_as_it_stood(store: Store) -> None:
    keep(store, reading([raw("1001", AT)]))
    then = last_change()
    keep(store, reading([raw("1001", AT), raw("1001", AT + timedelta(hours=1))]))
    assert len(punches_of(DAY, then, 60)[0]["1001"]) == 1
    assert len(punches_of(DAY, last_change(), 60)[0]["1001"]) == 2


def test_who_usually_punches_where(store: Store) -> None:
    days = [AT - timedelta(days=n) for n in range(10)]
    keep(store, reading([raw("1001", day) for day in days] + [raw("1002", day) for day in days[:2]], "SN1"), "F1")
    keep(store, reading([raw("1002", day) for day in days[2:]], "SN2"), "F2")
    assert usual_users("F1", DAY, last_change(), 30, 30) == {"1001"}
    assert usual_users("F1", DAY, last_change(), 30, 20) == {"1001", "1002"}
    assert usual_users("F2", DAY, last_change(), 30, 30) == {"1002"}
    assert usual_users("F2", DAY, last_change(), 1, 30) == frozenset()


moments = st.builds(lambda n: AT + timedelta(seconds=n), st.integers(-3, 3))
logs = st.lists(st.builds(raw, st.sampled_from(("1001", "1002")), moments, st.sampled_from((0, 1))), max_size=12)


@given(st.lists(logs, max_size=4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_read_the_store_holds_each_record_as_often_as_the_fullest_log_did(store: Store, several) -> None:
    serial = f"SN{last_change()}"  # a device of its own for every example
    most: dict[RawPunch, int] = {}
    for log in several:
        keep(store, reading(log, serial))
        for record in log:
            most[record] = max(most.get(record, 0), log.count(record))
    held: dict[tuple[str, int, int], int] = {}
    for punch in (found for found in stored_punches() if found.serial == serial):
        held[punch.user, punch.at, punch.state] = held.get((punch.user, punch.at, punch.state), 0) + 1
    assert held == {(record.user, record.at, record.state): times for record, times in most.items()}
