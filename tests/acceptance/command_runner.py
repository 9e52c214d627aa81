"""Commands in processes that can be killed, forked from this one, which has loaded the program already.

It reads orders, a JSON list [home, office time, words, seconds until the blow or null], and answers each with
[exit code or null where the blow fell, seconds].
"""

import json
import os
import signal
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from pathlib import Path

LOADED = (
    "app",
    "office.allowance_files",
    "office.allowance_told",
    "office.allowances",
    "openpyxl",
    "reports.excel_allowance",
    "reports.excel_lists",
)


def child(home: str, now: str, words: list[str]) -> None:
    code = 2
    try:
        import app

        os.environ["ZAIGANG_NOW"] = now
        with Path(os.devnull).open("w", encoding="utf-8") as nobody, redirect_stdout(nobody), redirect_stderr(nobody):
            code = app.main(["--home", home, *words, "--json"])
    finally:
        os._exit(code)


def order(home: str, now: str, words: list[str], blow: float | None) -> tuple[int | None, float]:
    begun = time.monotonic()
    process = os.fork()
    if process == 0:
        child(home, now, words)
    if blow is not None:
        time.sleep(blow)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    killed = os.WIFSIGNALED(status)
    return None if killed else os.WEXITSTATUS(status), time.monotonic() - begun


def main() -> None:
    for name in LOADED:
        import_module(name)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(order(*json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
