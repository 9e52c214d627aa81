"""What must hold of every sum, by the shipped rulebooks and by any that may be written."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from month_cases import NUMBER, CaseMonth

from attendance.allowance import allowance
from attendance.document import canonical
from attendance.month import Noticed, PostedDay, own_months
from attendance.month_document import PersonMonthDoc
from attendance.rulebook_check import load_rulebook, shipped_names, shipped_text

ANQING = shipped_text("anqing-2013")
WITHOUT_MONEY = ANQING[: ANQING.index("# ---- 出勤补助 -")]
PAYING = [name for name in shipped_names() if load_rulebook(shipped_text(name)).book.allowance]
HEAD = 'from = {since}\nclause = "allowance"\n'
STAGES = ("rates", "bonuses", "deductions", "steps", "forfeits")

# ---------------------------------------------------------------- any rulebook's money sections


def written(value: object) -> str:
    """A value as TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {written(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def section(name: str, values: dict[str, Any]) -> str:
    lines = [f"{key} = {written(value)}" for key, value in values.items() if value not in (None, [], "", 0)]
    return "\n".join([f"[[{name}]]", "from = 2013-10-23", 'clause = "allowance"', *lines, ""])


money = st.builds("{}.{:02}".format, st.integers(0, 300), st.sampled_from((0, 1, 33, 50, 99)))
maybe_money = st.one_of(st.none(), money)
some = st.sampled_from
codes = st.lists(
    some(("late", "late", "left_early", "missing_in", "absent", "on_leave", "事假", "yellow_card")),
    min_size=1,
    max_size=3,
    unique=True,
)
timed = st.lists(some(("late", "left_early")), min_size=1, unique=True)


@st.composite
def conditions(draw: st.DrawFn, least: int = 0) -> list[dict[str, Any]]:
    found = []
    for _ in range(draw(st.integers(least, 2))):
        unit = draw(some(("times", "days")))
        bound = draw(st.integers(1, 4) if unit == "times" else some((0.5, 1, 1.5, 2)))
        found.append({"counts": draw(codes), "unit": unit, draw(some(("at_least", "above"))): bound})
    return found


@st.composite
def rates(draw: st.DrawFn) -> list[str]:
    found = []
    for name in ("base", "post")[: draw(st.integers(1, 2))]:
        monthly = draw(st.booleans())
        for days in ([], ["makeup"])[: draw(st.integers(1, 2)) if not monthly else 1]:
            daily = {
                "days": days,
                "unpaid": draw(st.lists(some(("late", "missing_in", "on_outing")), unique=True)),
                "leave": [{"kinds": [draw(some(("公出", "on_leave")))], "percent": draw(st.integers(1, 100))}],
                "at_most": draw(maybe_money),
            }
            per = "month" if monthly else draw(some(("day", "session")))
            own = {"name": name, "title": name, "amount": draw(money), "per": per}
            found.append(section("rates", own if monthly else own | daily))
    return found


@st.composite
def deduction(draw: st.DrawFn, name: str) -> str:
    per = draw(some(("time", "minute", "day", "half_day", "forgoes")))
    own = {"name": name, "title": name, "at_most": draw(maybe_money), "when": draw(conditions())}
    if per == "forgoes":
        return section("deductions", own | {"counts": draw(codes), "forgoes": ["duty", "extra"], "per": "day"})
    if per in ("time", "minute"):
        own["free"] = draw(st.integers(0, 2))
    bounds = {"minutes_from": draw(some((None, 5, 10)))} if per == "minute" or draw(st.booleans()) else {}
    counts = draw(timed if bounds or per == "minute" else codes)
    return section("deductions", own | bounds | {"counts": counts, "amount": draw(money), "per": per})


@st.composite
def steps(draw: st.DrawFn, name: str) -> str:
    first, then = sorted(draw(st.lists(st.integers(1, 6), min_size=2, max_size=2, unique=True)))
    low, high = sorted(draw(st.lists(st.integers(0, 100), min_size=2, max_size=2, unique=True)))
    rows = [{"at_least": first, "percent": low}, {"at_least": then, "percent": high}]
    own = {"name": name, "title": name, "counts": draw(codes), "unit": draw(some(("times", "days"))), "rows": rows}
    of = draw(some(([], ["base"], ["duty"], ["base", "full"])))
    return section("steps", own | {"of": of, "further": draw(st.integers(0, 40))})


@st.composite
def forfeit(draw: st.DrawFn, name: str) -> str:
    of = draw(some(([], ["base"], ["full"], ["duty", "base"])))
    own = {"name": name, "title": name, "when": draw(conditions(1)), "percent": draw(st.integers(1, 100)), "of": of}
    return section("forfeits", own)


@st.composite
def bonus(draw: st.DrawFn) -> str:
    share = draw(some(("whole", "served", "attended")))
    own = {"name": "full", "title": "full", "amount": draw(money), "share": share}
    return section("bonuses", own | {"lost_when": draw(conditions())})


DUTY = section("rates", {"name": "duty", "title": "duty", "amount": "40.00", "per": "session", "shifts": ["周六值班"]})
EXTRA = {"name": "extra", "title": "extra", "amount": "7.77", "per": "day"}


@st.composite
def rulebooks(draw: st.DrawFn) -> str:
    """The text of a whole rulebook whose money sections are any that may be written."""
    order = ["rates", *draw(st.permutations(STAGES[1:]))]
    unpaid = draw(some(([], ["late"])))
    plan = {"order": order, "rounding": draw(some(("0.01", "0.1", "1"))), "cap": draw(maybe_money)}
    parts = [section("allowance", plan), *draw(rates()), DUTY, draw(bonus())]
    parts.append(section("rates", EXTRA | {"unpaid": unpaid, "at_most": draw(some((None, "60.00")))}))
    parts += [draw(deduction(f"less{each}")) for each in range(draw(st.integers(0, 3)))]
    parts += [draw(steps(f"step{each}")) for each in range(draw(st.integers(0, 2)))]
    parts += [draw(forfeit(f"lost{each}")) for each in range(draw(st.integers(0, 2)))]
    return WITHOUT_MONEY + "\n".join(parts)


texts = st.one_of(rulebooks(), some([shipped_text(name) for name in PAYING]))

# ---------------------------------------------------------------- any month


MONTH = "2026-02"
WORKING = ("02-02", "02-03", "02-04", "02-13", "02-14", "02-25", "02-28")
WORDS = ("签到缺卡", "签退缺卡", "旷工", "数据不全", "请假 事假", "请假 病假", "请假 公出", "临时外出", "早退 9")
minutes = st.integers(1, 29)
PLACES = [(day, session) for day in WORKING for session in ("上午", "下午")]
place = some(PLACES)
word = st.one_of(some(WORDS), st.builds("迟到 {}".format, minutes))
happened = st.dictionaries(place, word, max_size=10)
duties = st.lists(some(("02-07 周六值班 正常", "02-07 周六值班 迟到 3", "02-07 周六值班 旷工")), max_size=1)
given_notices = st.lists(some(("02-10 黄牌警告", "02-11 通报")), max_size=1)
decided = st.lists(some(("02-02 上午 按出勤", "02-03 下午 不按出勤")), max_size=1)


class OfText(CaseMonth):
    """A month by the text of a rulebook."""

    @property
    def books(self) -> Any:
        return ((self.dates[0], load_rulebook(self.case["text"])),)


months = st.builds(
    lambda text, found, duty, notices, decided: {
        "month": MONTH,
        "text": text,
        "found": found,
        "days": [*duty, *(f"{day} {session} {what}" for (day, session), what in sorted(found.items()))],
        "notices": notices,
        "decided": decided,
    },
    texts,
    happened,
    duties,
    given_notices,
    decided,
)


def paid(case: dict[str, Any], days: list[str] | None = None) -> PersonMonthDoc:
    month = OfText(case, days)
    return allowance(month.own, month.terms)


@given(months)
@settings(max_examples=60, deadline=None)
def test_the_lines_add_up_to_the_total_and_nobody_owes(case) -> None:
    person = paid(case)
    amounts = [Decimal(line["amount"]) for line in person["lines"]]
    total = Decimal(person["total"])
    assert sum(amounts, Decimal(0)) == total >= 0
    assert Decimal(person["gross"]) - Decimal(person["deducted"]) + Decimal(person["supplement"]) == total
    plan = load_rulebook(case["text"]).book.allowance[0]
    assert plan.cap is None or total <= plan.cap + plan.rounding
    assert total == total.quantize(plan.rounding)
    for line in person["lines"]:
        assert line["stage"] in ("floor", "rounding") or (Decimal(line["amount"]) >= 0) == (
            line["stage"] in STAGES[:2] or Decimal(line["amount"]) == 0
        )


@given(months, minutes)
@settings(max_examples=60, deadline=None)
def test_one_more_late_arrival_never_pays_more(case, late) -> None:
    """Whichever of the sessions in order it is."""
    before = Decimal(paid(case)["total"])
    for day, session in PLACES:
        if (day, session) not in case["found"]:
            more = [*case["days"], f"{day} {session} 迟到 {late}"]
            assert Decimal(paid(case, more)["total"]) <= before, (day, session)


@given(months, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_no_order_of_days_changes_a_byte(case, random) -> None:
    month = OfText(case)
    posted, notices = (
        [*month.posted()],
        [*month.own.notices, *(Noticed(9, "1002", "notice", day) for day in month.working)],
    )
    random.shuffle(posted)
    random.shuffle(notices)
    decided = {(NUMBER, day.date, s.name): s.decided for day in month.own.days for s in day.sessions if s.decided}
    own = own_months(posted, notices, decided)[NUMBER]
    assert canonical(allowance(own, month.terms)) == canonical(paid(case))


@given(months)
@settings(max_examples=20, deadline=None)
def test_reckoned_again_from_the_same_text_it_is_the_same_bytes(case) -> None:
    first = canonical(paid(case))
    load_rulebook.cache_clear()
    assert canonical(paid(case)) == first


@given(months, happened)
@settings(max_examples=20, deadline=None)
def test_an_earlier_edition_of_a_day_counts_for_nothing(case, before) -> None:
    month = OfText(case, edition=2)
    said = [f"{day} {session} {what}" for (day, session), what in sorted(before.items())]
    earlier: list[PostedDay] = [*OfText(case, said, edition=1).posted()]
    standing = {day.date for day in month.posted()}
    days = [*month.posted(), *(day for day in earlier if day.date in standing)]
    decided = {(NUMBER, day.date, s.name): s.decided for day in month.own.days for s in day.sessions if s.decided}
    own = own_months(days, month.own.notices, decided)[NUMBER]
    assert canonical(allowance(own, month.terms)) == canonical(allowance(month.own, month.terms))
