"""Where the values stand that a clerk may change, in an entry of each section of a rulebook."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from attendance.chapters import LeaveRules
from attendance.rulebook import BOOK, Rulebook
from attendance.sections import SESSION, Dated
from attendance.shape import Key, Reader, RefusedError, Rows, halves, time_of_day, whole
from office.rulebook_chains import Path, chain_bounds, chain_steps
from office.rulebook_labels import LABELS, SHIFT, Label
from office.rulebook_money_sites import asked_of, filled, money_sites
from reports.words import code_word, session_word


class Choice(NamedTuple):
    """A value to choose, and its word."""

    value: str
    word: str


class Site(NamedTuple):
    """A value that may be changed: its name within the entry, and every path at which it stands."""

    name: str
    paths: tuple[Path, ...]
    key: Key
    label: Label
    choices: tuple[Choice, ...] = ()


def sites(section: str, entry: Dated, raw: Mapping[str, Any], rulebook: Rulebook) -> Iterator[Site]:
    """Every number and choice of an entry; `raw` is the entry as the file has it."""
    shape = _shape(BOOK[section])
    match section:
        case "hours":
            yield from _hours(raw)
        case "duty":
            yield from _duty(raw, _shape(shape["shifts"]))
        case "outings":
            yield from _outings(raw, _shape(shape["reports"]), rulebook)
        case "thresholds":
            yield from _threshold(raw)
        case "leave":
            assert isinstance(entry, LeaveRules)
            yield from _leave(raw, entry, shape, rulebook)
    asked = (each for each in LABELS[section].items() if asked_of(section, raw, each[0]))
    yield from (Site(name, ((name,),), filled(section, name, shape[name]), label) for name, label in asked)
    yield from _money(section, raw, shape)


def _money(section: str, raw: Mapping[str, Any], shape: Mapping[str, Key]) -> Iterator[Site]:
    for name, paths, key, label, words in money_sites(section, raw, shape):
        choices = tuple(Choice(*each) for each in words)
        yield Site(name, paths, Key(_within(choices), key.default) if choices else key, label, choices)


def _shape(key: Key) -> Mapping[str, Key]:
    assert isinstance(key.read, Rows)
    return key.read.shape


def _hours(raw: Mapping[str, Any]) -> Iterator[Site]:
    for index, session in enumerate(raw["sessions"]):
        name, word = session["name"], session_word(session["name"])
        for end, what in (("start", "上班"), ("end", "下班")):
            yield Site(f"{name}.{end}", (("sessions", index, end),), SESSION[end], Label(word + what))
        for window, what in (("sign_in", "签到"), ("sign_out", "签退")):
            for edge, side in enumerate(("从", "到")):
                if window in session:
                    path = "sessions", index, window, edge
                    yield Site(f"{name}.{window}.{edge}", (path,), Key(time_of_day), Label(f"{word}{what}时段{side}"))


def _duty(raw: Mapping[str, Any], shape: Mapping[str, Key]) -> Iterator[Site]:
    for index, shift in enumerate(raw["shifts"]):
        name, place = shift["name"], ("shifts", index)
        for end, what in (("start", "开始"), ("end", "结束")):
            yield Site(f"{name}.{end}", ((*place, end),), shape[end], Label(f"{name}{what}"))
        for flag, label in SHIFT.items():
            yield Site(f"{name}.{flag}", ((*place, flag),), shape[flag], Label(f"{name}：{label.name}"))


def _outings(raw: Mapping[str, Any], shape: Mapping[str, Key], rulebook: Rulebook) -> Iterator[Site]:
    for index, row in enumerate(raw["reports"]):
        if "at_most" in row:
            roles = "、".join(map(rulebook.role_title, row["roles"]))
            key = Key(shape["at_most"].read)
            yield Site(
                f"at_most.{index}", (("reports", index, "at_most"),), key, Label(f"报告{roles}的最长外出", "分钟")
            )


def _threshold(raw: Mapping[str, Any]) -> Iterator[Site]:
    bound = "at_least" if "at_least" in raw else "above"
    unit = {"times": "次", "absent_days": "天", "leave_days": "天"}[raw["unit"]]
    counted = "、".join(map(code_word, raw["counts"]))
    span = "一个月" if raw["per"] == "month" else "一年"
    label = Label(f"{span}{counted}{'满' if bound == 'at_least' else '超过'}", unit)
    yield Site("bound", ((bound,),), Key(whole(1, 366) if raw["unit"] == "times" else halves), label)


def _leave(raw: Mapping[str, Any], rules: LeaveRules, shape: Mapping[str, Key], rulebook: Rulebook) -> Iterator[Site]:
    for bound in chain_bounds(rules, rulebook):
        yield Site(bound.name, bound.paths, Key(halves), Label(bound.label, "天"))
    for step in chain_steps(rules, rulebook):
        choices = tuple(Choice(*each) for each in step.choices)
        yield Site(step.name, step.paths, Key(_within(choices)), Label(step.label), choices)
    kinds = _shape(shape["kinds"])
    for index, kind in enumerate(raw["kinds"]):
        path = "kinds", index, "days_a_year"
        yield Site(f"{kind['name']}.days_a_year", (path,), kinds["days_a_year"], Label(f"{kind['name']}一年最多", "天"))


def _within(choices: tuple[Choice, ...]) -> Reader:
    """One of the choices, refused in the words of the form."""
    words = {choice.value: choice.word for choice in choices}

    def read(value: object) -> str:
        if value not in words:
            raise RefusedError("not_one_of", "、".join(words.values()))
        return str(value)

    return read
