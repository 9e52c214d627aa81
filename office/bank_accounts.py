"""银行账号: where each person's allowance is paid to, as a list taken in from Excel or CSV.

Every row is checked before anything is taken; the good rows are taken whatever the others are.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from office.failures import JobError
from office.home import Home, author
from store import bank_accounts, roster
from store.bank_accounts import BankAccount
from store.database import last_change, record_change

if TYPE_CHECKING:  # reading Excel is loaded only where a file is read
    from office.excel_rows import Rejection, RowReader
    from office.roster_values import Cell

HEADERS = ("工号", "姓名", "开户银行", "银行账号", "户名")
REQUIRED = HEADERS[:4]
SYNONYMS = {
    **dict.fromkeys(("开户行", "开户银行名称", "银行", "银行名称", "开户网点"), "开户银行"),
    **dict.fromkeys(("账号", "帐号", "银行帐号", "卡号", "银行卡号", "收款账号", "工资卡号"), "银行账号"),
    **dict.fromkeys(("户主", "户主姓名", "收款人", "收款人姓名", "账户名", "账户名称", "帐户名"), "户名"),
}
NOTES = (
    ("工号", "必填。与名册里的工号相同；以 0 开头的请先把单元格格式设为“文本”。例：1001、0042。"),
    ("姓名", "必填。与名册里的姓名相同，用来核对没有填错行。例：张三。"),
    ("开户银行", "必填。银行要求写到支行的，写到支行。例：中国工商银行安庆分行。"),
    (
        "银行账号",
        "必填。8 至 32 位数字，可以有空格；长的账号请先把单元格格式设为“文本”再填，不然 Excel 会丢掉 15 位以后的数字。",
    ),
    ("户名", "可不填。账户是别人名下的，填账户上的名字；不填就是本人。"),
)
ACCOUNT = re.compile(r"\d{8,32}")
CARD = 12  # digits of the shortest card that is printed in groups
SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
SHOWN_LAST, SHOWN_FIRST = 4, 4


@dataclass(frozen=True)
class AccountsImported:
    """What an import came to, in rows. `warnings` are about rows that were taken and should be looked at."""

    added: int
    changed: int
    unchanged: int
    rejected: "tuple[Rejection, ...]"
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class AccountShown:
    """A person's account; `name` and `unit` as the roster has them now."""

    number: str
    name: str
    unit: str
    holder: str
    bank: str
    account: str
    entered_by: str
    entered_at: str

    @property
    def masked(self) -> str:
        """6222***********1234: enough to tell one card from another."""
        return mask(self.account)


def mask(account: str) -> str:
    """The account with its middle digits hidden, always at least four of them."""
    first = min(SHOWN_FIRST, max(len(account) - SHOWN_LAST - 4, 0))
    return account[:first] + "*" * (len(account) - first - SHOWN_LAST) + account[-SHOWN_LAST:]


# ---------------------------------------------------------------- taking in


def import_accounts(home: Home, path: Path) -> AccountsImported:
    """Take a list of accounts in. Raises JobError where it is none."""
    from office.roster_values import ExcelError

    try:
        readers = _readers(path)
    except ExcelError as error:
        raise JobError(str(error)) from None
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    with home.store.transaction():
        as_of = last_change()
        names = {number: stints[-1].person.name for number, stints in roster.stints(as_of).items()}
        known = bank_accounts.accounts(as_of)
        rows, rejected = _checked(readers, names)
        moved = [row for row in rows if known.get(row.number) != row]
        change = record_change(home.clock(), author(), f"account import {path.name}") if moved else 0
        for row in moved:
            counts["changed" if row.number in known else "added"] += 1
            bank_accounts.enter(row, change)
    counts["unchanged"] = len(rows) - len(moved)
    after = {**known, **{row.number: row for row in rows}}
    return AccountsImported(**counts, rejected=rejected, warnings=tuple(_warnings(rows, after, names)))


def _readers(path: Path) -> "list[RowReader]":
    from office.csv_rows import read_list
    from office.excel_rows import PERSON_SYNONYMS, Form

    return read_list(path, Form("银行账号表", "账号", HEADERS, REQUIRED, {**PERSON_SYNONYMS, **SYNONYMS}))


def _checked(
    readers: "Sequence[RowReader]", names: Mapping[str, str]
) -> "tuple[tuple[BankAccount, ...], tuple[Rejection, ...]]":
    from office.excel_rows import sift

    first: dict[str, int] = {}
    found = sift([(reader, _row(reader, names, first)) for reader in readers])
    return found.rows, found.rejected


def _row(reader: "RowReader", names: Mapping[str, str], first: dict[str, int]) -> BankAccount:
    from office import roster_values as values

    number = reader.take("工号", values.number, "")
    name = reader.take("姓名", values.words(40), "")
    bank = reader.take("开户银行", values.words(60), "")
    account = reader.take("银行账号", _account, "")
    holder = reader.take("户名", values.words(60), name)
    if number:
        _refuse_stranger(reader, number, name, names)
        if first.setdefault(number, reader.row) != reader.row:
            message = f"工号 {number} 与第 {first[number]} 行重复，一人只能有一个账号，请删除一行或改正后重新导入"
            reader.refuse("工号", message, number)
    return BankAccount(number, holder, bank, account)


def _refuse_stranger(reader: "RowReader", number: str, name: str, names: Mapping[str, str]) -> None:
    known = names.get(number)
    if known is None:
        reader.refuse("工号", f"名册里没有工号 {number}，请核对工号，新来的请先导入名册", number)
    elif name and name != known:
        reader.refuse("姓名", f"工号 {number} 在名册里是{known}，不是{name}，请核对后重新导入", name)


def _account(cell: "Cell") -> str:
    """An account: digits, which Excel keeps whole in text only."""
    from office.roster_values import AGAIN, EXACT_FLOAT, CellError, words

    lost = "后面的数字已被 Excel 丢掉，请把单元格格式设为“文本”，照存折或者银行卡填好后重新导入"
    if isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= EXACT_FLOAT:
        raise CellError(f"超过 15 位，{lost}")
    value = "".join(unicodedata.normalize("NFKC", words(60)(cell)).split())
    if value.count("-") and len(value.replace("-", "")) >= CARD:  # shorter ones may be dates
        value = value.replace("-", "")
    if SCIENTIFIC.fullmatch(value):
        raise CellError(f"成了科学计数法，{lost}")
    if not ACCOUNT.fullmatch(value) or not value.isascii():
        raise CellError(f"应是 8 至 32 位数字{AGAIN}")
    return value


def _warnings(rows: Sequence[BankAccount], after: Mapping[str, BankAccount], names: Mapping[str, str]) -> Iterator[str]:
    """Of what was taken: accounts that several people share, and accounts in another's name."""
    holders: dict[str, list[str]] = {}
    for number, each in after.items():
        holders.setdefault(each.account, []).append(number)
    for account in dict.fromkeys(row.account for row in rows):
        if len(holders[account]) > 1:
            people = "、".join(f"{names.get(number, '')}（{number}）" for number in sorted(holders[account]))
            yield f"{people}用同一个账号 {mask(account)}，请核对"
    for row in rows:
        if row.holder != names[row.number]:
            yield f"{names[row.number]}（{row.number}）的户名是“{row.holder}”，不是本人，请核对"


# ---------------------------------------------------------------- looking


def list_accounts(home: Home) -> tuple[AccountShown, ...]:
    """Everybody's account, by 工号."""
    with home.store.reading():
        as_of = last_change()
        people = {number: stints[-1].person for number, stints in roster.stints(as_of).items()}
        found = bank_accounts.entered(as_of)
    return tuple(
        AccountShown(
            *(each.account.number, people[each.account.number].name, people[each.account.number].unit),
            *each.account[1:],
            *(each.by, each.at),
        )
        for each in found
    )


def write_template(path: Path) -> Path:
    """An empty list of accounts to fill in. Raises JobError, also where a file lies there already."""
    from office.templates import refuse_to_replace

    refuse_to_replace(path)
    from reports.excel import template
    from reports.publish import publish

    return publish(path.parent, path.name, template([HEADERS], NOTES, "银行账号")).resolve()
