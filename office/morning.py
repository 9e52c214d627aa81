"""The morning run: read, draft, post, publish, back up; whatever is due at this minute, and nothing twice.

`look` is what the schedule calls every half minute, `run` what somebody does by hand. Both go by the same plan, made
anew from what is stored; so a night with the computer off, a morning begun at eleven or a second program beside this
one need no code of their own.
"""

from datetime import timedelta

from office import morning_acts as acts
from office.drafts import Watch, drafts, office_now
from office.home import Home
from office.lease import MORNING, TakenError, hold
from office.morning_acts import MorningRun
from office.morning_plan import Read, held_back, read_due
from store import job_runs

KEPT_RUNS = timedelta(days=400)
PATIENCE = 120.0  # seconds that a run by hand waits for another
TAKEN = "另一个在岗正在运行早上的工作，等了很久还没有做完；请稍候再试"


def run(home: Home) -> MorningRun:
    """The whole morning run, by hand: read everything, post what is complete, what waits too long as well.

    Raises TakenError where another one does not come to an end; JobError where there is no terminal to read.
    """
    with hold(home, MORNING, PATIENCE, TAKEN):
        office = office_now(home)
        done = MorningRun(office.now, not office.works)
        if office.works:
            acts.read(home, done, Read("hand"), [])
            acts.doubt_all(home, done)
        _finish(home, Watch(), done, by_hand=True)
        return done


def look(home: Home, watch: Watch) -> MorningRun | None:
    """Do what is due now; None where nothing is, or where somebody else is at it."""
    if not _due(home, watch):
        return None
    try:
        with hold(home, MORNING):
            return _look(home, watch)
    except TakenError:
        return None


def _due(home: Home, watch: Watch) -> bool:
    office, found = office_now(home, watch), drafts(home, watch)
    ready = any(not held_back(draft, office) for draft in found)
    return (
        ready
        or read_due(office, found) is not None
        or bool(acts.unsaid(home, office, found))
        or acts.files_due(home, office, watch)
        or acts.backup_due(home, office, found)
    )


def _look(home: Home, watch: Watch) -> MorningRun:
    """What is ready goes out first: no terminal that does not answer may hold it up."""
    office = office_now(home, watch)
    done = MorningRun(office.now, not office.works)
    found = drafts(home, watch)
    if acts.post(home, done, found, by_hand=False):
        acts.deliver_files(home, watch, done)
    due = read_due(office, found)
    if due:
        acts.read(home, done, due, [draft for draft in found if not done.days[draft.day].posted])
    _finish(home, watch, done, by_hand=False)
    return done


def _finish(home: Home, watch: Watch, done: MorningRun, *, by_hand: bool) -> None:
    found = drafts(home, watch)
    posted = acts.post(home, done, found, by_hand=by_hand)
    left, office = [draft for draft in found if draft.day not in posted], office_now(home, watch)
    acts.say_drafts(home, office, left)
    if posted or by_hand or acts.files_due(home, office, watch):
        acts.deliver_files(home, watch, done)
    if acts.backup_due(home, office, left):
        acts.back_up(home, done)
        acts.deliver_files(home, watch, done, whole=True)  # once a day the whole folder is looked through
    with home.store.transaction():
        job_runs.forget_before(done.now.date() - KEPT_RUNS)
