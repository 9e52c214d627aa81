"""An allowance run as plain lists: what the bank pays to whom, and every line and every counted event for an auditor.

CSV is read by banks' programs and by spreadsheets alike. A text that a spreadsheet would take for a formula has an
apostrophe put before it, as is done there by hand; `unharmed` takes it off again.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import StringIO
from typing import NamedTuple

from attendance.month_document import EventDoc, LineDoc, PersonMonthDoc
from reports.allowance_sheet import Paid
from reports.allowance_words import STAGES, STATES, UNITS, event_words, line_title, remark
from reports.order import natural_key
from reports.table import printable
from reports.words import month_words

Value = str | int | Decimal
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
BANK_HEADS = ("序号", "收款人姓名", "收款账号", "开户银行", "金额", "用途")
UNPAID_HEADS = ("序号", "工号", "姓名", "单位", "金额", "原因")
LINE_HEADS = (
    *("月份", "版次", "状态", "工号", "姓名", "单位", "岗位", "行号", "步骤", "项目", "名称", "数量", "计量", "标准"),
    *("金额", "说明", "条款", "条款编号", "规则版本"),
)
EVENT_HEADS = (
    *("月份", "版次", "工号", "姓名", "行号", "名称", "日期", "时段", "认定", "认定说明", "分钟", "计入", "条款"),
    *("公示版次", "凭据"),
)
PERSON_HEADS = (
    "月份",
    "版次",
    "状态",
    "工号",
    "姓名",
    "单位",
    "岗位",
    "应出勤",
    "实出勤",
    "应发",
    "扣款",
    "补发扣回",
    "实发",
)


class Account(NamedTuple):
    """Where somebody is paid to."""

    holder: str
    bank: str
    account: str


class BankList(NamedTuple):
    """What goes to the bank, who goes without, and what somebody should look at."""

    rows: tuple[tuple[Value, ...], ...]
    unpaid: tuple[tuple[Value, ...], ...]
    problems: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """What the bank is to pay."""
        return sum((row[4] for row in self.rows if isinstance(row[4], Decimal)), Decimal(0))


def bank_list(paid: Paid, accounts: Mapping[str, Account]) -> BankList:
    """Everybody who gets something, in order of number; who has no account is listed apart."""
    due = [person for person in paid.run["people"] if Decimal(person["total"]) > 0]
    due.sort(key=lambda person: natural_key(person["number"]))
    without = [person for person in due if person["number"] not in accounts]
    purpose = f"{month_words(paid.run['month'])}出勤补助"
    given = [(person, accounts[person["number"]]) for person in due if person["number"] in accounts]
    rows = tuple(
        (at, account.holder, account.account, account.bank, Decimal(person["total"]), purpose)
        for at, (person, account) in enumerate(given, 1)
    )
    unpaid = tuple(
        (at, person["number"], person["name"], person["unit"], Decimal(person["total"]), "没有登记银行账号")
        for at, person in enumerate(without, 1)
    )
    return BankList(rows, unpaid, tuple(_problems(given, without)))


def _problems(given: Sequence[tuple[PersonMonthDoc, Account]], without: Sequence[PersonMonthDoc]) -> Iterator[str]:
    for person in without:
        who = f"{person['name']}（{person['number']}）"
        yield f"{who}没有登记银行账号，{person['total']} 元没有列入代发文件，请登记后重新生成或者另行发放"
    for person, account in given:
        who = f"{person['name']}（{person['number']}）"
        if account.holder != person["name"]:
            yield f"{who}的户名是“{account.holder}”，与姓名不同，请核对"
        if FORMULA.match(account.holder) or FORMULA.match(account.bank):
            yield f"{who}的户名或者开户银行以公式符号开头，代发文件里前面加了单引号，请改正后重新生成"
        rare = "".join(sign for sign in account.holder + account.bank if not _in_gbk(sign))
        if rare:
            yield f"{who}的“{rare}”不在 GBK 字符集里，银行程序可能认不出，请按银行的要求处理"
    yield from _shared(given)


def _in_gbk(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _shared(given: Iterable[tuple[PersonMonthDoc, Account]]) -> Iterator[str]:
    holders: dict[str, list[str]] = {}
    for person, account in given:
        holders.setdefault(account.account, []).append(f"{person['name']}（{person['number']}）")
    for people in holders.values():
        if len(people) > 1:
            yield f"{'、'.join(people)}用同一个银行账号，请核对"


def bank_csv(found: BankList, encoding: str = "utf-8-sig") -> bytes:
    """The bank's file. For eyes, in UTF-8, a tab after each account keeps spreadsheets from rounding its digits away;
    for the bank's program, in GBK, nothing is added."""
    tab = "" if encoding.lower().startswith("gb") else "\t"
    rows = [(at, holder, f"{account}{tab}", *rest) for at, holder, account, *rest in found.rows]
    return csv_bytes(BANK_HEADS, rows, encoding)


def unpaid_csv(found: BankList, encoding: str = "utf-8-sig") -> bytes:
    """Who goes without, and below everything that should be looked at."""
    problems: list[tuple[Value, ...]] = [("", "", "", "", "", problem) for problem in found.problems]
    return csv_bytes(UNPAID_HEADS, [*found.unpaid, *problems], encoding)


# ---------------------------------------------------------------- for the auditor


def person_rows(paid: Paid) -> Iterator[tuple[Value, ...]]:
    """One row for each person."""
    for person in paid.run["people"]:
        sums = (Decimal(person[key]) for key in ("gross", "deducted", "supplement", "total"))
        place = (person["unit"], person["post"], person["due"], person["attended"])
        yield (*_head(paid), person["number"], person["name"], *place, *sums)


def line_rows(paid: Paid) -> Iterator[tuple[Value, ...]]:
    """One row for each line, with everything that stands in it."""
    for person in paid.run["people"]:
        who = person["number"], person["name"], person["unit"], person["post"]
        for at, line in enumerate(person["lines"], 1):
            yield (*_head(paid), *who, at, *_line(line))


def _head(paid: Paid) -> tuple[Value, ...]:
    return paid.run["month"], paid.number or "", STATES.get(paid.state, paid.state)


def _line(line: LineDoc) -> tuple[Value, ...]:
    named = STAGES.get(line["stage"], line["stage"]), line["name"], line_title(line)
    reckoned = line["quantity"], UNITS.get(line["unit"], line["unit"]), Decimal(line["rate"] or "0")
    return *named, *reckoned, Decimal(line["amount"]), remark(line), line["clause"], line["clause_id"], line["rulebook"]


def event_rows(paid: Paid) -> Iterator[tuple[Value, ...]]:
    """One row for each thing that was counted."""
    for person in paid.run["people"]:
        for at, line in enumerate(person["lines"], 1):
            for event in line["events"]:
                who = person["number"], person["name"], at, line_title(line)
                yield (*_head(paid)[:2], *who, *_event(event))


def _event(event: EventDoc) -> tuple[Value, ...]:
    found = event["date"], event["session"], event["code"], event_words(event), event["minutes"], event["counted"]
    return *found, event["clause"], event["edition"] or "", " ".join(event["evidence"])


# ---------------------------------------------------------------- CSV


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[Value]], encoding: str = "utf-8-sig") -> bytes:
    """Rows as CSV. Of GBK the larger GB18030 is written where a name needs it."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_field(value) for value in row] for row in rows)
    text = out.getvalue()
    if encoding.lower() in ("gbk", "gb2312") and not _in_gbk(text):
        encoding = "gb18030"
    return text.encode(encoding)


def _field(value: Value) -> str | int:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return harmless(printable(value)) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def unharmed(text: str) -> str:
    """The text as it was before `harmless`."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text
