"""A table of many rows on tksheet: sorted by a click, searched, copied to Excel, its widths remembered.

The only file that knows tksheet. A page hands over columns and rows and hears which row was chosen or opened.
"""

import tkinter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tksheet
from tksheet import main_table

from ui.desk import Desk
from ui.look import ACCENT, ACCENT_SOFT, INK, LINE, MUTED, PANEL, PAPER, SHADE, TONES, family, px
from ui.widgets.elided import elided
from ui.widgets.lean import lean_coords, lean_itemconfig

main_table.wrap_text = elided(main_table.wrap_text)  # by what it draws the cells

ROW_HEIGHT = 28
AIR = "\u2002"  # an en space


@dataclass(frozen=True)
class Column:
    """A column: its heading, width at 96 dpi, and where its text stands."""

    title: str
    width: int
    align: str = "w"  # w, center, e


@dataclass(frozen=True)
class Row:
    """A row: what it stands for, its texts, the tone of single cells by column, and what it sorts by where the text
    would sort wrongly."""

    id: Hashable
    cells: tuple[str, ...]
    tones: Mapping[int, str] = field(default_factory=dict)
    sorts: Mapping[int, Any] = field(default_factory=dict)


class Sheet(tkinter.Frame):
    """`chosen` hears of the row that is selected, `opened` of a double click or Enter."""

    def __init__(
        self,
        parent: tkinter.Misc,
        desk: Desk,
        name: str,
        columns: Sequence[Column],
        *,
        chosen: Callable[[Row], object] | None = None,
        opened: Callable[[Row], object] | None = None,
        cell: Callable[[Row, int], object] | None = None,
    ) -> None:  # a page says what it wants in one place
        super().__init__(parent, background=LINE)
        self.desk, self.name = desk, name
        self.rows: list[Row] = []
        self._given: Sequence[Row] = ()
        self._chosen, self._opened, self._cell = chosen, opened, cell
        self._sorted: tuple[int, bool] | None = None
        self._quiet = False
        self._filling = ""
        self._filled: list[Hashable] = []
        self._kept: Row | None = None
        self.table = self._table()
        for canvas in (self.table.MT, self.table.CH):
            canvas.itemconfig, canvas.coords = lean_itemconfig(canvas), lean_coords(canvas)
        self.table.pack(fill="both", expand=True, padx=1, pady=1)
        self._bind()
        self.set_columns(columns)

    # ------------------------------------------------------------ rows

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other columns; the rows go."""
        self.columns = columns
        self._sorted = None
        self._head()
        self.show(())
        self._set_widths()
        self._align()

    def show(self, rows: Sequence[Row]) -> None:
        """These rows, in the order that was clicked, else as given; the selected one stays selected."""
        if self.rows and tuple(rows) == self._given:
            return  # a page that loaded anew and found nothing new
        kept = self.selected
        self._given = tuple(rows)
        self.rows = self._in_order()
        self._fill(kept)

    def _fill(self, kept: Row | None) -> None:
        """In a turn of the event loop of its own: making rows, filling and drawing are long, each by itself."""
        self._kept = kept
        if not self._filling:
            self._filling = self.after(1, self._flush)

    def _flush(self) -> None:
        """Put the rows into the table, if they are not there yet."""
        if not self._filling:
            return
        self.after_cancel(self._filling)
        self._filling = ""
        table, kept = self.table, self._kept
        anew = [row.id for row in self.rows] == self._filled  # the same people: nothing may jump under the eyes
        top, self._filled = table.MT.yview()[0], [row.id for row in self.rows]
        table.dehighlight_all(redraw=False)
        table.set_sheet_data(
            [self._padded(row) for row in self.rows],
            reset_col_positions=table.get_total_columns() != len(self.columns),
            reset_row_positions=True,
            redraw=False,
        )
        self._colour()
        self._set_widths()
        self._align()
        if kept is not None and not self.select(kept.id, quiet=True):
            table.deselect("all", redraw=False)
        if anew:
            table.MT.set_yviews("moveto", top, redraw=False)
        self.after(1, self._draw)

    def _draw(self) -> None:
        if self.winfo_exists():
            self.table.refresh()

    def _padded(self, row: Row) -> list[str]:
        """A little air between a text and the edge of its cell."""
        return [
            f"{AIR}{text}" if column.align == "w" else f"{text}{AIR}" if column.align == "e" else text
            for text, column in zip(row.cells, self.columns, strict=True)
        ]

    def _colour(self) -> None:
        """Straight into tksheet's options of cells, one for each tone: its own call takes a tenth of a second for a
        month of 2,000 people."""
        marks = {name: {"highlight": tksheet.Highlight(tone.patch, tone.text, False)} for name, tone in TONES.items()}
        del marks["plain"]
        self.table.MT.cell_options.update(
            {
                (at, column): marks[tone]
                for at, row in enumerate(self.rows)
                for column, tone in row.tones.items()
                if tone in marks
            }
        )

    def _in_order(self) -> list[Row]:
        if self._sorted is None:
            return list(self._given)
        column, falling = self._sorted
        known = [row for row in self._given if column in row.sorts or row.cells[column]]
        unknown = [row for row in self._given if column not in row.sorts and not row.cells[column]]
        return sorted(known, key=lambda row: _key(row, column), reverse=falling) + unknown

    def sort(self, column: int) -> None:
        """By this column; again the other way round, a third time as given."""
        kept = self.selected
        turns: dict[tuple[int, bool] | None, tuple[int, bool] | None] = {
            (column, False): (column, True),
            (column, True): None,
        }
        self._sorted = turns.get(self._sorted, (column, False))
        self._head()
        self.rows = self._in_order()
        self._fill(kept)

    def _head(self) -> None:
        """The headings, with the direction beside the one that sorts."""
        marks = {} if self._sorted is None else {self._sorted[0]: " ▼" if self._sorted[1] else " ▲"}
        airs = {"w": (AIR, ""), "e": ("", AIR), "center": ("", "")}
        self.table.headers(
            [
                f"{airs[each.align][0]}{each.title}{marks.get(at, '')}{airs[each.align][1]}"
                for at, each in enumerate(self.columns)
            ],
            redraw=False,
        )

    # ------------------------------------------------------------ the selected row

    @property
    def selected(self) -> Row | None:
        """The row that is selected."""
        if self._filling:
            return self._kept
        found = self.table.get_currently_selected()
        return self.rows[found.row] if found and found.row is not None and found.row < len(self.rows) else None

    def select(self, row_id: Hashable, quiet: bool = False) -> bool:
        """Select a row and bring it into view; False where it is not shown. `quiet` tells nobody."""
        self._flush()
        at = next((at for at, row in enumerate(self.rows) if row.id == row_id), None)
        if at is None:
            return False
        self._quiet = True
        self.table.select_row(at, redraw=False)
        self.table.see(at, 0, keep_xscroll=True, redraw=False)
        self.table.refresh()  # also where the row was in view already
        self._quiet = False
        if not quiet and self._chosen:
            self._chosen(self.rows[at])
        return True

    def prefer(self, row_id: Hashable) -> None:
        """Select a row and tell nobody; where the rows are still on their way, together with them."""
        if self._filling:
            self._kept = next((row for row in self.rows if row.id == row_id), self._kept)
        else:
            self.select(row_id, quiet=True)

    def place_of(self, row_id: Hashable, column: int = 0) -> tuple[int, int]:
        """Where a cell is on the table's canvas, in the middle; for tests that click."""
        self._flush()
        at = next(at for at, row in enumerate(self.rows) if row.id == row_id)
        self.table.see(at, column, redraw=True)
        canvas = self.table.MT
        left = canvas.col_positions[column] - canvas.canvasx(0)
        top = canvas.row_positions[at] - canvas.canvasy(0)
        return int(left) + px(8), int(top) + px(8)

    # ------------------------------------------------------------ copying

    def copied(self) -> str:
        """The selected rows for Excel: tabs and lines; several rows come with their headings."""
        self._flush()
        at = sorted(self.table.get_selected_rows(get_cells_as_rows=True))
        lines = [self.rows[each].cells for each in at if each < len(self.rows)]
        if len(lines) > 1:
            lines.insert(0, tuple(column.title for column in self.columns))
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)

    def copy(self, _event: object = None) -> str:
        """Put the selected rows on the clipboard."""
        text = self.copied()
        if text:
            self.clipboard_clear()
            self.clipboard_append(text)
        return "break"

    # ------------------------------------------------------------ its own

    def _table(self) -> tksheet.Sheet:
        face = family(self)
        size = 10
        return tksheet.Sheet(
            self,
            show_row_index=False,
            show_top_left=False,
            headers=[],
            show_default_header_for_empty=False,
            theme="light blue",
            font=(face, size, "normal"),
            header_font=(face, size, "normal"),
            index_font=(face, size, "normal"),
            default_row_height=px(ROW_HEIGHT),
            default_header_height=px(30),
            empty_vertical=0,
            empty_horizontal=0,
            show_vertical_grid=False,
            table_wrap="",
            header_wrap="",
            outline_thickness=0,
            table_bg=PAPER,
            table_fg=INK,
            table_grid_fg=SHADE,
            header_bg=PANEL,
            header_fg=MUTED,
            header_grid_fg=LINE,
            header_border_fg=LINE,
            frame_bg=PAPER,
            header_selected_cells_bg=PANEL,
            header_selected_cells_fg=MUTED,
            header_selected_columns_bg=PANEL,
            header_selected_columns_fg=MUTED,
            table_selected_columns_bg=PAPER,
            table_selected_columns_fg=INK,
            table_selected_rows_bg=ACCENT_SOFT,
            table_selected_rows_fg=INK,
            table_selected_rows_border_fg=ACCENT,
            table_selected_cells_bg=ACCENT_SOFT,
            table_selected_cells_fg=INK,
            table_selected_cells_border_fg=ACCENT,
            display_selected_fg_over_highlights=False,
            alternate_color=None,
        )

    def _bind(self) -> None:
        table = self.table
        table.enable_bindings(
            "single_select", "drag_select", "select_all", "arrowkeys", "column_width_resize", "row_select"
        )
        table.bind("<<SheetSelect>>", self._on_select)
        table.MT.bind("<Double-Button-1>", self._on_open)
        table.MT.bind("<Return>", self._on_open)
        table.CH.bind("<ButtonRelease-1>", self._on_header, add="+")
        for key in ("<Control-c>", "<Control-C>"):
            table.MT.bind(key, self.copy)
        for key in ("<Tab>", "<Shift-Tab>", "<ISO_Left_Tab>"):
            try:
                table.MT.bind(key, self._leave)
            except tkinter.TclError:
                continue  # a key that this platform does not have
        table.extra_bindings("column_width_resize", self._on_resize)
        table.MT.bind("<Configure>", self._on_size, add="+")

    def _leave(self, event: "tkinter.Event[tkinter.Misc]") -> str:
        """Tab goes on to the next widget, not to the next cell."""
        backwards = event.keysym == "ISO_Left_Tab" or int(event.state) & 1
        target = self.table.MT.tk_focusPrev() if backwards else self.table.MT.tk_focusNext()
        if target:
            target.focus_set()
        return "break"

    def _on_select(self, _event: object) -> None:
        """A click on a cell selects its row; that is one choice, not two."""
        if self._quiet:
            return
        found = self.table.get_currently_selected()
        if not found or found.row is None or found.row >= len(self.rows):
            return
        row, column = self.rows[found.row], found.column
        if found.type_ == "cells":
            self.after_idle(self._whole_row)
        if self._chosen:
            self._chosen(row)
        if self._cell and found.type_ == "cells":
            self._cell(row, column)

    def _whole_row(self) -> None:
        """Show the row of the one selected cell as selected."""
        found = self.table.get_currently_selected()
        if found and found.type_ == "cells" and len(self.table.get_selected_rows(get_cells_as_rows=True)) == 1:
            self._quiet = True
            self.table.select_row(found.row, redraw=False)
            self.table.refresh()
            self._quiet = False

    def _on_open(self, _event: object) -> str:
        row = self.selected
        if row is not None and self._opened:
            self._opened(row)
        return "break"

    def _on_header(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """A click sorts; letting go of a border that was dragged does not."""
        column = self.table.identify_column(event, allow_end=False)
        resized, self._resized = self._resized, False
        if column is not None and not resized and event.widget is self.table.CH:
            self.sort(int(column))

    _resized = False

    def _on_resize(self, _event: object) -> None:
        self._resized = True
        widths = [round(width / px(100) * 100) for width in self.table.get_column_widths()]
        widths[-1] = self.columns[-1].width  # that one takes what is left
        self.desk.remember(f"widths:{self.name}", widths)

    def _set_widths(self) -> bool:
        """As remembered, else as designed; the last column takes what is left. Whether one changed."""
        kept = self.desk.remembered(f"widths:{self.name}", [])
        own = [column.width for column in self.columns]
        widths = [px(width) for width in (kept if len(kept) == len(own) else own)]
        standing = self.table.get_column_widths()  # without rows there are only those of the headings
        if widths and len(standing) == len(widths):
            widths[-1] = max(widths[-1], self.table.MT.winfo_width() - sum(widths[:-1]))
            if [int(width) for width in standing] != widths:
                self.table.set_column_widths(widths)
                return True
        return False

    def _align(self) -> None:
        for at, column in enumerate(self.columns):
            self.table.align_columns(columns=[at], align=column.align, align_header=True, redraw=False)

    def _on_size(self, _event: object) -> None:
        """tksheet draws itself anew in its other size; once more only where a column became wider by it, and around the
        selected row, which it would leave at its old width."""
        if self._set_widths():
            self.table.MT.recreate_all_selection_boxes()
            self.table.refresh()


def _key(row: Row, column: int) -> tuple[bool, Any]:
    """What a row sorts by: numbers as numbers where the page says so, before what is only text."""
    given = column in row.sorts
    return not given, row.sorts[column] if given else row.cells[column]
