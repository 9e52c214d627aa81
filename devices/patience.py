"""How long to wait for a terminal, and how often to ask."""

from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds and tries. The limit of a whole read stands above all of them."""

    connect: float = 5.0
    reply: float = 8.0  # one request, until its answer is complete
    prepare: float = 30.0  # the request for a log, which a full terminal first has to gather
    tries: int = 4  # how often one request or one chunk is asked for
    sessions: int = 3  # how often a whole read is begun
    pause: float = 0.5  # between two sessions, for a terminal that still has to end the first
    farewell: float = 1.0  # the terminal's leave to end a session
    confirm: float = 3.0  # a log that comes quicker is read twice, to be sure


class Deadline:
    """A moment on the monotonic clock, which nobody can set."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.moment = monotonic() + seconds

    def within(self, seconds: float) -> float:
        """The moment `seconds` from now, or this deadline where that is earlier."""
        return min(monotonic() + seconds, self.moment)

    @property
    def left(self) -> float:
        """Seconds until then, 0 once it has passed."""
        return max(0.0, self.moment - monotonic())


def remaining(moment: float) -> float:
    """Seconds until `moment`, more than 0. TimeoutError once it has passed."""
    left = moment - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
