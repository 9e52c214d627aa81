"""The attendance page's own words: kinds of finding to choose from, the standing of a day, the tones of sheets."""

from collections.abc import Mapping, Sequence

from office.day_view import DayView
from ui.language import _
from ui.words import code_word

# the tone of a posted sheet → the tone of the window
TONES: Mapping[str, str] = {
    "absent": "bad",
    "unknown": "unknown",
    "late": "late",
    "early": "late",
    "missing": "late",
    "short": "late",
    "other": "bad",
    "leave": "leave",
    "rest": "rest",
    "changed": "cover",
}
MOST_VACANCIES = 2
# a finding's code in a link → the kind under which it is found
KINDS: Mapping[str, str] = {"missing_in": "missing", "missing_out": "missing"}


def tone_of(sheet_tone: str) -> str:
    """The window's tone for a sheet's."""
    return TONES.get(sheet_tone, "plain")


def kind_of(finding: str) -> str:
    """Where a finding's code is found: missing_out under missing, on_leave:事假 under on_leave."""
    code = finding.partition(":")[0]
    return KINDS.get(code, code)


def kind_word(kind: str) -> str:
    """有问题, 迟到, 缺卡 …"""
    own = {"": _("全部"), "trouble": _("有问题"), "missing": _("缺卡"), "changed": _("有变化")}
    return own.get(kind) or code_word(kind)


def moment_words(moment: str) -> str:
    """2026-11-21 08:50."""
    return moment[:16].replace("T", " ")


def standing_words(view: DayView) -> tuple[str, str]:
    """How a day stands, and its tone."""
    if view.edition is None:
        plain = {
            "rest": (_("休息日"), "rest"),
            "future": (_("还没有到"), "rest"),
            "empty": (_("名册里没有人"), "rest"),
        }
        return plain.get(view.standing, (_("尚未公示"), "late"))
    posted = _("第{number}版 · 已公示 {when}").format(
        number=view.edition.number, when=moment_words(view.edition.posted_at)
    )
    if view.standing == "changed":
        return posted + " · " + _("有变化 {count} 处").format(count=len(view.changes)), "cover"
    return posted, "good"


def total_words(totals: Mapping[str, int]) -> str:
    """应到 60　实到 58."""
    own = {"due": _("应到"), "present": _("实到")}
    said = [f"{word} {totals[code]}" for code, word in own.items() if code in totals]
    if totals.get("unknown"):  # else nobody understands who of those that were due is neither there nor away
        said.append(f"{code_word('unknown')} {totals['unknown']}")
    return "　".join(said)


def vacancy_words(vacancies: Sequence[str]) -> list[str]:
    """The first vacancies in a line, and how many more there are; the posting and the posts' page have them all."""
    if not vacancies:
        return []
    more = _(" 等 {count} 段").format(count=len(vacancies)) if len(vacancies) > MOST_VACANCIES else ""
    return ["；".join(vacancies[:MOST_VACANCIES]) + more]
