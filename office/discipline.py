"""通报 and 黄牌警告: given to a person on a day with a reason, taken back with a reason; the month's allowance counts
them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from office.failures import JobError
from office.home import Home, author
from office.people_on import person_on, placed
from office.postings import month_bounds
from store import notices as stored
from store import roster
from store.database import last_change, record_change
from store.notices import Notice

__all__ = ["KIND_WORDS", "Notice", "give_notice", "notice_document", "notices", "revoke_notice"]

KIND_WORDS = {"yellow_card": "黄牌警告", "notice": "通报"}


def give_notice(home: Home, number: str, kind: str, day: date, reason: str, by: str) -> Notice:
    """Somebody is given a notice. Raises JobError."""
    reason, by = _filled(reason, "请写明事由"), _filled(by, "请写明由谁作出")
    word = _word(kind)
    if day > home.clock().date():
        raise JobError(f"{word}的日期 {day} 还没有到，请核对")
    with home.store.transaction():
        person_on(number, day)
        given = Notice(0, number, kind, day, reason, by)
        _refuse_twice(given)
        id = stored.add(given, record_change(home.clock(), author(), f"notice give {number} {day}"))
        return _known(id)


def _filled(text: str, missing: str) -> str:
    if not text.strip():
        raise JobError(missing)
    return text.strip()


def _word(kind: str) -> str:
    if kind not in KIND_WORDS:
        raise JobError(f"没有“{kind}”这一种，只有{'、'.join(KIND_WORDS.values())}", "--kind yellow_card、notice")
    return KIND_WORDS[kind]


def _refuse_twice(given: Notice) -> None:
    """Another one on the same day has another reason."""
    mine = given.number, given.kind, given.reason
    for other in stored.between(given.day, given.day, last_change()):
        if (other.number, other.kind, other.reason) == mine:
            what = f"工号 {given.number} {given.day} 的这次{KIND_WORDS[given.kind]}"
            raise JobError(f"{what}已经登记（编号 {other.id}），事由相同，不需要再登记")


def revoke_notice(home: Home, id: int, reason: str, by: str) -> Notice:
    """Take a notice back; it keeps standing in the list, marked so. Raises JobError."""
    reason, by = _filled(reason, "请写明撤销的原因"), _filled(by, "请写明由谁撤销")
    with home.store.transaction():
        found = _known(id)
        if found.revoked:
            told = f"编号 {id} 的{KIND_WORDS[found.kind]}已由{found.revoked_by}撤销（{found.revoked}）"
            raise JobError(f"{told}，不需要再撤销")
        stored.revoke(id, reason, by, record_change(home.clock(), author(), f"notice revoke {id}"))
        return _known(id)


def _known(id: int) -> Notice:
    """One notice, inside a transaction or a reading. Raises JobError where there is none of that number."""
    found = stored.find(id)
    if found is None:
        raise JobError(f"没有编号为 {id} 的通报或黄牌警告，请核对编号", "notice list")
    return _named([found])[0]


def notices(home: Home, month: str | None = None, number: str | None = None) -> tuple[Notice, ...]:
    """The notices of a month (2026-11) or ever, of a person or of everybody, revoked ones too, by their days."""
    first, last = month_bounds(month) if month else (None, None)
    with home.store.reading():
        return _named(stored.entered(first, last, number or ""))


def _named(found: Iterable[Notice]) -> tuple[Notice, ...]:
    """With the names that people had on the day."""
    found = tuple(found)
    numbers = {each.number for each in found}
    stints = roster.stints(last_change(), numbers) if numbers else {}
    return tuple(each._replace(name=_name(stints.get(each.number, []), each.day)) for each in found)


def _name(stints: list[roster.Stint], day: date) -> str:
    """As on the day; as last known where the roster was put right since."""
    if not stints:
        return ""
    return placed({"": stints}, day).get("", stints[-1].person).name


def notice_document(found: Notice) -> dict[str, Any]:
    """A notice for a script."""
    return {
        "id": found.id,
        "number": found.number,
        "name": found.name,
        "kind": found.kind,
        "date": found.day.isoformat(),
        "reason": found.reason,
        "by": found.by,
        "revoked": found.revoked or None,
        "revoked_by": found.revoked_by or None,
        "entered_by": found.entered_by,
        "entered_at": found.entered_at,
    }
