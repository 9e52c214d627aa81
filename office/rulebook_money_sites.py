"""Where amounts, per cents and bounds stand that a clerk may change in the sections about the allowance."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attendance.allowance_check import MEASURED
from attendance.allowance_rules import STAGES
from attendance.shape import Key, halves, one_of, whole
from office.rulebook_chains import Path
from office.rulebook_labels import Label
from office.rulebook_money_words import EACH, PER, SHARES, STAGE_WORDS, counted_words

BY_TIMES = ("time", "minute")
Found = tuple[str, tuple[Path, ...], Key, Label, tuple[tuple[str, str], ...]]
Raw = Mapping[str, Any]


def money_sites(section: str, raw: Raw, shape: Mapping[str, Key]) -> Iterator[Found]:
    """What is no plain number of its entry: choices, and whatever stands in lists."""
    match section:
        case "allowance":
            yield from _order(raw)
        case "rates":
            yield from _rate(raw, shape)
        case "bonuses":
            yield _choice("share", "没有整月在岗的", SHARES, shape)
            yield from _conditions(raw, "lost_when", "就没有")
        case "deductions":
            yield from _deduction(raw, shape)
        case "steps":
            yield from _rows(raw)
        case "forfeits":
            yield from _conditions(raw, "when", "就不发")


def asked_of(section: str, raw: Raw, name: str) -> bool:
    """Whether an entry may have a value of that name: a sum for the month has no other limit, a deduction of what was
    earned no amount of its own, only times are let pass, and only what has minutes is chosen by them."""
    if name in raw or section not in ("rates", "deductions"):
        return True
    match name:
        case "at_most":
            return bool(raw["per"] != "month")
        case "free":
            return raw["per"] in BY_TIMES
        case "minutes_from" | "minutes_to":
            return _measured(raw)
    return False


def filled(section: str, name: str, key: Key) -> Key:
    """An amount that an entry has may be another, but not none: it would say nothing any more."""
    return Key(key.read) if (section, name) == ("deductions", "amount") else key


def _measured(raw: Raw) -> bool:
    return MEASURED.issuperset(raw["counts"])


def _choice(name: str, says: str, words: Mapping[str, str], shape: Mapping[str, Key]) -> Found:
    return name, ((name,),), Key(one_of(*words), shape[name].default), Label(says), tuple(words.items())


def _rate(raw: Raw, shape: Mapping[str, Key]) -> Iterator[Found]:
    """An item by the month stays one: by the day it would be another item."""
    if raw["per"] != "month":
        yield _choice("per", "怎么算", {per: word for per, word in PER.items() if per != "month"}, shape)
    for index, leave in enumerate(raw.get("leave", ())):
        label = Label(f"{counted_words(leave['kinds'])}发", "%")
        yield f"leave.{index}", (("leave", index, "percent"),), Key(whole(0, 100), 100), label, ()


def _deduction(raw: Raw, shape: Mapping[str, Key]) -> Iterator[Found]:
    if "amount" in raw:
        words = {per: word for per, word in EACH.items() if per != "minute" or _measured(raw)}
        yield _choice("per", "怎么扣", words, shape)
    yield from _conditions(raw, "when", "才扣")


def _order(raw: Raw) -> Iterator[Found]:
    """Five choices, of which the checker wants every stage once."""
    for index in range(len(raw["order"])):
        label = Label(f"第 {index + 1} 步算")
        yield f"order.{index + 1}", (("order", index),), Key(one_of(*STAGES)), label, tuple(STAGE_WORDS.items())


def _conditions(raw: Raw, name: str, then: str) -> Iterator[Found]:
    for index, condition in enumerate(raw.get(name, ())):
        for bound, says in (("at_least", "满"), ("above", "超过")):
            if bound in condition:
                label = Label(f"{counted_words(condition['counts'])}{says}多少{then}", _unit(condition))
                yield f"{name}.{index}.{bound}", ((name, index, bound),), _bound(condition), label, ()


def _rows(raw: Raw) -> Iterator[Found]:
    counted = counted_words(raw["counts"])
    rows: Sequence[Raw] = raw["rows"]
    for index in range(len(rows)):
        reached = Label(f"第 {index + 1} 档：{counted}满", _unit(raw))
        yield f"rows.{index}.at_least", (("rows", index, "at_least"),), _bound(raw), reached, ()
        taken = Label(f"第 {index + 1} 档：扣", "%")
        yield f"rows.{index}.percent", (("rows", index, "percent"),), Key(whole(0, 100)), taken, ()


def _unit(raw: Raw) -> str:
    return "天" if raw.get("unit") == "days" else "次"


def _bound(raw: Raw) -> Key:
    """Days in halves, times whole."""
    return Key(halves if raw.get("unit") == "days" else whole(1, 366))
