"""The page's own words: how a day stands, why a posting came too late, what deserves a look."""

from collections.abc import Mapping
from datetime import datetime

from office.posting_compare import NOW
from office.posting_detail import EditionShown, PostingDetail
from office.posting_list import PostingRow
from ui.language import _
from ui.words import code_word, sign_of, tone_of

ALL, WAITING, DIFFERS, OBJECTED = "all", "waiting", "differs", "objected"


def filter_word(kind: str) -> str:
    """全部, 待公示, 可更新, 有申诉."""
    return {ALL: _("全部"), WAITING: _("待公示"), DIFFERS: _("可更新"), OBJECTED: _("有申诉")}[kind]


def state_words(row: PostingRow) -> tuple[str, str]:
    """How a day stands, with its sign, and the tone."""
    if row.state == "posted":
        number = _("√ 第{number}版").format(number=row.edition)
        return (number + " " + _("晚公示"), "late") if row.late else (number, "plain")
    if row.state == "later":
        return (_("… {day} 公示").format(day=f"{row.turn:%m-%d}") if row.turn else "…"), "rest"
    if row.state == "late":
        return _("！逾期未公示"), "bad"
    return (_("△ 草稿 已确认"), "good") if row.confirmed else (_("△ 草稿"), "cover")


def data_words(row: PostingRow) -> tuple[str, str]:
    """Of how many an edition says nothing."""
    if row.unknown is None:
        return "", "plain"
    return (_("不全 {count} 人").format(count=row.unknown) if row.unknown else _("未读全")), "unknown"


def update_words(row: PostingRow, people: int | None) -> tuple[str, str]:
    """Whether a new edition is called for; not looked at yet where nobody knows of how many."""
    if people:
        return _("可出第{number}版").format(number=row.edition + 1), "late"
    return (_("待核对"), "plain") if row.moved and people is None else ("", "plain")


def standing_words(detail: PostingDetail) -> tuple[str, str]:
    """The badge beside the day."""
    if detail.state == "posted":
        newest = detail.editions[0]
        word = _("已公示第{number}版").format(number=newest.number)
        return (word, "good") if newest.complete else (word + " · " + code_word("unknown"), "unknown")
    words = {"draft": (_("草稿"), "cover"), "late": (_("逾期未公示"), "bad"), "later": (_("还没有轮到"), "rest")}
    return words.get(detail.state, (_("不公示"), "rest"))


def late_word(why: str) -> str:
    """Why a day was posted too late."""
    words: Mapping[str, str] = {
        "not_running": _("程序没有运行"),
        "unconfirmed": _("没有人确认"),
        "trouble": _("当天不能认定"),
        "failed": _("没有公示成"),
        "by_hand": _("由人手动公示"),
    }
    return words.get(why, why)


def late_words(edition: EditionShown) -> str:
    """应在 11-23 10:00 前公示，晚公示：程序没有运行."""
    if not edition.late or edition.due is None:
        return ""
    return _("应在 {due} 前公示，晚了：{why}").format(due=moment(edition.due), why=late_word(edition.late))


def edition_words(edition: EditionShown) -> str:
    """Everything that is said of an edition beside its figures."""
    until = edition.objections_until
    said = (
        late_words(edition),
        _("更正原因：{reason}").format(reason=edition.reason) if edition.reason else "",
        _("申诉到 {day} 为止").format(day=f"{until:%m-%d}") if until else "",
        _("文件等待写入公示文件夹") if edition.waiting else "",
    )
    return _("；").join(filter(None, said))


def edition_word(number: int) -> str:
    """第2版, or 现在."""
    return _("现在") if number == NOW else _("第{number}版").format(number=number)


def result_word(code: str) -> str:
    """A result with its sign; 未列入 of somebody who was not in that edition."""
    if code in ("", "not_listed"):
        return _("未列入")
    return f"{sign_of(code)} {code_word(code)}".strip()


def result_tone(code: str) -> str:
    return "rest" if code in ("", "not_listed") else tone_of(code)


def look_words(kind: str, code: str) -> tuple[str, str]:
    """首次 迟到, 数据不全, 空岗 …, and the tone."""
    if kind == "first":
        return _("首次{what}").format(what=code_word(code)), tone_of(code)
    return code_word(code), tone_of(code)


def moment(at: datetime) -> str:
    """11-23 09:20."""
    return f"{at:%m-%d %H:%M}"
