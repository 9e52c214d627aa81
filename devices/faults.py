"""What may go wrong between a terminal and the office, made to go wrong in the emulator; repeatable by its seed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from random import Random
from typing import Literal, get_args

from devices import wire

WireKind = Literal[  # these strike at some byte of what a session sends
    "close",  # the connection is closed (over UDP, as the two below, nothing more is said)
    "reset",  # the connection is reset
    "silence",  # nothing more is said in this session
    "corrupted",  # a byte is changed on the way
    "flipped",  # two bits are changed, which the checksum does not always show
    "checksum",  # a packet has a wrong checksum
    "event",  # a live event that nobody asked for comes in between
    "lost",  # a datagram is lost
    "doubled",  # a datagram comes twice
    "swapped",  # two datagrams change places
    "late",  # a datagram comes once more, after the next
]
Kind = (
    WireKind
    | Literal[
        "tiny",  # TCP segments of 1 to 7 bytes
        "coalesced",  # all packets of an answer in one segment
        "deaf",  # a request is lost
        "count_low",
        "count_high",
        "count_zero",
        "announced",  # the size of the buffer is announced wrongly
        "punch",  # somebody punches while the log is read
        "shrink",  # the log is cleared while it is read
        "impossible_dates",  # the log holds dates that do not exist
        "deleted_users",  # people of the log are no longer enrolled
        "busy",  # the terminal serves somebody else
        "wrong_key",  # the terminal wants another communication key
    ]
)


class Cut(Enum):
    """How a session ends before its end."""

    CLOSE = "close"
    RESET = "reset"
    SILENCE = "silence"


_CUTS = {cut.value: cut for cut in Cut}
_WIRE_KINDS = frozenset(get_args(WireKind))


class Faults:
    """Faults of one emulator. Each strikes once, or again and again with `always`; `struck` counts them."""

    def __init__(self, *kinds: Kind, seed: int = 0, always: bool = False) -> None:
        self.struck: Counter[str] = Counter()
        self.random = Random(seed)
        self._armed: set[str] = set(kinds)
        self._always = always
        self._span = 16
        self._countdown = 0
        self._held: list[bytes] = []

    def strikes(self, kind: Kind, chance: float = 1.0) -> bool:
        """Whether a fault of this kind strikes now. One that strikes once is spent by it."""
        if kind not in self._armed or self.random.random() >= chance:
            return False
        self.struck[kind] += 1
        if not self._always:
            self._armed.discard(kind)
        return True

    def begin(self, span: int) -> None:
        """A session begins, in which about `span` bytes will be sent."""
        self._held.clear()
        self._span = max(span, 16)
        self._countdown = self.random.randrange(self._span)

    def stream(self, packets: Iterable[bytes]) -> Iterator[bytes | Cut]:
        """The packets of an answer as the segments that go out, perhaps with a cut before their end."""
        sent: list[bytes] = []
        for packet in packets:
            data = wire.frame(packet)
            place, kind = self._strike(len(data))
            if kind in _CUTS:
                yield from self._segments([*sent, data[:place]])
                yield _CUTS[kind]
                return
            sent.append(_mangled(data, place, kind, wire.TOP.size, self.random))
            if kind == "event":
                sent.insert(-1, wire.frame(_event(packet)))
        yield from self._segments(sent)

    def datagrams(self, packets: Iterable[bytes]) -> Iterator[bytes | Cut]:
        """The packets of an answer as the datagrams that arrive, in the order in which they do."""
        for packet in packets:
            held, self._held = self._held, []
            place, kind = self._strike(len(packet))
            if kind in _CUTS:
                yield Cut.SILENCE
                return
            yield from self._routed(_mangled(packet, place, kind, 0, self.random), kind)
            yield from held

    def _strike(self, size: int) -> tuple[int, str]:
        """Where in the next `size` bytes a fault strikes, and which; "" where none does."""
        place, self._countdown = self._countdown, self._countdown - size
        armed = sorted(self._armed & _WIRE_KINDS)
        if not armed or not 0 <= place < size:
            return 0, ""
        self._countdown = self.random.randrange(self._span // 3 + 1)
        kind = self.random.choice(armed)
        self.struck[kind] += 1
        if not self._always:
            self._armed.discard(kind)
        return place, kind

    def _routed(self, packet: bytes, kind: str) -> list[bytes]:
        if kind in ("swapped", "late"):
            self._held.append(packet)
        if kind == "event":
            return [_event(packet), packet]
        return [packet] * {"lost": 0, "swapped": 0, "doubled": 2}.get(kind, 1)

    def _segments(self, frames: list[bytes]) -> Iterator[bytes]:
        if self.strikes("tiny"):
            data, start = b"".join(frames), 0
            while start < len(data):
                end = start + self.random.randrange(1, 8)
                yield data[start:end]
                start = end
        elif self.strikes("coalesced"):
            yield b"".join(frames)
        else:
            yield from frames


def _mangled(data: bytes, place: int, kind: str, header: int, random: Random) -> bytes:
    if kind == "flipped":
        bits = sum(1 << bit for bit in random.sample(range(8 * header, 8 * len(data)), 2))
        return (int.from_bytes(data, "little") ^ bits).to_bytes(len(data), "little")
    if kind not in ("corrupted", "checksum"):
        return data
    hit = place if kind == "corrupted" else header + 2 + place % 2
    return data[:hit] + bytes([data[hit] ^ random.randrange(1, 256)]) + data[hit + 1 :]


def _event(packet: bytes) -> bytes:
    session = wire.unpack_packet(packet).session
    return wire.pack_packet(wire.CMD_EVENT, session, 0, b"1".ljust(32, b"\0"), wire.residue(packet))
