"""Leases: a row says who may do what only one may do at a time, and until when the others must believe it."""

from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from store.morning_tables import Lease
from store.tables import database


class Holder(NamedTuple):
    """Who holds a lease: a token of his own, his machine, his process and when it was born, and until when."""

    token: str
    host: str
    process: int
    born: float
    expires: float


def holder(name: str) -> Holder | None:
    """Who holds a lease, dead or alive."""
    row = Lease.get_or_none(Lease.name == name)
    return Holder(row.token, row.host, row.process, row.born, row.expires) if row else None


def take(name: str, mine: Holder) -> None:
    """Take a lease from whoever had it. Call inside the transaction in which he was looked at."""
    Lease.replace(name=name, **mine._asdict()).execute()


def renew(name: str, token: str, expires: float) -> bool:
    """Hold it for longer; False where somebody else has taken it."""
    mine = (Lease.name == name) & (Lease.token == token)
    return bool(Lease.update(expires=expires).where(mine).execute())


def give_back(name: str, token: str) -> None:
    """Let it go, unless somebody else has taken it."""
    Lease.delete().where((Lease.name == name) & (Lease.token == token)).execute()


def own_connection() -> AbstractContextManager[Any]:
    """A connection for the thread that renews, for as long as it needs one."""
    found: AbstractContextManager[Any] = database.connection_context()
    return found
