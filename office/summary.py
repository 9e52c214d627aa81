"""A day, a posting and an explanation as lines a clerk reads on a screen."""

from collections.abc import Iterator

from attendance.document import DayDoc, SessionDoc, TerminalDoc, totals
from office.explain import Explanation
from office.objection_words import objection_text
from office.postings import Posted
from reports.entries import Register, register
from reports.judgement import verdict_text
from reports.notices import change_texts, sheet_text
from reports.vacancies import vacancies, vacancy_text
from reports.words import (
    COUNTS,
    SIDE_NAMES,
    SIDES,
    day_words,
    length_words,
    session_word,
    short_moment,
)

MOST = 12  # changes, or vacant posts, told on the screen; the posting has them all


def day_text(day: DayDoc, edition: int | None) -> str:
    """A judged day: how far the data reach, the totals, and who is not in order."""
    if day["rest"]:
        return f"{day_words(day['date'])}　休息日（{day['occasion'] or '周末'}），不认定、不公示。"
    state = f"已公示第{edition}版" if edition else "尚未公示"
    said = (*_data_lines(day), _totals(day), *_findings(day), *_vacancies(day))
    return "\n".join((f"{day_words(day['date'])}　{state}", *said))


def posted_text(posted: Posted) -> str:
    """What posting came to."""
    edition = posted.edition
    if edition is None:
        return day_text(posted.day, None)
    number = edition["edition"]
    if posted.unchanged:
        return f"{day_words(posted.day['date'])}　与第{number}版相同，没有新的一版。\n" + _files(posted)
    lines = [f"{day_words(posted.day['date'])}　第{number}版已公示。", *_data_lines(posted.day), _totals(posted.day)]
    lines += _at_most([*_vacancies(posted.day)], "空岗")
    if number > 1:
        told = [f"  {text}" for text in change_texts(edition)]
        lines += [f"更正原因：{edition['reason']}", *_at_most(told, "更正")]
    return "\n".join((*lines, _files(posted)))


def _at_most(told: list[str], sheet: str) -> list[str]:
    """As many lines as a screen holds; the rest stands in a sheet of the posting."""
    more = [f"  另有 {len(told) - MOST} 处，见公示文件的“{sheet}”表"] if len(told) > MOST else []
    return told[:MOST] + more


def _vacancies(day: DayDoc) -> Iterator[str]:
    yield from (f"  {vacancy_text(*found)}" for found in vacancies(day))


def _files(posted: Posted) -> str:
    return "\n".join(f"  {path}" for path in posted.files.values())


def _totals(day: DayDoc) -> str:
    return "　".join(f"{COUNTS[code]} {count}" for code, count in totals(day["people"]).items())


def _data_lines(day: DayDoc) -> Iterator[str]:
    if not day["terminals"]:
        yield "还没有登记考勤设备，全部记为数据不全。"
    for terminal in day["terminals"]:
        yield f"  {_reach(terminal)}"
    yield from (f"  {text}" for text in exception_lines(day))


def exception_lines(day: DayDoc) -> Iterator[str]:
    """Where the terminals were not to be relied on: presumed dead, or a sign-in sheet in their place."""
    for silence in day["silences"]:
        side = "签到" if silence["side"] == "in" else "签退"
        yield (
            f"{silence['terminal']} {session_word(silence['session'])}{side}时段没有一条记录，"
            f"常用它的 {len(silence['people'])} 人没有打卡，推定设备停电，记为数据不全"
        )
    yield from map(sheet_text, day.get("sheets", []))


def _reach(terminal: TerminalDoc) -> str:
    reach = f"数据截止 {terminal['horizon'].replace('T', ' ')}" if terminal["horizon"] else "从未读取"
    short = "" if terminal["read"] or terminal["lost"] else "，没有读到当天结束"
    lost = "".join(f"，{' 至 '.join(map(short_moment, stretch))} 的记录可能缺失" for stretch in terminal["lost"])
    offset = terminal["offset_s"] or 0
    clock = f"，时钟{'快' if offset > 0 else '慢'}{length_words(offset)}，已扣除" if terminal["corrected"] else ""
    return f"{terminal['name']} {reach}{short}{lost}{clock}"


def _findings(day: DayDoc) -> Iterator[str]:
    for person in day["people"]:
        if person["findings"]:
            yield f"  {person['number']} {person['name']}（{person['unit']} {person['post']}）{verdict_text(person)}"


def explanation_text(found: Explanation) -> str:
    """The chain from the verdict to the clause and the fingerprints."""
    person, day, entered = found.person, found.day, register(found.day)
    posted = f"第{found.edition}版公示" if found.edition else "尚未公示"
    lines = [
        f"{person['number']} {person['name']}　{person['unit']} {person['post']} {person['role']}岗　"
        f"{day_words(day['date'])}　{posted}",
        f"认定：{verdict_text(person)}",
        *(f"  {_session(session, entered)}" for session in person["sessions"]),
        *(f"登记：{entered.full_phrase(entry)}　{entry['id']}" for entry in person.get("entries", [])),
        *(f"顶岗：{each.post}{f'（替{each.name}）' if each.name else ''}　{each.id}" for each in found.stands_in),
        *_own_vacancies(day, person["number"]),
        *map(objection_text, found.objections),
        f"规则：{day['rulebook']['name']} 版本 {day['rulebook']['version']}",
        *(f"  {citation}：{text}" for _, citation, text in dict.fromkeys((*found.clauses, *found.post_clauses))),
        "打卡记录：" if found.punches else "打卡记录：当天没有",
    ]
    for punch in found.punches:
        judged = f"，扣除时钟偏差后 {punch.corrected[11:]}" if punch.corrected != punch.raw else ""
        lines.append(f"  {punch.terminal} {punch.raw.replace('T', ' ')}{judged}（第 {punch.pull} 号读取）{punch.id}")
    return "\n".join((*lines, "数据：", *(f"  {_reach(terminal)}" for terminal in day["terminals"])))


def _own_vacancies(day: DayDoc, number: str) -> Iterator[str]:
    """The vacancies of the posts that the person held."""
    for post, vacancy in vacancies(day):
        if any(reason["number"] == number for reason in vacancy["reasons"]):
            yield f"{vacancy_text(post, vacancy)}　{vacancy['clause']}"


def _session(session: SessionDoc, entered: Register) -> str:
    times = []
    for side in SIDE_NAMES:
        due = f"应到 {session['due_in']}" if side == "in" else f"应离 {session['due_out']}"
        certified = entered.certified(session, side)
        times.append(f"{due}，{SIDES[side]} {session[side] or '无'}" + (f"（{certified}）" if certified else ""))
    return f"{session_word(session['name'])}　{'；'.join(times)}"
