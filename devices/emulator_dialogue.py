"""What an emulated terminal answers: requests in, answers out, no socket."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from attendance.records import clock_count, clock_time
from devices import wire
from devices.emulator_memory import Memory

Answer = list[tuple[int, bytes]]  # commands and payloads of the packets

_DIRECT = 1000  # bytes that are handed over at once, without a buffer
_DATAGRAM = 1024
_OK: Answer = [(wire.CMD_ACK_OK, b"")]


@dataclass
class Manners:
    """How a model of terminal behaves."""

    serial: str
    firmware: str = "Ver 6.60 Emulated"
    record_size: int = 40
    udp: bool = False
    comm_key: int = 0
    users_capacity: int = 3000
    capacity: int = 100_000  # records
    data_bytes: int = 0  # the most that one data packet carries, 0: as usual
    convention: int = wire.TRUE_SUM
    encoding: str = "utf-8"  # of names
    unsupported: frozenset[int] = frozenset()
    options: dict[bytes, bytes] = field(default_factory=dict)

    @property
    def piece(self) -> int:
        return self.data_bytes or (_DATAGRAM if self.udp else wire.LONGEST_PACKET)


class Dialogue:
    """One session of an emulated terminal, whose number is `session`."""

    def __init__(self, memory: Memory, manners: Manners, session: int, heard: Counter[int]) -> None:
        self.session = session
        self.over = False
        self._memory = memory
        self._manners = manners
        self._heard = heard
        self._faults = memory.faults
        self._authorised = False
        self._buffer = b""
        self._answers: dict[int, Callable[[bytes], Answer]] = {
            wire.CMD_CONNECT: self._connect,
            wire.CMD_AUTH: self._auth,
            wire.CMD_EXIT: self._exit,
            wire.CMD_OPTION: self._option,
            wire.CMD_VERSION: lambda _: [(wire.CMD_ACK_OK, manners.firmware.encode() + b"\0")],
            wire.CMD_SIZES: self._sizes,
            wire.CMD_GET_TIME: lambda _: [(wire.CMD_ACK_OK, wire.COUNT.pack(clock_count(memory.time())))],
            wire.CMD_SET_TIME: self._set_time,
            wire.CMD_BUFFER: self._gather,
            wire.CMD_CHUNK: self._chunk,
            wire.CMD_FREE_DATA: self._free,
            wire.CMD_ENABLE: lambda _: _OK,
            wire.CMD_DISABLE: lambda _: _OK,
        }

    def packets(self, request: bytes) -> Iterator[bytes]:
        """The packets that answer a request; none to what is no request."""
        if len(request) < wire.HEADER.size or wire.residue(request) != wire.TRUE_SUM:
            return
        asked = wire.unpack_packet(request)
        self._heard[asked.command] += 1
        for command, payload in self._answer(asked):
            yield wire.pack_packet(command, self.session, asked.reply_id, payload, self._manners.convention)

    def _answer(self, asked: wire.Packet) -> Answer:
        opening = asked.command in (wire.CMD_CONNECT, wire.CMD_AUTH)
        if not opening and (asked.session != self.session or not self._authorised):
            return [(wire.CMD_ACK_UNAUTH, b"")]
        if asked.command in self._manners.unsupported or asked.command not in self._answers:
            return [(wire.CMD_ACK_UNKNOWN, b"")]
        return self._answers[asked.command](asked.payload)

    # -------------------------------------------------------- hello and goodbye

    def _connect(self, _payload: bytes) -> Answer:
        if self._faults.strikes("busy"):
            return [(wire.CMD_ACK_ERROR, b"")]
        if self._faults.strikes("wrong_key"):
            return [(wire.CMD_ACK_UNAUTH, b"")]
        self._authorised = not self._manners.comm_key
        return _OK if self._authorised else [(wire.CMD_ACK_UNAUTH, b"")]

    def _auth(self, payload: bytes) -> Answer:
        expected = wire.scrambled_key(self._manners.comm_key, self.session, ticks=50)
        self._authorised = bool(self._manners.comm_key) and payload == expected
        return _OK if self._authorised else [(wire.CMD_ACK_UNAUTH, b"")]

    def _exit(self, _payload: bytes) -> Answer:
        self.over = True
        return _OK

    # -------------------------------------------------------- small questions

    def _option(self, payload: bytes) -> Answer:
        name = payload.rstrip(b"\0")
        value = {b"~SerialNumber": self._manners.serial.encode(), **self._manners.options}.get(name)
        return [(wire.CMD_ACK_OK, name + b"=" + value + b"\0")] if value is not None else [(wire.CMD_ACK_UNKNOWN, b"")]

    def _sizes(self, _payload: bytes) -> Answer:
        fields = [0] * 23
        fields[4], fields[8] = len(self._memory.users), self._told_records()
        fields[15], fields[16] = self._manners.users_capacity, self._manners.capacity
        return [(wire.CMD_ACK_OK, b"".join(count.to_bytes(4, "little") for count in fields))]

    def _told_records(self) -> int:
        records, random = len(self._memory.log), self._faults.random
        if self._faults.strikes("count_zero"):
            return 0
        if self._faults.strikes("count_low"):
            return records - random.randrange(1, records + 1) if records else 0
        if self._faults.strikes("count_high"):
            return records + random.choice((1, 7, records, 4 * records + 1))
        return records

    def _set_time(self, payload: bytes) -> Answer:
        moment = clock_time(int.from_bytes(payload[:4], "little"))
        if moment is None:
            return [(wire.CMD_ACK_ERROR, b"")]
        self._memory.set_time(moment)
        return _OK

    # -------------------------------------------------------- users and log

    def _gather(self, payload: bytes) -> Answer:
        _, command, _, _ = wire.BUFFER_REQUEST.unpack(payload)
        if command not in (wire.CMD_LOG, wire.CMD_USERS):
            return [(wire.CMD_ACK_UNKNOWN, b"")]
        records = self._log() if command == wire.CMD_LOG else self._memory.user_bytes()
        self._buffer = wire.COUNT.pack(len(records)) + records
        size = len(self._buffer)
        if self._faults.strikes("announced", chance=0.7):
            size += self._faults.random.choice((-40, -8, -1, 1, 4, 40, 1024))
        if size <= _DIRECT:
            return [(wire.CMD_DATA, self._buffer)]
        told = wire.COUNT.pack(size)
        return [(wire.CMD_ACK_OK, b"\0" + told + told + bytes(4))]

    def _log(self) -> bytes:
        self._interfere(chance=0.5)
        return self._memory.snapshot()

    def _interfere(self, chance: float) -> None:
        """Somebody does something to the log just now."""
        memory = self._memory
        if memory.log and self._faults.strikes("punch", chance):
            memory.punch(memory.log[-1].number, memory.time(), 1)
        if self._faults.strikes("shrink", chance):
            memory.replace_log()

    def _chunk(self, payload: bytes) -> Answer:
        start, size = wire.CHUNK_REQUEST.unpack(payload)
        self._interfere(chance=0.3)
        data = self._buffer[start : start + size]
        piece = self._manners.piece
        if len(data) <= min(_DIRECT, piece):
            return [(wire.CMD_DATA, data)]
        pieces = [(wire.CMD_DATA, data[at : at + piece]) for at in range(0, len(data), piece)]
        return [(wire.CMD_PREPARE_DATA, wire.COUNT.pack(len(data)) * 2), *pieces, *_OK]

    def _free(self, _payload: bytes) -> Answer:
        self._buffer = b""
        return _OK
