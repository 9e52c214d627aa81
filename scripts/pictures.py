"""Pictures of every page for the README, taken of the demo centre: `make pictures`.

Each page at 1366×768 (96 dpi, the smallest screen these offices have) and at twice the density.
"""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/ui")]
PICTURES = ROOT / "docs/pictures"
SCREENS = {"": (1366, 768, 96), "-192": (2732, 1536, 192)}
NOW = "2026-11-23T09:22:00"


# what a page is shown at, where its first sight says less
SHOWN: dict[str, dict[str, Any]] = {
    "attendance": {"number": "3004"},
    "month": {"number": "1006"},
    "allowance": {"number": "1006"},
    "posts": {"section": "cover", "day": date(2026, 11, 18), "post": "A02"},
}


def take(home: Path, suffix: str) -> None:
    """All pages on one screen."""
    from PIL import Image
    from ui_hands import Hands, screen

    with screen(*SCREENS[suffix]):
        hands = Hands.open(home, "today")
        for name in hands.window.navigation.entries:
            hands.go(name)
            if name in SHOWN:
                hands.window.desk.go(name, **SHOWN[name])
            file = PICTURES / f"{name}{suffix}.png"
            hands.picture(file)
            Image.open(file).convert("RGB").quantize(192).save(file, optimize=True)
        hands.leave()


def main() -> None:
    """Each screen in a process of its own: Tk never lets go of a screen, and does not outlive it."""
    from ui_hands import demo_home

    os.environ["LOGNAME"] = "ducha"  # who is at the desk, as the machine knows them
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        built = demo_home(Path(folder) / "demo")
        for suffix in SCREENS:
            copy = Path(folder) / f"zaigang{suffix}"
            copytree(built, copy)
            command = [sys.executable, __file__, str(copy), suffix]
            subprocess.run(command, env=os.environ | {"ZAIGANG_NOW": NOW}, check=True)
    print(*sorted(path.name for path in PICTURES.glob("*.png")), sep="\n")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        take(Path(sys.argv[1]), sys.argv[2])
    else:
        main()
