"""Finding people by what a clerk types: a part of the name or 工号, pinyin or initials."""

from functools import cache
from itertools import islice, product
from typing import NamedTuple

from office.home import Home
from office.people_on import placed
from store import roster
from store.database import last_change

MOST_READINGS = 4  # of one character; a dictionary's rarest ones are nobody's name
MOST_KEYS = 64  # of one name
UNLISTED = {"𠮷": "ji", "㐂": "xi"}  # characters of names that the dictionary of readings lacks


class Named(NamedTuple):
    """Somebody on the roster, as pickers and searches show him; `keys` are the search keys of the name."""

    number: str
    name: str
    unit: str
    post: str
    role: str
    group: str
    floor: str
    title: str
    keys: str


def listed(home: Home) -> tuple[Named, ...]:
    """Everybody on the roster today, by 工号 as the roster lists them."""
    with home.store.reading():
        people = placed(roster.stints(last_change()), home.clock().date())
    return tuple(Named(*person[:-1], keys(person.name)) for _, person in sorted(people.items()))


@cache
def keys(name: str) -> str:
    """The search keys of a name, each once: its full pinyin in every plausible reading, then the initials.

    单国强 gives danguoqiang changuoqiang shanguoqiang dgq cgq sgq. Readings of the surname come first, because there
    they are misread most.
    """
    characters = [_readings(each) for each in name if each.isalnum()]
    if not characters:
        return ""
    spelled = [tuple(reversed(each)) for each in islice(product(*reversed(characters)), MOST_KEYS)]
    whole = ["".join(syllables) for syllables in spelled]
    initials = ["".join(syllable[0] for syllable in syllables) for syllables in spelled]
    return " ".join(dict.fromkeys(whole + initials))


@cache
def _readings(character: str) -> tuple[str, ...]:
    """How a character may be read, the usual reading first; ü also as u, which is what many keyboards give."""
    if character.isascii():
        return (character.lower(),)
    from pypinyin import Style, pinyin  # a third of a second that only a search is worth

    found = pinyin(UNLISTED.get(character, character), style=Style.NORMAL, heteronym=True)[0]
    spelled = [way for reading in found[:MOST_READINGS] for way in dict.fromkeys((reading, reading.replace("v", "u")))]
    return tuple(each.lower() for each in dict.fromkeys(spelled))


def matches(typed: str, *fields: str) -> bool:
    """Whether every word typed stands in one of the fields, whatever the case: 工号, name, keys, unit …"""
    held = "\n".join(fields).lower()
    return all(word in held for word in typed.lower().split())
