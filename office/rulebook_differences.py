"""What two rulebooks, or one on two days, say differently: value by value and clause by clause."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from attendance.allowance_rules import Item
from attendance.chapters import LeaveRules
from attendance.rulebook import Rulebook
from attendance.sections import Clause
from office.rulebook_fields import Spot, Standing, naming, spots, standing
from office.rulebook_labels import CHAPTERS
from office.rulebook_text import readable


class Altered(NamedTuple):
    """One value that changes, in words; empty where there is none. `where` tells the season or the name where a
    chapter has several."""

    key: str
    chapter: str
    where: str
    label: str
    before: str
    after: str
    citation: str

    @property
    def sentence(self) -> str:
        """到岗离岗　上班提前到岗：5 分钟 → 10 分钟."""
        place = self.chapter + (f"（{self.where}）" if self.where else "")
        told = f"{place}　{self.label}" if self.label else place
        return f"{told}：{self.before or '没有'} → {self.after or '没有'}"


def where(of: Standing) -> str:
    """Which of a chapter's several entries one is: a season, what a count leads to."""
    return naming(of.entry) if isinstance(of.entry, Item) else str(getattr(of.entry, "title", "")) or of.series


def altered(spot: Spot, before: str, after: str, citation: str) -> Altered:
    """A field's change in words."""
    field, of = spot.field, spot.of
    return Altered(field.key, CHAPTERS[of.section], where(of), field.label, before, after, citation)


class _Side(NamedTuple):
    rulebook: Rulebook
    entries: dict[tuple[str, str], Standing]
    spots: list[Spot]

    def of(self, key: tuple[str, str]) -> dict[str, Spot]:
        return {spot.field.key: spot for spot in self.spots if (spot.of.section, spot.of.series) == key}

    def cited(self, key: tuple[str, str]) -> str:
        return self.rulebook.citation(self.entries[key].entry.clause)


def differences(before: tuple[Rulebook, date], after: tuple[Rulebook, date]) -> list[Altered]:
    """What is in force by one rulebook on its day, against another on its day, chapter by chapter."""
    earlier, later = _side(*before), _side(*after)
    keys = dict.fromkeys((*later.entries, *earlier.entries))
    ordered = sorted(keys, key=lambda key: [*CHAPTERS].index(key[0]))
    return [told for key in ordered for told in _entry(key, earlier, later)]


def _side(rulebook: Rulebook, day: date) -> _Side:
    return _Side(rulebook, {(of.section, of.series): of for of in standing(rulebook, day)}, spots(rulebook, day))


def _entry(key: tuple[str, str], earlier: _Side, later: _Side) -> Iterator[Altered]:
    if key not in earlier.entries or key not in later.entries:
        of = (earlier if key in earlier.entries else later).entries[key]
        cited = (earlier if key in earlier.entries else later).cited(key)
        yield Altered(".".join(key), CHAPTERS[key[0]], where(of), "", _whole(key, earlier), _whole(key, later), cited)
        return
    was, becomes = earlier.of(key), later.of(key)
    if _chains(was) != _chains(becomes):
        told = _chain_lines(key, earlier), _chain_lines(key, later)
        yield Altered("leave.chains", CHAPTERS[key[0]], "", "审批", *told, later.cited(key))
        was, becomes = ({name: own for name, own in side.items() if ".chains." not in name} for side in (was, becomes))
    for name in dict.fromkeys((*was, *becomes)):
        yield from _value(was.get(name), becomes.get(name), later.cited(key))


def _whole(key: tuple[str, str], side: _Side) -> str:
    """All that an entry says, empty where there is none."""
    return "；".join(readable(side.entries[key].entry, side.rulebook)) if key in side.entries else ""


def _chains(found: dict[str, Spot]) -> set[str]:
    return {name for name in found if name.startswith("leave.chains.")}


def _chain_lines(key: tuple[str, str], side: _Side) -> str:
    entry = side.entries[key].entry
    assert isinstance(entry, LeaveRules)
    return "；".join([*readable(entry, side.rulebook)][: len(entry.chains)])


def _value(was: Spot | None, becomes: Spot | None, citation: str) -> Iterator[Altered]:
    """A value that is another; one that only one side has is of a kind of leave or a shift that the other lacks."""
    if was and becomes:
        if was.field.value != becomes.field.value:
            told = was.field.told(was.field.value), becomes.field.told(becomes.field.value)
            yield altered(becomes, *told, citation)
    elif was:
        yield altered(was, _there(was), "", citation)._replace(label=_named(was))
    elif becomes:
        yield altered(becomes, "", _there(becomes), citation)._replace(label=_named(becomes))


def _named(spot: Spot) -> str:
    """A kind of leave that only one side has is told by its name, not by how many days of it there are."""
    return spot.field.label.removesuffix("一年最多")


def _there(spot: Spot) -> str:
    """A value that the other side lacks, even where it is none: 有."""
    return spot.field.told(spot.field.value) if spot.field.value else "有"


# ---------------------------------------------------------------- clauses


class ClausesBeside(NamedTuple):
    """The clauses of two rulebooks by what became of them, as they are cited."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    reworded: tuple[str, ...]


def clause_differences(before: Rulebook, after: Rulebook) -> ClausesBeside:
    """Which clauses are new, gone, or say something else."""
    earlier, later = (_cited(book) for book in (before, after))
    return ClausesBeside(
        tuple(cited for cited in later if cited not in earlier),
        tuple(cited for cited in earlier if cited not in later),
        tuple(cited for cited, clause in later.items() if cited in earlier and earlier[cited].text != clause.text),
    )


def _cited(rulebook: Rulebook) -> dict[str, Clause]:
    """The clauses by citation; where several stand at one place, with their id."""
    found: dict[str, Clause] = {}
    for clause in rulebook.book.clauses:
        cited = rulebook.citation(clause.id)
        found[f"{cited}（{clause.id}）" if cited in found else cited] = clause
    return found
