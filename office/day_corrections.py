"""Certifying a missed punch, and taking it back, from the window."""

from datetime import date, datetime, time

from office import corrections
from office.corrections import Certified
from office.failures import JobError
from office.home import Home


def certify_missed(home: Home, number: str, day: date, at: time, reason: str, witness: str) -> Certified:
    """补签: a witness says when somebody came or left whose punch is missing. Raises JobError, and nothing is saved."""
    if not reason.strip():
        raise JobError("请写明漏打卡的原因，例如“指纹没有识别”")
    if not witness.strip():
        raise JobError("请写明证明人，补签要有人证明")
    return corrections.certify(home, number, datetime.combine(day, at), reason, witness)


def take_back(home: Home, correction: int, reason: str) -> Certified:
    """Revoke a certified punch. Raises JobError."""
    if not reason.strip():
        raise JobError("请写明撤销的原因")
    return corrections.revoke(home, correction, reason)
