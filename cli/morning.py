"""morning, serve: the morning run, once or for as long as the program runs."""

import argparse
from pathlib import Path
from typing import Any

from cli.arguments import command
from cli.output import Answer


def add(group: Any) -> None:
    command(group, "morning", morning, "早上的工作做一遍：读设备，公示每一个还没有公示的日子")
    command(group, "serve", serve, "不开窗口，按设置的时间自动读取、公示、备份，直到停止（Ctrl+C）")


def morning(arguments: argparse.Namespace) -> Answer:
    from office.home import open_home
    from office.morning import run
    from office.morning_told import morning_document, morning_text

    with open_home(Path(arguments.home)) as home:
        done = run(home)
        document = morning_document(home, done)
        text = "" if arguments.json else morning_text(home, done)
    return Answer(document, text, 0 if done.done else 1)


def serve(arguments: argparse.Namespace) -> Answer:
    import signal
    import threading

    from office.home import open_home
    from office.schedule import serve as keep

    stop = threading.Event()
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda *_: stop.set())
    with open_home(Path(arguments.home)):
        pass  # what is wrong with it is said before anything else
    if not arguments.json:
        print(f"正在值守 {Path(arguments.home).resolve()}，按 Ctrl+C 停止。", flush=True)
    runs = keep(Path(arguments.home), stop, _said if not arguments.json else lambda _run: None)
    return Answer({"runs": runs}, f"已停止，共运行 {runs} 次。")


def _said(done: Any) -> None:
    from office.morning_log import run_lines

    for line in run_lines(done):
        print(line, flush=True)
