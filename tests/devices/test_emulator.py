"""Plain pyzk as the independent witness that the emulator speaks the protocol."""

from datetime import datetime, timedelta
from random import Random

import pytest
from device_cases import START, people, random_log
from zk import ZK
from zk.exception import ZKErrorResponse

from attendance.records import clock_time
from devices import wire
from devices.emulator import Emulator


def plain(terminal: Emulator, key: int | None = None) -> ZK:
    address = terminal.address
    password = address.comm_key if key is None else key
    client = ZK(address.host, address.port, timeout=3, password=password, force_udp=address.udp, ommit_ping=True)
    return client.connect()


@pytest.mark.parametrize("count", [0, 1, 20, 3000])
@pytest.mark.parametrize("comm_key", [0, 4711])
def test_pyzk_reads_the_whole_log(udp, record_size, count, comm_key):
    users = people(40)
    log = random_log(users, count, Random(count))
    with Emulator("WITNESS1", users=users, log=log, record_size=record_size, udp=udp, comm_key=comm_key) as terminal:
        client = plain(terminal)
        assert client.get_serialnumber() == "WITNESS1"
        assert client.get_firmware_version() == terminal.manners.firmware
        assert [(u.uid, u.user_id) for u in client.get_users()] == [(u.uid, u.number) for u in users]
        read = [(a.user_id, a.timestamp, a.punch, a.status) for a in client.get_attendance()]
        assert read == [(s.number, clock_time(s.at), s.state, s.verify) for s in terminal.log]
        client.read_sizes()
        assert (client.users, client.records, client.rec_cap) == (40, count, 100_000)
        client.disconnect()


def test_pyzk_reads_and_sets_the_clock(udp):
    with Emulator(udp=udp, clock=lambda: START) as terminal:
        client = plain(terminal)
        assert client.get_time() == START
        client.set_time(START + timedelta(hours=3))
        assert client.get_time() == START + timedelta(hours=3)
        client.disconnect()


def test_a_set_clock_goes_on(udp):
    with Emulator(udp=udp, clock=-3600) as terminal:
        client = plain(terminal)
        client.set_time(datetime.now().replace(microsecond=0))
        assert abs(client.get_time() - datetime.now()) < timedelta(seconds=2)
        client.disconnect()


def test_a_wrong_key_is_turned_away(udp):
    with Emulator(udp=udp, comm_key=4711) as terminal:
        with pytest.raises(ZKErrorResponse, match="Unauthenticated"):
            plain(terminal, key=4712)
        with pytest.raises(ZKErrorResponse, match="Unauthenticated"):
            plain(terminal, key=0)
        plain(terminal).disconnect()


def test_unknown_commands_are_answered_as_unknown(udp):
    with Emulator(udp=udp) as terminal:
        client = plain(terminal)
        with pytest.raises(ZKErrorResponse):
            client.get_platform()
        assert client._ZK__response == wire.CMD_ACK_UNKNOWN
        client.disconnect()


def test_people_and_punches_come_and_go(udp):
    with Emulator(udp=udp) as terminal:
        terminal.add_user("0042", "李强")
        terminal.punch("0042", START, 1)
        terminal.punch("9999", START + timedelta(seconds=1))
        client = plain(terminal)
        assert [a.user_id for a in client.get_attendance()] == ["0042", "9999"]
        terminal.delete_user("0042")
        terminal.replace_log([("0042", START)])
        assert client.get_users() == []
        assert [a.user_id for a in client.get_attendance()] == ["0042"]
        client.disconnect()
