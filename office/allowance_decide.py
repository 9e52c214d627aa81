"""What is not settled when a month is to be paid: the office decides how it counts, and why.

A decision is a fact beside the posting and changes nothing that is posted.
"""

from datetime import date

from office.failures import JobError
from office.home import Home, author
from reports.words import session_word
from store import month_decisions, objections, runs
from store.database import last_change, record_change
from store.editions import latest_edition
from store.month_decisions import MonthDecision

COUNTS = {"paid": "按出勤计", "unpaid": "不计", "as_posted": "先按公示计发"}


def decide(home: Home, number: str, day: date, session: str, counts: str, reason: str, by: str) -> int:
    """How an unknown session counts (paid, unpaid), or a day under objection (as_posted) while nobody decided about the
    objection. An empty number is everybody, an empty session the whole day. Gives its number; raises JobError."""
    reason, by = _filled(reason, "请写明这样计算的理由"), _filled(by, "请写明作出决定的人")
    with home.store.transaction():
        _still_open(f"{day:%Y-%m}")
        _is_open(number, day, session, counts)
        wanted = MonthDecision(0, number, day, session, counts, reason, by)
        standing = [each for each in month_decisions.between(day, day, last_change()) if each[1:7] == wanted[1:7]]
        if standing:
            return standing[-1].id
        change = record_change(home.clock(), author(), f"allowance decide {day} {number}")
        return month_decisions.add(wanted, change)


def take_back_decision(home: Home, decision: int) -> None:
    """A decision counts no longer; what it was about is open again. Raises JobError."""
    with home.store.transaction():
        found = month_decisions.find(decision)
        if found is None:
            raise JobError(f"没有编号为 {decision} 的决定，或者已经收回，请看未定的日子")
        _still_open(f"{found.day:%Y-%m}")
        month_decisions.take_back(decision, record_change(home.clock(), author(), f"allowance undecide {decision}"))


def _filled(text: str, missing: str) -> str:
    if not text.strip():
        raise JobError(missing)
    return text.strip()


def _still_open(month: str) -> None:
    frozen = runs.latest_run(month, last_change())
    if frozen and frozen.state == runs.CLOSED:
        raise JobError(f"{month} 的补助已经封账，不能再决定；数据补齐或者申诉办完以后，差额在下一个月补发或扣回")


def _is_open(number: str, day: date, session: str, counts: str) -> None:
    """Whether there is anything there to decide. Raises JobError."""
    if counts not in COUNTS:
        raise JobError(f"“{counts}”不对，只能是：" + "、".join(f"{code}（{word}）" for code, word in COUNTS.items()))
    where = f"{day} {session_word(session) if session else '全天'} " + (f"工号 {number}" if number else "所有人")
    if counts == "as_posted":
        waiting = objections.waiting(day, day, last_change())
        if not any(number in ("", each.number) and session in ("", each.session) for each in waiting):
            raise JobError(f"{where}没有等待决定的申诉，不需要决定")
        return
    posted = latest_edition(day)
    if posted is None:
        raise JobError(f"{day} 还没有公示；没有公示的日子不计入，以后公示的在下一个月补发")
    unknown = [
        each
        for person in posted.document["day"]["people"]
        for each in person["sessions"]
        if number in ("", person["number"]) and session in ("", each["name"]) and each["result"] == "unknown"
    ]
    if not unknown:
        raise JobError(f"{where}没有数据不全的时段，不需要决定")
