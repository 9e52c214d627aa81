"""What answers at an address where no terminal does."""

import socket
from contextlib import suppress

from attendance.records import Address

_REQUEST = b"GET / HTTP/1.0\r\n\r\n"


def speaks_http(address: Address, seconds: float) -> bool:
    """Whether a web server answers there: most often somebody entered a router's or a printer's address."""
    with suppress(OSError, ValueError), socket.create_connection((address.host, address.port), seconds) as connection:
        connection.settimeout(seconds)
        connection.sendall(_REQUEST)
        return connection.recv(64).startswith(b"HTTP/")
    return False
