"""The one way in which talking to a terminal fails."""

from typing import Literal

Code = Literal[
    "unreachable",  # refused, no route, unknown host, no connection in time
    "silent",  # it takes requests and says nothing
    "not_a_terminal",  # something else answers there
    "wrong_key",  # the communication key is not the terminal's
    "busy",  # it serves somebody else
    "broken",  # the connection or the session was lost half way
    "garbled",  # what it says contradicts itself, also when asked again
    "refused",  # it does not carry out a command
    "office_clock",  # it was read, but by an office clock that is wrong; said by the office, never by a device
]


class TerminalError(Exception):
    """A terminal could not be read, or not exactly. `detail` holds figures and words for the message, no sentence."""

    def __init__(self, code: Code, **detail: str | int | float) -> None:
        super().__init__(code, detail)
        self.code: Code = code
        self.detail = detail

    def __str__(self) -> str:
        """For logs: `garbled what=log expected=400 received=396`."""
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.detail.items())])
