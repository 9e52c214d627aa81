"""What a restored database must know from its first moment: that it was restored and from what, the files it lacks, and
which editions went out to the public that it does not know.
"""

import json
from datetime import date, datetime
from pathlib import Path

from office.failures import JobError
from office.home import author, read_settings
from office.home_files import files_of
from office.published_only import in_folder
from office.restore_check import Contents
from office.settings_file import SETTINGS, SETTINGS_FILE, settings_from
from store import restoring
from store.backup_label import label_of
from store.database_file import LABEL
from store.home_files import file_rows
from store.published import Published, rows_of
from store.restoring import Act


def act_of(now: datetime, found: Contents) -> Act:
    """That it was restored, by whom and when."""
    return Act(now.isoformat(timespec="seconds"), author(), f"restore {Path(found.file).name}")


def rows_for(path: Path, staged: Path, found: Contents, published: dict[date, int]) -> dict[str, str | bytes]:
    """Rows of the home's table; `published` are the last editions by day that the database in place knows."""
    label = label_of(Path(found.file))
    known: dict[str, str | bytes] = {**rows_of(_gone_out(path, staged, found, published))}
    if label:
        state = {key: label[key] for key in ("moment", "digest", "change")}
        known[LABEL] = json.dumps({**state, "file": Path(found.file).name}, ensure_ascii=False)
    return known | file_rows(_missing_files(path, staged, found))


def _missing_files(path: Path, staged: Path, found: Contents) -> dict[str, bytes]:
    """A database copied by hand brings no settings and no rulebook to a home that has none."""
    from attendance.rulebook_check import shipped_text

    there = {*found.files, *files_of(path)}
    files = {}
    if SETTINGS_FILE not in there:
        files[SETTINGS_FILE] = SETTINGS.format(centre='""').encode()
    if "rulebook.toml" not in there:
        files["rulebook.toml"] = (restoring.latest_rulebook(staged) or shipped_text("anqing-2013")).encode()
    return files


def _gone_out(path: Path, staged: Path, found: Contents, published: dict[date, int]) -> dict[date, Published]:
    """The days of which the public has seen a later edition than the backup knows: by the database that is replaced,
    and by the files in the folder."""
    seen = dict(published)
    for each in in_folder(path / _publication(path, staged)):
        seen[each.day] = max(each.edition, seen.get(each.day, 0))
    known = restoring.published_numbers(staged)
    moment = f"{found.moment or found.until:%Y-%m-%d %H:%M}" if found.moment or found.until else ""
    return {
        day: Published(number, f"恢复{moment}的备份以后重新公示；以前公示到第{number}版，不在恢复的数据里")
        for day, number in seen.items()
        if number > known.get(day, 0)
    }


def _publication(path: Path, staged: Path) -> str:
    content = restoring.file_in(staged, SETTINGS_FILE)
    try:
        settings = settings_from(content.decode("utf-8-sig")) if content else read_settings(path)
    except (JobError, ValueError):
        settings = settings_from("")
    return settings.publication
