"""The program's version, and the libraries it is made of with their licences."""

import platform
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from typing import NamedTuple

# the licence where the package itself does not name it
LIBRARIES = {
    "pyzk": "GPL",
    "peewee": "MIT",
    "openpyxl": "MIT",
    "python-calamine": "MIT",
    "chinesecalendar": "MIT",
    "platformdirs": "MIT",
    "rich": "MIT",
    "tomlkit": "MIT",
    "pypinyin": "MIT",
    "ttkbootstrap": "MIT",
    "tksheet": "MIT",
    "tkcalendar": "GPL-3.0",
    "Babel": "BSD-3-Clause",
    "Pillow": "MIT-CMU",
}
FILES = ("LICENSE", "LICENCE", "COPYING")  # some packages name the file instead of the licence


class Library(NamedTuple):
    """A library of somebody else. `gpl`: whoever passes the program on must pass its source on too."""

    name: str
    version: str
    licence: str
    gpl: bool


def version() -> str:
    """The program's own version; empty where it runs unpacked and not installed."""
    found = _metadata("zaigang")
    return found["Version"] if found else ""


def libraries() -> tuple[Library, ...]:
    """The libraries that are installed, those under the GPL first, and the language itself last."""
    found = [_library(name, data) for name in LIBRARIES if (data := _metadata(name))]
    python = Library("Python", platform.python_version(), "PSF-2.0", False)
    return (*sorted(found, key=lambda each: (not each.gpl, each.name.lower())), python)


def _metadata(name: str) -> PackageMetadata | None:
    try:
        return metadata(name)
    except PackageNotFoundError:
        return None


def _library(name: str, data: PackageMetadata) -> Library:
    fields = data.json
    said = str(fields.get("license_expression") or fields.get("license") or "")
    told = said and len(said) < 60 and not said.upper().startswith(FILES)
    licence = said if told else LIBRARIES[name]
    return Library(name, data["Version"], licence, "GPL" in licence)
