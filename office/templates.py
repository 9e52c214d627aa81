"""Empty forms to fill in and import: leave slips, duty rosters, sign-in sheets."""

from pathlib import Path

from office.failures import JobError


def write_leave_template(path: Path) -> Path:
    """An empty form for a month of leave slips. Raises JobError."""
    from office.slip_rows import LEAVE_HEADERS, LEAVE_NOTES

    return _write(path, LEAVE_HEADERS, LEAVE_NOTES, "请假单")


def write_duty_template(path: Path) -> Path:
    """An empty duty roster. Raises JobError."""
    from office.slip_rows import DUTY_HEADERS, DUTY_NOTES

    return _write(path, DUTY_HEADERS, DUTY_NOTES, "值班表")


def write_sheet_template(path: Path) -> Path:
    """An empty sign-in sheet. Raises JobError."""
    from office.slip_rows import SHEET_HEADERS, SHEET_NOTES

    return _write(path, SHEET_HEADERS, SHEET_NOTES, "签到表")


def _write(path: Path, headers: tuple[str, ...], notes: tuple[tuple[str, str], ...], name: str) -> Path:
    refuse_to_replace(path)
    from reports.excel import template
    from reports.publish import publish

    return publish(path.parent, path.name, template([headers], notes, name)).resolve()


def refuse_to_replace(path: Path) -> None:
    """A form is an Excel file of its own; nothing that lies there is written over. Raises JobError."""
    if path.exists():
        raise JobError(f"{path} 已经存在，不会覆盖，请换一个文件名")
    if path.suffix.lower() != ".xlsx":
        raise JobError(f"这是 Excel 文件，文件名请以 .xlsx 结尾（现在是 {path.name}）")
