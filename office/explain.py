"""From a verdict back to the clause and the fingerprints it rests on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from attendance.document import DayDoc, PersonDoc, PostDoc, punch_id, raw_punch_id
from attendance.problems import FUTURE_SECONDS, kind_of
from attendance.records import DAY_SECONDS, DayFacts, RawPunch, Session, clock_count, clock_text
from attendance.rulebook import Rulebook, RulesOfDay
from attendance.rulebook_check import load_rulebook
from attendance.workdays import person_days
from office import postings
from office.failures import JobError
from office.home import Home
from office.judging import load_facts
from store import objections, roster
from store.database import last_change
from store.editions import latest_edition
from store.objections import Objection
from store.punches import StoredPunch, stored_punches


@dataclass(frozen=True)
class ExplainedPunch:
    """A punch of the day: as the terminal has it, and as it was judged."""

    id: str
    terminal: str
    raw: str
    corrected: str
    state: int
    pull: int


@dataclass(frozen=True)
class StandsIn:
    """Another post the person held that day: by whose leave (of whom), or as a named substitute."""

    id: str  # leave:12, cover:3
    post: str
    number: str
    name: str


@dataclass(frozen=True)
class Explanation:
    """A person's day with everything it rests on. `edition` is None while the day is not posted."""

    day: DayDoc
    edition: int | None
    person: PersonDoc
    clauses: list[tuple[str, str, str]]  # id, citation, text
    punches: list[ExplainedPunch]
    post: PostDoc | None  # the person's post, where the rulebook judges cover
    post_clauses: list[tuple[str, str, str]]  # of its vacancies
    stands_in: list[StandsIn]
    rules: RulesOfDay
    sessions: list[Session]  # of the person, with the windows in which his punches were looked for
    objections: list[Objection] = field(default_factory=list)  # that the person raised, whatever became of them


def explain(home: Home, number: str, day: date) -> Explanation:
    """The posted verdict on a person's day, or the one that would be posted now. Raises JobError."""
    with home.store.reading():
        posted = latest_edition(day)
        as_of = posted.as_of if posted else last_change()
    rulebook = load_rulebook(posted.rulebook_text) if posted else home.rulebook(day)
    document = posted.document["day"] if posted else postings.assess(home, day)[0]
    if document["rest"]:
        raise JobError(f"{day} 是休息日（{document['occasion'] or '周末'}），没有认定")
    person = next((found for found in document["people"] if found["number"] == number), None)
    if person is None:
        raise JobError(f"{day} 的名单里没有工号 {number}，请核对工号和日期")
    with home.store.reading():
        facts = load_facts(day, as_of, rulebook)
        raised = [each._replace(name=person["name"]) for each in objections.between(day, day) if each.number == number]
    edition = posted.document["edition"] if posted else None
    post = next((found for found in document["posts"] if found["post"] == person["post"]), None)
    rules = rulebook.on(facts.day)
    clauses = _clauses(person, rulebook, rules)
    covering = [*_leaves_covered(number, document), *_named_for(number, facts)]
    of_post = _texts([vacancy["clause_id"] for vacancy in (post["findings"] if post else ())], rulebook)
    punches, sessions = _punches(number, facts), _own_sessions(number, facts, rules)
    return Explanation(document, edition, person, clauses, punches, post, of_post, covering, rules, sessions, raised)


def _own_sessions(number: str, facts: DayFacts, rules: RulesOfDay) -> list[Session]:
    """The day's sessions, or those of the person's duty."""
    alone = replace(facts, people=tuple(person for person in facts.people if person.number == number))
    return [each.session for day in person_days(alone, rules, ()) for each in day.sessions]


def _leaves_covered(number: str, day: DayDoc) -> Iterator[StandsIn]:
    """The leaves, in force that day, whose slip names the person as cover."""
    for person in day["people"]:
        excused = {basis for session in person["sessions"] for basis in session.get("basis", [])}
        for entry in person.get("entries", []):
            if entry.get("cover") == number and entry["kind"] == "leave" and entry["id"] in excused:
                yield StandsIn(entry["id"], person["post"], person["number"], person["name"])


def _named_for(number: str, facts: DayFacts) -> Iterator[StandsIn]:
    for named in facts.entries.substitutes:
        if named.number == number:
            yield StandsIn(f"cover:{named.id}", named.post, "", "")


def _clauses(person: PersonDoc, rulebook: Rulebook, rules: RulesOfDay) -> list[tuple[str, str, str]]:
    """The clauses of the findings, of what excuses a session, and the one by which a person is in order."""
    excusing = {"on_leave": rules.leave, "on_outing": rules.outings, "covered_elsewhere": rules.duty}
    results = [session["result"].partition(":")[0] for session in person["sessions"]]
    chapters = [excusing[result] for result in results if result in excusing]
    named = [finding["clause_id"] for finding in person["findings"]]
    named += [chapter.clause for chapter in chapters if chapter]
    if not named or "on_time" in results:
        named.append(rules.punctuality.clause)
    return _texts(named, rulebook)


def _texts(named: Iterable[str], rulebook: Rulebook) -> list[tuple[str, str, str]]:
    return [(id, rulebook.citation(id), rulebook.clauses[id].text) for id in dict.fromkeys(named)]


def _punches(number: str, facts: DayFacts) -> list[ExplainedPunch]:
    own = next(person.terminal_number for person in facts.people if person.number == number)
    midnight = datetime.combine(facts.day.date, time())
    explained = []
    for punch in sorted(facts.punches.get(own, ())):
        pull = facts.pulls[punch.pull]
        explained.append(
            ExplainedPunch(
                id=punch_id(punch, pull),
                terminal=pull.terminal,
                raw=clock_text(punch.at),
                corrected=(midnight + timedelta(seconds=punch.second)).isoformat(),
                state=punch.state,
                pull=punch.pull,
            )
        )
    return explained


@dataclass(frozen=True)
class ListedPunch:
    """A raw punch as stored, with what is wrong with it, if anything."""

    stored: StoredPunch
    id: str
    time: str
    problem: str


def list_punches(
    home: Home,
    first: date | None,
    last: date | None,
    terminal: str | None,
    number: str | None,
    most: int | None = None,
) -> list[ListedPunch]:
    """Raw punches as stored, in stored order; days are those of the terminal's own clock, both inclusive.

    `number` is somebody's 工号, or else a number on terminals. `most`: no more than so many.
    """
    begin = clock_count(datetime.combine(first, time())) if first else None
    end = clock_count(datetime.combine(last, time())) + DAY_SECONDS if last else None
    with home.store.reading():
        known = roster.known_numbers()
        numbers = (roster.numbers_on_terminals(number) or {number}) if number else ()
        return [_listed(stored, known) for stored in stored_punches(begin, end, terminal, numbers, most)]


def _listed(stored: StoredPunch, known: frozenset[str]) -> ListedPunch:
    read_at = datetime.fromisoformat(stored.horizon) + timedelta(seconds=stored.offset + FUTURE_SECONDS)
    raw = RawPunch(stored.user, stored.at, stored.state, 0, stored.number)
    return ListedPunch(
        stored,
        raw_punch_id(stored.serial, stored.user, stored.at, stored.state, stored.ordinal),
        clock_text(stored.at),
        kind_of(raw, known, clock_count(read_at)),
    )
