"""Commands that can be killed; an order is a home, the office time and the command's words. See `killable`."""

import os
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from killable import serve

LOADED = (
    "app",
    "office.allowance_files",
    "office.allowance_told",
    "office.allowances",
    "openpyxl",
    "reports.excel_allowance",
    "reports.excel_lists",
)


def run(home: str, now: str, words: list[str]) -> int:
    import app

    os.environ["ZAIGANG_NOW"] = now
    with Path(os.devnull).open("w", encoding="utf-8") as nobody, redirect_stdout(nobody), redirect_stderr(nobody):
        return app.main(["--home", home, *words, "--json"])


if __name__ == "__main__":
    serve(LOADED, run)
