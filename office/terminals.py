"""Registering terminals, trying them, setting their clocks, and deciding on silent ones."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from attendance.doubts import SIDES, lost_in
from attendance.records import Address
from attendance.rulebook import Rulebook
from devices.terminal import Probe, probe
from devices.terminal import set_time as set_terminal_time
from office import days
from office.failures import JobError
from office.home import Home, author
from office.judging import Judged, judge
from store import terminals
from store.database import last_change, record_change
from store.terminals import LastRead, Placed

PROBE_SECONDS = 20.0


@dataclass(frozen=True)
class Listed:
    """A terminal with its last contact; `read` is its latest whole read."""

    placed: Placed
    contact: tuple[str, str] | None  # when tried last, and the error code of that try
    read: LastRead | None


def parse_address(text: str, udp: bool, comm_key: int) -> Address:
    """HOST[:PORT] → Address. Raises JobError for a port that is none."""
    host, colon, port = text.strip().rpartition(":") if ":" in text else (text.strip(), "", "")
    if not host or any(sign.isspace() or sign in "/@?#" for sign in text.strip()):
        raise JobError(f"地址“{text}”不对，请写成 192.168.1.201 或 192.168.1.201:4370")
    if colon and not (port.isdecimal() and 1 <= int(port) <= 65535):
        raise JobError(f"端口“{port}”不对，应当是 1 到 65535 的整数，通常是 4370")
    if not 0 <= comm_key <= 999_999:
        raise JobError(f"通信密码“{comm_key}”不对，应当是 0 到 999999 的整数，没有设置就不写")
    return Address(host, int(port) if colon else 4370, udp, comm_key)


def add(home: Home, name: str, address: Address, floor: str = "", first: date | None = None) -> Placed:
    """Register a terminal. The first time without a date it counts from always, a name used before from today."""
    name = name.strip()
    if not name:
        raise JobError("设备名称不能为空，请起一个名字，例如 一楼东")
    with home.store.transaction():
        today, now = home.clock().date(), last_change()
        standing = {placed.name: placed for placed in terminals.registered(today, now)}
        if name in standing:
            raise JobError(f"已经有名为“{name}”的设备；换地址请改这台设备的登记", f"先 terminal remove {name}")
        _refuse_taken(address, standing.values())
        since = first or (today if name in terminals.ever(now) else None)
        placed = Placed(name, address, _floor(floor), since, None)
        terminals.add(placed, record_change(home.clock(), author(), f"terminal add {name}"))
    return placed


def _refuse_taken(address: Address, others: Iterable[Placed]) -> None:
    for other in others:
        if (other.address.host, other.address.port) == (address.host, address.port):
            raise JobError(f"地址 {address.host}:{address.port} 已经登记为“{other.name}”，同一台设备不要登记两次")


def change(home: Home, name: str, wanted: Placed) -> Placed:
    """A terminal's name, address or floor from a day on, by default today; until then it stays what it was.

    A terminal that was never read may have been entered wrongly from the start, so its new name holds from there.
    Raises JobError where the change would leave days in doubt, or a name or address is taken.
    """
    today = home.clock().date()
    with home.store.transaction():
        now = last_change()
        standing = {placed.name: placed for placed in terminals.registered(today, now)}
        old = standing.pop(name, None)
        if old is None:
            raise JobError(f"没有名为“{name}”的设备，可能已被停用，请刷新后再看")
        changed = Placed(wanted.name.strip(), wanted.address, _floor(wanted.floor), wanted.first or today, None)
        if changed[:3] == old[:3]:
            return old
        read = terminals.last_read(name, now)
        if changed.name != name:
            _refuse_name(changed, standing, terminals.ever(now), read, today)
            changed = changed if read else changed._replace(first=old.first)
        _refuse_taken(changed.address, standing.values())
        if changed.first and changed.first > today:
            raise JobError(f"更改只能从今天或以前的日子算起，{changed.first} 还没有到，请改正日期")
        act = record_change(home.clock(), author(), f"terminal change {name}")
        terminals.remove(name, date.min if changed.first is None else changed.first, act)
        terminals.add(changed, act)
    return changed


def _refuse_name(
    changed: Placed, standing: Mapping[str, Placed], ever: Set[str], read: LastRead | None, today: date
) -> None:
    """A reading belongs to the name it was made under, so a new name must not cut one off that is still to come."""
    if not changed.name:
        raise JobError("设备名称不能为空，请起一个名字，例如 一楼东")
    if changed.name in standing:
        raise JobError(f"已经有名为“{changed.name}”的设备，请另起一个名字")
    if changed.name in ever:
        raise JobError(f"“{changed.name}”是以前停用过的设备的名字，为免两台设备的记录混在一起，请另起一个名字")
    if changed.first != today:
        raise JobError("改名只能从今天算起，以前的读取都记在原来的名字下；请把日期改成今天")
    if read and read.horizon.date() < today:
        raise JobError("改名之前请先读取一次这台设备，不然它今天以前还没读到的打卡会一直缺着")


def _floor(text: str) -> str:
    """A floor written as on the roster, so that terminals and people meet: 一楼 → 1."""
    from office.roster_values import CellError
    from office.roster_values import floor as read_floor

    try:
        return read_floor(text) if text.strip() else ""
    except CellError as error:
        raise JobError(f"楼层“{text}”不对，{error}") from None


def remove(home: Home, name: str, day: date | None = None) -> date:
    """A terminal stops counting from a day on, by default today. What it brought stays."""
    find(home, name)
    day = day or home.clock().date()
    with home.store.transaction():
        terminals.remove(name, day, record_change(home.clock(), author(), f"terminal remove {name}"))
    return day


def list_terminals(home: Home) -> list[Listed]:
    """The terminals that count today."""
    with home.store.reading():
        now = last_change()
        return [
            Listed(placed, terminals.last_contact(placed.name), terminals.last_read(placed.name, now))
            for placed in terminals.registered(home.clock().date(), now)
        ]


def test(home: Home, name: str) -> Probe:
    """Try a terminal without reading its log. Raises TerminalError."""
    return probe(find(home, name).address, home.clock, limit=min(PROBE_SECONDS, home.settings.read_seconds))


def set_time(home: Home, name: str) -> tuple[int, int]:
    """Set a terminal's clock to the office's; gives its offset before and after. Raises TerminalError.

    Punches not yet read would take the new offset, so the terminal is to be read first.
    """
    from office.pull import pull

    placed = find(home, name)
    outcome = pull(home, [name])[0]
    if outcome.error:
        raise JobError(f"{name}：校时之前要先读取打卡记录，但没有读成。{outcome.error}", outcome.command)
    return set_terminal_time(placed.address, home.clock, limit=min(PROBE_SECONDS, home.settings.read_seconds))


def find(home: Home, name: str) -> Placed:
    """A terminal that counts today. Raises JobError."""
    with home.store.reading():
        placed = {terminal.name: terminal for terminal in terminals.registered(home.clock().date(), last_change())}
    if name not in placed:
        raise JobError(f"没有名为“{name}”的设备，已登记的有：{'、'.join(placed) or '（无）'}")
    return placed[name]


def decide_worked(home: Home, name: str, day: date, session: str, reason: str) -> list[int]:
    """The office decides that a terminal did work in a session and nothing is missing: who has no punch is judged.

    Gives the ids of the decisions, one for each side of the session in doubt. Raises JobError where the terminal was
    neither presumed dead nor may have lost punches there.
    """
    if not reason.strip():
        raise JobError("请写明依据，例如：已查看设备和监控，当天通电正常", "--reason 依据")
    rulebook = home.rulebook(day)
    days.settle(home, day.year)
    with home.store.transaction():
        judged = judge(day, last_change(), rulebook)
        sides = _sides_in_doubt(judged, rulebook, name, session)
        if not sides:
            raise JobError(
                f"{name} 在 {day} {session} 没有被推定停电，也没有缺失记录，不需要认定；可先看这一天的认定",
                f"assess {day}",
            )
        change = record_change(home.clock(), author(), f"terminal worked {name}")
        return [terminals.decide_worked(name, day, session, side, reason.strip(), change) for side in sides]


def _sides_in_doubt(judged: Judged, rulebook: Rulebook, name: str, session: str) -> Sequence[str]:
    facts, day = judged.facts, judged.document["date"]
    terminal = next((known for known in facts.terminals if known.name == name), None)
    if terminal is None:
        raise JobError(f"{day} 没有名为“{name}”的设备，请核对名称和日期")
    sessions = {known.name: known for known in rulebook.on(facts.day).sessions}
    if session not in sessions:
        raise JobError(f"{day} 没有时段“{session}”，可选：{'、'.join(sessions)}")
    if lost_in(facts, terminal, sessions[session]):
        return SIDES
    return [s["side"] for s in judged.document["silences"] if (s["terminal"], s["session"]) == (name, session)]
