"""What the tests of terminals share: people, logs, and how a log must look after a read."""

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from attendance.records import RawPunch, TerminalUser
from devices.emulator import Emulator
from devices.emulator_memory import Stamp
from devices.terminal import Patience

START = datetime(2026, 1, 5, 8, 0, 0)

HASTY = Patience(connect=2.0, reply=0.6, prepare=0.6, tries=4, sessions=3, pause=0.02, farewell=0.1)
LIMIT = 4.0


def people(count: int) -> list[TerminalUser]:
    """Users whose uid and number differ, so that one taken for the other is noticed."""
    return [TerminalUser(uid, str(1000 + 7 * uid), f"王芳{uid}") for uid in range(1, count + 1)]


def random_log(users: Sequence[TerminalUser], count: int, random: Random) -> list[tuple[str, datetime, int, int]]:
    seconds = sorted(random.randrange(200 * 86400) for _ in range(count))
    return [
        (random.choice(users).number, START + timedelta(seconds=second), random.choice((0, 1, 4, 255)), 1)
        for second in seconds
    ]


def as_read(stamps: Sequence[Stamp], terminal: Emulator) -> list[RawPunch]:
    """What a read must give for these stamps, worked out from the rules and not by the reader's code."""
    if terminal.record_size == 8:
        known = {user.uid: user.number for user in terminal.users.values()}
        return [RawPunch(f"uid:{s.uid}", s.at, s.state, s.verify, known.get(s.uid, f"uid:{s.uid}")) for s in stamps]
    return [RawPunch(s.number, s.at, s.state, s.verify, s.number) for s in stamps]


def say(line: str) -> None:
    """A figure for whoever runs the tests with `-s`, or sees them fail."""
    sys.stdout.write(line + "\n")
