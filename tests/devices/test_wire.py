"""Packets, checksums and records, with pyzk's own functions as witness."""

from struct import pack
from time import perf_counter

import pytest
from device_cases import say
from hypothesis import given
from hypothesis import strategies as st
from zk import ZK
from zk.base import make_commkey

from attendance.records import RawPunch, TerminalUser
from devices import wire

WORD = st.integers(0, 65535)
PAYLOAD = st.binary(max_size=70)


@pytest.fixture(scope="module")
def pyzk():
    return ZK("127.0.0.1", ommit_ping=True)


@given(WORD, WORD, st.integers(0, 65534), PAYLOAD)
def test_pyzk_sends_the_true_ones_complement(command, session, old_reply_id, payload):
    sent = ZK._ZK__create_header(_Bare(), command, payload, session, old_reply_id)
    assert wire.residue(sent) == wire.TRUE_SUM


class _Bare:
    """As much of pyzk as its header needs."""

    _ZK__create_checksum = ZK._ZK__create_checksum


@given(WORD, WORD, WORD, PAYLOAD)
def test_pyzk_formula_taken_literally_is_the_other_convention(command, session, reply_id, payload):
    zeroed = wire.HEADER.pack(command, 0, session, reply_id) + payload
    checksum = int.from_bytes(ZK._ZK__create_checksum(_Bare(), tuple(zeroed)), "little")
    packet = wire.HEADER.pack(command, checksum, session, reply_id) + payload
    assert wire.residue(packet) == wire.LITERAL_SUM


@given(WORD, WORD, WORD, PAYLOAD, st.sampled_from([wire.TRUE_SUM, wire.LITERAL_SUM]))
def test_packet_round_trip(command, session, reply_id, payload, convention):
    packet = wire.pack_packet(command, session, reply_id, payload, convention)
    assert wire.residue(packet) == convention
    taken = wire.unpack_packet(packet)
    assert (taken.command, taken.session, taken.reply_id, taken.payload) == (command, session, reply_id, payload)
    framed = wire.frame(packet)
    assert wire.frame_length(framed[:8]) == len(packet) and framed[8:] == packet


@given(WORD, PAYLOAD, st.data(), st.integers(1, 255))
def test_one_changed_byte_never_passes(session, payload, data, change):
    packet = bytearray(wire.pack_packet(2000, session, 7, payload))
    place = data.draw(st.integers(0, len(packet) - 1))
    packet[place] ^= change
    assert wire.residue(bytes(packet)) != wire.TRUE_SUM


@pytest.mark.parametrize("top", [b"HTTP/1.1", b"\x50\x50\x82\x7d\x00\x00\x00\x00", b"\x50\x50\x82\x7d\xff\xff\xff\xff"])
def test_no_frame(top):
    assert wire.frame_length(top) is None


@given(st.integers(0, 65535), st.integers(0, 65535))
def test_communication_key(key, session):
    assert wire.scrambled_key(key, session, 50) == make_commkey(key, session)


USER_ID = st.text(st.sampled_from("0123456789ABCxyz-"), min_size=1, max_size=24)
COUNT = st.integers(0, 2**32 - 1)
BYTE = st.integers(0, 255)


@given(st.lists(st.tuples(WORD, USER_ID, COUNT, BYTE, BYTE)))
def test_forty_bytes(rows):
    data = b"".join(pack("<H24sBIB8x", uid, user.encode(), verify, at, state) for uid, user, at, state, verify in rows)
    decoded = wire.punches(wire.log_columns(data, 40), 40, {})
    assert decoded == [RawPunch(user, at, state, verify, user) for _, user, at, state, verify in rows]
    assert all(type(punch) is RawPunch for punch in decoded)


@given(st.lists(st.tuples(COUNT, COUNT, BYTE, BYTE, COUNT)))
def test_sixteen_bytes(rows):
    data = b"".join(pack("<IIBB2sI", user, at, verify, state, b"zz", code) for user, at, state, verify, code in rows)
    expected = [RawPunch(str(user), at, state, verify, str(user)) for user, at, state, verify, _ in rows]
    assert wire.punches(wire.log_columns(data, 16), 16, {}) == expected


@given(st.lists(st.tuples(WORD, COUNT, BYTE, BYTE)), st.dictionaries(WORD, USER_ID))
def test_eight_bytes(rows, slots):
    data = b"".join(pack("<HBIB", uid, verify, at, state) for uid, at, state, verify in rows)
    expected = [
        RawPunch(f"uid:{uid}", at, state, verify, slots.get(uid, f"uid:{uid}")) for uid, at, state, verify in rows
    ]
    assert wire.punches(wire.log_columns(data, 8), 8, slots) == expected


def test_leading_zeros_stay():
    data = pack("<H24sBIB8x", 1, b"0042", 1, 5, 0)
    assert wire.punches(wire.log_columns(data, 40), 40, {})[0].number == "0042"


@pytest.mark.parametrize(
    ("field", "sound"),
    [(b"1001", True), (b"A-7", True), (b"", False), (b"10\x0001", False), (b"\x80", False), (b"1\t", False)],
)
def test_user_id_fields(field, sound):
    assert wire.sound_text(field.ljust(24, b"\0")) is sound


def test_users_of_both_sizes():
    short = pack("<HB5s8sIxBhI", 3, 0, b"", "王芳".encode("gbk"), 0, 1, 0, 77)
    long = pack("<HB8s24sIx7sx24s", 3, 14, b"", "王芳".encode(), 0, b"1", b"0042")
    assert wire.decode_users(short, 28) == [TerminalUser(3, "77", "王芳")]
    assert wire.decode_users(long, 72) == [TerminalUser(3, "0042", "王芳")]
    assert wire.decode_users(long * 2, 72) is None, "one slot cannot hold two users"


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("王芳".encode().ljust(24, b"\0"), "王芳"),
        ("王芳".encode("gbk").ljust(24, b"\0"), "王芳"),
        ("欧阳娜".encode()[:8], "欧阳"),  # a full field that lost part of its last character
        ("欧阳娜娜".encode("gbk"), "欧阳娜娜"),
        ("𠮷田".encode("gb18030").ljust(24, b"\0"), "𠮷田"),
        (b"\xff\xff" + bytes(22), "\ufffd\ufffd"),
    ],
)
def test_names(field, name):
    assert wire.name_text(field) == name


def test_a_hundred_thousand_records_decode_fast():
    data = b"".join(pack("<H24sBIB8x", i % 500, str(1000 + i % 500).encode(), 1, i, 0) for i in range(100_000))
    seconds = []
    for _ in range(5):
        start = perf_counter()
        assert len(wire.punches(wire.log_columns(data, 40), 40, {})) == 100_000
        seconds.append(perf_counter() - start)
    say(f"100,000 records of 40 bytes decoded in {min(seconds):.3f} s")
    assert min(seconds) < 0.5
