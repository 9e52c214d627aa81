"""The wire format of ZKTeco terminals: packets, checksums, log and user records. Pure: bytes in, records out.

A packet is a header of four little-endian 16-bit numbers (command, checksum, session, reply id) and a payload.
Over TCP each packet follows eight bytes: two magic numbers and the packet's length. Over UDP it is the datagram.
"""

from collections.abc import Mapping, Sequence
from itertools import repeat
from struct import Struct
from typing import NamedTuple

from attendance.records import RawPunch, TerminalUser

CMD_USERS = 9
CMD_OPTION = 11
CMD_LOG = 13
CMD_SIZES = 50
CMD_GET_TIME = 201
CMD_SET_TIME = 202
CMD_EVENT = 500
CMD_CONNECT = 1000
CMD_EXIT = 1001
CMD_ENABLE = 1002
CMD_DISABLE = 1003
CMD_VERSION = 1100
CMD_AUTH = 1102
CMD_PREPARE_DATA = 1500
CMD_DATA = 1501
CMD_FREE_DATA = 1502
CMD_BUFFER = 1503
CMD_CHUNK = 1504
CMD_ACK_OK = 2000
CMD_ACK_ERROR = 2001
CMD_ACK_RETRY = 2003
CMD_ACK_REPEAT = 2004
CMD_ACK_UNAUTH = 2005
CMD_ACK_UNKNOWN = 0xFFFF

FCT_USERS = 5

HEADER = Struct("<4H")
TOP = Struct("<4sI")
MAGIC = b"\x50\x50\x82\x7d"
BUFFER_REQUEST = Struct("<bhii")  # 1, command, function, extension
CHUNK_REQUEST = Struct("<ii")  # start, size
COUNT = Struct("<I")

LONGEST_PACKET = 16 * 1024 * 1024
MODULUS = 65535

LOG_SIZES = (8, 16, 40)
USER_SIZES = (28, 72)


# ---------------------------------------------------------------- packets


class Packet(NamedTuple):
    """One packet, taken apart."""

    command: int
    checksum: int
    session: int
    reply_id: int
    payload: bytes


def residue(packet: bytes) -> int:
    """The sum of all 16-bit words modulo 65535: 0 in a sound packet, 65534 in one of the literal convention.

    A terminal sends the ones' complement of the sum (`residue` 0) or one less, where its programmer took the
    formula of the vendor's library at its word. 65536 ≡ 1, so the big number has the sum of its words as remainder.
    """
    return int.from_bytes(packet, "little") % MODULUS


TRUE_SUM = 0
LITERAL_SUM = MODULUS - 1


def pack_packet(command: int, session: int, reply_id: int, payload: bytes = b"", convention: int = TRUE_SUM) -> bytes:
    """A packet with its checksum; `convention` is the residue that it will have."""
    bare = residue(HEADER.pack(command, 0, session, reply_id) + payload)
    return HEADER.pack(command, (convention - bare) % MODULUS or MODULUS, session, reply_id) + payload


def unpack_packet(packet: bytes) -> Packet:
    """The parts of a packet of at least eight bytes; the checksum is not looked at."""
    command, checksum, session, reply_id = HEADER.unpack_from(packet)
    return Packet(command, checksum, session, reply_id, packet[HEADER.size :])


def frame(packet: bytes) -> bytes:
    """A packet as it goes over TCP."""
    return TOP.pack(MAGIC, len(packet)) + packet


def frame_length(top: bytes | bytearray) -> int | None:
    """How many bytes follow the eight bytes `top`; None where they cannot open a frame."""
    magic, length = TOP.unpack(top)
    return int(length) if magic == MAGIC and HEADER.size <= length <= LONGEST_PACKET else None


def scrambled_key(comm_key: int, session: int, ticks: int) -> bytes:
    """What a client must send to prove that it knows the communication key."""
    mirrored = int(f"{comm_key & 0xFFFFFFFF:032b}"[::-1], 2)
    _, b, c, d = ((mirrored + session) & 0xFFFFFFFF).to_bytes(4, "little")
    return bytes((c ^ ord("S") ^ ticks, d ^ ord("O") ^ ticks, ticks, b ^ ord("K") ^ ticks))


# ---------------------------------------------------------------- the log


class LogColumns(NamedTuple):
    """A log by columns. `keys`: uid in 8-byte logs, numeric user id in 16-byte logs, 24 raw bytes in 40-byte logs."""

    keys: Sequence[int | bytes]
    at: Sequence[int]
    state: Sequence[int]
    verify: Sequence[int]


class _LogLayout(NamedTuple):
    key: Struct
    at: Struct
    state: int
    verify: int


_LOG_LAYOUTS = {
    8: _LogLayout(Struct("<H6x"), Struct("<3xIx"), 7, 2),
    16: _LogLayout(Struct("<I12x"), Struct("<4xI8x"), 9, 8),
    40: _LogLayout(Struct("<2x24s14x"), Struct("<27xI9x"), 31, 26),
}


def log_columns(data: bytes, size: int) -> LogColumns:
    """A log's bytes, a multiple of `size` (8, 16 or 40), by columns.

    One value at a time keeps `iter_unpack` free of long-lived tuples: a third of the time of whole rows.
    """
    layout = _LOG_LAYOUTS[size]
    keys = [key for (key,) in layout.key.iter_unpack(data)]
    at = [count for (count,) in layout.at.iter_unpack(data)]
    return LogColumns(keys, at, data[layout.state :: size], data[layout.verify :: size])


class _Texts(dict[int | bytes, str]):
    """Key → text, worked out once for each person instead of once for each record."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix

    def __missing__(self, key: int | bytes) -> str:
        text = f"{self._prefix}{key}" if isinstance(key, int) else key.rstrip(b"\0").decode("ascii")
        self[key] = text
        return text


def punches(columns: LogColumns, size: int, slots: Mapping[int | bytes, str]) -> list[RawPunch]:
    """The log as records. `slots`: uid → user id, used for 8-byte logs only. Text keys must be `sound_text`."""
    texts = _Texts("uid:" if size == 8 else "")
    users = [texts[key] for key in columns.keys]
    numbers = [slots.get(key, user) for key, user in zip(columns.keys, users, strict=True)] if size == 8 else users
    rows = zip(users, columns.at, columns.state, columns.verify, numbers, strict=True)
    return list(map(tuple.__new__, repeat(RawPunch), rows))


def sound_text(field: bytes) -> bool:
    """Whether a field is a user id: printable ASCII, not empty, then zeros to the end."""
    text = field.rstrip(b"\0")
    return bool(text) and text.isascii() and text.decode("ascii").isprintable()


# ---------------------------------------------------------------- users

_USER_28 = Struct("<H6x8s8xI")  # uid, privilege, password, name, card, group, time zone, user id
_USER_72 = Struct("<H9x24s13x24s")  # uid, privilege, password, name, card, group, user id


def decode_users(data: bytes, size: int) -> list[TerminalUser] | None:
    """Users from bytes, a multiple of `size` (28 or 72); None where they cannot be users of that size."""
    rows = list((_USER_28 if size == 28 else _USER_72).iter_unpack(data))
    uids = {uid for uid, _, _ in rows}
    if len(uids) < len(rows) or 0 in uids:
        return None
    if size == 28:
        return [TerminalUser(uid, str(number), name_text(name)) for uid, name, number in rows]
    if not all(sound_text(number) for _, _, number in rows):
        return None
    return [TerminalUser(uid, number.rstrip(b"\0").decode("ascii"), name_text(name)) for uid, name, number in rows]


def name_text(field: bytes) -> str:
    """A name as typed in: UTF-8 or GBK. A field filled to its end may have lost part of its last character."""
    raw = field.split(b"\0", 1)[0]
    lost = range(4) if len(raw) == len(field) else range(1)
    for cut in lost:
        try:
            return raw[: len(raw) - cut].decode("utf-8").strip()
        except UnicodeDecodeError:
            continue
    return raw.decode("gb18030", errors="replace").strip()
