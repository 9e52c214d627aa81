"""核对、核准、封账 from the window: what a step would settle is shown before it is taken, and only that is settled."""

from dataclasses import dataclass
from decimal import Decimal

from attendance.capitals import capitals
from office import allowances
from office.allowance_export import bank_warnings
from office.allowance_kept import run_kept
from office.allowance_rows import Sums, sums_shown
from office.allowance_view import NEXT
from office.allowances import Run
from office.failures import JobError
from office.home import Home

ACTS = {"check": allowances.check, "approve": allowances.approve, "close": allowances.close}


@dataclass(frozen=True)
class StepPlan:
    """The step that comes next. `undecided` days stop the approval."""

    month: str
    step: str  # check, approve, close
    number: int | None
    sums: Sums
    capitals: str
    warnings: tuple[str, ...]
    undecided: int


def step_plan(home: Home, month: str) -> StepPlan:
    """What the next step of a month would settle. Raises JobError."""
    run = run_kept(home, month)
    sums, step = sums_shown(run.run["sum"]), NEXT[run.state]
    number = None if step == "check" else run.number
    warnings = (*run.warnings, *bank_warnings(home, run))
    return StepPlan(month, step, number, sums, capitals(Decimal(sums.total)), warnings, len(run.waiting))


def take_step(home: Home, plan: StepPlan, by: str) -> Run:
    """Take the step as it was shown. Raises JobError, also where the sums have become others since."""
    now = step_plan(home, plan.month)
    if (now.step, now.sums) != (plan.step, plan.sums):
        raise JobError(
            f"这个月的补助刚刚变了（现在 {now.sums.people} 人，实发合计 {now.sums.total} 元），"
            "请关掉这个对话框，看过以后再办"
        )
    return ACTS[plan.step](home, plan.month, by)
