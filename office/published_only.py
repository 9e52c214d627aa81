"""Postings that lie in the publication folder and that this database does not know: a backup was restored, or the files
are another home's."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from office.home import Home
from store.editions import headings

FILE = re.compile(r"(\d{4}-\d\d-\d\d)-v(\d+)\.(?:html|xlsx)")


class PublishedOnly(NamedTuple):
    """An edition of which there are only the files."""

    day: date
    edition: int


def published_only(home: Home) -> tuple[PublishedOnly, ...]:
    """The editions of which there are only the files, in order; none where the folder is away."""
    with home.store.reading():
        known = {(heading.day, heading.number) for heading in headings()}
    return tuple(each for each in in_folder(home.published) if each not in known)


def hiding(home: Home) -> tuple[PublishedOnly, ...]:
    """Those of days of which the database has no later edition: who looks at the folder sees what is not known here."""
    with home.store.reading():
        newest = {heading.day: heading.number for heading in headings()}
    return tuple(each for each in published_only(home) if each.edition > newest.get(each.day, 0))


def in_folder(folder: Path) -> list[PublishedOnly]:
    """The editions of which files lie in a publication folder, in order."""
    return sorted(set(_found(folder)))


def _found(folder: Path) -> Iterator[PublishedOnly]:
    try:
        files = list(folder.glob("????-??/*-v*.*"))
    except OSError:
        return
    for file in files:
        named = FILE.fullmatch(file.name)
        if named and file.parent.name == named[1][:7]:
            try:
                yield PublishedOnly(date.fromisoformat(named[1]), int(named[2]))
            except ValueError:
                continue


def days_words(found: tuple[PublishedOnly, ...], most: int = 5) -> str:
    """2026-11-20 第2版、2026-11-23 第1版 等 9 份."""
    words = "、".join(f"{each.day} 第{each.edition}版" for each in found[:most])
    return words if len(found) <= most else f"{words} 等 {len(found)} 份"
