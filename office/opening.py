"""What the window must know of a home before it shows a page."""

import tomllib
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from office.home import Home

LARGE = 1.2


@dataclass(frozen=True)
class Opened:
    """A home as its window greets it."""

    centre: str
    training: bool
    people: int


def opened(home: Home) -> Opened:
    """The home's name, whether it is for training, and how many people it knows."""
    from office.people import list_people

    return Opened(home.settings.centre, home.training, len(list_people(home)))


def load_code(_path: Path, module: str) -> None:
    """Load a module that will be asked for next, while the window is still being made."""
    import_module(module)


def language_of(path: Path) -> str:
    """The language that the settings name; Chinese where there are none yet, or none that can be read."""
    return "en" if _settings(path).get("language") == "en" else "zh_CN"


def larger_of(path: Path) -> float:
    """How much larger than usual the settings want everything in the window."""
    return LARGE if _settings(path).get("text_size") == "large" else 1.0


def _settings(path: Path) -> dict[str, Any]:
    """As they stand in the file: the home itself says what is wrong with them when it opens."""
    try:
        return tomllib.loads((path / "settings.toml").read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}
