"""第六条: whoever sends people to the windows sees their results. The part of an edition that is one unit's, and the
names of the files in which units have their pages."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from attendance.document import DayDoc, EditionDoc
from reports.posting import posting_tables
from reports.table import Table, printable

UNNAMED = "未填单位"
LONGEST = 40  # characters: paths on Windows and on shares are short
FORBIDDEN = re.compile(r"""[\s.<>:"/\\|?*#%&+;'`~^{}\[\]]+""")  # by Windows or by addresses, or awkward in them
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|index)")  # devices of Windows, and the list of units


@lru_cache(1024)
def unit_file(unit: str) -> str:
    """A unit's name as a file's name. Wherever it could not stay as it is it ends in a digest of its own, so that two
    units never share a file."""
    plain = unicodedata.normalize("NFC", printable(unit)).casefold()
    safe = FORBIDDEN.sub("-", plain).strip("- ")[:LONGEST].rstrip("- ") or UNNAMED
    if safe == unit and not RESERVED.fullmatch(safe):
        return f"{safe}.html"
    digest = hashlib.sha256(unit.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe}-{digest}.html"


def unit_name(unit: str) -> str:
    """A unit as it is called on a page."""
    return unit or UNNAMED


def unit_tables(edition: EditionDoc, centre: str, unit: str) -> tuple[Table, ...]:
    """What an edition says of one unit, laid out as the whole of it is."""
    return posting_tables(_of_unit(edition, unit), f"{centre} {unit_name(unit)}".strip(), edition["day"])


def _of_unit(edition: EditionDoc, unit: str) -> EditionDoc:
    day = edition["day"]
    people = [person for person in day["people"] if person["unit"] == unit]
    posts = [post for post in day["posts"] if post.get("unit") == unit]
    numbers, names = {person["number"] for person in people}, {post["post"] for post in posts}
    floors = {person["floor"] for person in people}
    part: DayDoc = {**day, "people": people, "posts": posts}
    if "sheets" in day:
        part["sheets"] = [sheet for sheet in day["sheets"] if sheet["floor"] in floors]
    return {
        **edition,
        "day": part,
        "changes": [change for change in edition["changes"] if change["number"] in numbers],
        "post_changes": [change for change in edition.get("post_changes", []) if change["post"] in names],
    }
