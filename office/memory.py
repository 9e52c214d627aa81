"""What the window remembers of itself: the last page, widths of columns, its size. Losing it costs nobody anything."""

import json
from pathlib import Path
from typing import Any

NAME = "window.json"


def recall(path: Path) -> dict[str, Any]:
    """What was remembered in a home; nothing where there is none or it cannot be read."""
    try:
        found = json.loads((path / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(path: Path, things: dict[str, Any]) -> None:
    """Keep it, in a home that exists. A disk that refuses is no reason to disturb anybody."""
    if not path.is_dir():
        return
    beside = path / f".{NAME}.part"
    try:
        beside.write_text(json.dumps(things, ensure_ascii=False, indent=1), encoding="utf-8")
        beside.replace(path / NAME)
    except OSError:
        return
