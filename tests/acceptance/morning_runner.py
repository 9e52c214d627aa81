"""Morning runs that can be killed; an order is a home and the office time. See `killable`."""

from datetime import datetime
from pathlib import Path

from killable import serve

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


if __name__ == "__main__":
    serve(LOADED, run)
