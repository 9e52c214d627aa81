"""When a day will be posted by itself, and why not earlier, in one sentence. Pure: it says what the plan does."""

from office.morning_plan import Draft, Office, held_back
from office.settings_file import day_minute
from office.turns import at
from reports.words import WEEKDAYS


def when_sentence(draft: Draft, office: Office) -> str:
    """9:30 自动公示；现在缺3楼的数据，每 3 分钟再试，最迟 09:50 公示并注明数据不全."""
    why = held_back(draft, office)
    if why == "trouble":
        return draft.trouble
    if draft.turn.on > office.now.date():
        return f"{_turn(draft)}早上公示；{_by_itself(office)}"
    if why == "early":
        return _early(draft, office)
    if why == "incomplete":
        return _incomplete(draft, office)
    said = {
        "rest": f"今天休息，下一个工作日再自动公示；应在 {_turn(draft)}公示",
        "unconfirmed": f"{_whole(draft)}，按设置要有人确认才公示；请看过以后确认",
        "": f"{_whole(draft)}，半分钟内自动公示",
    }
    return said[why]


def _turn(draft: Draft) -> str:
    """11-23 星期一."""
    return f"{draft.turn.on:%m-%d} 星期{WEEKDAYS[draft.turn.on.weekday()]}"


def _by_itself(office: Office) -> str:
    settings = office.settings
    when = day_minute(settings.publish_time)
    return f"到 {when} 自动公示" if settings.publish_alone else "有人确认以后才公示"


def _whole(draft: Draft) -> str:
    return "数据已齐" if draft.complete else "到了最迟公示的时间"


def _early(draft: Draft, office: Office) -> str:
    """The day's morning has not begun, or it waits for its time although nothing is missing."""
    settings = office.settings
    if office.now < at(draft.turn.on, settings.draft_time):
        short = "" if draft.complete else f"；{_short(draft, settings.retry_every)}"
        return f"{day_minute(settings.draft_time)} 起可以确认，{_by_itself(office)}{short}"
    return f"数据已齐，{_by_itself(office)}；确认以后马上公示"


def _incomplete(draft: Draft, office: Office) -> str:
    settings = office.settings
    publish, latest = day_minute(settings.publish_time), day_minute(settings.latest_time)
    alone = settings.publish_alone or draft.confirmed
    if alone and office.now >= at(draft.turn.on, settings.latest_time):
        return f"先再读一次{'、'.join(draft.short)}设备，读不到也随后公示并注明数据不全"
    if not alone:
        return f"{_short(draft, settings.retry_every)}；确认以后，数据读全即公示，最迟 {latest} 公示并注明数据不全"
    soon = "数据读全即公示" if draft.confirmed or office.now >= at(draft.turn.on, settings.publish_time) else ""
    return f"{soon or f'{publish} 自动公示'}；{_short(draft, settings.retry_every)}，最迟 {latest} 公示并注明数据不全"


def _short(draft: Draft, every: int) -> str:
    if draft.short:
        return f"现在缺{'、'.join(draft.short)}的数据，每 {every} 分钟再试"
    return "有设备疑似停电，等核定"
