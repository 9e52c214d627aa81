"""A rulebook without money gets the shipped chapters about it."""

from datetime import date, datetime
from pathlib import Path

import pytest

from attendance.rulebook_check import load_rulebook, shipped_names, shipped_text
from office.allowance_start import MARK, begin_allowance, money_chapters
from office.failures import JobError
from office.home import create_home, open_home

WITH_MONEY = [name for name in shipped_names() if MARK in shipped_text(name)]


@pytest.mark.parametrize("name", WITH_MONEY)
def test_the_chapters_about_money_are_found_whole(name: str) -> None:
    text, chapters = shipped_text(name), money_chapters(name)
    for section in ("[[allowance]]", "[[rates]]", "[[deductions]]", "[[steps]]", "[[forfeits]]", "[[bonuses]]"):
        assert chapters.count(section) == text.count(section), section
    book = load_rulebook(text).book
    of_money = {clause.id for clause in book.clauses if clause.rule == "allowance"}
    assert all(f'id = "{clause}"' in chapters for clause in of_money)
    assert chapters.count("[[clauses]]") == len(of_money)


@pytest.mark.parametrize("name", sorted(set(shipped_names()) - set(WITH_MONEY)))
def test_a_rulebook_without_money_is_adopted_with_them(name: str, tmp_path: Path) -> None:
    create_home(tmp_path / "home", name, training=True)
    with open_home(tmp_path / "home", lambda: datetime(2026, 11, 20, 9)) as home:
        before = home.rulebook(date(2026, 11, 1)).book
        assert not before.allowance
        done = begin_allowance(home, date(2026, 11, 1))
        after = home.rulebook(date(2026, 11, 1)).book
        assert done.rulebook.book == after
        assert after.rates
        cited = {clause.id: clause for clause in after.clauses}
        assert {cited[plan.clause].document for plan in after.allowance} == {"本中心规定"}
        assert (after.hours, after.punctuality, after.name) == (before.hours, before.punctuality, before.name)
        assert not home.rulebook(date(2026, 10, 31)).book.allowance
        with pytest.raises(JobError, match="已经有补助标准"):
            begin_allowance(home, date(2026, 11, 1))
