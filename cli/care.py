"""backup, restore, doctor."""

import argparse
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from cli.arguments import command
from cli.output import Answer

SIGNS = {"ok": "✓", "warn": "！", "bad": "✕"}


def add(group: Any) -> None:
    command(group, "backup", backup, "备份数据库、设置和规则，核对以后放进备份文件夹")
    parser = command(group, "restore", restore, "从备份恢复；先核对备份，再把现在的数据另存一份")
    parser.add_argument("file", metavar="FILE", help="备份文件")
    command(group, "doctor", doctor, "检查数据库、文件夹、时钟、备份、设备，并说明怎么办")


def backup(arguments: argparse.Namespace) -> Answer:
    from cli.progress import bars
    from office.backups import backup as back_up
    from office.home import open_home
    from office.sizes import size_words

    with open_home(Path(arguments.home)) as home, nullcontext() if arguments.json else bars() as progress:
        made = back_up(home, progress)
    document = {"file": made.file, "bytes": made.bytes, "counts": dict(made.counts), "removed": list(made.removed)}
    lines = [f"已备份并核对：{made.file}（{size_words(made.bytes)}，公示 {made.counts['edition']} 版）"]
    lines += [f"  已删除过期的备份 {file}" for file in made.removed]
    return Answer(document, "\n".join(lines))


def restore(arguments: argparse.Namespace) -> Answer:
    from cli.progress import bars
    from office.restoring import restore as put_back

    with nullcontext() if arguments.json else bars() as progress:
        done = put_back(Path(arguments.home), Path(arguments.file), progress)
    document = {
        "restored": done.file,
        "replaced": done.replaced or None,
        "editions": done.editions,
        "published_only": [{"date": each.day.isoformat(), "edition": each.edition} for each in done.published_only],
        "notes": list(done.notes),
    }
    lines = [f"已从 {done.file} 恢复，共 {done.editions} 版公示。用 verify 核对全部公示。"]
    lines += [f"原来的数据另存在 {done.replaced}"] if done.replaced else []
    return Answer(document, "\n".join((*lines, *(f"注意：{note}" for note in done.notes))))


def doctor(arguments: argparse.Namespace) -> Answer:
    from office.doctor import doctor as examine
    from office.health import BAD, worst

    checks = examine(Path(arguments.home))
    lines = []
    for check in checks:
        lines.append(f"{SIGNS[check.state]} {check.said}")
        lines += [f"  → {check.remedy}"] if check.remedy else []
    return Answer({"checks": [check._asdict() for check in checks]}, "\n".join(lines), int(worst(checks) == BAD))
