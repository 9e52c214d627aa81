"""申诉: a person objects to a posted verdict; the office registers it, decides with a reason, and where it is right
posts the day anew.

The verdict itself is put right beforehand, by facts (补签, 请假 …): a decision changes no fact.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from attendance.document import EditionDoc
from office import postings, publication
from office.failures import JobError, file_sentence
from office.home import Home, author
from office.lease import TakenError
from office.objection_ground import POSTS, SAME, ground, listed_in
from office.objection_list import known, listing, of_day, open_days
from reports.words import session_word
from store import objections
from store.database import record_change
from store.editions import editions, latest_edition
from store.objections import Decision, Objection

__all__ = [
    "Decided",
    "Decision",
    "Objection",
    "Registered",
    "decide",
    "listing",
    "of_day",
    "open_days",
    "register",
    "withdraw",
]


class Registered(NamedTuple):
    """An objection as registered; a `late` one is heard all the same, and `warning` says that it is late."""

    objection: Objection
    late: bool = False
    warning: str = ""


@dataclass(frozen=True)
class Decided:
    """An objection as decided; `posted`: a new edition was made. `warning`: its files could not be written yet."""

    objection: Objection
    posted: bool = False
    files: dict[str, str] = field(default_factory=dict)
    warning: str = ""


# ---------------------------------------------------------------- registering


def register(  # noqa: PLR0913 - what stands on the form
    home: Home,
    number: str,
    day: date,
    session: str,
    said: str,
    by: str,
    on: date | None = None,
    *,
    edition: int | None = None,
) -> Registered:
    """Somebody objects to what is posted of him on a day, in a session or (empty) the whole day. It concerns the
    edition that was in force on the day on which it was raised, or the one that is named. Raises JobError."""
    said, by = _filled(said, "请写明申诉的内容"), _filled(by, "请写明提出申诉的人")
    raised = _come(home, on, "申诉提出的日期")
    with home.store.transaction():
        posted = _objected(day, edition, raised)
        person = listed_in(posted, number)
        _has_session([each["name"] for each in person["sessions"]], session, f"{person['name']} {day}")
        _refuse_twice(number, day, session)
        made = Objection(0, number, day, posted["edition"], session, said, by, raised)
        id = objections.add(made, record_change(home.clock(), author(), f"objection open {number} {day}"))
        made = known(id)
    warning = f"申诉期到 {made.until} 为止，这件申诉 {raised} 才提出，已按逾期登记" if made.late else ""
    return Registered(made, made.late, warning)


def _filled(text: str, missing: str) -> str:
    if not text.strip():
        raise JobError(missing)
    return text.strip()


def _come(home: Home, day: date | None, what: str) -> date:
    today = home.clock().date()
    if day is not None and day > today:
        raise JobError(f"{what} {day} 还没有到，请核对")
    return day or today


def _objected(day: date, edition: int | None, raised: date) -> EditionDoc:
    """The edition that an objection concerns."""
    posted = [each.document for each in editions(day, day)]
    if not posted:
        raise JobError(f"{day} 还没有公示，公示以后才能登记申诉")
    if edition is not None and not 1 <= edition <= len(posted):
        raise JobError(f"{day} 没有第{edition}版公示，最新的是第{len(posted)}版，请核对")
    named = posted if edition is None else [posted[edition - 1]]
    seen = [each for each in named if date.fromisoformat(each["posted_at"][:10]) <= raised]
    if not seen:
        first = named[0]
        told = f"{day} 第{first['edition']}版 {first['posted_at'][:10]} 才公示"
        raise JobError(f"申诉提出的日期 {raised} 不对，{told}，请核对")
    return seen[-1]


def _has_session(names: list[str], session: str, whose: str) -> None:
    if session and session not in names:
        told = "、".join(f"{session_word(name)}（{name}）" for name in names)
        raise JobError(f"{whose} 没有“{session_word(session)}”这个时段，有的是：{told}；对全天有异议的不写时段")


def _refuse_twice(number: str, day: date, session: str) -> None:
    for other in objections.between(day, day):
        if (other.number, other.session, other.state) == (number, session, "open"):
            what = session_word(session) if session else "全天"
            said = f"工号 {number} 对 {day} {what}认定的申诉已经登记（编号 {other.id}），正等决定"
            raise JobError(f"{said}，不需要再登记")


# ---------------------------------------------------------------- deciding


def decide(home: Home, objection: int, upheld: bool, reason: str, by: str, on: date | None = None) -> Decided:
    """Decide an objection. An upheld one leads to a new edition in the same transaction, or to the one that put the
    verdict right meanwhile. The same decision once more only writes what is missing of its files.

    Raises JobError, also where the verdict would stay what it is; CalendarUnknown, RulebookError.
    """
    reason, by = _filled(reason, "请写明作出决定的理由"), _filled(by, "请写明作出决定的人")
    act = Decision(upheld, reason, by, _come(home, on, "作出决定的日期"))
    with home.store.transaction():
        found = known(objection)
        again = _same(found.decision, act)
        new = not again and _decide(home, found, act)
        found = known(objection)
        led_to = latest_edition(found.day) if new or (again and upheld) else None
    if led_to is None:
        return Decided(found)
    files, warning = _publish(home, led_to.document, is_new=new)
    return Decided(found, new, files, warning)


def _same(decision: Decision | None, act: Decision) -> bool:
    return decision is not None and decision[:3] == act[:3]


def _decide(home: Home, found: Objection, act: Decision) -> bool:
    """Keep the decision, with the edition it leads to; whether that was made for it."""
    _still_open(found)
    if act.on < found.on:
        raise JobError(f"作出决定的日期 {act.on} 早于申诉提出的日期 {found.on}，请核对")
    edition, new = _put_right(home, found, act) if act.upheld else (None, False)
    change = record_change(home.clock(), author(), f"objection decide {found.id}")
    objections.decide(found.id, act._replace(edition=edition), change)
    return new


def _put_right(home: Home, found: Objection, act: Decision) -> tuple[int | None, bool]:
    """The edition in which the verdict is right, and whether it had to be made."""
    seen = ground(home, found)
    if seen.outcome == SAME:
        said = f"现在的认定与第{found.edition}版相同；先把更正的事实登记好（补签、请假、外出、设备认定等），再定为成立"
        raise JobError(said)
    if seen.outcome == POSTS:
        postings.freeze(home, found.day, f"申诉 {found.id} 成立：{act.reason}")
    return seen.edition, seen.outcome == POSTS


def _publish(home: Home, edition: EditionDoc, *, is_new: bool) -> tuple[dict[str, str], str]:
    """The decision stands whether or not the folder can be reached; what is missing there is written later."""
    try:
        return publication.publish(home, edition, is_new=is_new), ""
    except (OSError, TakenError) as error:
        told = f"决定已经记下，第{edition['edition']}版已经定下，但公示文件还没有写成"
        why = file_sentence(error) if isinstance(error, OSError) else str(error)
        return {}, f"{told}。{why}；以后会自动补写，也可以再公示一次这一天"


def withdraw(home: Home, objection: int, by: str, reason: str) -> Objection:
    """An objection that waits for a decision is taken back. Raises JobError."""
    reason, by = _filled(reason, "请写明撤回的原因"), _filled(by, "请写明撤回申诉的人")
    with home.store.transaction():
        _still_open(known(objection))
        change = record_change(home.clock(), author(), f"objection withdraw {objection}")
        objections.withdraw(objection, Decision(False, reason, by, home.clock().date()), change)
        return known(objection)


def _still_open(found: Objection) -> None:
    if found.withdrawn:
        raise JobError(f"申诉 {found.id} 已由{found.withdrawn.by}撤回（{found.withdrawn.on}），不能再办理")
    if found.decision:
        word = "成立" if found.decision.upheld else "不成立"
        raise JobError(f"申诉 {found.id} 已于 {found.decision.on} 定为{word}，不能再改；有新的情况请另外登记申诉")
