"""The lines around a posted day: its title, its edition, how far the data reaches, and who answers for it."""

from collections.abc import Iterable, Iterator

from attendance.document import ChangeDoc, DayDoc, EditionDoc, PostChangeDoc, SheetDoc, SilenceDoc, TerminalDoc, totals
from reports.order import floor_name
from reports.table import Line
from reports.tones import SIGNS
from reports.words import (
    SIDES,
    change_phrase,
    code_word,
    date_words,
    day_words,
    detail_phrase,
    late_word,
    length_words,
    moment_words,
    session_word,
    short_moment,
)

SUBJECT = "窗口工作人员考勤公示"
TRAINING = "【演练】"
CHANGES_ABOVE = 4  # more than these would push the rows off the first page; the sheet 更正 lists them all
BETWEEN = "；"


def title(edition: EditionDoc, centre: str, subject: str = SUBJECT) -> str:
    """安庆市政务服务中心窗口工作人员考勤公示（2026年11月20日 星期五）."""
    return f"{TRAINING if edition['training'] else ''}{centre}{subject}（{day_words(edition['day']['date'])}）"


def foot(edition: EditionDoc, centre: str) -> str:
    """The foot of a printed page, so that a loose sheet is known."""
    training = TRAINING if edition["training"] else ""
    return f"{training}{centre or SUBJECT} {edition['day']['date']} 第{edition['edition']}版"


# ---------------------------------------------------------------- the edition and what it changes


def edition_line(edition: EditionDoc) -> str:
    """第1版 · 公布时间 … · 规则 …; a later edition says which one it replaces."""
    number, rules = edition["edition"], edition["day"]["rulebook"]
    replaced = f"，替代第{number - 1}版" if number > 1 else ""
    posted = moment_words(edition["posted_at"])
    occasion = f" · {edition['day']['occasion']}" if edition["day"]["occasion"] else ""
    return f"第{number}版{replaced} · 公布时间 {posted} · 规则 {rules['name']}（版本 {rules['version']}）{occasion}"


def change_text(change: ChangeDoc) -> str:
    """1001 张三 上午：迟到7分钟 → 正常（签到 08:37:11 → 08:30:02）."""
    who = " ".join(filter(None, (change["number"], change["name"], session_word(change["session"]))))
    before, after = change_phrase(change["from"]), change_phrase(change["to"])
    detail = f"（{detail_phrase(change['detail'])}）" if change["detail"] else ""
    return f"{who}：{after if before == after else f'{before} → {after}'}{detail}"


def stretches(vacant: Iterable[Iterable[str]]) -> str:
    """10:05–10:25、15:00–15:12."""
    return "、".join("–".join(stretch) for stretch in vacant)


def vacant_phrase(vacant: Iterable[Iterable[str]]) -> str:
    """空岗 10:05–10:25, or 无空岗."""
    said, word = stretches(vacant), code_word("post_vacant")
    return f"{word} {said}" if said else f"无{word}"


def post_change_text(change: PostChangeDoc) -> str:
    """岗位 A01：空岗 10:05–10:25 → 无空岗."""
    return f"岗位 {change['post']}：{vacant_phrase(change['from'])} → {vacant_phrase(change['to'])}"


def change_texts(edition: EditionDoc) -> list[str]:
    """Everything an edition says differently: of people first, then of posts."""
    return [*map(change_text, edition["changes"]), *map(post_change_text, edition.get("post_changes", []))]


def _corrections(edition: EditionDoc) -> Iterator[Line]:
    if edition["edition"] == 1:
        return
    yield Line(f"更正原因：{edition['reason'] or '未填写'}")
    told = change_texts(edition)
    if not told:
        yield Line("更正内容：无人的认定有变化。")
    elif len(told) > CHANGES_ABOVE:
        marked = "；本表备注栏注明“本版更正”" if edition["changes"] else ""
        yield Line(f"更正内容：共{len(told)}处，全部列于“更正”表{marked}。")
    else:
        yield Line(f"更正内容（{len(told)}处）：{BETWEEN.join(told)}")


# ---------------------------------------------------------------- how far the data reaches


def _reach(terminal: TerminalDoc) -> str:
    if terminal["horizon"] is None:
        return "未读取"
    reached = short_moment(terminal["horizon"])
    if terminal["lost"]:
        gaps = "、".join("至".join(map(short_moment, stretch)) for stretch in terminal["lost"])
        return f"{reached}，但{gaps}的记录可能缺失（设备换过或记录被清空）"
    return reached if terminal["read"] else f"只读到{reached}（未读全）"


def _clock(terminal: TerminalDoc) -> str:
    offset = terminal["offset_s"] or 0
    return f"{terminal['name']}设备时钟{'快' if offset >= 0 else '慢'}{length_words(offset)}，已扣除"


def data_line(terminals: Iterable[TerminalDoc]) -> str:
    """数据截止：F1、F2 11月20日 18:05；F3 未读取. Terminals read alike are named together."""
    terminals = list(terminals)
    alike: dict[str, list[str]] = {}
    for terminal in terminals:
        alike.setdefault(_reach(terminal), []).append(terminal["name"])
    parts = [f"{'、'.join(names)} {reach}" for reach, names in alike.items()]
    parts += [_clock(terminal) for terminal in terminals if terminal["corrected"]]
    return f"数据截止：{BETWEEN.join(parts) or '没有考勤设备'}。"


def sheet_text(sheet: SheetDoc) -> str:
    """2楼 08:20–09:10 停电或设备故障，按签到表认定（见证人王五，23人签到）."""
    witness = f"见证人{sheet['witness']}，" if sheet["witness"] else ""
    where = f"{floor_name(sheet['floor'])} {sheet['from']}–{sheet['to']}"
    return f"{where} 停电或设备故障，按签到表认定（{witness}{sheet['people']}人签到）。"


def _silence(silence: SilenceDoc) -> str:
    when = f"{session_word(silence['session'])}{SIDES.get(silence['side'], silence['side'])}"
    return f"{silence['terminal']}在{when}时段没有任何打卡记录（常用人员{len(silence['people'])}人无卡）"


def _incomplete(day: DayDoc) -> Iterator[Line]:
    """Silence is never absence: said at the head of the sheet, before anybody reads a row."""
    unread = [terminal["name"] for terminal in day["terminals"] if not terminal["read"]]
    why = [f"{'、'.join(unread)}未读全"] if unread else []
    if day["silences"]:
        why.append(f"{BETWEEN.join(map(_silence, day['silences']))}，疑似停电，待核定")
    unknown = totals(day["people"])["unknown"]
    if unknown:
        cause = f"（{BETWEEN.join(why)}）" if why else ""
        yield Line(f"？数据不全{unknown}人{cause}。数据不全不等于缺勤；设备读回或核定后另行公布新版。", "alert")
    elif why or not day["complete"]:
        cause = BETWEEN.join(why) or "尚有数据未读回"
        yield Line(f"本日数据尚不完整：{cause}。目前表中没有人因此数据不全；读回后如有变化，另行公布新版。", "alert")


def _time(edition: EditionDoc) -> Iterator[Line]:
    """That the posting is late, and until when it may be objected to."""
    late, until = edition.get("late"), edition.get("objections_until")
    if late:
        due, posted = moment_words(late["due"]), moment_words(edition["posted_at"])
        yield Line(f"本公示应于{due}前公布，实际于{posted}公布；原因：{late_word(late['why'])}。")
    if until:
        yield Line(f"对认定有异议的，请在 {date_words(until)} 前（含当日）向督查室提出。")


def above(edition: EditionDoc) -> tuple[Line, ...]:
    """Everything a reader must know before the rows."""
    day = edition["day"]
    training = [Line("演练：本表由演练数据生成，不作为任何依据。", "alert")] if edition["training"] else []
    return (
        *training,
        Line(edition_line(edition)),
        *_time(edition),
        *_corrections(edition),
        Line(data_line(day["terminals"])),
        *(Line(sheet_text(sheet)) for sheet in day.get("sheets", [])),
        *_incomplete(day),
    )


# ---------------------------------------------------------------- below the rows


def _vacancies(day: DayDoc) -> Iterator[Line]:
    vacant = [f"{post['post']} {stretches(post['vacant'])}" for post in day["posts"] if post["vacant"]]
    if vacant:
        yield Line(f"※{code_word('post_vacant')}：{BETWEEN.join(vacant)}。")


def legend() -> str:
    """▲迟到 △未提前到岗 …: each sign with its word."""
    words = dict.fromkeys(f"{mark}{code_word(code)}" for code, mark in SIGNS.items() if not code.startswith("missing"))
    return f"符号：{' '.join(words)} ○缺卡 ※其他认定。签到、签退按分钟认定，精确时间见“认定依据”。"


def below(edition: EditionDoc) -> tuple[Line, ...]:
    """Vacant posts, the signs, and the signatures."""
    posted = moment_words(edition["posted_at"])
    signature = f"制表：{edition['author']}　　审核：＿＿＿＿＿＿　　公布时间：{posted}"
    return (*_vacancies(edition["day"]), Line(legend(), "muted"), Line(signature, "signature"))
