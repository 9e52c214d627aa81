"""One day with everything on it, each verdict with the reasoning a clerk would give."""

from functools import cache

from entry_cases import CaseDay, session_word, table

from attendance.writing import day_document

WHOLE = table("full_day")


@cache
def the_day() -> CaseDay:
    return CaseDay(WHOLE["day"])


@cache
def document():
    return day_document(the_day().assessment, the_day().facts, the_day().rulebook)


def test_every_verdict_and_every_vacancy_is_as_the_clerk_reasons() -> None:
    expected = [f"{verdict['who']} {line}" for verdict in WHOLE["verdict"] for line in verdict["found"]]
    expected += [f"{vacancy['post']} {line}" for vacancy in WHOLE["vacancy"] for line in vacancy["found"]]
    assert the_day().outcome == sorted(expected)


def test_everybody_has_a_verdict_with_its_reason() -> None:
    assert [verdict["who"] for verdict in WHOLE["verdict"]] == list(the_day().people)
    assert all(verdict["why"] for verdict in (*WHOLE["verdict"], *WHOLE["vacancy"]))


def test_every_verdict_cites_its_clause() -> None:
    said = {person["name"]: [finding["clause"] for finding in person["findings"]] for person in document()["people"]}
    assert said == {verdict["who"]: verdict["clauses"] for verdict in WHOLE["verdict"]}
    posts = {post["post"]: [finding["clause"] for finding in post["findings"]] for post in document()["posts"]}
    vacant = {vacancy["post"]: [vacancy["clause"]] for vacancy in WHOLE["vacancy"]}
    assert posts == {post: vacant.get(post, []) for post in posts}


def test_the_posting_shows_what_a_time_rests_on() -> None:
    sessions = {
        (person["name"], session_word(session["name"])): session
        for person in document()["people"]
        for session in person["sessions"]
    }
    beside = ("in_raw", "out_raw", "in_certified", "out_certified", "basis")
    for row in WHOLE["shown"]:
        session = sessions[row["who"], row["session"]]
        for key in row.keys() - {"who", "session"}:
            assert session[key] == row[key], (row["who"], key)
    certified = {who for (who, _), session in sessions.items() if "in_certified" in session}
    assert certified == {row["who"] for row in WHOLE["shown"] if "in_certified" in row}
    assert not any(key in sessions["李强", "上午"] for key in beside)


def test_the_day_is_complete_and_says_which_clock_was_wrong() -> None:
    assert document()["complete"]
    assert document()["silences"] == []
    assert {terminal["name"]: terminal["corrected"] for terminal in document()["terminals"]} == {
        "F1": False,
        "F2": False,
        "F3": True,
    }
    assert [(sheet["from"], sheet["to"], sheet["people"]) for sheet in document()["sheets"]] == [("08:20", "09:10", 2)]
