"""Morning runs in processes that can be killed, forked from this one, which has loaded the program already.

It reads orders, a JSON list [home, office time, seconds until the blow or null], and answers each with
[exit code or null where the blow fell, seconds].
"""

import json
import os
import signal
import sys
import time
from datetime import datetime
from importlib import import_module
from pathlib import Path

LOADED = (
    "attendance.assess",
    "devices.terminal",
    "office.attention",
    "office.backups",
    "office.morning",
    "openpyxl",
    "psutil",
    "reports.excel",
    "reports.posting",
    "reports.unit_pages",
)


def run(home: str, now: str) -> int:
    from office.home import open_home
    from office.morning import run as morning

    with open_home(Path(home), lambda: datetime.fromisoformat(now)) as opened:
        return 0 if morning(opened).done else 1


def child(home: str, now: str) -> None:
    code = 2
    try:
        code = run(home, now)
    finally:
        os._exit(code)


def order(home: str, now: str, blow: float | None) -> tuple[int | None, float]:
    begun = time.monotonic()
    process = os.fork()
    if process == 0:
        child(home, now)
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
