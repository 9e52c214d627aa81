"""Whatever a clerk gets wrong is answered with one plain line and the right exit code: the table `bad_input.toml`."""

import shlex
import shutil
import socket
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

import pytest
from acceptance_desk import Desk, Said, enrolled, moment, person
from openpyxl import Workbook

from attendance.rulebook_check import shipped_text
from devices.emulator import Emulator

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("bad_input.toml").read_text("utf-8"))["case"]
THURSDAY, FRIDAY = "2026-11-19", "2026-11-20"
MODES = ("text", "json")
TRIED = [(case, mode) for case in CASES for mode in case.get("modes", MODES)]


class Web(BaseRequestHandler):
    """What a web server says to something that speaks no HTTP."""

    def handle(self) -> None:
        self.request.recv(1024)
        self.request.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")


@pytest.fixture(scope="module")
def places() -> Iterator[dict[str, Any]]:
    """What answers, or does not, at the addresses of the table."""
    with ExitStack() as stack:

        def bound(kind: socket.SocketKind, listen: bool) -> str:
            door = stack.enter_context(socket.socket(socket.AF_INET, kind))
            door.bind(("127.0.0.1", 0))
            if listen:
                door.listen()
            return f"127.0.0.1:{door.getsockname()[1]}"

        web = stack.enter_context(ThreadingTCPServer(("127.0.0.1", 0), Web))
        Thread(target=web.serve_forever, args=(0.05,), daemon=True).start()
        stack.callback(web.shutdown)
        now = datetime(2026, 11, 20, 21, 0)
        terminal = stack.enter_context(Emulator("SN-F1", users=enrolled(["1001", "1002"]), clock=lambda: now))
        terminal.punch("1001", moment(FRIDAY, "08:20:00"))
        locked = stack.enter_context(Emulator("SN-F2", users=enrolled(["1001"]), clock=lambda: now, comm_key=123456))
        yield {
            "closed": bound(socket.SOCK_STREAM, listen=False),  # taken, so that nobody else gets it, and refusing
            "mute": bound(socket.SOCK_STREAM, listen=True),
            "mute_udp": bound(socket.SOCK_DGRAM, listen=False),
            "web": f"127.0.0.1:{web.server_address[1]}",
            "terminal": f"127.0.0.1:{terminal.address.port}",
            "locked": f"127.0.0.1:{locked.address.port}",
        }


@pytest.fixture(scope="module")
def prepared(places: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home in which every case begins; each gets a copy."""
    desk = Desk(tmp_path_factory.mktemp("prepared") / "home", datetime(2026, 11, 20, 21, 0))
    desk.settle_in()
    desk.staff(person("1001"), person("1002"))
    desk.ask("terminal", "add", "F1", places["terminal"])
    desk.ask("pull")
    desk.ask("post", THURSDAY)
    return desk.home


@pytest.fixture
def clerk(prepared: Path, tmp_path: Path) -> Desk:
    shutil.copytree(prepared, tmp_path / "home")
    (tmp_path / "files").mkdir()
    return Desk(tmp_path / "home", datetime(2026, 11, 20, 21, 0))


# ---------------------------------------------------------------- how a case begins


def arrange(case: dict[str, Any], desk: Desk, places: dict[str, str]) -> list[str]:
    """Bring about what the case begins with; gives the words of its command."""
    files = desk.home.parent / "files"
    where = {"files": files, "home": desk.home, **places}
    if "roster" in case:
        book = Workbook()
        for row in case["roster"]:
            book.active.append(row)  # type: ignore[union-attr]
        book.save(files / "名册.xlsx")
    if "text" in case:
        (files / "名册.xlsx").write_text(case["text"], encoding="utf-8")
    if "rulebook" in case:
        (files / "rulebook.toml").write_text(edited(*case["rulebook"]), encoding="utf-8")
    for command in case.get("before", ()):
        desk.ask(*shlex.split(command.format(**where)))
    if "home_rulebook" in case:
        (desk.home / "rulebook.toml").write_text(edited(*case["home_rulebook"]), encoding="utf-8")
    if "settings" in case:
        (desk.home / "settings.toml").write_text(case["settings"], encoding="utf-8")
    if "damage" in case:
        DAMAGES[case["damage"]](desk.home)
    return shlex.split(case["command"].format(**where))


def edited(old: str, new: str) -> str:
    shipped = shipped_text("anqing-2013")
    assert old in shipped
    return shipped.replace(old, new, 1)


def spoil_database(home: Path) -> None:
    (home / "zaigang.db").write_bytes(b"this is no database " * 5000)


def spoil_pages(home: Path) -> None:
    """The head of the file is sound, so that it opens; what comes after it is noise."""
    file = home / "zaigang.db"
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))


def block_publication(home: Path) -> None:
    shutil.rmtree(home / "published")
    (home / "published").write_text("", encoding="utf-8")


DAMAGES = {
    "database": spoil_database,
    "pages": spoil_pages,
    "published": block_publication,
    "no rulebook": lambda home: (home / "rulebook.toml").unlink(),
}


# ---------------------------------------------------------------- how it must end


@pytest.mark.parametrize(("case", "mode"), TRIED, ids=[f"case{1 + CASES.index(case)}-{mode}" for case, mode in TRIED])
def test_bad_input(case: dict[str, Any], mode: str, clerk: Desk, places: dict[str, str]) -> None:
    words = arrange(case, clerk, places)

    said = clerk.run(*words, *(["--json"] if mode == "json" else []))

    assert said.code == case["exit"], said
    assert "Traceback" not in said.err
    assert not (clerk.home / "logs" / "zaigang.log").exists()  # an error of the program is no answer
    if mode == "json":
        assert_json(case, said)
    else:
        assert_text(case, said)


def without_warnings(said: Said) -> list[str]:
    """What was said on stderr but for next year's calendar, which is due in November."""
    return [line for line in said.err.splitlines() if not line.startswith("注意：")]


def assert_text(case: dict[str, Any], said: Said) -> None:
    if case["exit"] == 2:
        first, *rest = said.err.splitlines()
        assert first.startswith("错误：")
        assert rest[0].startswith("用法：")
        assert all(line.startswith(" ") for line in rest[1:])  # argparse folds a long usage line
        assert said.out == ""
        lines = [first]
    elif "lines" in case:
        lines = said.out.splitlines()
        assert case["lines"] == "any" or len(lines) == case["lines"], said.out
        assert without_warnings(said) == []
    elif case["exit"] == 1:
        lines = without_warnings(said)
        assert len(lines) == 1
        assert said.out == ""
    else:
        lines = said.out.splitlines()
    for word in case["words"]:
        assert word in "\n".join(lines)


def assert_json(case: dict[str, Any], said: Said) -> None:
    if case["exit"] == 2:
        assert said.out == ""  # no command was understood, so none answers
        return
    document = said.document
    if case["exit"] == 1:
        assert faults_of(document)
    if "error" in document:
        assert [document["error"]] == without_warnings(said)
        for word in case["words"]:
            assert word in document["error"]


def faults_of(document: dict[str, Any]) -> object:
    """Where each command's document says what went wrong."""
    failed = [terminal for terminal in document.get("terminals", ()) if not terminal["ok"]]
    return document.get("error") or document.get("rejected") or document.get("faults") or failed


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 30
    assert len({case["wrong"] for case in CASES}) == len(CASES)


# ---------------------------------------------------------------- what a refusal must leave as it was


def test_good_rows_are_taken_and_bad_ones_leave_no_trace(clerk: Desk) -> None:
    clerk.staff(person("1003"), person("1004", 岗位="C"), person("1001", 岗位="X", 姓名="别人"), code=1)

    people = {each["number"]: each["name"] for each in clerk.ask("staff", "list")["people"]}

    assert people == {"1001": "员1001", "1002": "员1002", "1003": "员1003"}


def test_a_posting_that_could_not_be_written_is_made_good(clerk: Desk) -> None:
    """The edition stands in the store; the files follow as soon as the folder can be written again."""
    block_publication(clerk.home)
    assert clerk.run("post", FRIDAY).code == 1
    (clerk.home / "published").unlink()

    again = clerk.ask("post", FRIDAY)

    assert again["edition"] == 1
    for kind in ("xlsx", "html"):
        assert Path(again["files"][kind]).is_file()
    assert (clerk.home / "published" / "2026-11" / f"{THURSDAY}-v1.html").is_file()  # and those that went with it


@pytest.mark.parametrize("centre", ["", '安庆"市"政务服务中心', "C:\\政务中心", "政务\n中心"])
def test_a_centre_may_bear_any_name(tmp_path: Path, centre: str) -> None:
    """Whether taken or refused: a home that was made can be used."""
    desk = Desk(tmp_path / "home", datetime(2026, 11, 20, 21, 0))

    made = desk.run("init", "--training", "--centre", centre)

    assert made.code in (0, 1)
    if made.code == 0:
        assert desk.run("staff", "list").code == 0
