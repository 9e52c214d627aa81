"""The roster as a table."""

from office.people_view import Row as PersonRow
from ui.language import _
from ui.pages.people.fields import labels
from ui.widgets.sheet import Column, Row


def columns() -> list[Column]:
    """The columns of a roster, and what will change."""
    words = labels()
    return [
        Column(words["number"], 64),
        Column(words["name"], 96),
        Column(words["unit"], 162),
        Column(words["post"], 62),
        Column(words["role"], 44, "center"),
        Column(words["group"], 58),
        Column(words["floor"], 44, "e"),
        Column(words["title"], 82),
        Column(words["terminal_number"], 62),
        Column(_("起始日"), 86),
        Column(_("变动"), 110),
    ]


def table_row(row: PersonRow) -> Row:
    """A person's row."""
    since = row.since.isoformat() if row.since else ""
    then = _("{day} 调离").format(day=row.until) if row.state == "left" else row.then
    cells = (
        row.number,
        row.name,
        row.unit,
        row.post,
        row.role,
        row.group,
        row.floor,
        row.title,
        row.terminal_number if row.terminal_number != row.number else "",
        since,
        then,
    )
    tones = {10: "unknown" if row.state == "left" else "cover"} if then else {}
    return Row(row.number, cells, tones=tones)
