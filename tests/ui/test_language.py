"""The window speaks Chinese by its sources and English by a catalogue; neither may have a hole."""

import ast
import re
import sys
from pathlib import Path

import pytest

from ui import language

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
import messages  # noqa: E402

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACES = re.compile(r"\{(\w+)[^}]*\}")


def untranslated(source: str) -> list[str]:
    """Chinese strings of a file that are shown without passing through `_`; docstrings are for readers of code."""
    tree = ast.parse(source)
    passed = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
        for argument in node.args
    }
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and id(node) not in passed | documents
    ]


def sources() -> list[Path]:
    return [path for path in (ROOT / "ui").rglob("*.py") if path.name != "language.py"]


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_chinese_string_passes_through_the_catalogue(path: Path) -> None:
    assert untranslated(path.read_text(encoding="utf-8")) == []


def test_a_string_past_the_catalogue_is_caught() -> None:
    assert untranslated('label(self, "迟到")') == ["迟到"]
    assert untranslated('label(self, f"迟到{n}")') == ["迟到"]
    assert untranslated('"""迟到"""\nlabel(self, _("迟到"))') == []


def test_no_string_is_untranslated_or_stale() -> None:
    known = messages.translated()
    assert sorted(known) == messages.collected()  # neither missing nor stale
    assert [text for text, english in known.items() if not english] == []


def test_the_english_is_english_and_has_the_same_places() -> None:
    for text, english in messages.translated().items():
        assert not CHINESE.search(english), text
        assert sorted(PLACES.findall(text)) == sorted(PLACES.findall(english)), text


def test_the_committed_files_are_those_of_the_sources() -> None:
    made = messages.catalogue(messages.translated())
    assert messages.PO.read_bytes() == messages.po_bytes(made)
    with messages.PO.open("rb") as file:
        assert messages.PO.with_suffix(".mo").read_bytes() == messages.mo_bytes(messages.read_po(file))


def test_a_chosen_language_is_spoken() -> None:
    from datetime import date

    try:
        language.choose("en")
        assert language._("迟到") == "Late"
        assert language.day_words(date(2026, 11, 20)) == "2026-11-20 Friday"
    finally:
        language.choose("zh_CN")
    assert language._("迟到") == "迟到"
    assert language.day_words(date(2026, 11, 20)) == "2026-11-20 星期五"
