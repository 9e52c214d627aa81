"""Empty forms for the office to fill in, as tables."""

from collections.abc import Sequence

from reports.table import Cell, Column, Section, Table


def form_tables(
    rows: Sequence[Sequence[str]], notes: Sequence[tuple[str, str]], name: str = "名册"
) -> tuple[Table, Table]:
    """A form from its header and example rows, and what each column wants on a second sheet; `name` is its tab."""
    columns = tuple(Column(title, 10, 30) for title in rows[0])
    examples = tuple(tuple(Cell(value) for value in row) for row in rows[1:])
    explained = tuple((Cell(column), Cell(note)) for column, note in notes)
    return (
        Table(name=name, title="", columns=columns, sections=(Section("", examples),), to_fill=True),
        Table(
            name="填写说明",
            title="",
            columns=(Column("列", 10, 20), Column("怎样填写", 40, 80)),
            sections=(Section("", explained),),
        ),
    )
