"""The sections about the allowance in words: what is paid, what is taken off, and in what order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attendance.allowance_rules import (
    STAGES,
    AllowancePlan,
    Bonus,
    Condition,
    Deduction,
    Forfeit,
    Item,
    Rate,
    Steps,
)
from attendance.leave import days_text
from attendance.rulebook import Rulebook
from attendance.sections import Dated
from reports.words import code_word

STAGE_WORDS: Mapping[str, str] = dict(zip(STAGES, ("出勤", "奖励", "扣款", "分档扣减", "不发"), strict=True))
PER: Mapping[str, str] = {"day": "按出勤天数", "session": "按出勤时段", "month": "按月"}
SHARES: Mapping[str, str] = {"whole": "整月在岗才有", "served": "按在岗天数折算", "attended": "按出勤天数折算"}
EACH: Mapping[str, str] = {"time": "每次", "minute": "每分钟", "day": "每天", "half_day": "每半天"}
ROUNDED: Mapping[str, str] = {"0.01": "分", "0.1": "角", "1": "元"}
DAYS: Mapping[str, str] = {"workday": "平常工作日", "makeup": "补班日", "rest": "周末值班", "holiday": "节假日值班"}
PLACES: Mapping[str, str] = {"roles": "岗别", "posts": "岗位", "units": "单位", "groups": "组", "floors": "楼层"}
NOTICES: Mapping[str, str] = {"yellow_card": "黄牌警告", "notice": "通报"}  # counted, though no finding of a day
NUMBERS = "一二三四五"


def money_lines(entry: Dated, rulebook: Rulebook) -> Iterator[str]:
    """An entry about money, line by line."""
    if isinstance(entry, AllowancePlan):
        yield from _plan(entry, rulebook)
    elif isinstance(entry, Item):
        yield from _item(entry, rulebook)
        if scope := scope_words(entry):
            yield f"只对：{scope}"


def _item(item: Item, rulebook: Rulebook) -> Iterator[str]:
    match item:
        case Rate():
            yield from _rate(item)
        case Bonus():
            yield from _bonus(item)
        case Deduction():
            yield from _deduction(item, rulebook)
        case Steps():
            yield from _steps(item, rulebook)
        case Forfeit():
            yield _forfeit(item, rulebook)


def item_title(entry: Item) -> str:
    """出勤补助（周六值班）: an item's title, and which of its entries this is."""
    scope = "，".join(_scope(entry))
    return f"{entry.title}（{scope}）" if scope else entry.title


def scope_words(entry: Item) -> str:
    """岗位 A01、A02；补班日: whom and which days it is for, empty for everybody and every day."""
    return "；".join(_scope(entry, named=True))


def _scope(entry: Item, named: bool = False) -> Iterator[str]:
    for place, word in PLACES.items():
        if own := getattr(entry, place):
            yield f"{word} {'、'.join(own)}" if named or place in ("roles", "floors") else "、".join(own)
    if isinstance(entry, Rate):
        if entry.days:
            yield "、".join(DAYS[day] for day in entry.days)
        if entry.shifts:
            yield "、".join(entry.shifts)


def counted_words(counts: Iterable[str]) -> str:
    """迟到、早退: what is counted, in words."""
    return "、".join(NOTICES.get(each) or code_word(each) for each in counts)


def condition_words(condition: Condition) -> str:
    """迟到、早退超过 3 次; 事假满 0.5 天."""
    return counted_words(condition.counts) + bound_words(condition.at_least, condition.above, condition.unit)


def bound_words(at_least: int | None, above: int | None, unit: str) -> str:
    """满 3 次, 超过 2 天; bounds are in halves."""
    word = "天" if unit == "days" else "次"
    bounds = (("满", at_least), ("超过", above))
    return "且".join(f"{says} {days_text(bound)} {word}" for says, bound in bounds if bound is not None)


def any_of(conditions: Sequence[Condition]) -> str:
    """Conditions of which one is enough."""
    return "，或者".join(map(condition_words, conditions))


def items_words(names: Iterable[str], rulebook: Rulebook) -> str:
    """The titles of the items of those names."""
    items = (*rulebook.book.rates, *rulebook.book.bonuses)
    titles = {item.name: item.title for item in items}
    return "、".join(titles.get(name, name) for name in names)


# ---------------------------------------------------------------- the sections


def _plan(plan: AllowancePlan, rulebook: Rulebook) -> Iterator[str]:
    """The order of application, of the stages that the rulebook has anything in."""
    used = [stage for stage in plan.order if getattr(rulebook.book, stage)]
    steps = (f"{number}、{STAGE_WORDS[stage]}" for number, stage in zip(NUMBERS, used, strict=False))
    yield f"先后：{'　'.join(steps)}"
    bounds = "不低于 0" + (f"，不高于 {plan.cap} 元" if plan.cap is not None else "")
    yield f"算完以后：{bounds}；最后四舍五入到{ROUNDED[str(plan.rounding)]}，只舍入这一次"


def _rate(rate: Rate) -> Iterator[str]:
    yield {
        "day": f"每出勤一天 {rate.amount} 元，半天算一半",
        "session": f"每出勤一个时段 {rate.amount} 元",
        "month": f"每月 {rate.amount} 元，按在岗的工作日折算",
    }[rate.per]
    if rate.unpaid:
        yield f"{counted_words(rate.unpaid)}的，出勤也不计"
    for leave in rate.leave:
        yield f"{counted_words(leave.kinds)}照发" + ("" if leave.percent == 100 else f" {leave.percent}%")
    if rate.at_most is not None:
        yield f"一个月最多 {rate.at_most} 元"


def _bonus(bonus: Bonus) -> Iterator[str]:
    yield f"每月 {bonus.amount} 元，{SHARES[bonus.share]}"
    if bonus.lost_when:
        yield f"{any_of(bonus.lost_when)}的，没有"


def _forfeit(forfeit: Forfeit, rulebook: Rulebook) -> str:
    share = "全部不发" if forfeit.percent == 100 else f"扣掉 {forfeit.percent}%"
    return f"{any_of(forfeit.when)}的，{items_words(forfeit.of, rulebook)}{share}"


def _deduction(deduction: Deduction, rulebook: Rulebook) -> Iterator[str]:
    counted = counted_words(deduction.counts)
    if deduction.amount is not None:
        yield f"{counted}，{EACH[deduction.per]}扣 {deduction.amount} 元"
    else:
        yield f"{counted}的日子，{items_words(deduction.forgoes, rulebook)}不发"
    if deduction.free:
        yield f"前 {deduction.free} 次不扣"
    if deduction.minutes_from is not None or deduction.minutes_to is not None:
        yield f"只算{_minutes(deduction)}的"
    if deduction.when:
        yield f"{any_of(deduction.when)}才扣"
    if deduction.at_most is not None:
        yield f"一个月最多扣 {deduction.at_most} 元"


def _minutes(deduction: Deduction) -> str:
    first, last = deduction.minutes_from, deduction.minutes_to
    if first is None or last is None:
        return f" {last} 分钟以内" if first is None else f" {first} 分钟以上"
    return f" {first}–{last} 分钟"


def _steps(steps: Steps, rulebook: Rulebook) -> Iterator[str]:
    rows = "，".join(f"{bound_words(row.at_least, None, steps.unit)}扣 {row.percent}%" for row in steps.rows)
    unit = "天" if steps.unit == "days" else "次"
    further = f"，此后每多一{unit}再扣 {steps.further}%，扣完为止" if steps.further else ""
    yield f"{counted_words(steps.counts)}{rows}{further}"
    yield f"按{items_words(steps.of, rulebook)}算" if steps.of else "按此前合计算"
