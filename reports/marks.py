"""What a page of the publication folder says of itself to the program that comes back to it: which editions, in which
state, it was made from. The folder is its own record, so that one which was away, emptied or put back as it was last
week is brought up to date without anybody remembering anything."""

import hashlib
import re
from collections.abc import Iterable, Mapping

MARK = re.compile(r'<meta name="zaigang" content="([^"]*)">')


def mark(states: Mapping[str, str]) -> str:
    """For the head of a page; names and states hold no spaces and no quotes."""
    content = " ".join(f"{name}={state}" for name, state in states.items())
    return f'<meta name="zaigang" content="{content}">\n'


def marked(page: str) -> dict[str, str]:
    """What a page says of itself; nothing where it is none of ours."""
    found = MARK.search(page)
    parts = found[1].split() if found else []
    return {name: state for name, _, state in (part.partition("=") for part in parts)}


def state_of(parts: Iterable[object]) -> str:
    """A state in a few letters: another one whenever any of its parts is another."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:12]
