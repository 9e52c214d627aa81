"""Opening the window on a home, and on the next one it asks for; what to say where no window can be."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from office.failures import JobError
from office.opening import language_of
from office.worker import keep_log
from ui.language import _, choose

if TYPE_CHECKING:
    from ui.window import Window


def open_window(path: Path) -> int:
    """Run the window on a home until it is closed, and on another where it asks for that. Gives the exit code.

    Raises JobError where there is no screen.
    """
    from office.demo_window import demo_environment, is_demo, live_terminals

    following: Path | None = path
    while following is not None:
        before = dict(os.environ)
        try:
            if is_demo(following):
                os.environ.update(demo_environment(following))
            with live_terminals(following):
                following = _run(following)
        finally:
            os.environ.clear()
            os.environ.update(before)
    return 0


def _run(path: Path) -> Path | None:
    """One window from its opening to its closing; gives the home to open next."""
    choose(language_of(path))
    keep_log(path)
    window = _window(path)
    window.root.mainloop()
    return window.next_path


def _window(path: Path) -> "Window":
    """Tk is loaded here, and a screen is looked for. Raises JobError where one of them is missing."""
    try:
        from tkinter import TclError

        from ui.window import Window
    except ImportError as error:
        if "tkinter" not in str(error):
            raise
        raise JobError(_no_tk()) from error
    try:
        return Window(path)
    except TclError as error:
        if "display" not in str(error):
            raise
        said = _("这里没有可用的显示屏，窗口打不开；请在图形桌面里运行，或用命令行（app.py --help）")
        raise JobError(said) from error


def _no_tk() -> str:
    if sys.platform.startswith("linux"):
        return _("这里的 Python 没有窗口部件，请安装 python3-tk 后再试")
    return _("这里的 Python 没有窗口部件，请安装 python.org 的 Python 后再试")
