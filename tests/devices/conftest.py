"""Fixtures of the terminal tests; what they share otherwise is in `device_cases`."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(params=[False, True], ids=["tcp", "udp"])
def udp(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(params=[8, 16, 40])
def record_size(request: pytest.FixtureRequest) -> int:
    return int(request.param)
