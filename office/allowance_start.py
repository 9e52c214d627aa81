"""A rulebook that is older than the allowance gets the shipped chapters about money, from a month on.

The amounts are those of the shipped file, examples until the office puts its own in their place.
"""

import json
import re
import tomllib
from datetime import date
from typing import Any

from attendance.rulebook import RulebookError
from attendance.rulebook_check import load_rulebook, shipped_names, shipped_text
from office.failures import JobError, sentence
from office.home import Home
from office.rulebooks import Adopting, adopt_text

MARK = "[[allowance]]"
PATTERN = "anqing-2013"  # where the rulebook in force is none of those that come with the program
CLAUSE = re.compile(r"^\[\[clauses\]\]\n(?:[^\n]+\n)+", re.MULTILINE)
RATE = re.compile(r"^\[\[rates\]\]\n(?:[^\n]+\n?)+\n*", re.MULTILINE)
SHIFTS = re.compile(r"^shifts *= *\[.*\]", re.MULTILINE)
LEAVE = re.compile(r"^leave *= *\[.*\]\n", re.MULTILINE)
OF_MONEY = re.compile(r'^rule *= *"allowance"', re.MULTILINE)


def begin_allowance(home: Home, since: date) -> Adopting:
    """Adopt the rulebook in force with the shipped chapters about money added to it. Raises JobError where it has some
    already, or the two do not go together."""
    book = home.rulebook(since)
    if book.book.allowance:
        raise JobError(f"{since} 起执行的规则里已经有补助标准，不需要再加；金额可以在“规则”页修改")
    shifts = {shift.hours.name for duty in book.book.duty for shift in duty.shifts}
    kinds = {kind.name for leave in book.book.leave for kind in leave.kinds}
    content = f"{book.text.rstrip()}\n\n{_fitted(money_chapters(book.name), shifts, kinds)}"
    try:
        load_rulebook(content)
    except RulebookError as error:
        raise JobError(
            f"随程序的补助标准加不到现行规则里：{sentence(error)}；请在规则文件里自己写上补助标准，再采用这个文件",
            "rulebook adopt",
        ) from None
    return adopt_text(home, content, since, "加上补助标准")


def money_chapters(name: str) -> str:
    """The clauses and sections about money of a shipped rulebook, as they stand in its file, comments too.

    Another centre takes over none of the regulation's own clauses, only what stands under 本中心规定.
    """
    known = [each for each in (name, PATTERN) if each in shipped_names() and MARK in shipped_text(each)]
    text = shipped_text(known[0])
    head = text.rindex("\n# ---- ", 0, text.index(MARK))  # they stand last in the file, under a heading of their own
    clauses = [found[0] for found in CLAUSE.finditer(text) if OF_MONEY.search(found[0])]
    if known[0] == name:
        return "\n".join((*clauses, text[head + 1 :]))
    own = [clause for clause in clauses if "\ndocument = " in clause]
    sections = text[head + 1 :]
    for clause in set(clauses) - set(own):
        sections = sections.replace(f"clause = {_id(clause)}", f"clause = {_id(own[0])}")
    return "\n".join((*own, sections))


def _id(clause: str) -> str:
    """Its id, in quotation marks."""
    return str(re.findall(r'^id *= *("[^"]+")', clause, re.MULTILINE)[0])


def _fitted(chapters: str, shifts: set[str], kinds: set[str]) -> str:
    """The chapters without what this office does not have: pay for other duty shifts, other kinds of leave."""

    def kept(rate: re.Match[str]) -> str:
        text, named = rate[0], SHIFTS.search(rate[0])
        if named:
            here = [shift for shift in _list_of(named[0]) if shift in shifts]
            if not here:
                return ""
            text = text.replace(named[0], f"shifts = {_written(here)}")
        return LEAVE.sub(paid, text)

    def paid(line: re.Match[str]) -> str:
        known = [each | {"kinds": [kind for kind in each["kinds"] if kind in kinds]} for each in _list_of(line[0])]
        rows = [_row(each) for each in known if each["kinds"]]
        return f"leave = [{', '.join(rows)}]\n" if rows else ""

    return RATE.sub(kept, chapters)


def _list_of(line: str) -> list[Any]:
    """The list on a line of TOML."""
    (found,) = tomllib.loads(line).values()
    return list(found)


def _row(each: dict[str, Any]) -> str:
    percent = f", percent = {each['percent']}" if "percent" in each else ""
    return f"{{ kinds = {_written(each['kinds'])}{percent} }}"


def _written(words: list[str]) -> str:
    return f"[{', '.join(json.dumps(word, ensure_ascii=False) for word in words)}]"
