"""init, demo."""

import argparse
from pathlib import Path
from typing import Any

from cli.arguments import command
from cli.output import Answer

DEMO_HOME = "demo-home"  # never the place where a real centre would be set up


def add(group: Any) -> None:
    parser = command(group, "init", init, "建立数据文件夹")
    parser.add_argument("--rulebook", metavar="名称", default="anqing-2013", help="采用的规则，默认 anqing-2013")
    parser.add_argument("--centre", metavar="名称", default="", help="本中心名称，写在公示表的标题里")
    parser.add_argument("--training", action="store_true", help="演练：产生的一切都标明演练")
    parser = command(group, "demo", demo, "在 demo-home（或 --home）建立演示中心：模拟考勤设备，读取两周打卡并逐日公示")
    parser.add_argument("--window", action="store_true", help="建好以后用窗口打开，模拟设备接着收打卡")


def init(arguments: argparse.Namespace) -> Answer:
    from office.home import create_home

    path = Path(arguments.home)
    create_home(path, arguments.rulebook, arguments.training, arguments.centre)
    document = {"home": str(path.resolve()), "rulebook": arguments.rulebook, "training": arguments.training}
    marked = "（演练）" if arguments.training else ""
    return Answer(
        document, f"已在 {path.resolve()} 建立数据{marked}。下一步：staff import 导入名册，terminal add 登记设备。"
    )


def demo(arguments: argparse.Namespace) -> Answer:
    from office.demo import run_demo

    path = Path(arguments.home if arguments.home_named else DEMO_HOME)
    shown = run_demo(path)
    return Answer(shown.document, shown.text, window=path if arguments.window else None)
