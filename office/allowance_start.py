"""A rulebook that is older than the allowance gets the shipped chapters about money, from a month on.

The amounts are those of the shipped file, examples until the office puts its own in their place.
"""

import re
from datetime import date

from attendance.rulebook import RulebookError
from attendance.rulebook_check import load_rulebook, shipped_names, shipped_text
from office.failures import JobError, sentence
from office.home import Home
from office.rulebooks import Adopting, adopt_text

MARK = "[[allowance]]"
PATTERN = "anqing-2013"  # where the rulebook in force is none of those that come with the program
CLAUSE = re.compile(r"^\[\[clauses\]\]\n(?:[^\n]+\n)+", re.MULTILINE)
RATE = re.compile(r"^\[\[rates\]\]\n(?:[^\n]+\n?)+\n*", re.MULTILINE)
SHIFTS = re.compile(r"^shifts *= *\[(.*)\]", re.MULTILINE)
OF_MONEY = re.compile(r'^rule *= *"allowance"', re.MULTILINE)


def begin_allowance(home: Home, since: date) -> Adopting:
    """Adopt the rulebook in force with the shipped chapters about money added to it. Raises JobError where it has some
    already, or the two do not go together."""
    book = home.rulebook(since)
    if book.book.allowance:
        raise JobError(f"{since} 起执行的规则里已经有补助标准，不需要再加；金额可以在“规则”页修改")
    shifts = {shift.hours.name for duty in book.book.duty for shift in duty.shifts}
    content = f"{book.text.rstrip()}\n\n{_with_shifts(money_chapters(book.name), shifts)}"
    try:
        load_rulebook(content)
    except RulebookError as error:
        raise JobError(
            f"随程序的补助标准加不到现行规则里：{sentence(error)}；请在规则文件里自己写上补助标准，再采用这个文件",
            "rulebook adopt",
        ) from None
    return adopt_text(home, content, since, "加上补助标准")


def money_chapters(name: str) -> str:
    """The clauses and sections about money of a shipped rulebook, as they stand in its file, comments too."""
    known = [each for each in (name, PATTERN) if each in shipped_names() and MARK in shipped_text(each)]
    text = shipped_text(known[0])
    clauses = [found[0] for found in CLAUSE.finditer(text) if OF_MONEY.search(found[0])]
    head = text.rindex("\n# ---- ", 0, text.index(MARK))  # they stand last in the file, under a heading of their own
    return "\n".join((*clauses, text[head + 1 :]))


def _with_shifts(chapters: str, known: set[str]) -> str:
    """The chapters without the pay for duty shifts that this office does not have."""

    def kept(rate: re.Match[str]) -> str:
        named = SHIFTS.search(rate[0])
        if not named:
            return rate[0]
        here = [shift for shift in re.findall(r'"([^"]+)"', named[1]) if shift in known]
        listed = ", ".join(f'"{shift}"' for shift in here)
        return rate[0].replace(named[0], f"shifts = [{listed}]") if here else ""

    return RATE.sub(kept, chapters)
