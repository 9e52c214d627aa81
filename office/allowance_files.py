"""The files of a month's allowance: the sheet that is signed, the bank's list, and everything for an auditor.

They lie in the home, `monthly/2026-11/`: money never goes to the publication folder. Each is written whole or not at
all. A draft is written over; the files of a frozen edition are written once and stay as they are. The bank's list is
the exception: accounts that are put right later must get into it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from attendance.month_document import ActDoc, RunDoc
from attendance.rulebook import Rulebook
from attendance.rulebook_check import load_rulebook
from office.allowances import Run, run_of
from office.failures import JobError
from office.home import Home
from reports.allowance_lists import (
    EVENT_HEADS,
    LINE_HEADS,
    Account,
    BankList,
    bank_csv,
    bank_list,
    csv_bytes,
    event_rows,
    line_rows,
    unpaid_csv,
)
from reports.allowance_sheet import ClauseText, Paid
from reports.publish import publish
from store import bank_accounts
from store.database import last_change
from store.runs import rulebook_texts

Progress = Callable[[str, int, int], None]
FOLDER = "monthly"
ENCODINGS = {"utf-8-sig": "utf-8-sig", "utf-8": "utf-8-sig", "utf8": "utf-8-sig", "gbk": "gbk", "gb18030": "gb18030"}
# name of a file, and whether the file of a frozen edition stays as it is
NAMES: Mapping[str, tuple[str, bool]] = {
    "sheet": ("出勤补助 {edition}.xlsx", True),
    "lines_csv": ("出勤补助各项 {edition}.csv", True),
    "events_csv": ("出勤补助计入事项 {edition}.csv", True),
    "audit_xlsx": ("出勤补助审计 {edition}.xlsx", True),
    "bank": ("银行代发 {edition}{encoding}.csv", False),
    "unpaid": ("未列入代发 {edition}{encoding}.csv", False),
}


def write_allowance(
    home: Home, month: str, progress: Progress | None = None, encoding: str = "utf-8-sig", run: Run | None = None
) -> dict[str, str]:
    """Write the files of a month's run; gives where each is. `encoding` is the bank's list's, `run` the run if it was
    just looked at. Raises JobError."""
    chosen = ENCODINGS.get(encoding.lower().replace("_", "-"))
    if chosen is None:
        raise JobError(f"没有“{encoding}”这种编码，可以用 utf-8-sig（给人看）或者 gbk（给银行的程序）")
    paid = paid_of(home, run or run_of(home, month))
    folder = folder_of(home, month)
    files, made = dict(_names(paid, chosen)), _made(paid)
    pay = bank_of(home, paid)
    contents = _contents(paid, pay, made, chosen)
    written = {}
    for done, (key, content) in enumerate(contents.items(), 1):
        name, stays = files[key]
        if key == "unpaid" and not pay.problems:
            (folder / name).unlink(missing_ok=True)
            continue
        if progress:
            progress(name, done, len(contents))
        if not (stays and paid.number and (folder / name).is_file()):
            publish(folder, name, content())
        written[key] = str(folder / name)
    return written


def allowance_problems(home: Home, month: str) -> tuple[str, ...]:
    """What should be looked at before a month is paid through the bank, in sentences. Raises JobError."""
    return bank_of(home, paid_of(home, run_of(home, month))).problems


def _names(paid: Paid, encoding: str) -> Iterator[tuple[str, tuple[str, bool]]]:
    """出勤补助 2026-11 第1版 已核准.xlsx."""
    edition = f"{paid.run['month']} {paid.edition}"
    shown = "" if encoding == "utf-8-sig" else f" {encoding.upper()}"
    for key, (name, stays) in NAMES.items():
        yield key, (name.format(edition=edition, encoding=shown), stays)


def _contents(paid: Paid, pay: BankList, made: datetime, encoding: str) -> dict[str, Callable[[], bytes]]:
    """What each file holds, made only where it is written."""
    from reports.excel_allowance import allowance_workbook
    from reports.excel_lists import audit_workbook

    return {
        "sheet": lambda: allowance_workbook(paid, made),
        "bank": lambda: bank_csv(pay, encoding),
        "unpaid": lambda: unpaid_csv(pay, encoding),
        "lines_csv": lambda: csv_bytes(LINE_HEADS, line_rows(paid)),
        "events_csv": lambda: csv_bytes(EVENT_HEADS, event_rows(paid)),
        "audit_xlsx": lambda: audit_workbook(paid, made),
    }


# ---------------------------------------------------------------- what the files are made from


def paid_of(home: Home, run: Run) -> Paid:
    """A run as it is put on paper. Of one that moved since it was checked it is a draft."""
    draft = run.state == "draft"
    acts: tuple[ActDoc, ...] = tuple({"act": act.act, "by": act.by, "at": act.at} for act in run.acts)
    return Paid(
        run.run,
        home.settings.centre,
        None if draft else run.number,
        run.state,
        run.stale,
        () if draft else acts,
        tuple(_clauses(home, run.run)),
    )


def _clauses(home: Home, run: RunDoc) -> Iterator[ClauseText]:
    """Every clause of the month's rulebooks; the sheet takes those that are cited."""
    for book in _books(home, run):
        for id, clause in book.clauses.items():
            yield ClauseText(id, book.citation(id), clause.text, book.version)


def _books(home: Home, run: RunDoc) -> Iterator[Rulebook]:
    with home.store.reading():
        kept = rulebook_texts({book["version"] for book in run["books"]})
    for each in run["books"]:
        if each["version"] in kept:
            yield load_rulebook(kept[each["version"]])
        else:  # a draft's: nothing was judged by it yet that would have kept it
            yield home.rulebook(datetime.fromisoformat(each["since"]).date())


def bank_of(home: Home, paid: Paid) -> BankList:
    """Who is paid what through the bank, by the accounts as they stand now."""
    with home.store.reading():
        known = bank_accounts.accounts(last_change())
    return bank_list(paid, {number: Account(each.holder, each.bank, each.account) for number, each in known.items()})


def _made(paid: Paid) -> datetime:
    """The date a file carries: of what was done last with the run; a draft belongs to its month."""
    return datetime.fromisoformat(paid.acts[-1]["at"] if paid.acts else f"{paid.run['month']}-01")


def folder_of(home: Home, month: str) -> Path:
    """Where the files of a month lie."""
    return home.path / FOLDER / month
