"""The signs of the monthly sheet: one for each way a session can end. The office may choose its own.

A sign stands for one thing only. A kind of leave that nobody gave a sign is marked by its first character.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from attendance.shape import RefusedError
from reports.tones import CODE_TONES, Tone

# As such offices draw them; every Chinese font holds these. The triangles mean what they mean on a posting.
USUAL: Mapping[str, str] = {
    "出勤": "√",
    "迟到": "▲",
    "早退": "▼",
    "缺卡": "□",
    "旷工": "×",
    "数据不全": "？",
    "未提前到岗": "△",
    "未延时离岗": "▽",
    "其他": "※",
    "临时外出": "↗",
    "他处值守": "⊕",
    "休息": "—",
    "事假": "○",
    "病假": "☆",
    "年休假": "◎",
    "婚假": "◇",
    "产假": "◆",
    "丧假": "●",
    "公出": "→",
}
OTHER = "其他"
WORDS: Mapping[str, str] = {
    "on_time": "出勤",
    "late": "迟到",
    "left_early": "早退",
    "missing_in": "缺卡",
    "missing_out": "缺卡",
    "absent": "旷工",
    "unknown": "数据不全",
    "short_of_early": "未提前到岗",
    "short_of_stay": "未延时离岗",
    "on_outing": "临时外出",
    "covered_elsewhere": "他处值守",
    "rest": "休息",
}
TONES: Mapping[str, Tone] = {word: CODE_TONES[code] for code, word in WORDS.items()} | {OTHER: "other"}
BETWEEN = re.compile(r"[\s、，,；;]+")
FORMS = re.compile("[\ufe0e\ufe0f]")  # how a sign is to be drawn, in text or in colours; no sign of its own


class Meaning(NamedTuple):
    """A line of the legend."""

    word: str
    sign: str
    tone: Tone


def meaning_word(result: str) -> str:
    """What a session's result is called on the sheet; a kind of leave is its own word."""
    family, _, kind = result.partition(":")
    return kind if family == "on_leave" and kind else WORDS.get(family, OTHER)


def signs_text(signs: Mapping[str, str] = USUAL) -> str:
    """迟到▲ 早退▼: as the settings hold it."""
    return " ".join(word + sign for word, sign in signs.items())


def read_signs(text: str) -> dict[str, str]:
    """The signs by word; what is not named keeps its usual one. Raises RefusedError."""
    own: dict[str, str] = {}
    for part in filter(None, BETWEEN.split(FORMS.sub("", text))):
        word, sign = part[:-1].rstrip("=：:"), part[-1]
        if not word or part in USUAL or not (word[-1].isalnum() or word[-1] in "）)"):
            raise RefusedError("sign_form", part)
        if word in own:
            raise RefusedError("sign_word_twice", word)
        own[word] = sign
    signs = {**USUAL, **own}
    _refuse_alike(signs)
    return signs


def _refuse_alike(signs: Mapping[str, str]) -> None:
    """Nobody could tell two things with one sign apart."""
    words: dict[str, str] = {}
    for word, sign in signs.items():
        if sign in words:
            raise RefusedError("sign_twice", f"{sign} 既表示{words[sign]}又表示{word}")
        words[sign] = word


def with_kinds(signs: Mapping[str, str], kinds: Iterable[str]) -> dict[str, str]:
    """The signs, and for every kind of leave that has none the first of its characters that is still free."""
    known = dict(signs)
    for kind in sorted(set(kinds) - set(known)):
        taken = set(known.values())
        known[kind] = next((character for character in kind if character not in taken), kind)
    return known
