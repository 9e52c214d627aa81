"""No sentence for the window tells a clerk to type: commands stand apart, and only the command line adds them."""

import argparse
import ast
import errno
import pickle
import re
import textwrap
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from acceptance_desk import Desk, Said, enrolled, person
from chinese_calendar import constants

import app
from devices.emulator import Emulator
from office import days, postings, terminals
from office.board_alerts import calendar_alerts
from office.failures import JobError, command_line_sentence, sentence
from office.home import open_home
from office.opening import language_of
from office.pull import pull
from office.settings_file import settings_from
from office.worker import Answer, Order, _Desk
from store.database import StoreError

ROOT = Path(app.__file__).parent
ROOMS = ("office", "attendance", "store", "devices", "reports")
FRIDAY = "2026-11-20"
UNPUBLISHED = max(day.year for day in constants.holidays) + 1  # grows with the calendar package

# What only the command line prints, or a file says about itself.
TYPED_FILES = {"demo_now.py", "demo_text.py", "what_if_words.py", "rulebook_words.py", "settings_file.py"}
TYPED_NAMES = re.compile(r"(^|_)COMMANDS?$|^FAULTS$")  # FAULTS are about the words of a rulebook file
CHINESE = re.compile("[一-鿿]")


def command_words(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every command, action and option there is."""
    for action in parser._actions:
        yield from (option for option in action.option_strings if option.startswith("--"))
        if isinstance(action, argparse._SubParsersAction):
            for name, under in action.choices.items():
                yield name
                yield from command_words(under)


WORDS = sorted(set(command_words(app.build_parser())), key=len, reverse=True)
COMMAND = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, WORDS))})(?![\w-])|--|命令", re.ASCII)


def sentences(source: str) -> Iterator[tuple[int, str]]:
    """The Chinese texts of a program file that may come before a clerk's eyes, f-strings with {} for their values."""
    tree = ast.parse(source)
    left_out = {id(node) for top in ast.walk(tree) for each in apart(top) for node in ast.walk(each)}
    for node in ast.walk(tree):
        if id(node) not in left_out:
            text = written(node)
            if CHINESE.search(text):
                yield node.lineno, text


def apart(node: ast.AST) -> Iterator[ast.AST]:
    """What of a node is no sentence: docstrings, the command beside a sentence, the tables of commands, and the parts
    of an f-string, which is looked at as a whole."""
    match node:
        case ast.Expr(value=ast.Constant()):
            yield node.value
        case ast.Call(func=ast.Name(id="JobError" | "typed")):
            yield from (*node.args[1:], *node.keywords)
        case ast.FunctionDef(name="typed"):
            yield node
        case ast.Assign(targets=[ast.Name(id=name)]) if TYPED_NAMES.search(name):
            yield node.value
        case ast.JoinedStr():
            yield from (part for part in node.values if isinstance(part, ast.Constant))


def written(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_no_sentence_of_the_office_names_a_command() -> None:
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    looked_at = [file for file in files if file.name not in TYPED_FILES]
    told = [(file, *each) for file in looked_at for each in sentences(file.read_text(encoding="utf-8"))]
    assert len(told) > 500
    assert [f"{file.name}:{line} {text}" for file, line, text in told if COMMAND.search(text)] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('raise JobError("请用 --reason 写明原因")', True),
        ('raise JobError(f"要改请先 leave cancel {slip}", "undo")', True),
        ('raise JobError("请看值班表" f"（duty list）{x}")', True),
        ('STORE = {"missing": "请先运行 init"}', True),
        ('yield f"{year} 年：calendar set"', True),
        ('say(typed("请先 pull", "pull"))', True),
        ('raise JobError(f"请撤销编号 {slip} 的请假", f"请先 leave cancel {slip}")', False),
        ('STORE_COMMANDS = {"missing": "请先运行 init"}', False),
        ('raise JobError("名称 anqing-2013，文件 roster.xlsx，post_1，initial")', False),
        ('def f():\n    """请用 --reason 写明."""', False),
    ],
)
def test_the_search_finds_commands_and_nothing_else(source: str, found: bool) -> None:
    assert any(COMMAND.search(text) for _, text in sentences(textwrap.dedent(source))) is found


# ---------------------------------------------------------------- both faces of real refusals


class Pipe:
    """Where a worker's answers would go."""

    def send(self, message: object) -> None:
        raise AssertionError(message)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "home", datetime(2026, 11, 20, 21, 0))
    made.settle_in()
    return made


def at_the_window(desk: Desk, verb: Callable[..., Any], *arguments: object, opens: bool = True) -> Answer:
    """A verb as the window's worker runs it."""
    with desk.office_time():
        return _Desk(Pipe(), desk.home).answer(Order(1, verb, arguments, opens=opens))  # type: ignore[arg-type]


def last_line(said: Said) -> str:
    assert said.code == 1
    return said.err.splitlines()[-1]


def assert_both(window: Answer, typed: Said, said: str, command: str) -> None:
    assert window.trouble == said
    assert last_line(typed) == f"{said}（命令行：{command}）"


def test_posting_without_a_reason(desk: Desk) -> None:
    desk.staff(person("1001"))
    desk.ask("post", FRIDAY)
    desk.ask("calendar", "set", FRIDAY, "closed", "--reason", "停电")
    assert_both(
        at_the_window(desk, postings.post, date(2026, 11, 20)),
        desk.run("post", FRIDAY),
        "2026-11-20 已经公示第1版，现在的认定有变化；请写明更正原因再公示",
        "post 2026-11-20 --reason 更正原因",
    )


def test_a_year_without_a_calendar(desk: Desk) -> None:
    window = at_the_window(desk, postings.assess, date(1999, 12, 31))
    assert window.trouble.startswith("还没有 1999 年的放假安排")
    assert_both(window, desk.run("assess", "1999-12-31"), window.trouble, "calendar set、calendar confirm 1999")


def test_next_year_without_a_calendar(desk: Desk) -> None:
    with open_home(desk.home, lambda: datetime(UNPUBLISHED - 1, 11, 2, 9)) as home:
        alerts = [alert.text for alert in calendar_alerts(home, home.clock())]
        warned = days.warnings(home)
    assert len(alerts) == 1
    assert alerts[0].startswith(f"{UNPUBLISHED} 年的放假安排还没有")
    assert warned == [f"{alerts[0]}（命令行：calendar set、calendar confirm {UNPUBLISHED}）"]


def test_no_terminals(desk: Desk) -> None:
    said = "还没有登记考勤设备，请先登记一台"
    assert_both(at_the_window(desk, pull), desk.run("pull"), said, "terminal add 名称 地址")


def test_a_wrong_comm_key(desk: Desk) -> None:
    said, command = "通信密码不对，请按设备菜单里的通信密码改正这台设备的登记", "重新登记，加 --comm-key"
    with Emulator("SN-F1", users=enrolled(["1001"]), clock=desk.clock(), comm_key=123456) as terminal:
        desk.ask("terminal", "add", "F1", f"127.0.0.1:{terminal.address.port}")
        window = at_the_window(desk, terminals.test, "F1")
        assert window.trouble.startswith(said)
        assert_both(window, desk.run("terminal", "test", "F1"), window.trouble, command)

        (outcome,) = at_the_window(desk, pull).result
        assert outcome.error == window.trouble  # data, too, names no command
        assert f"✕ F1：{outcome.error}（命令行：{command}）" in desk.run("pull").out
        set_time = at_the_window(desk, terminals.set_time, "F1").trouble
        assert set_time.endswith(outcome.error)
        assert last_line(desk.run("terminal", "set-time", "F1")) == f"{set_time}（命令行：{command}）"


def test_a_home_that_is_not_there(desk: Desk, tmp_path: Path) -> None:
    empty = Desk(tmp_path / "empty", desk.now)
    window = at_the_window(empty, language_of)
    assert window.trouble == f"这里还没有建立在岗的数据（{empty.home / 'zaigang.db'}），请先建立"
    assert last_line(empty.run("assess", FRIDAY)) == f"{window.trouble}（命令行：请先运行 init）"


def test_a_sentence_without_a_command_is_the_same_for_both(desk: Desk) -> None:
    window = at_the_window(desk, postings.assess, date(2026, 11, 21))
    assert last_line(desk.run("assess", "2026-11-21")) == window.trouble


def test_the_command_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(JobError("请撤销", "leave cancel 1")))
    assert (sentence(error), command_line_sentence(error)) == ("请撤销", "请撤销（命令行：leave cancel 1）")


# ---------------------------------------------------------------- what the system says, in Chinese


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EROFS, "Read-only file system", "/公示/1.html"), "磁盘是只读的（/公示/1.html）"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "找不到文件或文件夹"),
        (StoreError("failed", "unable to open database file"), "打不开数据库文件"),
        (StoreError("failed", "attempt to write a readonly database"), "数据库文件是只读的"),
    ],
)
def test_what_the_system_refuses_is_said_in_chinese(error: Exception, words: str) -> None:
    said = sentence(error)
    assert said and words in said
    assert not re.search("[A-Za-z]{3,}", said.replace("/公示/1.html", "").replace("Excel", ""))


@pytest.mark.parametrize(("text", "place"), [("centre = 1\n[[[", "第 2 行第 3 个字"), ('centre = "安庆', "最后一行")])
def test_where_the_settings_file_is_wrong_is_said_in_chinese(text: str, place: str) -> None:
    with pytest.raises(JobError, match=place) as refused:
        settings_from(text)
    assert not re.search("[A-Za-z]{3,}", str(refused.value).replace("settings.toml", ""))
