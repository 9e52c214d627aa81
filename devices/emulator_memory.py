"""What an emulated terminal knows: its users, its log, its clock. Safe to change while it is being read."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from struct import Struct
from threading import RLock
from typing import NamedTuple

from attendance.records import TerminalUser, clock_count
from devices.faults import Faults

Moment = datetime | int  # a wall-clock time, or a terminal's count where the date need not exist


class Stamp(NamedTuple):
    """One punch as the terminal holds it."""

    uid: int
    number: str
    at: int
    state: int
    verify: int


_LOG_8 = Struct("<HBIB")
_LOG_16 = Struct("<IIBB2xI")
_LOG_40 = Struct("<H24sBIB8x")
_USER_28 = Struct("<HB5s8sIxBhI")
_USER_72 = Struct("<HB8s24sIx7sx24s")
_FEBRUARY_31 = (24 * 12 + 1) * 31 + 30  # in 2024, in days as terminals count them


class Memory:
    """Users, log and clock of an emulated terminal.

    `log` takes rows of (number, moment) and, if need be, state and way of recognition. `clock` is a callable, or
    seconds by which the terminal is ahead of this computer. `record_size` 8 and 16 come with 28-byte users.
    """

    def __init__(
        self,
        users: Iterable[TerminalUser] = (),
        log: Iterable[Sequence[object]] = (),
        clock: Callable[[], datetime] | float = 0.0,
        faults: Faults | None = None,
        record_size: int = 40,
        encoding: str = "utf-8",
    ) -> None:
        self.record_size = record_size
        self.faults = faults or Faults()
        self.lock = RLock()
        self.users: dict[int, TerminalUser] = {user.uid: user for user in users}
        self.log: list[Stamp] = []
        self.snapshots: list[tuple[Stamp, ...]] = []  # the log at each request for it
        self._base = clock if callable(clock) else datetime.now
        self._ahead = timedelta(seconds=0.0 if callable(clock) else clock)
        self._slots = {user.number: user.uid for user in self.users.values()}
        self._encoding = encoding
        for row in log:
            self.punch(*row)  # type: ignore[arg-type]

    # -------------------------------------------------------- people

    def add_user(self, number: str, name: str = "") -> TerminalUser:
        """Enrol a person in the next free slot."""
        with self.lock:
            user = TerminalUser(self._slot(number), number, name)
            self.users[user.uid] = user
            return user

    def delete_user(self, number: str) -> None:
        """Delete a person; the punches stay. KeyError where nobody has that number."""
        with self.lock:
            del self.users[self._slots[number]]

    def _slot(self, number: str) -> int:
        return self._slots.setdefault(number, max(self._slots.values(), default=0) + 1)

    # -------------------------------------------------------- the log

    def punch(self, number: str, at: Moment, state: int = 0, verify: int = 1) -> None:
        """Add a punch; the number need not be enrolled."""
        with self.lock:
            count = clock_count(at) if isinstance(at, datetime) else at
            self.log.append(Stamp(self._slot(number), number, count, state, verify))

    def replace_log(self, log: Iterable[Sequence[object]] = ()) -> None:
        """Another log, or none."""
        with self.lock:
            self.log.clear()
            for row in log:
                self.punch(*row)  # type: ignore[arg-type]

    def snapshot(self) -> bytes:
        """The log as bytes, as a terminal gathers it when it is asked for it."""
        with self.lock:
            stamps = tuple(self.log)
        self.snapshots.append(stamps)
        if self.record_size == 8:
            return b"".join(_LOG_8.pack(s.uid, s.verify, s.at, s.state) for s in stamps)
        if self.record_size == 16:
            return b"".join(_LOG_16.pack(int(s.number), s.at, s.verify, s.state, 0) for s in stamps)
        return b"".join(_LOG_40.pack(s.uid, s.number.encode(), s.verify, s.at, s.state) for s in stamps)

    def user_bytes(self) -> bytes:
        """The users as bytes: 28 for each on terminals with short logs, else 72."""
        with self.lock:
            users = tuple(self.users.values())
        names = [(user, user.name.encode(self._encoding)) for user in users]
        if self.record_size == 40:
            return b"".join(_USER_72.pack(u.uid, 0, b"", name, 0, b"", u.number.encode()) for u, name in names)
        return b"".join(_USER_28.pack(u.uid, 0, b"", name, 0, 0, 0, int(u.number)) for u, name in names)

    def spoil(self) -> None:
        """Let the faults that lie in the data themselves strike."""
        random = self.faults.random
        if self.log and self.faults.strikes("impossible_dates"):
            for _ in range(3):
                stamp = random.choice(self.log)
                self.punch(stamp.number, _FEBRUARY_31 * 86400 + random.randrange(86400))
        if self.users and self.faults.strikes("deleted_users"):
            for uid in random.sample(sorted(self.users), len(self.users) // 3 + 1):
                del self.users[uid]

    # -------------------------------------------------------- the clock

    def time(self) -> datetime:
        """What the terminal's clock shows."""
        return self._base() + self._ahead

    def set_time(self, moment: datetime) -> None:
        """Set the clock; it goes on from there."""
        self._ahead = moment - self._base()
