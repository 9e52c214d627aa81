"""Hundreds of sessions with things going wrong: each read is exact or refused in time, and most are exact."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from itertools import product
from random import Random
from time import perf_counter
from typing import NamedTuple, get_args

import pytest
from device_cases import HASTY, LIMIT, as_read, people, random_log, say
from zk import ZK

from attendance.records import clock_time
from devices import wire
from devices.emulator import Emulator
from devices.emulator_dialogue import Dialogue
from devices.faults import Faults, Kind
from devices.terminal import Patience, TerminalError, read_terminal

KINDS = tuple(kind for part in get_args(Kind) for kind in get_args(part))
ONLY_TCP = {"close", "reset", "tiny", "coalesced"}
ONLY_UDP = {"lost", "doubled", "swapped", "late", "deaf"}
SEEDS = 2

# What may strike again and again without making an exact read impossible.
HARMLESS = {"event", "tiny", "coalesced", "count_low", "count_zero", "punch", "impossible_dates", "deleted_users"}
HARMLESS |= {"lost", "doubled", "swapped", "late", "deaf"}
FINAL = {"wrong_key"}


class Case(NamedTuple):
    udp: bool
    size: int
    kinds: tuple[str, ...]
    always: bool
    seed: int


class Outcome(NamedTuple):
    case: Case
    verdict: str  # exact, wrong, or the code of the refusal
    seconds: float
    struck: int
    detail: str


def terminal_of(case: Case) -> Emulator:
    random = Random(repr(case))
    users = people(60)
    log = random_log(users, random.choice((3, 40, 200, 400, 2500 if not case.udp else 700)), random)
    return Emulator(
        users=users,
        log=log,
        record_size=case.size,
        udp=case.udp,
        faults=Faults(*case.kinds, seed=random.randrange(1 << 30), always=case.always),
        data_bytes=random.choice((0, 0, 4096 if not case.udp else 700)),
        convention=random.choice((wire.TRUE_SUM, wire.TRUE_SUM, wire.LITERAL_SUM)),
    )


def run(case: Case, patience: Patience = HASTY) -> Outcome:
    with terminal_of(case) as terminal:
        start = perf_counter()
        detail = ""
        try:
            reading = read_terminal(terminal.address, datetime.now, limit=LIMIT, patience=patience)
        except TerminalError as error:
            verdict, detail = error.code, str(error)
        else:
            whole = any(list(reading.punches) == as_read(log, terminal) for log in terminal.snapshots)
            verdict = "exact" if whole and reading.users == tuple(terminal.users.values()) else "wrong"
        return Outcome(case, verdict, perf_counter() - start, terminal.faults.struck.total(), detail)


def cases() -> list[Case]:
    single = [
        Case(udp, size, (kind,), always, seed)
        for udp, size, kind, always, seed in product((False, True), (8, 16, 40), KINDS, (False, True), range(SEEDS))
        if kind not in (ONLY_TCP if udp else ONLY_UDP)
    ]
    mixed = [
        Case(udp, size, tuple(Random(seed * 100 + size).sample(_kinds(udp), 3)), False, seed)
        for udp, size, seed in product((False, True), (8, 16, 40), range(10))
    ]
    return single + mixed


def _kinds(udp: bool) -> list[str]:
    return [kind for kind in KINDS if kind not in (ONLY_TCP if udp else ONLY_UDP) and kind not in FINAL]


@lru_cache(maxsize=1)
def sweep() -> list[Outcome]:
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(run, cases()))


def recoverable(outcome: Outcome) -> bool:
    kinds = set(outcome.case.kinds)
    return not kinds & FINAL and (not outcome.case.always or kinds <= HARMLESS)


def test_no_read_is_silently_wrong():
    outcomes = sweep()
    say(f"{len(outcomes)} sessions: {dict(Counter(outcome.verdict for outcome in outcomes))}")
    assert len(outcomes) >= 300
    assert [outcome for outcome in outcomes if outcome.verdict == "wrong"] == []


def test_no_read_takes_longer_than_its_limit():
    assert [outcome for outcome in sweep() if outcome.seconds > LIMIT + 0.5] == []


def test_what_can_be_recovered_is_read_exactly():
    chances = [outcome for outcome in sweep() if recoverable(outcome)]
    exact = sum(outcome.verdict == "exact" for outcome in chances)
    say(f"{exact} of {len(chances)} recoverable sessions were read exactly")
    assert exact >= 0.9 * len(chances)


def test_every_fault_struck():
    struck = Counter(kind for outcome in sweep() for kind in outcome.case.kinds if outcome.struck)
    assert set(struck) == set(KINDS)


def test_damage_that_the_checksum_does_not_show_is_found_by_the_second_read():
    """Two flipped bits keep the sum in one packet of thirty: these seeds are such packets."""
    for case in (Case(False, 16, ("flipped",), True, 30), Case(True, 8, ("flipped",), True, 28)):
        assert run(case, replace(HASTY, confirm=0.0)).verdict == "wrong"
        assert run(case).verdict != "wrong"


def test_nonsense_in_sound_packets_is_a_terminal_error(monkeypatch):
    """Right checksum, session and reply id, and any command with any payload: only TerminalErrors come out."""
    sound = Dialogue._answer
    random = Random(4)
    commands = (1500, 1501, 2000, 2000, 2001, 2003, 2005, 0xFFFF, 7)

    def nonsense(dialogue, asked):
        if asked.command == wire.CMD_CONNECT or random.random() < 0.7:
            return sound(dialogue, asked)
        return [(random.choice(commands), random.randbytes(random.choice((0, 1, 4, 5, 30, 80, 300))))]

    monkeypatch.setattr(Dialogue, "_answer", nonsense)
    verdicts = Counter(
        run(Case(udp, size, (), False, seed), replace(HASTY, reply=0.1, prepare=0.1)).verdict
        for udp, size, seed in product((False, True), (8, 16, 40), range(25))
    )
    say(f"nonsense: {dict(verdicts)}")
    assert verdicts["wrong"] == 0 and verdicts["garbled"] > 0


# ---------------------------------------------------------------- the oracle notices


def plain_read(case: Case) -> str:
    """The same terminal under the same faults, read by pyzk alone."""
    with terminal_of(case) as terminal:
        host, port = terminal.address.host, terminal.address.port
        try:
            client = ZK(host, port, timeout=0.5, force_udp=case.udp, ommit_ping=True).connect()
            read = [(a.user_id, a.timestamp, a.punch) for a in client.get_attendance()]
        except Exception:  # noqa: BLE001 - whatever it raises is at least not silent
            return "refused"
        expected = [(punch.number, clock_time(punch.at), punch.state) for punch in as_read(terminal.log, terminal)]
        return "exact" if read == expected else "wrong"


# Closing is left out: it makes pyzk loop for ever.
@pytest.mark.parametrize(
    ("kind", "udp", "size"),
    [
        ("corrupted", False, 40),
        ("corrupted", True, 40),
        ("swapped", True, 16),
        ("doubled", True, 40),
        ("count_zero", True, 8),
        ("punch", False, 16),
    ],
)
def test_plain_pyzk_is_silently_wrong_where_ours_is_not(kind, udp, size):
    chosen = [Case(udp, size, (kind,), True, 1000 + seed) for seed in range(16)]
    with ThreadPoolExecutor(8) as pool:
        verdicts, ours = Counter(pool.map(plain_read, chosen)), list(pool.map(run, chosen))
    say(f"pyzk alone, {kind}: {dict(verdicts)}")
    assert verdicts["wrong"] > 0
    assert all(outcome.verdict != "wrong" for outcome in ours)
