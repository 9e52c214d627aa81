"""Why a person's day was judged so, session by session, in sentences."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attendance.document import FindingDoc, PersonDoc, SessionDoc
from attendance.records import Session
from attendance.writing import minute_text
from reports.entries import Register
from reports.judgement import of_session
from reports.tones import code_tone
from reports.words import SIDE_NAMES, SIDES, Side, code_word, finding_phrase, session_word

EXCUSED = frozenset({"on_leave", "on_outing", "covered_elsewhere"})
READ = "；设备都已读全，所以是{code}，不是数据不全"


class Why(NamedTuple):
    """One sentence, with the tone of what it explains."""

    tone: str
    text: str


def reasons(person: PersonDoc, sessions: Sequence[Session], entered: Register, absent_after: int) -> Iterator[Why]:
    """The day's sentences in its order; what belongs to no session comes last."""
    windows = {session.name: session for session in sessions}
    for session in person["sessions"]:
        yield from _Session(session, windows.get(session["name"]), entered, absent_after).sentences(person)
    names = {session["name"] for session in person["sessions"]}
    for finding in person["findings"]:
        if finding["session"] not in names:
            yield Why(code_tone(finding["code"]), _named(finding["session"], _plain(finding, entered)))


def _named(session: str, said: str) -> str:
    return f"{session_word(session)}：{said}。" if session else f"{said}。"


def _plain(finding: FindingDoc, entered: Register) -> str:
    """离岗超时3分钟（离岗 10:00–10:18）: a finding with the entries that it rests on."""
    said = finding_phrase(finding["code"], finding["minutes"], finding["cause"])
    told = [entered.phrase(entered.owned[fact][1]) for fact in finding["evidence"] if fact in entered.owned]
    return said + "".join(f"，{each}" for each in dict.fromkeys(told))


class _Session(NamedTuple):
    """One session and what explains it."""

    doc: SessionDoc
    windows: Session | None
    entered: Register
    absent_after: int

    def sentences(self, person: PersonDoc) -> Iterator[Why]:
        result, findings = self.doc["result"], of_session(person, self.doc["name"])
        if result.partition(":")[0] in EXCUSED:
            yield self._why(result, self._excused())
        elif not findings:
            yield self._why(result, self._in_order() if result == "on_time" else code_word(result))
        for finding in findings:
            yield self._why(finding["code"], self._finding(finding))

    def _why(self, code: str, said: str) -> Why:
        return Why(code_tone(code), _named(self.doc["name"], said))

    def _excused(self) -> str:
        told = [self.entered.phrase(self.entered.owned[id][1]) for id in self._basis() if id in self.entered.owned]
        return f"{'、'.join(told) or code_word(self.doc['result'])}，不要求打卡"

    def _basis(self) -> list[str]:
        return self.doc.get("basis", [])

    def _in_order(self) -> str:
        came, left = self._met("in", self.doc["due_in"]), self._met("out", self.doc["due_out"])
        return f"正常，{came}，{left}"

    def _met(self, side: Side, due: str) -> str:
        """08:20 签到（应到 08:25）."""
        seen, certified = self.doc[side], self.entered.certified(self.doc, side)
        if not seen:
            return f"{SIDES[side]}不要求打卡"
        word = "应到" if side == "in" else "应离"
        return f"{seen[:5]} {SIDES[side]}（{word} {due}" + (f"，{certified}）" if certified else "）")

    def _at(self, side: Side) -> str:
        """08:20:11 签到, or 08:20:00 签到（补签）."""
        certified = self.entered.certified(self.doc, side)
        return f"{self.doc[side]} {SIDES[side]}" + (f"（{certified}）" if certified else "")

    def _finding(self, finding: FindingDoc) -> str:
        code, minutes = finding["code"], finding["minutes"]
        if code == "unknown":
            return self._unknown(finding)
        if self.windows is None:
            return _plain(finding, self.entered)
        begin, end = minute_text(self.windows.start), minute_text(self.windows.end)
        late = f"{begin} 上班，{self._at('in')}，迟到 {minutes} 分钟"
        early = f"{end} 下班，{self._at('out')}，早退 {minutes} 分钟"
        said = {
            "late": f"{late}（不到 {self.absent_after} 分钟，不作旷工）",
            "left_early": f"{early}（不到 {self.absent_after} 分钟，不作旷工）",
            "short_of_early": f"应到 {self.doc['due_in']}，{self._at('in')}，差 {minutes} 分钟；"
            f"没有超过 {begin}，不算迟到",
            "short_of_stay": f"应离 {self.doc['due_out']}，{self._at('out')}，差 {minutes} 分钟；"
            f"没有早于 {end}，不算早退",
            "missing_in": self._no_punch(("in",), "缺卡"),
            "missing_out": self._no_punch(("out",), "缺卡"),
            "absent no_punch": self._no_punch(SIDE_NAMES, "旷工"),
            "absent late": f"{late}，满 {self.absent_after} 分钟按旷工",
            "absent left_early": f"{early}，满 {self.absent_after} 分钟按旷工",
        }
        return said.get(f"{code} {finding['cause']}".strip()) or _plain(finding, self.entered)

    def _no_punch(self, sides: Sequence[Side], code: str) -> str:
        seen = "".join(f"，有 {self._at(side)}" for side in SIDE_NAMES if self.doc[side] and side not in sides)
        windows = "和".join(f"{SIDES[side]}时段（{self._window(side)}）" for side in sides)
        return f"{windows}没有打卡{seen}{READ.format(code=code)}"

    def _window(self, side: Side) -> str:
        if self.windows is None:
            return ""
        found = self.windows
        first, last = (found.in_from, found.in_to) if side == "in" else (found.out_from, found.out_to)
        return f"{minute_text(first)}–{minute_text(last)}"

    def _unknown(self, finding: FindingDoc) -> str:
        names = "、".join(
            fact.removeprefix("terminal:") for fact in finding["evidence"] if fact.startswith("terminal:")
        )
        seen = "".join(f"已有 {self._at(side)}；" for side in SIDE_NAMES if self.doc[side])
        if finding["cause"] == "silent_terminal":
            return f"{seen}{names} 在这个时段没有一条记录，疑似停电；核定以前不作缺勤"
        return f"{seen}{names or '设备'} 还没有读到这个时段以后，没有数据不等于没有来；读全以后重新认定"
