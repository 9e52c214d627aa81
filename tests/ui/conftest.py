"""A screen of its own, the demo centre, and a window on a copy of it, driven by events."""

import logging
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from ui_hands import Hands, demo_home, screen

NOW = datetime(2026, 11, 23, 9, 22)


@pytest.fixture(scope="session", autouse=True)
def display() -> Iterator[None]:
    """Xvfb with a window manager, the smallest screen these offices have."""
    with screen(1366, 768, 96):
        yield


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo centre, built once; never written to."""
    return demo_home(tmp_path_factory.mktemp("demo") / "home")


@pytest.fixture(scope="module")
def home(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo centre for one file of tests."""
    path = tmp_path_factory.mktemp("copy") / "home"
    copytree(demo, path)
    return path


@pytest.fixture(scope="module")
def hands(home: Path, request: pytest.FixtureRequest) -> Iterator[Hands]:
    """The window on that copy, at 09:22 of the demo's Monday, and somebody who clicks and types."""
    before = os.environ.get("ZAIGANG_NOW")
    os.environ["ZAIGANG_NOW"] = NOW.isoformat()
    made = Hands.open(home, getattr(request.module, "FIRST_PAGE", ""))
    try:
        yield made
    finally:
        made.leave()
        os.environ.pop("ZAIGANG_NOW")
        if before is not None:
            os.environ["ZAIGANG_NOW"] = before


@pytest.fixture(autouse=True)
def nothing_goes_wrong_in_silence(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Any Tk callback error and any logged error fails the test; so does a dialog that was left open."""
    caplog.set_level(logging.ERROR)
    hands: Any = request.getfixturevalue("hands") if "hands" in request.fixturenames else None
    yield
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
    if hands is not None:
        assert hands.errors == []
        left = [dialog.title() for dialog in hands.dialogs()]
        for dialog in hands.dialogs():
            dialog.destroy()
        assert left == []
