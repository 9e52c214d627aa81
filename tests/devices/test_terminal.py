"""Reading, looking at and setting a terminal; and every way in which it can fail."""

import re
import socket
import subprocess
import sys
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from threading import Thread
from time import monotonic, perf_counter, sleep

import pytest
from device_cases import HASTY, START, as_read, people, random_log, say

from attendance.records import Address, Capacity, TerminalUser
from devices import terminal as terminal_module
from devices import wire
from devices.emulator import Emulator
from devices.faults import Faults
from devices.terminal import Patience, TerminalError, probe, read_terminal, set_time

NEVER = (1003, 14, 15, wire.CMD_SET_TIME)  # disable, clear everything, clear the log, set the clock


def read(terminal: Emulator, **options):
    return read_terminal(terminal.address, datetime.now, **{"limit": 5.0, "patience": HASTY, **options})


def failure(address: Address, limit: float = 3.0, patience: Patience = HASTY) -> TerminalError:
    start = monotonic()
    with pytest.raises(TerminalError) as caught:
        read_terminal(address, datetime.now, limit=limit, patience=patience)
    assert monotonic() - start < limit + 0.5
    return caught.value


# ---------------------------------------------------------------- a sound terminal


@pytest.mark.parametrize("count", [0, 1, 2, 30, 3000])
def test_a_whole_read(udp, record_size, count):
    users = people(50)
    log = random_log(users, count, Random(count))
    with Emulator("CGJL210160012", users=users, log=log, record_size=record_size, udp=udp, comm_key=99) as terminal:
        before = datetime.now()
        reading = read(terminal)
        assert list(reading.punches) == as_read(terminal.log, terminal)
        assert reading.users == tuple(users)
        assert (reading.serial, reading.firmware) == ("CGJL210160012", terminal.manners.firmware)
        assert reading.capacity == Capacity(50, 3000, count, 100_000)
        assert before <= reading.horizon <= datetime.now() and reading.problems == ()
        assert terminal.sessions == 1, "one connection, no probing"
        assert not any(terminal.heard[command] for command in NEVER)
        assert terminal.heard[wire.CMD_FREE_DATA] == terminal.heard[wire.CMD_EXIT] == 1


def test_the_offset_is_measured_before_the_log_is_asked_for(udp):
    with Emulator(udp=udp, clock=125.0) as terminal:
        assert read(terminal).offset == 125
    with Emulator(udp=udp, clock=-4000.0) as terminal:
        assert read(terminal).offset == -4000


@pytest.mark.parametrize("ahead", [0, 1, 2, -1, -61])
def test_offsets_are_whole_seconds_with_clocks_that_show_whole_seconds(ahead):
    with Emulator(clock=lambda: START + timedelta(seconds=ahead)) as terminal:
        assert probe(terminal.address, lambda: START).offset == ahead
        assert probe(terminal.address, lambda: START.replace(microsecond=600_000)).offset in (ahead, ahead - 1)


def test_progress_counts_the_bytes_of_the_log(udp):
    log = random_log(people(10), 4000, Random(1))
    seen = []
    with Emulator(users=people(10), log=log, udp=udp) as terminal:
        read(terminal, progress=lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, 160_004) and seen[-1] == (160_004, 160_004)
    assert seen == sorted(seen)


def test_an_error_of_the_progress_display_is_not_taken_for_the_terminals(udp):
    def broken(done, total):
        raise ValueError("display")

    with Emulator(udp=udp, log=[("1", START)]) as terminal, pytest.raises(ValueError, match="display"):
        read(terminal, progress=broken)


def test_user_ids_and_names_stay_as_they_are(udp):
    users = [TerminalUser(1, "0042", "王芳"), TerminalUser(2, "A-7", "李强")]
    with Emulator(users=users, log=[("0042", START), ("A-7", START)], udp=udp, encoding="gb18030") as terminal:
        reading = read(terminal)
        assert reading.users == tuple(users) and [p.number for p in reading.punches] == ["0042", "A-7"]


def test_deleted_people_of_an_eight_byte_log_keep_their_slot(udp):
    users = people(5)
    with Emulator(users=users, log=random_log(users, 50, Random(3)), record_size=8, udp=udp) as terminal:
        terminal.delete_user(users[0].number)
        reading = read(terminal)
        assert list(reading.punches) == as_read(terminal.log, terminal)
        assert any(punch.number == "uid:1" for punch in reading.punches)


@pytest.mark.parametrize("record_size", [8, 16, 40])
def test_a_terminal_that_refuses_to_gather_nothing_is_empty(udp, record_size):
    refuses = frozenset({wire.CMD_BUFFER})
    with Emulator(record_size=record_size, udp=udp, unsupported=refuses) as terminal:
        assert read(terminal).punches == []
    with (
        Emulator(log=[("1001", START)], record_size=record_size, udp=udp, unsupported=refuses) as terminal,
        pytest.raises(TerminalError, match="refused"),
    ):
        read(terminal)


@pytest.mark.parametrize("convention", [wire.TRUE_SUM, wire.LITERAL_SUM])
@pytest.mark.parametrize("data_bytes", [0, 100, 700, 1000, 5000])
def test_habits_of_terminals(udp, convention, data_bytes):
    data_bytes = min(data_bytes, 1000) if udp else data_bytes
    log = random_log(people(10), 2000, Random(1))
    with Emulator(users=people(10), log=log, udp=udp, convention=convention, data_bytes=data_bytes) as terminal:
        assert list(read(terminal).punches) == as_read(terminal.log, terminal)
        assert terminal.sessions == 1


def test_a_terminal_that_does_not_tell_its_firmware(udp):
    with Emulator(udp=udp, unsupported=frozenset({wire.CMD_VERSION})) as terminal:
        assert read(terminal).firmware == ""


def test_one_session_after_another(udp):
    with Emulator(udp=udp, users=people(3), log=random_log(people(3), 9, Random(0))) as terminal:
        first = read(terminal)
        terminal.punch("1007", START)
        assert len(read(terminal).punches) == len(first.punches) + 1 == 10


# ---------------------------------------------------------------- looking and setting


def test_probe(udp):
    with Emulator("S1", udp=udp, users=people(4), clock=-30, capacity=5000) as terminal:
        found = probe(terminal.address, datetime.now, patience=HASTY)
        assert (found.serial, found.offset, found.capacity) == ("S1", -30, Capacity(4, 3000, 0, 5000))
        assert not any(terminal.heard[command] for command in NEVER)


def test_set_time(udp):
    with Emulator(udp=udp, clock=-300) as terminal:
        before, after = set_time(terminal.address, datetime.now, patience=HASTY)
        assert before == -300 and abs(after) <= 1
        assert abs(terminal.time() - datetime.now()) < timedelta(seconds=1)


def test_a_lost_clock_setting_is_not_repeated_late():
    """Over UDP a request is repeated when no answer comes; a clock must not be set to a moment gone by."""
    with Emulator(udp=True, clock=-300, faults=Faults("lost", seed=3, always=True)) as terminal:
        try:
            before, after = set_time(terminal.address, datetime.now, limit=4.0, patience=HASTY)
        except TerminalError as error:
            assert error.code == "silent"
        else:
            assert before == -300 and abs(after) <= 1
        assert min(abs(terminal.time() - datetime.now() - off) for off in (timedelta(0), timedelta(seconds=-300))) < (
            timedelta(seconds=1)
        )


# ---------------------------------------------------------------- failures


@contextmanager
def listener(answer: bytes | None):
    """Something that takes TCP connections and says `answer`, or nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = []

        def serve():
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                taken.append(connection)
                if answer:
                    connection.sendall(answer)

        Thread(target=serve, daemon=True).start()
        yield Address(*server.getsockname())
        for connection in taken:
            connection.close()


def test_nothing_listens():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    error = failure(Address("127.0.0.1", port))
    assert error.code == "unreachable" and error.detail["port"] == port
    assert failure(Address("127.0.0.1", port, udp=True)).code == "unreachable"


def test_an_unknown_host(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("devices.transport.socket.getaddrinfo", unknown)
    assert failure(Address("no-such-terminal")).code == "unreachable"


@pytest.mark.parametrize("address", [Address("127.0.0.1", 70000), Address("a" * 70), Address("\0"), Address("")])
def test_addresses_that_are_none(address):
    assert failure(address).code == "unreachable"


def test_a_name_server_that_takes_its_time(monkeypatch):
    monkeypatch.setattr("devices.transport.socket.getaddrinfo", lambda *_, **__: sleep(2))
    assert failure(Address("slow"), limit=0.3).code == "unreachable"


def test_silence():
    with listener(None) as address:
        error = failure(address)
        assert error.code == "silent" and error.detail == {"heard": False}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mute:
        mute.bind(("127.0.0.1", 0))
        assert failure(Address(*mute.getsockname(), udp=True)).code == "silent"


@pytest.mark.parametrize(
    "banner", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"SSH-2.0-OpenSSH_9.2p1\r\n", b"\x50\x50\x82\x7d\1"]
)
def test_something_else_answers(banner):
    with listener(banner) as address:
        assert failure(address).code == ("silent" if banner.startswith(wire.MAGIC) else "not_a_terminal")


def test_the_limit_stands_above_patience():
    patient = Patience(reply=30.0, prepare=60.0)
    with listener(None) as address:
        assert failure(address, limit=0.4, patience=patient).code == "silent"
    with Emulator(log=random_log(people(3), 50, Random(1)), faults=Faults("silence", always=True)) as terminal:
        assert failure(terminal.address, limit=0.4, patience=patient).code == "silent"


def test_a_terminal_that_drips(udp):
    """Each byte comes in time, the answer never does."""
    with Emulator(udp=udp) as terminal:

        def drip(_packets):
            for byte in wire.frame(bytes(4000))[:80]:
                sleep(0.02)
                yield bytes([byte])

        terminal.faults.stream = terminal.faults.datagrams = drip
        assert failure(terminal.address, limit=1.0).code in ("silent", "not_a_terminal")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("wrong_key", "wrong_key"),
        ("busy", "busy"),
        ("close", "broken"),
        ("reset", "broken"),
        ("silence", "silent"),
        ("count_high", "garbled"),
        ("checksum", "garbled"),
    ],
)
def test_codes(kind, code):
    faults = Faults(kind, seed=5, always=True)
    with Emulator(users=people(9), log=random_log(people(9), 300, Random(2)), faults=faults) as terminal:
        assert failure(terminal.address).code == code


def test_a_wrong_key_of_ours(udp):
    with Emulator(udp=udp, comm_key=4711) as terminal:
        host, port = terminal.address.host, terminal.address.port
        assert failure(Address(host, port, udp, 4712)).code == "wrong_key"
        assert failure(Address(host, port, udp)).code == "wrong_key"


def test_a_key_that_pyzk_cannot_scramble(udp):
    """Keys above 65535 overflow in pyzk with some session numbers: an error of ours, not a struct.error."""
    with Emulator(udp=udp, comm_key=0x1FFFF) as terminal:
        terminal._first_session = 64000
        assert failure(terminal.address).code == "garbled"


def test_a_terminal_that_cannot_gather(udp):
    with Emulator(log=[("1", START)], udp=udp, unsupported=frozenset({wire.CMD_BUFFER})) as terminal:
        error = failure(terminal.address)
        assert error.code == "refused" and error.detail == {"answer": wire.CMD_ACK_UNKNOWN}


@pytest.mark.parametrize("serial", ["", "  ", "王"])
def test_without_a_serial_number_nothing_is_read(serial):
    with Emulator(serial) as terminal:
        error = failure(terminal.address)
        assert error.code == "garbled" and error.detail["what"] == "serial"


def test_a_terminal_that_disappears_and_comes_back(udp):
    """The connection breaks once; the second session brings everything, and the log only once."""
    faults = Faults("silence" if udp else "reset", seed=11)
    with Emulator(udp=udp, users=people(9), log=random_log(people(9), 700, Random(2)), faults=faults) as terminal:
        assert list(read(terminal).punches) == as_read(terminal.log, terminal)
        assert terminal.sessions == 2


def test_errors_read_well_in_a_log():
    assert str(TerminalError("garbled", what="log", announced=8)) == "garbled what=log announced=8"


# ---------------------------------------------------------------- size, speed, by hand


@pytest.mark.parametrize(("udp_", "count"), [(False, 100_000), (True, 20_000)])
def test_large_logs(udp_, count):
    users = people(500)
    log = [(users[i % 500].number, START + timedelta(seconds=37 * i), i % 2) for i in range(count)]
    with Emulator(users=users, log=log, udp=udp_, capacity=200_000) as terminal:
        start = perf_counter()
        reading = read_terminal(terminal.address, datetime.now)
        seconds = perf_counter() - start
        assert list(reading.punches) == as_read(terminal.log, terminal)
    say(f"{count:,} records of 40 bytes over {'UDP' if udp_ else 'TCP'}: {seconds:.2f} s")
    assert seconds < 10


def test_the_emulator_by_hand():
    command = [sys.executable, "-m", "devices.emulator", "--port", "0", "--records", "120", "--people", "7"]
    root = Path(terminal_module.__file__).parents[1]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        try:
            port = int(re.search(r"port=(\d+)", process.stdout.readline())[1])
            reading = read_terminal(Address("127.0.0.1", port), datetime.now)
            assert (len(reading.punches), len(reading.users)) == (120, 7)
        finally:
            process.terminate()
