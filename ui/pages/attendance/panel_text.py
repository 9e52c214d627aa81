"""What the explanation says below the time line, piece by piece."""

from collections.abc import Iterator, Sequence

from office.day_explained import ExplainedDay, PunchShown
from ui.language import _
from ui.pages.attendance.words import moment_words, tone_of

Part = tuple[str, str]  # text and tag


def parts(found: ExplainedDay) -> Iterator[Part]:
    """Everything below the time line, piece by piece."""
    yield _("为什么") + "\n", "heading"
    for why in found.reasons:
        yield why.text + "\n", tone_of(why.tone)
    yield _("依据") + "\n", "heading"
    for citation, text in found.clauses:
        yield citation + "\n", ""
        yield text + "\n", "small"
    yield from _punches(found.punches)
    yield from _listed(_("登记事项"), [entry.text for entry in found.entries])
    yield from _listed(_("顶岗"), found.stands_in)
    yield from _listed(_("空岗"), found.vacancies)
    yield from _listed(_("申诉"), found.objections)
    yield from _history(found)


def _punches(punches: Sequence[PunchShown]) -> Iterator[Part]:
    yield _("打卡记录") + "\n", "heading"
    if not punches:
        yield _("当天没有打卡记录") + "\n", "muted"
    for punch in punches:
        used = punch.used or _("未采用")
        raw = _("设备显示 {time}").format(time=punch.raw) if punch.raw else ""
        yield f"{punch.time}\t{punch.terminal}\t{used}\t{raw}\n", "" if punch.used else "muted"


def _listed(heading: str, lines: Sequence[str]) -> Iterator[Part]:
    if lines:
        yield heading + "\n", "heading"
        for line in lines:
            yield line + "\n", ""


def _history(found: ExplainedDay) -> Iterator[Part]:
    yield _("公示版次") + "\n", "heading"
    if not found.history:
        yield _("这一天尚未公示，以上按现有数据认定") + "\n", "muted"
    for edition in found.history:
        said = _("第{number}版　{when}　{author}").format(
            number=edition.number, when=moment_words(edition.posted_at), author=edition.author
        )
        yield said + "\n", ""
        if edition.reason:
            yield _("更正原因：{reason}").format(reason=edition.reason) + "\n", "small"
        for change in edition.changes:
            yield change + "\n", "small"
    yield _("规则 {rulebook}").format(rulebook=found.rulebook) + "\n", "muted"
