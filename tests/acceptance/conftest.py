"""Fixtures of the acceptance tests; what they share otherwise is in `acceptance_desk`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from acceptance_desk import Desk, enrolled

from devices.emulator import Emulator

FRIDAY_NIGHT = datetime(2026, 11, 20, 21, 0)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A new home, on the evening of Friday 2026-11-20."""
    made = Desk(tmp_path / "home", FRIDAY_NIGHT)
    made.settle_in()
    return made


@pytest.fixture
def plug_in(desk: Desk) -> Iterator[Callable[..., Emulator]]:
    """Register an emulated terminal and switch it on: `plug_in("F1", numbers, ahead=0, words=(), **manners)`."""
    with ExitStack() as running:

        def plug(name: str, numbers: Any = (), ahead: float = 0, words: Any = (), **manners: Any) -> Emulator:
            manners.setdefault("clock", desk.clock(ahead))
            terminal = Emulator(f"SN-{name}", users=enrolled(numbers), **manners)
            running.enter_context(terminal)
            desk.register(name, terminal, *words)
            return terminal

        yield plug
