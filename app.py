"""在岗: without arguments the window, with a command the command line (`python app.py --help` tells more)."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cli import (
    absences,
    accounts,
    allowance,
    care,
    corrections,
    days,
    leave,
    month,
    morning,
    notices,
    objections,
    posts,
    rulebooks,
    setup,
    staff,
    terminals,
)
from cli.arguments import Parser, common, speak_chinese
from cli.output import Answer

COMMANDS = (
    setup,
    staff,
    accounts,
    terminals,
    days,
    month,
    allowance,
    morning,
    leave,
    absences,
    corrections,
    objections,
    notices,
    posts,
    rulebooks,
    care,
)


def build_parser() -> argparse.ArgumentParser:
    """All commands; each file of `cli/` adds its own."""
    speak_chinese()
    parser = Parser(prog="app.py", parents=[common()], description="在岗：政务服务中心考勤与纪律。不写命令，打开窗口")
    group = parser.add_subparsers(dest="command", metavar="命令")
    for commands in COMMANDS:
        commands.add(group)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 done, 1 the job failed, 2 wrong usage."""
    for stream in filter(None, (sys.stdout, sys.stderr)):  # started by pythonw there are none
        stream.reconfigure(encoding="utf-8", errors="replace")
    parser = build_parser()
    chosen = parser.parse_args(arguments)
    chosen.json = getattr(chosen, "json", False)
    if chosen.command is None:
        if chosen.json:
            parser.error("缺少命令；不写命令是打开窗口，窗口没有 --json")
        chosen.run = _window
    chosen.home_named = hasattr(chosen, "home") or "ZAIGANG_HOME" in os.environ
    if not hasattr(chosen, "home"):
        from office.home import default_home

        chosen.home = str(default_home())
    answer = _run(chosen)
    for warning in answer.warnings:
        print(f"注意：{warning}", file=sys.stderr)
    shown = json.dumps(answer.document, ensure_ascii=False) if chosen.json else answer.shown()
    if shown:
        print(shown, flush=True)
    if answer.window is None:
        return answer.code
    chosen.home, chosen.run = str(answer.window), _window
    return _run(chosen).code


def _window(chosen: argparse.Namespace) -> Answer:
    """No command: the window, on the home named or the user's own. Tk loads only here."""
    from ui.program import open_window

    return Answer({}, "", open_window(Path(chosen.home)))


def _run(chosen: argparse.Namespace) -> Answer:
    """The one place where failures become sentences; an error of the program goes to the log."""
    try:
        answer: Answer = chosen.run(chosen)
    except KeyboardInterrupt:
        return Answer({"error": "已中断"}, "已中断；已经保存的内容不受影响。", 1)
    except Exception as error:  # noqa: BLE001 - nothing may pass in silence, and nothing as a bare trace
        from office.failures import command_line_sentence

        message = command_line_sentence(error) or _logged(error, Path(chosen.home))
        print(message, file=sys.stderr)
        return Answer({"error": message}, "", 1)
    return answer


def _logged(error: Exception, home: Path) -> str:
    """Keep the trace where a developer finds it; the clerk learns that it was no fault of theirs."""
    import logging

    folder = home / "logs"
    if not folder.is_dir():
        raise error
    logging.basicConfig(filename=folder / "zaigang.log", format="%(asctime)s %(message)s", encoding="utf-8")
    logging.error("app.py %s", " ".join(sys.argv[1:]), exc_info=error)
    return f"程序内部出错（{type(error).__name__}），没有完成。详情已记入 {folder / 'zaigang.log'}，请联系维护人员"


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # packed into one program, the window's worker processes start here too
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
