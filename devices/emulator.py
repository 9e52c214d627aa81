"""A terminal that speaks the wire protocol on a real socket: for the demo, for training and for tests.

    with Emulator("CGJL210160012", users=[TerminalUser(1, "1001", "王芳")]) as terminal:
        terminal.punch("1001", datetime(2026, 11, 20, 8, 21, 7))
        reading = read_terminal(terminal.address, datetime.now)

By hand: `python -m devices.emulator --records 1000`.
"""

import argparse
import select
import socket
import struct
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

from attendance.records import Address, TerminalUser
from devices import wire
from devices.emulator_dialogue import Dialogue, Manners
from devices.emulator_memory import Memory
from devices.faults import Cut, Faults

_IDLE = 60.0  # seconds after which a session that says nothing is over

_STUCK = 5.0  # seconds after which a client that does not take its answer is given up


class Emulator(Memory):
    """An emulated terminal on `host`; port 0 takes a free one, see `address`. To be used in a `with` statement.

    What it knows is in `Memory`; how it behaves (record_size, udp, comm_key, capacity, …) in `Manners`. `heard`
    counts the commands it was given, `sessions` the connections. It serves one TCP session after another, and as
    many UDP sessions as there are clients.
    """

    def __init__(
        self,
        serial: str = "EMU0000000001",
        *,
        users: Iterable[TerminalUser] = (),
        log: Iterable[Sequence[object]] = (),
        clock: Callable[[], datetime] | float = 0.0,
        faults: Faults | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        **manners: Any,
    ) -> None:
        self.manners = Manners(serial, **manners)
        super().__init__(users, log, clock, faults, self.manners.record_size, self.manners.encoding)
        self.heard: Counter[int] = Counter()
        self.spoil()
        self.sessions = 0
        self._first_session = self.faults.random.randrange(1, 60000)
        self._stopped = Event()
        kind = socket.SOCK_DGRAM if self.manners.udp else socket.SOCK_STREAM
        self._socket = socket.socket(socket.AF_INET, kind)
        if not self.manners.udp:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((host, port))
        self._wake, self._waken = socket.socketpair()
        self._thread = Thread(target=self._serve, name=f"terminal {serial}", daemon=True)

    @property
    def address(self) -> Address:
        """Where it answers, with its communication key."""
        host, port = self._socket.getsockname()
        return Address(host, port, self.manners.udp, self.manners.comm_key)

    def start(self) -> "Emulator":
        """Begin to answer."""
        if not self.manners.udp:
            self._socket.listen(8)
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop answering, at once."""
        self._stopped.set()
        self._waken.close()
        if self._thread.is_alive():
            self._thread.join()
        self._socket.close()
        self._wake.close()

    def __enter__(self) -> "Emulator":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    # -------------------------------------------------------- serving

    def _serve(self) -> None:
        if self.manners.udp:
            self._serve_datagrams()
            return
        while self._readable(self._socket, None):
            with suppress(OSError):
                connection, _ = self._socket.accept()
                with connection:
                    connection.settimeout(_STUCK)
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self._serve_stream(connection)

    def _readable(self, source: socket.socket, seconds: float | None) -> bool:
        """Wait until something arrives. False once the emulator is closed or the time is over."""
        ready, _, _ = select.select([source, self._wake], [], [], seconds)
        return source in ready and not self._stopped.is_set()

    def _dialogue(self) -> Dialogue:
        self.sessions += 1
        self.faults.begin(300 + len(self.user_bytes()) + self.record_size * len(self.log))
        return Dialogue(self, self.manners, (self._first_session + self.sessions) % 65535, self.heard)

    def _serve_stream(self, connection: socket.socket) -> None:
        dialogue, silent = self._dialogue(), False
        for request in self._requests(connection):
            for segment in () if silent else self.faults.stream(dialogue.packets(request)):
                if isinstance(segment, bytes):
                    connection.sendall(segment)
                elif segment is Cut.SILENCE:
                    silent = True
                else:
                    _part(connection, segment)
                    return
            if dialogue.over:
                return

    def _requests(self, connection: socket.socket) -> Iterator[bytes]:
        """The requests of one connection, until the client is gone or has said nothing for long."""
        received = bytearray()
        while self._readable(connection, _IDLE):
            data = connection.recv(65536)
            if not data:
                return
            received += data
            while len(received) >= wire.TOP.size:
                end = wire.TOP.size + (wire.frame_length(received[: wire.TOP.size]) or 0)
                if end == wire.TOP.size:
                    return
                if len(received) < end:
                    break
                yield bytes(received[wire.TOP.size : end])
                del received[:end]

    def _serve_datagrams(self) -> None:
        dialogues: dict[Any, Dialogue | None] = {}  # by client; None: silent until it connects anew
        while self._readable(self._socket, None):
            with suppress(OSError):
                request, client = self._socket.recvfrom(65536)
                if len(request) >= wire.HEADER.size and not self.faults.strikes("deaf", chance=0.1):
                    self._answer_datagram(dialogues, request, client)

    def _answer_datagram(self, dialogues: dict[Any, Dialogue | None], request: bytes, client: Any) -> None:
        if wire.unpack_packet(request).command == wire.CMD_CONNECT:
            dialogues[client] = self._dialogue()
        dialogue = dialogues.get(client)
        for datagram in self.faults.datagrams(dialogue.packets(request)) if dialogue else ():
            if isinstance(datagram, bytes):
                self._socket.sendto(datagram, client)
            else:
                dialogues[client] = None


def _part(connection: socket.socket, cut: Cut) -> None:
    if cut is Cut.RESET:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


# ---------------------------------------------------------------- by hand


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one emulated terminal with a made-up log until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m devices.emulator", description="An emulated terminal.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=4370)
    parser.add_argument("--serial", default="EMU0000000001")
    parser.add_argument("--udp", action="store_true")
    parser.add_argument("--comm-key", type=int, default=0)
    parser.add_argument("--record-size", type=int, choices=wire.LOG_SIZES, default=40)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--records", type=int, default=1000)
    chosen = vars(parser.parse_args(arguments))
    people, records = chosen.pop("people"), chosen.pop("records")
    start = datetime.now().replace(microsecond=0) - timedelta(minutes=records)
    users = [TerminalUser(uid, str(1000 + uid), f"人员{uid}") for uid in range(1, people + 1)]
    log = [(str(1001 + index % people), start + timedelta(minutes=index)) for index in range(records)]
    with Emulator(**chosen, users=users, log=log) as terminal, suppress(KeyboardInterrupt):
        sys.stdout.write(f"{terminal.address}\n")
        sys.stdout.flush()
        Event().wait()


if __name__ == "__main__":
    main()
