"""Reading arguments: in Chinese, and the same everywhere."""

import argparse
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NoReturn

from cli.output import Answer

Run = Callable[[argparse.Namespace], Answer]

CHINESE = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示帮助",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "expected one argument": "后面要跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)s 这个选择，可选：%(choices)s",
    "invalid %(type)s value: %(value)r": "值 %(value)r 不对",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 不明确，可能是 %(matches)s",
    "ignored explicit argument %r": "不需要值 %r",
    "not allowed with argument %s": "不能和 %s 一起用",
    "%(prog)s: error: %(message)s\n": "错误：%(message)s\n",
}


def speak_chinese() -> None:
    """argparse asks gettext for its own few sentences; here they are."""
    argparse._ = lambda text: CHINESE.get(text, text)  # type: ignore[attr-defined]


class Parser(argparse.ArgumentParser):
    """A parser that ends wrong usage with exit code 2, the error first."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"错误：{message}\n{self.format_usage()}")


def common() -> argparse.ArgumentParser:
    """What every command takes, before or after its name."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS, help="数据所在的文件夹")
    parent.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="输出一个 JSON 文档")
    return parent


def command(group: Any, name: str, run: Run, about: str) -> argparse.ArgumentParser:
    """Add a command to a group; its arguments are added to what this gives back."""
    parser: argparse.ArgumentParser = group.add_parser(name, parents=[common()], help=about, description=about)
    parser.set_defaults(run=run)
    return parser


def family(group: Any, name: str, about: str) -> Any:
    """Add a noun with commands of its own: staff import, staff list …"""
    parser = group.add_parser(name, help=about, description=about)
    return parser.add_subparsers(dest=f"{name}_command", metavar="子命令", required=True)


def a_date(text: str) -> date:
    """2026-11-20."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2026-11-20")


def a_half(text: str) -> tuple[date, str]:
    """2026-03-04, 2026-03-04:am, 2026-03-04:pm; the half is empty where none was named."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?::(am|pm))?", text)
    if not match:
        raise argparse.ArgumentTypeError(f"“{text}”不对，请写成 2026-11-20、2026-11-20:am 或 2026-11-20:pm")
    return a_date(match[1]), match[2] or ""


def a_moment(text: str) -> datetime:
    """2026-03-04T09:10 or 2026-03-04T09:10:20."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"“{text}”不是时间，请写成 2026-11-20T09:10")


def a_month(text: str) -> str:
    """2026-11."""
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        return text
    raise argparse.ArgumentTypeError(f"“{text}”不是月份，请写成 2026-11")


def a_date_or_month(text: str) -> date | str:
    """2026-11-20, or 2026-11."""
    return a_month(text) if re.fullmatch(r"\d{4}-\d\d", text) else a_date(text)


def a_year(text: str) -> int:
    """2027."""
    if re.fullmatch(r"20\d\d", text):
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}”不是年份，请写成 2027")


def a_number(text: str) -> int:
    """A whole number."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是整数") from None
