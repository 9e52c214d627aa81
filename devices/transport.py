"""Bytes to and from a terminal: whole packets over a TCP stream or as UDP datagrams. Nothing is judged here."""

import socket
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Protocol

from attendance.records import Address
from devices import wire
from devices.errors import TerminalError
from devices.patience import remaining


class UnframedError(Exception):
    """Bytes on a stream that do not open a frame: whatever follows cannot be read either."""


class Transport(Protocol):
    """One connection. `until` is a moment on the monotonic clock; past it, TimeoutError. Otherwise OSError and
    UnframedError."""

    def put(self, packet: bytes, until: float) -> None: ...

    def take(self, until: float) -> bytes: ...

    def close(self) -> None: ...


class _Stream:
    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._buffer = bytearray()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def put(self, packet: bytes, until: float) -> None:
        self._socket.settimeout(remaining(until))
        self._socket.sendall(wire.frame(packet))

    def take(self, until: float) -> bytes:
        self._fill(len(wire.MAGIC), until)
        if not self._buffer.startswith(wire.MAGIC):
            raise UnframedError
        self._fill(wire.TOP.size, until)
        length = wire.frame_length(self._buffer[: wire.TOP.size])
        if length is None:
            raise UnframedError
        end = wire.TOP.size + length
        self._fill(end, until)
        packet = bytes(self._buffer[wire.TOP.size : end])
        del self._buffer[:end]
        return packet

    def _fill(self, size: int, until: float) -> None:
        while len(self._buffer) < size:
            self._socket.settimeout(remaining(until))
            segment = self._socket.recv(65536)
            if not segment:
                raise ConnectionResetError("end of stream")
            self._buffer += segment

    def close(self) -> None:
        self._socket.close()


class _Datagrams:
    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection

    def put(self, packet: bytes, until: float) -> None:
        self._socket.settimeout(remaining(until))
        self._socket.send(packet)

    def take(self, until: float) -> bytes:
        self._socket.settimeout(remaining(until))
        return self._socket.recv(65536)

    def close(self) -> None:
        self._socket.close()


def _resolve(address: Address, until: float) -> list[Any]:
    """The socket addresses of a host. A name server may take its time, so a thread waits for it."""
    answers: SimpleQueue[list[Any] | None] = SimpleQueue()
    kind = socket.SOCK_DGRAM if address.udp else socket.SOCK_STREAM

    def ask() -> None:
        found: list[Any] | None = None
        with suppress(OSError, ValueError, OverflowError):
            found = socket.getaddrinfo(address.host, address.port, type=kind)
        answers.put(found)

    Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=remaining(until))
    except (Empty, TimeoutError):
        raise TerminalError("unreachable", reason="timeout", host=address.host) from None
    if not found:
        raise TerminalError("unreachable", reason="unknown host", host=address.host)
    return found


def _connected(target: Any, until: float) -> socket.socket:
    family, kind, protocol, _, place = target
    connection = socket.socket(family, kind, protocol)
    try:
        connection.settimeout(remaining(until))
        connection.connect(place)
    except BaseException:
        connection.close()
        raise
    return connection


def open_transport(address: Address, until: float) -> Transport:
    """A connection to a terminal. TerminalError("unreachable") where there is none by `until`."""
    failure: Exception = OSError("no address")
    for target in _resolve(address, until):
        try:
            connection = _connected(target, until)
        except (OSError, OverflowError) as error:
            failure = error
        else:
            return _Datagrams(connection) if address.udp else _Stream(connection)
    reason = "timeout" if isinstance(failure, TimeoutError) else str(failure)
    raise TerminalError("unreachable", reason=reason, host=address.host, port=address.port) from failure
