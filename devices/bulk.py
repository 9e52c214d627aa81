"""Reading the big things, users and log, in chunks that are each known to be complete.

A terminal is asked to gather the data in a buffer (1503) and hands them over in chunks (1504). Everything that says
how many bytes there are must agree: the gathered size, each chunk's announcement, the four bytes before the data.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from devices import wire
from devices.errors import TerminalError

TCP_CHUNK = 0xFFC0
UDP_CHUNK = 1024
LARGEST_BUFFER = 256 * 1024 * 1024

Progress = Callable[[int, int], None]


class Reply(NamedTuple):
    """One packet of an answer."""

    command: int
    payload: bytes


class Talk(Protocol):
    """A session with a terminal, as far as bulk reading needs it. Failures are TerminalErrors."""

    udp: bool
    tries: int

    def command(self, command: int, payload: bytes = b"") -> Reply:
        """Send a request; the first packet of its answer."""

    def more(self) -> Reply:
        """The next packet of the same answer."""


def read_bulk(talk: Talk, what: str, request: tuple[int, int], progress: Progress | None = None) -> bytes:
    """All records of `request` (command, function), as bytes. `progress(done, total)` counts bytes.

    TerminalError: garbled where the sizes go on contradicting each other, and whatever the line raises.
    """
    command, function = request
    reply = talk.command(wire.CMD_BUFFER, wire.BUFFER_REQUEST.pack(1, command, function, 0))
    data = reply.payload if reply.command == wire.CMD_DATA else _chunks(talk, what, _gathered(what, reply), progress)
    if progress:
        progress(len(data), len(data))
    return _body(what, data)


def _gathered(what: str, reply: Reply) -> int:
    """The size of the buffer that the terminal has gathered; it follows one byte of flags."""
    if len(reply.payload) < 5:
        return 0
    (size,) = wire.COUNT.unpack_from(reply.payload, 1)
    if size > LARGEST_BUFFER:
        raise TerminalError("garbled", what=what, announced=size)
    return int(size)


def _body(what: str, data: bytes) -> bytes:
    """What follows the announcement; an empty buffer may lack even that."""
    if not data:
        return b""
    body = data[wire.COUNT.size :]
    announced = int.from_bytes(data[: wire.COUNT.size], "little")
    if len(data) < wire.COUNT.size or announced != len(body):
        raise TerminalError("garbled", what=what, announced=announced, received=len(body))
    return body


def _chunks(talk: Talk, what: str, size: int, progress: Progress | None) -> bytes:
    data = bytearray()
    step = UDP_CHUNK if talk.udp else TCP_CHUNK
    while len(data) < size:
        if progress:
            progress(len(data), size)
        asked = min(step, size - len(data))
        piece = _chunk(talk, what, len(data), asked)
        if len(piece) == asked:
            data += piece
        else:
            step = max(len(piece), (asked + 1) // 2)
    return bytes(data)


def _chunk(talk: Talk, what: str, start: int, size: int) -> bytes:
    """One chunk; asked for again, with a new reply id, while its answer is damaged or contradicts itself."""
    for left in reversed(range(talk.tries)):
        try:
            reply = talk.command(wire.CMD_CHUNK, wire.CHUNK_REQUEST.pack(start, size))
            return _only_piece(talk, what, reply, size) if talk.udp else _joined(talk, what, reply, size)
        except TerminalError as error:
            if error.code != "garbled" or not left:
                raise
    raise TerminalError("garbled", what=what)


def _only_piece(talk: Talk, what: str, reply: Reply, size: int) -> bytes:
    """The data packet of a chunk over UDP; shorter than `size` where the terminal splits a chunk of that size.

    All datagrams of an answer carry the same reply id, so two of them could be swapped, or one doubled and the other
    lost, unnoticed. Hence one data packet must hold the chunk; a shorter piece only tells what to ask for.
    """
    while reply.command != wire.CMD_DATA:
        if reply.command == wire.CMD_PREPARE_DATA:
            _check_announcement(what, reply, size)
        reply = talk.more()
    if not 0 < len(reply.payload) <= size:
        raise TerminalError("garbled", what=what, asked=size, received=len(reply.payload))
    return reply.payload


def _joined(talk: Talk, what: str, reply: Reply, size: int) -> bytes:
    """A chunk over TCP: one data packet, or an announcement and data packets in order.

    The closing acknowledgement is not waited for: the bytes are complete, and a reply id too old drops it later.
    """
    if reply.command == wire.CMD_DATA:
        data = reply.payload
    else:
        _check_announcement(what, reply, size)
        pieces: list[bytes] = []
        received = 0
        while received < size:
            pieces.append(_data(what, talk.more()))
            received += len(pieces[-1])
        data = b"".join(pieces)
    if len(data) != size:
        raise TerminalError("garbled", what=what, asked=size, received=len(data))
    return data


def _data(what: str, reply: Reply) -> bytes:
    if reply.command != wire.CMD_DATA or not reply.payload:
        raise TerminalError("garbled", what=what, command=reply.command)
    return reply.payload


def _check_announcement(what: str, reply: Reply, size: int) -> None:
    announced = int.from_bytes(reply.payload[: wire.COUNT.size], "little")
    if reply.command != wire.CMD_PREPARE_DATA or announced != size:
        raise TerminalError("garbled", what=what, asked=size, announced=announced)
