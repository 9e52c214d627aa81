"""One session with one terminal: pyzk speaks, our line listens. The only file that knows pyzk.

pyzk builds the packets, proves the communication key and takes the small answers apart. Its bulk reading is not used:
it takes damaged, doubled and missing packets for data.
"""

import struct
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from zk import ZK
from zk.exception import ZKError

from attendance.records import Address, Capacity
from devices import wire
from devices.bulk import Reply
from devices.errors import TerminalError
from devices.line import Line
from devices.patience import Deadline, Patience

T = TypeVar("T")

_GOOD = (wire.CMD_ACK_OK, wire.CMD_PREPARE_DATA, wire.CMD_DATA)
_BUSY = (wire.CMD_ACK_RETRY, wire.CMD_ACK_REPEAT)


class _NoProbe:
    """Stands in for pyzk's helper, which would open a second connection to see whether the first is worth it."""

    def test_tcp(self) -> int:
        return 0


class _PyZK(ZK):  # type: ignore[misc]
    """pyzk on our line. The names are its private ones, which is why exactly one version of it will do."""

    _ZK__sock: Any  # a bare socket at first, then our line

    def __init__(self, address: Address, open_line: Callable[[], Line]) -> None:
        super().__init__(address.host, address.port, password=address.comm_key, force_udp=address.udp, ommit_ping=True)
        self.helper = _NoProbe()
        self._open_line = open_line

    def _ZK__create_socket(self) -> None:  # noqa: N802
        self._ZK__sock.close()
        self._ZK__sock = self._open_line()

    def _ZK__send_command(self, command: int, command_string: bytes = b"", response_size: int = 8) -> Any:  # noqa: N802
        """A failed request keeps its reply id, so that no later request can take the answer for its own."""
        try:
            return super()._ZK__send_command(command, command_string, response_size)
        except ZKError:
            if isinstance(self._ZK__sock, Line):
                self._ZK__reply_id = self._ZK__sock.reply_id
            raise


class Session:
    """A session with a terminal, from `open` to `leave`. Every method raises TerminalError and nothing else."""

    def __init__(self, address: Address, deadline: Deadline, patience: Patience, doubtful: bool = False) -> None:
        self.udp = address.udp
        self.tries = patience.tries
        self.deadline = deadline
        self._address = address
        self._patience = patience
        self._doubtful = doubtful
        self._line: Line | None = None
        try:
            self._zk = _PyZK(address, self._open_line)
        except OSError as error:  # no more sockets to be had
            raise TerminalError("unreachable", reason=str(error)) from error

    def _open_line(self) -> Line:
        self._line = Line(self._address, self.deadline, self._patience)
        return self._line

    @property
    def doubtful(self) -> bool:
        """Whether a packet arrived damaged, or an earlier session was garbled."""
        return self._doubtful or (self._line is not None and self._line.damaged > 0)

    # -------------------------------------------------------- from hello to goodbye

    def open(self) -> None:
        """Connect and prove the communication key."""
        self._call(self._zk.connect, opening=True)

    def leave(self) -> None:
        """Say goodbye where the line still carries it, and close it. Never fails: what was read was read."""
        try:
            if self._line is not None and self._zk.is_connect:
                self._line.hurry(self._patience.farewell)
                self.command(wire.CMD_EXIT)
        except TerminalError:
            pass  # the terminal ends a session that says nothing by itself
        finally:
            self._zk._ZK__sock.close()

    # -------------------------------------------------------- small questions

    def serial(self) -> str:
        """The serial number. TerminalError("garbled") where it is empty or no text: punches are known by it."""
        serial: str = self._call(self._zk.get_serialnumber).strip()
        if not (serial and serial.isascii() and serial.isprintable()):
            raise TerminalError("garbled", what="serial")
        return serial

    def firmware(self) -> str:
        """The firmware's name for itself; empty where the terminal does not tell."""
        try:
            return str(self._call(self._zk.get_firmware_version))
        except TerminalError as error:
            if error.code == "refused" or error.detail.get("what") == "answer":
                return ""
            raise

    def time(self) -> datetime:
        """The time on the terminal's clock, which shows whole seconds."""
        moment: datetime = self._call(self._zk.get_time)
        return moment

    def set_time(self, moment: datetime) -> None:
        """Set the terminal's clock."""
        self._call(lambda: self._zk.set_time(moment))

    def capacity(self) -> Capacity:
        """How full the terminal is, by its own count."""
        zk = self._zk
        zk.users = zk.records = zk.users_cap = zk.rec_cap = -1  # pyzk leaves them alone when the answer is too short
        self._call(zk.read_sizes)
        if min(zk.users, zk.records) < 0:
            raise TerminalError("garbled", what="sizes")
        return Capacity(zk.users, zk.users_cap, zk.records, zk.rec_cap)

    # -------------------------------------------------------- raw requests, for bulk reading

    def command(self, command: int, payload: bytes = b"") -> Reply:
        """Send a request; the first packet of its answer."""
        self._call(lambda: self._zk._ZK__send_command(command, payload, 1024))
        if self._zk._ZK__response not in _GOOD:
            raise self._refusal(opening=False)
        return Reply(self._zk._ZK__response, self._zk._ZK__data)

    def more(self) -> Reply:
        """The next packet of the same answer."""
        if self._line is None:
            raise TerminalError("broken")
        packet = wire.unpack_packet(self._line.receive())
        return Reply(packet.command, packet.payload)

    # -------------------------------------------------------- pyzk's failures

    def _call(self, action: Callable[[], T], opening: bool = False) -> T:
        try:
            return action()
        except ZKError as error:
            # pyzk wraps whatever its socket raises, and keeps nothing but the text
            if isinstance(error.__context__, TerminalError):
                raise error.__context__ from None
            raise self._refusal(opening) from error
        except (struct.error, ValueError, TypeError, IndexError, OverflowError, OSError) as error:
            raise TerminalError("garbled", what="answer", reason=type(error).__name__) from error

    def _refusal(self, opening: bool) -> TerminalError:
        """What an answer other than yes means."""
        code: int = getattr(self._zk, "_ZK__response", 0)
        if code == wire.CMD_ACK_UNAUTH:
            return TerminalError("wrong_key") if opening else TerminalError("broken", reason="session lost")
        if code in _BUSY or (opening and code == wire.CMD_ACK_ERROR):
            return TerminalError("busy", answer=code)
        return TerminalError("refused", answer=code)
