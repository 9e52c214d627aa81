"""Where people are paid to. An account is never changed in place: the earlier one keeps standing, ended."""

from typing import Any, NamedTuple

from store.dated import standing
from store.month_tables import BankAccount as Row
from store.tables import Change, database


class BankAccount(NamedTuple):
    """A person's account; `holder` is the name it is in."""

    number: str
    holder: str
    bank: str
    account: str


class EnteredAccount(NamedTuple):
    """An account, and who entered it when."""

    account: BankAccount
    by: str
    at: str


def accounts(as_of: int) -> dict[str, BankAccount]:
    """The accounts as they stand, by 工号."""
    query = Row.select(Row.number, Row.holder, Row.bank, Row.account).where(standing(Row, as_of))
    return {row[0]: BankAccount(*row) for row in database.execute(query.order_by(Row.number, Row.id))}


def entered(as_of: int) -> list[EnteredAccount]:
    """The same in order of 工号, with who entered each."""
    query: Any = Row.select(Row, Change).join(Change, on=Row.change).where(standing(Row, as_of))
    return [
        EnteredAccount(BankAccount(row.number, row.holder, row.bank, row.account), row.change.author, row.change.at)
        for row in query.order_by(Row.number, Row.id)
    ]


def enter(account: BankAccount, change: int) -> None:
    """A person is paid to this account from now on."""
    Row.update(ended=change).where((Row.number == account.number) & Row.ended.is_null()).execute()
    Row.create(change=change, **account._asdict())
