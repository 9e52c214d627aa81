"""Who is on the roster on a day: what every verb that names a person asks first."""

from collections.abc import Mapping
from datetime import date

from attendance.records import Person
from office.failures import JobError
from store import roster
from store.database import last_change
from store.roster import Stint


def person_on(number: str, day: date) -> Person:
    """The person of that 工号 as assigned on a day. Raises JobError where nobody has it then."""
    found = placed(roster.stints(last_change(), [number]), day).get(number)
    if found is None:
        raise JobError(f"{day} 的名册里没有工号 {number}，请核对工号和日期，或先在名册里补上", "staff import")
    return found


def placed(stints: Mapping[str, list[Stint]], day: date) -> dict[str, Person]:
    """Everybody on the roster on a day, by 工号."""
    found = {}
    for number, mine in stints.items():
        begun = [stint for stint in mine if stint.first is None or stint.first <= day]
        if begun and (begun[-1].last is None or begun[-1].last >= day):
            found[number] = begun[-1].person
    return found
