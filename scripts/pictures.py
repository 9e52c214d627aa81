"""Pictures of every page for the README, taken of the demo centre: `make pictures`.

Each page at 1366×768 (96 dpi, the smallest screen these offices have) and at twice the density.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/ui")]
PICTURES = ROOT / "docs/pictures"
SCREENS = {"": (1366, 768, 96), "-192": (2732, 1536, 192)}
NOW = "2026-11-23T09:22:00"


def attendance(hands: Any) -> None:
    """Somebody who was late, with the explanation beside it."""
    hands.window.desk.go("attendance", finding="late")
    hands.settle()
    page = hands.window.pages["attendance"]
    hands.click_row(page.days.sheet, page.days.sheet.rows[0].id)


SHOWN: dict[str, Callable[[Any], None]] = {"attendance": attendance}


def take(home: Path, suffix: str) -> None:
    """All pages on one screen."""
    from PIL import Image
    from ui_hands import Hands, screen

    with screen(*SCREENS[suffix]):
        hands = Hands.open(home, "today")
        for name in hands.window.navigation.entries:
            hands.go(name)
            SHOWN.get(name, lambda _hands: None)(hands)
            file = PICTURES / f"{name}{suffix}.png"
            hands.picture(file)
            Image.open(file).convert("RGB").quantize(192).save(file, optimize=True)
        hands.leave()


def main() -> None:
    from ui_hands import demo_home

    os.environ["ZAIGANG_NOW"] = NOW
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        built = demo_home(Path(folder) / "demo")
        for suffix in SCREENS:
            copy = Path(folder) / f"copy{suffix}"
            copytree(built, copy)
            take(copy, suffix)
    print(*sorted(path.name for path in PICTURES.glob("*.png")), sep="\n")


if __name__ == "__main__":
    main()
