"""An empty roster to fill in."""

from pathlib import Path
from tkinter import filedialog

from office.people_preview import save_roster_template
from ui.desk import Desk
from ui.language import _


def save_template(desk: Desk) -> None:
    """Ask where to, and write an empty roster there."""
    chosen = filedialog.asksaveasfilename(
        parent=desk.root, defaultextension=".xlsx", initialfile=_("人员名册") + ".xlsx", filetypes=[("Excel", "*.xlsx")]
    )
    if chosen:
        said = _("模板已存到 {path}。填好后点“导入…”。")
        path = Path(str(chosen))
        desk.ask_closed(save_roster_template, path, done=lambda _path: desk.tell(said.format(path=path)))
