"""What the window shows before and after a month's files are written: those that are there, and whom the bank's list
would leave out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from office.allowance_files import bank_of, folder_of, paid_of
from office.allowance_kept import run_kept
from office.allowances import Run
from office.bank_accounts import write_template
from office.home import Home

MOST_TOLD = 5


class WrittenFile(NamedTuple):
    """A file of the edition that is in force."""

    name: str
    path: str


@dataclass(frozen=True)
class ExportView:
    """A month's files. `paid_by_bank` are the people on the bank's list, `without` those who have no account."""

    month: str
    edition: str  # 第1版 已核准
    folder: str
    files: tuple[WrittenFile, ...]
    paid_by_bank: int
    without: int
    problems: tuple[str, ...]


def export_view(home: Home, month: str) -> ExportView:
    """How a month's files stand. Raises JobError."""
    paid = paid_of(home, run_kept(home, month))
    bank, folder = bank_of(home, paid), folder_of(home, month)
    found = sorted(folder.glob(f"*{month} {paid.edition}*")) if folder.is_dir() else []
    files = tuple(WrittenFile(each.name, str(each.resolve())) for each in found)
    return ExportView(
        *(month, paid.edition, str(folder.resolve()), files, len(bank.rows), len(bank.unpaid)),
        problems=tuple(_some(bank.problems, bool(bank.rows))),
    )


def bank_warnings(home: Home, run: Run) -> Iterator[str]:
    """Who would be left out of the bank's list, where such a list is kept at all."""
    bank = bank_of(home, paid_of(home, run))
    names = [str(name) for _at, _number, name, *_rest in bank.unpaid]
    if bank.rows and names:
        more = f"等 {len(names)} 人" if len(names) > MOST_TOLD else ""
        yield f"{'、'.join(names[:MOST_TOLD])}{more}没有登记银行账号，不在银行代发清单里"


def _some(problems: tuple[str, ...], banks: bool) -> Iterator[str]:
    """Not more than can be read; nothing where nobody has an account."""
    if banks:
        yield from problems[:MOST_TOLD]
        if len(problems) > MOST_TOLD:
            yield f"另有 {len(problems) - MOST_TOLD} 处，见“未列入代发”文件"


def save_accounts_template(_home: Path, path: Path) -> Path:
    """An empty list of bank accounts to fill in. Raises JobError, also where a file lies there already."""
    return write_template(path)
