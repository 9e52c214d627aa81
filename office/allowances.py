"""出勤补助: the run of a month, from draft to closed.

A draft is reckoned whenever it is looked at. Checking freezes it as the month's next edition, approving and closing are
acts on that edition; none of them is possible once something it rests on has moved, until it is checked anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from attendance.allowance import AllowanceMissing
from attendance.document import canonical
from attendance.month_document import ActDoc, OpenDoc, RunDoc, RunStateDoc, SumDoc
from office import days
from office.failures import JobError
from office.home import Home, author
from office.postings import month_bounds
from office.reckoning import Books, books_of, document_of, frozen_books, month_at, people_of
from office.supplements import supplemented
from store import runs
from store.database import last_change, record_change
from store.runs import Act, StoredRun

Progress = Callable[[str, int, int], None]
CHECKED, APPROVED, CLOSED = "checked", "approved", "closed"
WORDS: Mapping[str, str] = {CHECKED: "核对", APPROVED: "核准", CLOSED: "封账"}
SHOWN = 5  # so many of a list are said in a sentence


@dataclass(frozen=True)
class Run:
    """A month's run as it stands. `number` is the edition that was frozen last, None while there is none; where it no
    longer agrees with what is known now it is `stale`, the state is draft and `run` is reckoned now."""

    run: RunDoc
    number: int | None
    state: str  # draft, checked, approved, closed
    stale: bool
    acts: tuple[Act, ...]
    warnings: tuple[str, ...] = ()

    @property
    def month(self) -> str:
        return self.run["month"]

    @property
    def waiting(self) -> tuple[OpenDoc, ...]:
        """What must be decided before it can be approved."""
        return tuple(each for each in self.run["open"] if not each["decided"])

    @property
    def document(self) -> RunStateDoc:
        """As plain values."""
        acts: list[ActDoc] = [{"act": each.act, "by": each.by, "at": each.at} for each in self.acts]
        return {"run": self.run, "number": self.number, "state": self.state, "stale": self.stale, "acts": acts}


@dataclass(frozen=True)
class RunHeading:
    """A frozen run in the list of all; `state` of an edition that a later one replaced is replaced."""

    month: str
    number: int
    state: str
    sum: SumDoc
    acts: tuple[Act, ...]


# ---------------------------------------------------------------- looking


def run_of(home: Home, month: str) -> Run:
    """A month's run. Raises JobError where no day of it is posted or the rulebook names no allowance, CalendarUnknown,
    RulebookError."""
    first, _ = month_bounds(month)
    days.settle(home, first.year)
    with home.store.reading():
        as_of = last_change()
        frozen = runs.latest_run(month, as_of)
        if frozen and frozen.state == CLOSED:
            return _standing(home, frozen)
        if frozen and not _touched(home, frozen, as_of):
            return _standing(home, frozen)
        now = reckoned(home, month, as_of)
        if frozen and canonical(frozen.document) == canonical(now):
            return _standing(home, frozen)
        acts = frozen.acts if frozen else ()
        return Run(now, frozen.number if frozen else None, "draft", frozen is not None, acts, warnings_of(home, now))


def run_numbered(home: Home, month: str, number: int) -> Run:
    """An earlier edition of a month's run, as it was frozen. Raises JobError."""
    with home.store.reading():
        found = runs.run_numbered(month, number, last_change())
    if found is None:
        raise JobError(f"{month} 的补助没有第{number}版，请核对")
    return _standing(home, found)


def run_list(home: Home) -> tuple[RunHeading, ...]:
    """All frozen runs, the newest month and edition first."""
    with home.store.reading():
        found = runs.run_headings(last_change())
    latest = {heading.month: heading.number for heading in reversed(found)}
    return tuple(
        RunHeading(
            each.month,
            each.number,
            each.acts[-1].act if latest[each.month] == each.number else "replaced",
            each.sum,
            each.acts,
        )
        for each in found
    )


def _standing(home: Home, frozen: StoredRun) -> Run:
    return Run(frozen.document, frozen.number, frozen.state, False, frozen.acts, warnings_of(home, frozen.document))


def reckoned(home: Home, month: str, as_of: int, books: Books = ()) -> RunDoc:
    """A month's run as of a change, with what closed months bring into it. Call inside a transaction or a reading."""
    found = month_at(home, month, as_of, books)
    if not found.editions:
        raise JobError(f"{month} 还没有公示过，补助只按公示计算；请先公示", "post")
    try:
        brought = supplemented(home, month, people_of(found), as_of)
    except AllowanceMissing as missing:
        raise JobError(
            f"{missing.rulebook} 规则里没有补助标准，{month} 的补助算不出来；"
            "请先加上随程序的补助标准，再换成本中心的金额",
            f"rulebook allowance --from {month}-01",
        ) from None
    return document_of(found, brought.people, brought.owed, training=home.training)


def warnings_of(home: Home, run: RunDoc) -> tuple[str, ...]:
    """What whoever checks a run must know, though it stops nothing."""
    today, told = home.clock().date().isoformat(), []
    missing = [day for day in run["unposted"] if day < today]
    ahead = [day for day in run["unposted"] if day >= today]
    if missing:
        told.append(f"{_several(missing)}还没有公示，没有计入；封账以后才公示的，差额在下一个月补发")
    if ahead:
        told.append(f"这个月还没有过完，还有 {len(ahead)} 个工作日没有计入")
    for month, owing in run["owed"].items():
        told.append(f"{month} 有 {len(owing)} 人的扣回本月扣不完，留到以后的月份：{_several([*owing])}")
    return tuple(told)


def _several(each: list[str]) -> str:
    more = f" 等 {len(each)} 个" if len(each) > SHOWN else ""
    return "、".join(each[:SHOWN]) + more


# ---------------------------------------------------------------- acting


def check(home: Home, month: str, by: str = "") -> Run:
    """核对: freeze the run as it is now. One that stands already stays. Raises JobError for a closed month, and as
    `run_of` does."""
    days.settle(home, month_bounds(month)[0].year)
    with home.store.reading():
        seen = last_change()
        _not_closed(runs.latest_run(month, seen), month)
        document = reckoned(home, month, seen)  # seconds, of which nobody else need wait
    with home.store.transaction():
        as_of = last_change()
        frozen = runs.latest_run(month, as_of)
        _not_closed(frozen, month)
        if runs.moved(seen, as_of, 0):
            document = reckoned(home, month, as_of)
        if frozen is None or canonical(frozen.document) != canonical(document):
            change = record_change(home.clock(), author(), f"allowance check {month}")
            runs.add_run(document, change, _texts(home, document, as_of))
            runs.add_act(change, CHECKED, by.strip(), change)
        return _now(home, month)


def _not_closed(frozen: StoredRun | None, month: str) -> None:
    if frozen and frozen.state == CLOSED:
        raise JobError(f"{month} 的补助已经封账，不能再改；以后的更正在下一个月补发或扣回")


def _now(home: Home, month: str) -> Run:
    """The run that was just acted on, inside the transaction."""
    frozen = runs.latest_run(month, last_change())
    assert frozen is not None
    return _standing(home, frozen)


def _texts(home: Home, document: RunDoc, as_of: int) -> dict[str, tuple[str, str]]:
    first, last = month_bounds(document["month"])
    return {book.version: (book.name, book.text) for _, book in books_of(home, first, last, as_of)}


def approve(home: Home, month: str, by: str = "") -> Run:
    """核准 what was checked. Raises JobError while anything is not decided, or the run moved since it was checked."""
    return _act(home, month, APPROVED, (CHECKED,), by)


def close(home: Home, month: str, by: str = "") -> Run:
    """封账 what was approved: it never moves again. Raises JobError."""
    return _act(home, month, CLOSED, (APPROVED,), by)


def _act(home: Home, month: str, act: str, after: tuple[str, ...], by: str) -> Run:
    days.settle(home, month_bounds(month)[0].year)
    with home.store.transaction():
        as_of = last_change()
        frozen = runs.latest_run(month, as_of)
        if frozen is None:
            raise JobError(f"{month} 的补助还没有核对，不能{WORDS[act]}；请先核对", f"allowance {month} --check")
        if frozen.state != act:
            _may(home, frozen, act, after, as_of)
            change = record_change(home.clock(), author(), f"allowance {act} {month}")
            runs.add_act(frozen.change, act, by.strip(), change)
        elif act != CLOSED and _differs(home, frozen, as_of):
            _refuse_moved(frozen, WORDS[act])
        return _now(home, month)


def _may(home: Home, frozen: StoredRun, act: str, after: tuple[str, ...], as_of: int) -> None:
    """Whether an act may follow. Raises JobError."""
    month, word = frozen.month, WORDS[act]
    if frozen.state == CLOSED:
        raise JobError(f"{month} 的补助已经封账，不能再{word}；以后的更正在下一个月补发或扣回")
    if _differs(home, frozen, as_of):
        _refuse_moved(frozen, word)
    if frozen.state not in after:
        raise JobError(f"{month} 的补助还没有核准，不能封账；请先核准", f"allowance {month} --approve")
    refuse_undecided(frozen.document, word)


def _refuse_moved(frozen: StoredRun, word: str) -> None:
    raise JobError(
        f"{frozen.month} 的补助第{frozen.number}版核对以后，公示、申诉、通报或者规则又有变化；请重新核对，再{word}",
        f"allowance {frozen.month} --check",
    )


def _touched(home: Home, frozen: StoredRun, as_of: int) -> bool:
    """Whether anything that a run rests on may be another now; if not, it need not be reckoned to be known as the
    same."""
    books = books_of(home, *month_bounds(frozen.month), as_of)
    versions = [(since.isoformat(), book.version) for since, book in books]
    kept = [(book["since"], book["version"]) for book in frozen.document["books"]]
    return versions != kept or runs.moved(frozen.change, as_of, frozen.change)


def _differs(home: Home, frozen: StoredRun, as_of: int) -> bool:
    """Whether a run would come out differently now."""
    if not _touched(home, frozen, as_of):
        return False
    return canonical(reckoned(home, frozen.month, as_of)) != canonical(frozen.document)


def refuse_undecided(run: RunDoc, word: str = WORDS[APPROVED]) -> None:
    """Raises JobError while anything of a run is not decided; `word` is what it keeps from."""
    waiting = [each for each in run["open"] if not each["decided"]]
    if waiting:
        raise JobError(
            f"{run['month']} 还有 {len(waiting)} 处没有定下来，不能{word}："
            f"{_several([open_words(each) for each in waiting])}；请补齐数据或者办完申诉，也可以逐处决定怎样计",
            f"allowance {run['month']} --decide",
        )


def open_words(waiting: OpenDoc) -> str:
    """2026-11-12 上午 王芳（1001）数据不全."""
    from reports.words import session_word

    session = session_word(waiting["session"]) if waiting["session"] else "全天"
    what = "数据不全" if waiting["kind"] == "unknown" else f"申诉 {waiting['detail'].partition(':')[2]} 未决定"
    return f"{waiting['date']} {session} {waiting['name']}（{waiting['number']}）{what}"


# ---------------------------------------------------------------- proof


@dataclass(frozen=True)
class RunDifference:
    """A frozen run that a recomputation does not give again: where it first differs."""

    month: str
    number: int
    what: str


def verify_runs(
    home: Home, month: str | None = None, progress: Progress | None = None
) -> tuple[int, list[RunDifference]]:
    """Reckon every frozen run (of a month) anew from the editions, decisions and rulebooks it was frozen with; gives
    how many there are and those that come out differently."""
    differences = []
    with home.store.reading():
        found = [each for each in runs.run_headings(last_change()) if month in (None, each.month)]
        for count, heading in enumerate(found, 1):
            if progress:
                progress(f"补助 {heading.month} 第{heading.number}版", count, len(found))
            # what was done with it later changes nothing of what it was reckoned from
            frozen = runs.run_of_change(heading.change, heading.change)
            books = frozen_books(frozen.document["books"])
            again = reckoned(home, heading.month, heading.change - 1, books)
            what = _difference(frozen.document, again)
            if what:
                differences.append(RunDifference(heading.month, heading.number, what))
    return len(found), differences


def _difference(frozen: RunDoc, again: RunDoc) -> str:
    """Empty where both are the same, else the first person whose sum differs, or the part that does."""
    if canonical(frozen) == canonical(again):
        return ""
    there = {person["number"]: person for person in again["people"]}
    for person in frozen["people"]:
        other = there.get(person["number"])
        if other is None or canonical(person) != canonical(other):
            return f"{person['number']} {person['total']} → {other['total'] if other else '—'}"
    keys = sorted(key for key in frozen if canonical(frozen[key]) != canonical(again[key]))  # type: ignore[literal-required]
    return "、".join(keys) or "people"
