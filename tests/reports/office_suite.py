"""LibreOffice without a window: a workbook as an office program reckons it anew, and as it comes out of the printer.

It starts slowly, some seconds each time: hand it all the workbooks of a test file at once.
"""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

# every formula is reckoned when a file is opened, whatever value is kept with it
ALWAYS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop>
</item>
</oor:items>
"""
PATIENCE = 180


@cache
def _profile() -> TemporaryDirectory[str]:
    """A user's folder of this process alone: two LibreOffices never share one. It goes when the process ends."""
    folder = TemporaryDirectory(prefix="office-suite-")
    user = Path(folder.name) / "user"
    user.mkdir()
    (user / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    return folder


def _convert(kind: str, out: Path, *paths: Path) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation={Path(_profile().name).as_uri()}"
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=PATIENCE)
    made = [out / f"{path.stem}.{kind}" for path in paths]
    assert all(path.is_file() for path in made), made
    return made


def recalculated(*paths: Path) -> list[Path]:
    """Copies beside the workbooks, in `recalculated/`, with every formula reckoned by LibreOffice. One start."""
    return _convert("xlsx", paths[0].parent / "recalculated", *paths)


def pages(*paths: Path, dpi: int = 80) -> list[list[Path]]:
    """Of each workbook what its printed pages look like, as pictures in `pages/`. One start."""
    folder = paths[0].parent / "pages"
    return [_pictures(printed, dpi) for printed in _convert("pdf", folder, *paths)]


def _pictures(printed: Path, dpi: int) -> list[Path]:
    command = ["pdftoppm", "-r", str(dpi), "-png", str(printed), str(printed.with_suffix(""))]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    return sorted(printed.parent.glob(f"{printed.stem}-*.png"))


def page_text(printed: Path) -> str:
    """The text of a PDF, laid out as on the page; a form feed ends each page."""
    command = ["pdftotext", "-layout", str(printed), "-"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=PATIENCE)
    return done.stdout


def kept_and_reckoned(path: Path, copy: Path) -> Iterator[tuple[str, str, object, object]]:
    """Every formula of a workbook: its sheet, its cell, the value kept in the file, the value LibreOffice finds."""
    formulas, kept, reckoned = (
        load_workbook(path),
        load_workbook(path, data_only=True),
        load_workbook(copy, data_only=True),
    )
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            where = cell.coordinate
            yield sheet.title, where, kept[sheet.title][where].value, reckoned[sheet.title][where].value
