"""A line to a terminal that hands out whole, verified answers and nothing else.

It looks like a socket, because pyzk wants one: what is sent is one request, what is received is one packet that
answers it. Checksum, session and reply id are looked at; repeats, stragglers and live events are dropped.
"""

from time import monotonic
from typing import Any

from attendance.records import Address
from devices import wire
from devices.errors import TerminalError
from devices.patience import Deadline, Patience
from devices.transport import Transport, UnframedError, open_transport

# Said twice, these would do harm: a clock would be set to a moment that has passed.
_ONCE = frozenset({wire.CMD_SET_TIME})


class Line:
    """One connection to one terminal. Every failure is a TerminalError, and none comes later than the deadline."""

    def __init__(self, address: Address, deadline: Deadline, patience: Patience) -> None:
        self.reply_id = 0  # of the latest request
        self.heard = False  # whether a sound answer ever came
        self.damaged = 0  # packets with a wrong checksum
        self._udp = address.udp
        self._deadline = deadline
        self._patience = patience
        self._request = b""
        self._asked = 0
        self._pause = 0.0
        self._until = self._again = deadline.moment
        self._session: int | None = None
        self._convention: int | None = None
        self._unsound = 0
        self._failure: TerminalError | None = None
        self._transport: Transport = open_transport(address, deadline.within(patience.connect))

    # -------------------------------------------------------- the face of a socket

    def send(self, framed: bytes) -> int:
        """Send a request as it goes over TCP; over UDP see `sendto`."""
        return self.sendto(framed[wire.TOP.size :], None)

    def sendto(self, packet: bytes, _place: Any) -> int:
        """Send a request; from now on only its answers are received."""
        request = wire.unpack_packet(packet)
        seconds = self._patience.prepare if request.command == wire.CMD_BUFFER else self._patience.reply
        repeatable = self._udp and request.command not in _ONCE
        self._request, self.reply_id, self._asked, self._unsound = packet, request.reply_id, 0, 0
        self._pause = seconds / self._patience.tries if repeatable else seconds
        self._until = self._deadline.within(seconds)
        if request.command == wire.CMD_CONNECT:
            self._session = None
        self._ask()
        return len(packet)

    def recv(self, _size: int) -> bytes:
        """The next whole packet that answers the request, whatever size is asked for; framed as on the wire."""
        packet = self.receive()
        return packet if self._udp else wire.frame(packet)

    def hurry(self, seconds: float) -> None:
        """Have at most `seconds` for what is still to be said, and a moment even where no time is left."""
        self._deadline = Deadline(max(0.05, min(seconds, self._deadline.left)))

    def close(self) -> None:
        """Let go of the connection, without a word to the terminal."""
        self._transport.close()

    # -------------------------------------------------------- verified packets

    def receive(self) -> bytes:
        """The next packet that answers the latest request; over UDP the request is repeated where none comes."""
        while True:
            try:
                packet = self._guarded(self._transport.take, min(self._until, self._again))
            except TimeoutError:
                self._ask_again()
                continue
            if self._is_sound(packet) and self._is_answer(packet):
                return bytes(packet)

    def _ask(self) -> None:
        self._asked += 1
        self._again = self._deadline.within(self._pause)
        try:
            self._guarded(self._transport.put, self._request, self._until)
        except TimeoutError:
            raise self._failed(TerminalError("silent", heard=self.heard)) from None

    def _ask_again(self) -> None:
        if monotonic() < self._until and self._asked < self._patience.tries:
            self._ask()
        elif self._unsound:
            raise self._nonsense("checksum")
        else:
            raise self._failed(TerminalError("silent", heard=self.heard))

    def _nonsense(self, what: str) -> TerminalError:
        return TerminalError("garbled" if self.heard else "not_a_terminal", what=what)

    def _guarded(self, action: Any, *arguments: Any) -> Any:
        """Act on the transport; a line that failed once has failed for good, for nobody knows what is still to come."""
        if self._failure is not None:
            raise self._failure
        try:
            return action(*arguments)
        except TimeoutError:
            raise
        except UnframedError:
            raise self._failed(self._nonsense("frame")) from None
        except OSError as error:
            refused = isinstance(error, ConnectionRefusedError) and not self.heard
            failure = TerminalError("unreachable" if refused else "broken", reason=str(error), heard=self.heard)
            raise self._failed(failure) from error

    def _failed(self, error: TerminalError) -> TerminalError:
        self._failure = error
        return error

    def _is_sound(self, packet: bytes) -> bool:
        """Whether a packet is as it was sent: its checksum fits the convention that this terminal follows."""
        if len(packet) >= wire.HEADER.size:
            found = wire.residue(packet)
            allowed = (wire.TRUE_SUM, wire.LITERAL_SUM) if self._convention is None else (self._convention,)
            if found in allowed:
                return True
        self._unsound += 1
        self.damaged += 1
        if not self._udp:  # nothing gets lost on a stream, so that was the answer
            raise self._nonsense("checksum")
        return False

    def _is_answer(self, packet: bytes) -> bool:
        """Whether a sound packet answers the latest request, rather than an earlier one or none at all."""
        command, _, session, reply_id = wire.HEADER.unpack_from(packet)
        if command == wire.CMD_EVENT or reply_id != self.reply_id or self._session not in (None, session):
            return False
        self._session = session
        self._convention = wire.residue(packet)
        self.heard = True
        return True
