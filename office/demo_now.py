"""What the demo leaves under way: the morning that its window finds."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from attendance.entries import HalfDay
from attendance.leave import covers
from office import leave, outings, posts, step_aways, terminals
from office.home import Home

NEAR = timedelta(days=7)  # slips that far back and ahead are looked at


class Silent(NamedTuple):
    """A terminal that did not answer when it was tried last."""

    name: str
    tried: str
    horizon: str


class UnderWay(NamedTuple):
    """The office at a moment: people who are not at their posts, slips that wait, terminals that do not answer."""

    now: str
    on_leave: int
    unsigned: int
    unclosed: int
    outings: int
    aways: int
    substitutes: int
    silent: tuple[Silent, ...]

    def document(self) -> dict[str, Any]:
        return {**self._asdict(), "silent": [each._asdict() for each in self.silent]}

    def lines(self) -> Iterator[str]:
        yield f"演示停在 {self.now[:16].replace('T', ' ')}，这时："
        yield (
            f"  请假 {self.on_leave} 人，待签字 {self.unsigned} 张，待销假 {self.unclosed} 张；"
            f"外出未回 {self.outings} 人，离岗未回 {self.aways} 人，临时顶岗 {self.substitutes} 人"
        )
        for each in self.silent:
            yield f"  {each.name}设备 {each.tried[11:16]} 连不上，数据截止 {each.horizon[11:16]}"
        yield "在窗口里从这一刻接着用，时钟照走，模拟设备照常收打卡：demo --window"


def under_way(home: Home) -> UnderWay:
    """What is entered and not yet over, and which terminals are silent."""
    now = home.clock()
    day, half = now.date(), HalfDay(now.date(), "am" if now.hour < 12 else "pm")
    slips = leave.list_leaves(home, day - NEAR, day + NEAR)
    in_force = [slip.leave for slip in slips if slip.state == "in_force"]
    return UnderWay(
        now.isoformat(),
        on_leave=sum(covers(slip, half) for slip in in_force),
        unsigned=sum(slip.state == "pending" and slip.leave.last >= half for slip in slips),
        unclosed=sum(slip.last < half for slip in in_force),
        outings=sum(found.outing.closed is None for found in outings.list_outings(home, day)),
        aways=sum(found.away.closed is None for found in step_aways.list_aways(home, day)),
        substitutes=len(posts.list_substitutes(home, day, day)),
        silent=tuple(_silent(home)),
    )


def _silent(home: Home) -> Iterator[Silent]:
    for listed in terminals.list_terminals(home):
        if listed.contact and listed.contact[1] and listed.read:
            yield Silent(listed.placed.name, listed.contact[0], listed.read.horizon.isoformat())
