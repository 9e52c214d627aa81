"""Trying a terminal before or after it is registered: what answers there, or in plain words why nothing does."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from attendance.records import Address
from devices.patience import Patience
from devices.stranger import speaks_http
from devices.terminal import Probe, probe
from devices.terminal import TerminalError as Refused
from office import terminals
from office.failures import JobError
from office.home import Home
from store import contacts
from store.terminals import Placed

# A clerk waits before the window: the whole trial is over within ten seconds, whatever the address does.
LIMIT = 7.5
WEB_SECONDS = 1.5
PATIENCE = Patience(connect=4.0, reply=4.0, tries=3, sessions=2, farewell=0.5)


@dataclass(frozen=True)
class TerminalForm:
    """A terminal as a clerk writes it: all but the tick is text, as typed."""

    name: str = ""
    host: str = ""
    port: str = "4370"
    udp: bool = False
    comm_key: str = ""
    floor: str = ""
    since: str = ""  # from which day on; empty: from always, for a change from today


@dataclass(frozen=True)
class Checked:
    """What a trial came to. `kind` is ok or says what is wrong; `registered_as` names whom the serial belongs to."""

    kind: str
    sentence: str
    technical: str = ""
    serial: str = ""
    firmware: str = ""
    users: int = 0
    users_capacity: int = 0
    records: int = 0
    records_capacity: int = 0
    offset: int = 0
    registered_as: str = ""

    @property
    def ok(self) -> bool:
        return self.kind == "ok"


# ---------------------------------------------------------------- what the clerk wrote


def address_of(form: TerminalForm) -> Address:
    """The address on a form. Raises JobError. Signs of a Chinese keyboard are taken for what they mean."""
    host, port, key = (_plain(text) for text in (form.host, form.port, form.comm_key))
    if not host:
        raise JobError("请填写设备的地址，例如 192.168.1.201，可在设备菜单的网络设置里看到")
    if key and not key.isdecimal():
        raise JobError(f"通信密码“{key}”不对，应当是 0 到 999999 的整数，没有设置就不写")
    return terminals.parse_address(host if ":" in host else f"{host}:{port or 4370}", form.udp, int(key or 0))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("。", ".").strip()


def _since(form: TerminalForm) -> date | None:
    text = _plain(form.since)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise JobError(f"日期“{text}”不对，请写成 2026-03-04") from None


# ---------------------------------------------------------------- trying


def check_address(home: Home, form: TerminalForm) -> Checked:
    """Try the address on a form, within ten seconds. Raises JobError only for an address that is none."""
    return _check(home, address_of(form), form.name.strip())


def check_terminal(home: Home, name: str) -> Checked:
    """Try a registered terminal, as before its clock is set. Raises JobError where there is none of that name."""
    return _check(home, terminals.find(home, name).address, name)


def _check(home: Home, address: Address, name: str) -> Checked:
    try:
        found = probe(address, home.clock, LIMIT, patience=PATIENCE)
    except Refused as refused:
        kind = _kind(refused, address)
        return Checked(kind, SENTENCES[kind].format(host=address.host, port=address.port), str(refused))
    with home.store.reading():
        owner = contacts.serials().get(found.serial, "")
    return _answered(found, owner if owner != name else "")


def _answered(found: Probe, owner: str) -> Checked:
    said = f"连接正常，这是一台考勤设备，序列号 {found.serial}"
    if owner:
        said += f"；同一序列号已经登记为“{owner}”，请确认不是把一台设备登记了两次"
    held = found.capacity
    return Checked(
        "ok",
        said,
        serial=found.serial,
        firmware=found.firmware,
        users=held.users,
        users_capacity=held.users_capacity,
        records=held.records,
        records_capacity=held.records_capacity,
        offset=found.offset,
        registered_as=owner,
    )


SENTENCES = {
    "nobody": "{host} 没有回音：请检查设备是否通电、网线是否插好，核对地址和端口",
    "closed": "{host} 有机器在，但端口 {port} 没有设备应答；请核对端口，通常是 4370，设备正在重启时请等一分钟再试",
    "unknown_host": "找不到“{host}”；请核对地址，一般写成数字，例如 192.168.1.201",
    "no_way": "这台电脑到不了 {host}；请检查电脑的网线和网络设置，确认与设备在同一个网络里",
    "web": "{host}:{port} 上应答的是一个网站，不是考勤设备；可能填成了路由器或打印机的地址，请核对",
    "not_a_terminal": "{host}:{port} 上有东西应答，但不是考勤设备；请核对地址和端口",
    "mute": "{host}:{port} 接通了，但没有应答；可能不是考勤设备，或者设备死机了，请核对地址，重启设备后再试",
    "mute_udp": "{host} 用 UDP 没有应答；请检查设备是否通电、地址是否正确，新一些的设备请去掉 UDP 再试",
    "stalled": "{host} 是考勤设备，但应答到一半停了；请检查网线和网络，等设备空闲时再试",
    "no_key": "这台设备设了通信密码；请把设备菜单里的通信密码填在这里再试",
    "wrong_key": "通信密码不对；请按设备菜单里的通信密码改正后再试",
    "busy": "设备正忙，可能有人正在操作它或别的电脑正在读取；请稍候再试",
    "broken": "连接到一半断开了；请检查网线和网络，稍候再试",
    "garbled": "设备送来的数据前后矛盾；请检查网络，一直这样请联系设备厂家",
    "office_clock": "这台电脑的时钟好像不对，和设备一下子差了很多；请核对电脑的日期、时间和时区，没有错的手动读取",
    "refused": "设备拒绝了查询；请检查设备设置，确认它允许电脑连接",
}


def failure_words(code: str, detail: str, address: Address) -> str:
    """Why a read failed, from what the store kept of it."""
    kind = _stored_kind(code, detail, address)
    return SENTENCES[kind].format(host=address.host, port=address.port)


def _stored_kind(code: str, detail: str, address: Address) -> str:
    if code == "unreachable":
        return _unreachable(detail.removeprefix("unreachable"))
    if code == "silent":
        return "stalled" if "heard=True" in detail else "mute_udp" if address.udp else "mute"
    return "no_key" if code == "wrong_key" and not address.comm_key else code


def _kind(refused: Refused, address: Address) -> str:
    """Which of the sentences fits."""
    unheard = not refused.detail.get("heard")
    if (
        refused.code in ("silent", "not_a_terminal")
        and unheard
        and not address.udp
        and speaks_http(address, WEB_SECONDS)
    ):
        return "web"
    return _stored_kind(refused.code, str(refused), address)


def _unreachable(reason: str) -> str:
    """By the system's words, or by its numbers where it speaks Chinese."""
    known = {"refused": "closed", "10061": "closed", "unknown host": "unknown_host"}
    known |= dict.fromkeys(("unreachable", "no route", "10051", "10065"), "no_way")
    return next((kind for word, kind in known.items() if word in reason.lower()), "nobody")


# ---------------------------------------------------------------- registering


def register(home: Home, form: TerminalForm) -> str:
    """Register the terminal on a form; gives its name. Raises JobError."""
    return terminals.add(home, form.name, address_of(form), form.floor, _since(form)).name


def change(home: Home, name: str, form: TerminalForm) -> str:
    """A registered terminal becomes what a form says, from its day on; gives its name. Raises JobError."""
    wanted = Placed(form.name, address_of(form), form.floor, _since(form), None)
    return terminals.change(home, name, wanted).name


def remove(home: Home, name: str, since: str, never_used: bool = False) -> date:
    """A terminal stops counting from a day on; one that was never used, from the beginning. Raises JobError."""
    day = _since(TerminalForm(since=since))
    if never_used:
        with home.store.reading():
            if contacts.whole_reads([name]):
                raise JobError(f"“{name}”已经读到过记录，不是登记错的设备；请写停用的日期")
        day = date.min
    return terminals.remove(home, name, day)
