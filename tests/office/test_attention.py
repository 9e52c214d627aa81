"""What needs somebody: each alert from a real home, what of it is news, and that nobody waits for the answer."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import pytest
from acceptance_desk import enrolled

from attendance.records import Person, TerminalUser
from devices.emulator import Emulator
from office import (
    attention_files,
    backups,
    corrections,
    days,
    health,
    postings,
    publication,
    reissue,
    terminals,
)
from office.attention import attention, key, news, over
from office.board import board
from office.board_records import Alert
from office.drafts import drafts
from office.health import Check
from office.home import Home, create_home, open_home
from office.pull import pull, pull_unwatched
from store import confirmations, job_runs, roster
from store.database import record_change
from store.job_runs import Run

THURSDAY, FRIDAY, MONDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


class Office:
    """A centre of two people on two terminals, read on Friday evening, Thursday being posted; now it is Monday."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        create_home(path, "anqing-2013", training=True)
        self.now = datetime(2026, 11, 20, 18, 30)
        self.home: Home = stack.enter_context(open_home(path, lambda: self.now))
        with self.home.store.transaction():
            change = record_change(self.now, "test", "staff")
            for number, floor in (("1001", "1"), ("2001", "2")):
                roster.assign(Person(number, number, "单位", "", "A", "", floor, "", number), None, None, change)
        self.hung = {floor: self._hang(floor, stack) for floor in ("1", "2")}
        days.confirm(self.home, 2027)  # the calendar of next year is told of elsewhere
        pull(self.home)
        self.post(THURSDAY)
        backups.backup(self.home)

    def _hang(self, floor: str, stack: ExitStack) -> Emulator:
        number = f"{floor}001"
        hung = Emulator(f"SN{floor}", users=enrolled([number]), clock=lambda: self.now)
        for day in (19, 20):
            for at in ("08:20:00", "12:10:00", "14:20:00", "17:40:00"):
                hung.punch(number, datetime.fromisoformat(f"2026-11-{day}T{at}"))
        stack.enter_context(hung)
        terminals.add(self.home, f"{floor}楼", hung.address, floor)
        return hung

    def at(self, clock: str, day: date = MONDAY) -> tuple[Alert, ...]:
        self.now = datetime.fromisoformat(f"{day}T{clock}")
        return attention(self.home)

    def post(self, day: date) -> None:
        postings.freeze(self.home, day)
        publication.deliver(self.home)

    def settings(self, line: str) -> None:
        """Another setting, as if written into the file."""
        from dataclasses import replace

        name, _, value = line.partition(" = ")
        self.home = replace(self.home, settings=replace(self.home.settings, **{name: eval(value)}))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with ExitStack() as stack:
        yield Office(tmp_path / "home", stack)


def kinds(found: tuple[Alert, ...]) -> list[str]:
    return [alert.kind for alert in found]


def one(found: tuple[Alert, ...], kind: str) -> Alert:
    (alert,) = [each for each in found if each.kind == kind]
    return alert


# ---------------------------------------------------------------- terminals


def test_a_quiet_morning_needs_nobody(office: Office) -> None:
    assert office.at("07:30") == ()
    assert office.at("08:06") == ()  # the first read is on its way


def test_a_terminal_that_was_not_read_in_the_morning_is_told_only_when_it_should_have_been(office: Office) -> None:
    office.post(FRIDAY)
    assert kinds(office.at("08:15", TUESDAY)).count("terminal") == 2  # since Friday evening
    assert kinds(office.at("03:00", TUESDAY)).count("terminal") == 0
    assert kinds(office.at("11:00", date(2026, 11, 28))).count("terminal") == 0  # a Saturday


def test_a_silent_terminal_is_told_with_its_hour_and_cleared_when_it_answers(office: Office) -> None:
    address = office.hung["2"].address
    office.hung["2"].close()
    office.at("08:05")
    pull(office.home)
    found = office.at("08:06")
    assert one(found, "terminal").text.startswith("2楼设备自 08:05 起没有读成，数据只到 11-20 18:30")
    assert key(one(found, "terminal")) == "terminal:2楼"
    with Emulator("SN2", users=[TerminalUser(1, "2001", "")], clock=lambda: office.now, port=address.port):
        pull(office.home)
        assert "terminal" not in kinds(office.at("08:07"))


def test_a_terminal_nearly_full_is_told(office: Office) -> None:
    office.hung["1"].manners.capacity = 9  # 8 records lie in it
    office.at("08:05")
    pull(office.home)
    assert "已用 88%" in one(office.at("08:06"), "terminal_full").text


def test_the_clock_of_this_machine_is_blamed_and_not_the_terminals(office: Office) -> None:
    office.at("08:05", MONDAY + timedelta(days=70))
    for each in office.hung.values():
        each.set_time(datetime(2026, 11, 23, 8, 5))
    pull_unwatched(office.home)
    told = kinds(attention(office.home))
    assert (told.count("office_clock"), told.count("terminal")) == (1, 0)
    assert "时钟" in one(attention(office.home), "office_clock").text


# ---------------------------------------------------------------- days


def test_a_day_not_posted_by_its_time_is_told_with_the_reason(office: Office) -> None:
    office.at("08:05")
    pull(office.home)
    assert "unposted" not in kinds(office.at("09:59"))
    alert = one(tuple(each for each in office.at("10:01") if dict(each.focus) == {"day": FRIDAY}), "unposted")
    assert (alert.text, alert.page, alert.at) == (
        "11-20 还没有公示，已过 10:00",
        "postings",
        office.now.replace(minute=0),
    )
    with office.home.store.transaction():
        job_runs.add_run(
            Run(
                "post", MONDAY, office.now, office.now, "waiting",
                {"date": str(FRIDAY), "why": "trouble", "said": "规则文件有误", "short": []},
            )
        )  # fmt: skip
        job_runs.add_run(
            Run("post", MONDAY, office.now, office.now, "waiting", {"date": str(THURSDAY), "said": "另一天的"})
        )
    assert one(attention(office.home), "unposted").text == "11-20 还没有公示，已过 10:00：规则文件有误"
    office.post(FRIDAY)
    assert "unposted" not in kinds(attention(office.home))


def test_many_days_left_out_are_told_in_one_line(office: Office) -> None:
    found = office.at("10:30", date(2026, 12, 1))  # nothing since Thursday
    assert kinds(found).count("unposted") == 3
    assert one(found, "unposted_before").text == "11-20 至 11-25 还有 4 天没有公示"
    assert next(each.text for each in found if each.kind == "unposted") == "11-30 还没有公示，已过 10:00"


def test_a_draft_that_waits_for_somebody_is_told_from_the_time_of_posting(office: Office) -> None:
    office.settings("publish_alone = False")
    assert "unconfirmed" not in kinds(office.at("09:29"))
    assert one(office.at("09:30"), "unconfirmed").text == "11-20 的草稿还没有人确认，确认以后才公示"
    (draft,) = drafts(office.home)
    with office.home.store.transaction():
        change = record_change(office.now, "test", "draft confirm")
        confirmations.confirm(FRIDAY, draft.digest, change)
    assert "unconfirmed" not in kinds(attention(office.home))
    with office.home.store.transaction():
        confirmations.withdraw(FRIDAY, record_change(office.now, "test", "draft withdraw"))
    assert "unconfirmed" in kinds(attention(office.home))
    office.settings("publish_alone = True")
    assert "unconfirmed" not in kinds(attention(office.home))


def test_a_new_edition_is_offered_and_judged_only_where_something_came(office: Office, monkeypatch) -> None:
    office.at("09:30")
    pull(office.home)
    office.post(FRIDAY)
    assert "differs" not in kinds(attention(office.home))
    corrections.certify(office.home, "1001", datetime(2026, 11, 19, 12, 8), "漏打", "组长")
    corrections.certify(office.home, "2001", datetime(2026, 11, 20, 12, 8), "漏打", "组长")
    judgings = []
    judged = reissue.judged
    monkeypatch.setattr(reissue, "judged", lambda *asked: judgings.append(asked) or judged(*asked))
    found = attention(office.home)
    assert len(judgings) == 2
    assert kinds(found) == []  # touched, and yet the verdicts are the same
    pull(office.home)
    assert attention(office.home) == found
    assert len(judgings) == 2  # a read without anything of those days bears on none of them
    corrections.certify(office.home, "1001", datetime(2026, 11, 19, 7, 40), "漏打", "组长")
    assert one(attention(office.home), "differs").focus == (("day", THURSDAY),)
    assert len(judgings) == 3


def test_the_board_tells_each_thing_once(office: Office) -> None:
    office.hung["2"].close()
    office.at("10:05")
    pull(office.home)
    found = board(office.home)
    keys = [key(alert) for alert in found.alerts]
    assert len(keys) == len(set(keys))
    assert {key(alert) for alert in attention(office.home)} <= set(keys)


# ---------------------------------------------------------------- the disk and its folders


def test_disk_backup_and_publication_folder_are_told(office: Office, monkeypatch) -> None:
    monkeypatch.setattr(health, "disk", lambda _home: Check("disk", "bad", "所在磁盘还剩 10 MB", "请清理磁盘"))
    monkeypatch.setattr(health, "backup_age", lambda _home: Check("backup", "warn", "上次备份 11-01", "请立即备份一次"))
    monkeypatch.setattr(health, "publication_folder", lambda _home: None)
    found = office.at("08:06")
    assert [(each.kind, each.tone, each.text, each.page) for each in found] == [
        ("backup", "late", "上次备份 11-01；请立即备份一次", "settings"),
        ("disk", "bad", "所在磁盘还剩 10 MB；请清理磁盘", "settings"),
    ]
    assert found[0].at == datetime(2026, 11, 23)  # the same all day, so that nothing is drawn anew for it


def test_nobody_waits_for_a_share_that_does_not_answer(office: Office, monkeypatch) -> None:
    opened, asked = threading.Event(), []
    reachable = health.reachable

    def slow(folder: Path) -> bool:
        asked.append(folder)
        if folder == office.home.published:
            opened.wait(20)
        return reachable(folder)

    monkeypatch.setattr(health, "reachable", slow)
    monkeypatch.setattr(health, "publication_folder", lambda _home: pytest.fail("it would wait"))
    begun = perf_counter()
    first = office.at("08:06")
    assert perf_counter() - begun < 1
    assert "没有应答" in one(first, "publication").text
    attention(office.home)
    assert asked.count(office.home.published) == 1  # one thread waits, not one a minute
    opened.set()
    end = time.monotonic() + 5
    while attention_files._KNOCKS and time.monotonic() < end:
        monkeypatch.setattr(health, "publication_folder", lambda _home: None)
        attention(office.home)
    assert "publication" not in kinds(attention(office.home))


def test_next_years_calendar_is_told(tmp_path: Path) -> None:
    create_home(tmp_path / "new", "anqing-2013", training=True)
    with open_home(tmp_path / "new", lambda: datetime(2026, 12, 1, 9)) as home:
        found = attention(home)
    assert [(alert.kind, alert.page) for alert in found] == [("calendar", "rulebook")]
    with open_home(tmp_path / "new", lambda: datetime(2027, 1, 4, 9)) as home:
        still = [alert for alert in attention(home) if alert.kind == "calendar"]
    assert [key(alert) for alert in still] == [key(alert) for alert in found]  # not over because the year has come


# ---------------------------------------------------------------- news


def alert(kind: str, **focus: object) -> Alert:
    return Alert(datetime(2026, 11, 23), kind, "bad", "…", "settings", tuple(focus.items()))


def test_news_are_told_once_and_told_again_when_they_come_back() -> None:
    one_, other = alert("terminal", name="1楼"), alert("terminal", name="2楼")
    first = news(frozenset(), [one_, other, one_])
    assert first == ((one_, other), ())
    told = {key(each) for each in first.rose}
    assert news(told, [one_, other]) == ((), ())
    assert news(told, [other]) == ((), ("terminal:1楼",))
    assert news({"terminal:2楼"}, [one_, other]).rose == (one_,)


@pytest.mark.parametrize(
    ("told", "keys", "cleared"),
    [
        ("unconfirmed:2026-11-20", ["unposted:2026-11-20"], ()),
        ("unconfirmed:2026-11-20", ["unposted:2026-11-19"], ("unconfirmed:2026-11-20",)),
        ("unposted:2026-11-16", ["unposted:2026-11-17", "unposted_before:2026-11-16"], ()),
        ("unposted:2026-11-17", ["unposted:2026-11-18", "unposted_before:2026-11-16"], ("unposted:2026-11-17",)),
        ("unposted_before:2026-11-16", ["unposted_before:2026-11-17"], ()),
        ("unposted_before:2026-11-16", ["unposted:2026-11-16"], ()),
        ("unposted_before:2026-11-16", ["unposted:2026-11-18"], ("unposted_before:2026-11-16",)),
    ],
)
def test_a_day_told_of_otherwise_is_not_over(told: str, keys: list[str], cleared: tuple[str, ...]) -> None:
    now = [alert(kind, day=day) for kind, _, day in (each.partition(":") for each in keys)]
    assert news([told], now).cleared == cleared


def test_the_key_of_an_alert_does_not_hang_on_its_words() -> None:
    now, later = (
        alert("terminal", name="1楼"),
        alert("terminal", name="1楼")._replace(text="自 08:05 起", at=datetime.max),
    )
    assert key(now) == key(later)
    assert key(alert("disk")) == "disk"


@pytest.mark.parametrize(
    ("cleared", "said"),
    [
        ("terminal:3楼", "3楼设备恢复正常"),
        ("unposted:2026-11-20", "2026-11-20 已经公示"),
        ("disk", "磁盘空间够用了"),
        ("something:new", "new 已不再需要留意"),
    ],
)
def test_what_is_over_is_said_in_a_sentence(cleared: str, said: str) -> None:
    assert over(cleared) == said
