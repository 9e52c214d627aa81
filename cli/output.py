"""What a command answers: a document for scripts, or lines for the eye."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WIDE = 200  # without a screen there is no width to keep to


@dataclass(frozen=True)
class Answer:
    """`document` is what --json prints, `text` what a person reads, or how to write it; `code` the exit code.

    `window` is a home to be opened in the window once this is shown.
    """

    document: dict[str, Any]
    text: str | Callable[[], str]
    code: int = 0
    warnings: tuple[str, ...] = ()
    window: Path | None = None

    def shown(self) -> str:
        """The text; written only now, because drawing tables takes longer to load than most commands to run."""
        return self.text if isinstance(self.text, str) else self.text()


def columns(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A plain table; Chinese characters take two places."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in titles:
        table.add_column(title, no_wrap=False)
    for row in rows:
        table.add_row(*(_plain(value) for value in row))
    console = Console(width=None if sys.stdout.isatty() else WIDE, file=sys.stdout, highlight=False)
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def rejections(file: str, faults: Iterable[Any]) -> tuple[dict[str, Any], list[str]]:
    """The refused rows of an import, for scripts and as lines."""
    faults = list(faults)
    document = [{"row": f.row, "column": f.column, "value": f.value, "message": f.message} for f in faults]
    lines = [f"  {file} 第 {f.row} 行 {f.column}“{f.value}”：{f.message}" for f in faults]
    head = ["正确的行已经导入，以下各行没有导入，请改正后重新导入整个文件："] if lines else []
    return {"rejected": document}, [*head, *lines]


def _plain(value: object) -> Any:
    from rich.text import Text

    return Text("" if value is None else str(value))
