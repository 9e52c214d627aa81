"""An objection in a line, and as a document for scripts."""

from typing import Any

from reports.words import session_word
from store.objections import Decision, Objection


def objection_text(found: Objection) -> str:
    """申诉 3：张伟 2026-11-24 对第1版上午的认定提出“那天打了卡”；不成立（秦主任 2026-11-25：没有打卡记录）."""
    late = "（逾期）" if found.late else ""
    spoken = f"{found.by} {found.on}{late} 对第{found.edition}版{session_text(found)}的认定提出“{found.said}”"
    return f"申诉 {found.id}：{spoken}；{outcome_text(found)}"


def session_text(found: Objection) -> str:
    """上午, or 全天."""
    return session_word(found.session) if found.session else "全天"


def outcome_text(found: Objection) -> str:
    """尚未作出决定; 成立，见第2版（秦主任 2026-11-25：监控可以证明）."""
    act = found.withdrawn or found.decision
    if act is None:
        return "尚未作出决定"
    words = {
        "withdrawn": "已撤回",
        "rejected": "不成立",
        "upheld": f"成立，见第{act.edition}版",
    }
    return f"{words[found.state]}（{act.by} {act.on}：{act.reason}）"


def objection_document(found: Objection) -> dict[str, Any]:
    """An objection for a script."""
    return {
        "id": found.id,
        "number": found.number,
        "name": found.name,
        "date": found.day.isoformat(),
        "edition": found.edition,
        "session": found.session or None,
        "said": found.said,
        "by": found.by,
        "on": found.on.isoformat(),
        "until": found.until.isoformat() if found.until else None,
        "late": found.late,
        "state": found.state,
        "decision": _act(found.decision),
        "withdrawn": _signed(found.withdrawn),
        "entered_by": found.entered_by,
        "entered_at": found.entered_at,
    }


def _act(act: Decision | None) -> dict[str, Any] | None:
    signed = _signed(act)
    return {"upheld": act.upheld, **signed, "edition": act.edition} if act and signed else None


def _signed(act: Decision | None) -> dict[str, Any] | None:
    return {"reason": act.reason, "by": act.by, "on": act.on.isoformat()} if act else None
