"""What the office entered, in words: 事假（11月18日上午至20日下午，李四顶岗）, 外出 09:30–11:00（11:20返回）."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from attendance.document import DayDoc, EntryDoc, PersonDoc, SessionDoc
from reports.words import Side, half_words, short_day, span_words

STATES: Mapping[str, str] = {"pending": "审批未完", "rejected": "未批准", "handover": "未确认工作交接"}
KINDS: Mapping[str, str] = {
    "leave": "请假单",
    "outing": "外出登记",
    "away": "离岗登记",
    "correction": "补签",
    "cover": "顶岗",
    "duty": "值班",
}
CERTIFIED, ON_SHEET = "补签", "签到表"
READ = "设备读取（截止时间见表头）"
ALWAYS_TOLD = frozenset({"outing", "duty"})


def _noted(subject: str, notes: list[str]) -> str:
    """事假（11月18日上午，李四顶岗）; nothing in brackets where there is nothing to note."""
    said = "，".join(filter(None, notes))
    return subject + (f"（{said}）" if said else "")


class Register(NamedTuple):
    """The entries of one day: whose they are, and which of them are sign-in sheets."""

    names: Mapping[str, str]  # 工号 → 姓名
    sheets: Mapping[str, str]  # correction:5 → its witness
    owned: Mapping[str, tuple[str, EntryDoc]]  # leave:12 → 工号 and the entry

    def phrase(self, entry: EntryDoc) -> str:
        """An entry in a few words, for the 备注."""
        say: dict[str, Callable[[EntryDoc], str]] = {
            "leave": self._leave,
            "outing": _outing,
            "away": self._away,
            "correction": self._certified,
            "duty": lambda duty: f"值班：{duty['what']}",
        }
        known = say.get(entry["kind"])
        return known(entry) if known else f"{KINDS.get(entry['kind'], entry['kind'])} {entry['what']}"

    def full_phrase(self, entry: EntryDoc) -> str:
        """The same with what a posting leaves out: the reason of an outing, the return, who signed."""
        notes = [self.phrase(entry)]
        back = entry.get("back")
        if entry["kind"] == "outing" and entry["what"]:
            notes.append(f"事由：{entry['what']}")
        if entry["kind"] == "leave" and back and back > (entry["to"] or ""):
            notes.append(f"{half_words(back)}返岗销假")
        if entry.get("signed"):
            notes.append(f"签字：{'、'.join(map(_signature, entry['signed']))}")
        return "；".join(notes)

    def remarks(self, person: PersonDoc) -> Iterator[str]:
        """What bears on a person's verdict: not every slip of the day, but those that excuse or convict."""
        told = {fact for session in person["sessions"] for fact in session.get("basis", [])}
        told |= {fact for finding in person["findings"] for fact in finding["evidence"]}
        served = {time for session in person["sessions"] for time in _certified_times(session)}
        for entry in person.get("entries", []):
            mark = entry["kind"] == "correction"
            bears = (entry["id"], entry["from"]) in served if mark else entry["id"] in told
            if bears or entry["kind"] in ALWAYS_TOLD:
                yield self.phrase(entry)

    def facts(self, evidence: Iterable[str], number: str = "") -> str:
        """A finding's evidence, a line each. In which attempt a terminal was read says nothing to a reader; how far it
        was stands at the head of the sheet."""
        told = (READ if each.startswith("pull:") else self.fact(each, number) for each in evidence)
        return "\n".join(dict.fromkeys(told))

    def fact(self, fact: str, number: str = "") -> str:
        """A piece of evidence; what was entered also in words, with its owner where that is not `number`."""
        kind = fact.partition(":")[0]
        if kind not in KINDS:
            return fact
        if fact in self.sheets:
            return f"{fact} {self._sheet(fact)}"
        if fact not in self.owned:
            return f"{fact} {KINDS[kind]}"
        owner, entry = self.owned[fact]
        return " ".join(filter(None, (fact, "" if owner == number else self._name(owner), self.phrase(entry))))

    def certified(self, session: SessionDoc, side: Side) -> str:
        """补签 or 签到表 where no punch but a witness says when somebody came or left."""
        by = session.get("in_certified") if side == "in" else session.get("out_certified")
        return (ON_SHEET if by in self.sheets else CERTIFIED) if by else ""

    def _name(self, number: str) -> str:
        return self.names.get(number, f"工号{number}")

    def _sheet(self, fact: str) -> str:
        return _noted(ON_SHEET, [f"见证人{self.sheets[fact]}" if self.sheets[fact] else ""])

    def _cover(self, entry: EntryDoc) -> str:
        cover = entry.get("cover")
        return f"{self._name(cover)}顶岗" if cover else ""

    def _leave(self, entry: EntryDoc) -> str:
        """A return is told where it cuts the leave short."""
        last, back = entry["to"] or entry["from"], entry.get("back") or ""
        when = span_words(entry["from"], last)
        notes = [
            "补假" if entry.get("after_the_fact") else "",
            when,
            self._cover(entry),
            STATES.get(entry.get("state", ""), ""),
            f"{half_words(back)}返岗" if back and back <= last else "",
        ]
        return _noted(entry["what"], notes)

    def _away(self, entry: EntryDoc) -> str:
        end = f"–{entry['to'][:5]}" if entry["to"] else "起"
        return _noted(f"离岗 {entry['from'][:5]}{end}", ["" if entry["to"] else "未销", self._cover(entry)])

    def _certified(self, entry: EntryDoc) -> str:
        if entry["id"] in self.sheets:
            return f"{ON_SHEET} {entry['from'][:5]}"
        return _noted(f"{CERTIFIED} {entry['from'][:5]}", [f"证明人{entry['what']}" if entry["what"] else ""])


def register(day: DayDoc) -> Register:
    """Everything entered that a posted day speaks of."""
    return Register(
        {person["number"]: person["name"] for person in day["people"]},
        {sheet["id"]: sheet["witness"] for sheet in day.get("sheets", [])},
        {entry["id"]: (person["number"], entry) for person in day["people"] for entry in person.get("entries", [])},
    )


def _outing(entry: EntryDoc) -> str:
    back, expected = entry.get("back"), entry["to"]
    end = f"–{expected[:5]}" if expected else "起"
    return _noted(f"外出 {entry['from'][:5]}{end}", [f"{back[:5]}返回" if back else ""])


def _signature(signed: str) -> str:
    """张组长 11月18日, of `group_leader 张组长 2026-11-18`; a name may hold spaces."""
    named, _, on = signed.rpartition(" ")
    return f"{named.partition(' ')[2]} {short_day(on)}"


def _certified_times(session: SessionDoc) -> Iterator[tuple[str | None, str | None]]:
    yield session.get("in_certified"), session["in"]
    yield session.get("out_certified"), session["out"]
