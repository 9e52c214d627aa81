"""The monthly sheet as a document for scripts, and in a few lines for the eye."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from attendance.month import days_text
from office.month_sheet import UNITS, MonthFiles
from reports.month_sheet import MonthRow, MonthSheet
from reports.month_totals import rate
from reports.month_words import above
from reports.unit_pages import unit_name


def month_document(files: MonthFiles) -> dict[str, Any]:
    """What `month --json` prints; quantities are text: 20.5."""
    sheet = files.sheet
    return {
        "month": sheet.month,
        "centre": sheet.frame.centre,
        "training": sheet.frame.training,
        "days": [
            {"date": f"{day.date}", "standing": day.standing, "working": day.working, "edition": day.edition}
            for day in sheet.days
        ],
        "unposted": [f"{day}" for day in sheet.unposted],
        "columns": [{"key": total.key, "title": total.title, "per": total.per} for total in sheet.totals],
        "signs": [{"sign": meaning.sign, "word": meaning.word} for meaning in sheet.legend],
        "people": [_row(sheet, row) for unit in sheet.units for row in unit.rows],
        "units": [{"unit": u.unit, "people": len(u.rows), **_sums(sheet, u.sums)} for u in sheet.units],
        "sum": {"people": sheet.people, **_sums(sheet, sheet.sums)},
        "files": {"xlsx": files.workbook, "units": dict(files.units)},
    }


def _row(sheet: MonthSheet, row: MonthRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "name": row.name,
        "unit": row.unit,
        "post": row.post,
        "cells": {
            f"{day.date}": {"signs": field.signs, "sessions": dict(field.results)}
            for day, field in zip(sheet.days, row.fields, strict=True)
            if field.results
        },
        **_sums(sheet, row.sums),
    }


def _sums(sheet: MonthSheet, sums: Sequence[Fraction]) -> dict[str, Any]:
    found = rate(sums)
    texts = {total.key: days_text(value) for total, value in zip(sheet.totals, sums, strict=True)}
    return {"sums": texts, "rate": None if found is None else f"{float(found):.4f}"}


def summary_lines(files: MonthFiles) -> tuple[list[str], list[list[str]], list[str]]:
    """A line for each unit that was written and one for all, under their headers; then where the files are."""
    sheet = files.sheet
    shown = [unit for unit in sheet.units if files.workbook or unit.unit in files.units]
    rows = [_line(unit_name(unit.unit), len(unit.rows), unit.sums) for unit in shown]
    if files.workbook:
        rows.append(_line("合计", sheet.people, sheet.sums))
    titles = [total.title for total in sheet.totals]
    notes = ["", *(line.text for line in above(sheet))]
    if files.workbook:
        notes += [f"月报：{files.workbook}", f"各单位：{Path(files.folder) / UNITS}（{len(files.units)} 个文件）"]
    else:
        notes += [f"{unit_name(unit)}：{path}" for unit, path in files.units.items()]
    return ["窗口单位", "人数", *titles[:2], "出勤率", *titles[2:]], rows, notes


def _line(name: str, people: int, sums: Sequence[Fraction]) -> list[str]:
    found = rate(sums)
    texts = [days_text(value) if value else "" for value in sums]
    return [name, str(people), *texts[:2], "" if found is None else f"{float(found):.1%}", *texts[2:]]
