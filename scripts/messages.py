"""The English catalogue of the window: strings collected from `ui/`, translations kept, the rest left open.

    python scripts/messages.py            collect and compile; says which strings have no English yet
    python scripts/messages.py FILE.json  take translations ({"中文": "English"}) first

The source strings are Chinese, so Chinese is complete by itself. The catalogue and what is compiled from it are
committed; a test compares both with the sources.
"""

import json
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
MADE = datetime(2026, 1, 1, tzinfo=UTC)
LEFT_OUT = ("#", '"POT-', '"PO-', '"Generated', '"Report', '"Last', '"Language-Team', '"Project')
PO = ROOT / "ui/locale/en/LC_MESSAGES/zaigang.po"


def collected() -> list[str]:
    """Every string that the window's sources translate, in a lasting order."""
    found = extract_from_dir(str(ROOT / "ui"), [("**.py", "python")], keywords={"_": None})
    return sorted({str(message[2]) for message in found})


def translated() -> dict[str, str]:
    """What the committed catalogue says."""
    if not PO.exists():
        return {}
    with PO.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def catalogue(known: dict[str, str]) -> Catalog:
    """All collected strings with what is known of them."""
    made = Catalog(locale="en", project="zaigang", charset="utf-8", fuzzy=False)
    for text in collected():
        made.add(text, known.get(text, ""))
    return made


def po_bytes(made: Catalog) -> bytes:
    """The catalogue as text; no dates in it, so that it changes only when a string does."""
    buffer = BytesIO()
    write_po(buffer, made, width=110, omit_header=False, no_location=True, sort_output=True)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(LEFT_OUT)).encode()


def mo_bytes(made: Catalog) -> bytes:
    """The catalogue as gettext reads it, without the hour at which it was made."""
    made.creation_date = made.revision_date = MADE
    buffer = BytesIO()
    write_mo(buffer, made)
    return buffer.getvalue()


def main(files: list[str]) -> int:
    known = translated()
    for file in files:
        known |= json.loads(Path(file).read_text(encoding="utf-8"))
    made = catalogue(known)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(made))
    with PO.open("rb") as file:  # what is compiled is what stands in the committed text
        PO.with_suffix(".mo").write_bytes(mo_bytes(read_po(file)))
    missing = [str(message.id) for message in made if message.id and not message.string]
    for text in missing:
        print(f"还没有英文：{text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
