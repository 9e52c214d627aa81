"""The publication folder: what stands in it, whatever happened to it and to the program meanwhile."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from acceptance_desk import ROOT
from publication_home import (
    UNITS,
    at_work,
    contents,
    empty,
    freeze,
    links,
    make,
    post_weeks,
    reached,
    staff,
)

from office import publication
from office.lease import hold
from office.publication import Delivered, deliver, pending
from reports.unit_pages import unit_file

MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)
MONTH = "2026-11"
DELIVER = """
import sys
from pathlib import Path
from publication_home import at_work
from office.publication import deliver
with at_work(Path(sys.argv[1])) as home:
    print("open", flush=True)
    print(deliver(home), flush=True)
"""


@pytest.fixture
def share(tmp_path: Path) -> Path:
    (tmp_path / "server" / "公示").mkdir(parents=True)
    return tmp_path / "server" / "公示"


@pytest.fixture
def path(tmp_path: Path, share: Path) -> Path:
    """A home with a week posted, Friday twice, and nothing in its folder yet."""
    made = make(tmp_path / "home", share)
    with at_work(made) as home:
        post_weeks(home, MONDAY, FRIDAY, FRIDAY)
    return made


def delivered(path: Path, **fields: bool) -> Delivered:
    with at_work(path) as home:
        return deliver(home, **fields)


def waiting(path: Path) -> int:
    with at_work(path) as home:
        return pending(home)


def process(path: Path, seed: int = 0) -> "subprocess.Popen[bytes]":
    """A delivery in a process of its own."""
    places = os.pathsep.join(map(str, (ROOT, ROOT / "tests/acceptance", ROOT / "tests/reports")))
    environment = os.environ | {"PYTHONPATH": places, "PYTHONHASHSEED": str(seed)}
    return subprocess.Popen(
        [sys.executable, "-c", DELIVER, str(path)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


# ---------------------------------------------------------------- what stands there


def test_everything_is_there_and_reached_by_links(path: Path, share: Path) -> None:
    assert waiting(path) == 6
    done = delivered(path)

    found = contents(share)
    assert (done.waiting, done.said, waiting(path)) == (0, "", 0)
    assert done.written == len(found)
    editions = [*(f"2026-11-{day}-v1" for day in range(16, 21)), "2026-11-20-v2"]
    units = [unit_file(unit) for unit in UNITS]
    assert set(found) == {
        "index.html",
        f"{MONTH}/index.html",
        "units/index.html",
        *(f"units/{unit}" for unit in units),
        *(f"{MONTH}/{name}.{kind}" for name in editions for kind in ("html", "xlsx")),
        *(f"{MONTH}/{name}/{unit}" for name in editions for unit in units),
    }
    assert reached(share) == set(found)


def test_a_unit_sees_its_own_people(path: Path, share: Path) -> None:
    delivered(path)
    police, tax = (
        (share / MONTH / "2026-11-20-v2" / unit_file(unit)).read_text("utf-8") for unit in ("市公安局", "市税务局")
    )
    assert "张三" in police and "李四" not in police and "市公安局窗口工作人员考勤公示" in police
    assert "李四" in tax and "上午迟到7分钟" in tax and "张三" not in tax
    days = (share / "units" / unit_file("市公安局")).read_text("utf-8")
    assert [days.count(f"2026-11-20-v{number}/") for number in (1, 2)] == [1, 1] and "已被第2版替代" in days


def test_nothing_private_is_in_any_file(path: Path, share: Path) -> None:
    with at_work(path) as home:
        freeze(home, date(2026, 11, 23), late={"due": "2026-11-23T10:00:00", "why": "not_running"})
        deliver(home)
    for name, content in contents(share).items():
        text = content.decode() if name.endswith(".html") else _unzipped(content)
        assert "病假" not in text, name
        assert "11月18日" not in text or "11-20" not in name, name  # the leave's first day
    page = (share / MONTH / "2026-11-20-v1.html").read_text("utf-8")
    assert "全天请假" in page and "张三顶岗" in page


def _unzipped(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def test_late_and_to_be_objected_to(path: Path, share: Path) -> None:
    with at_work(path) as home:
        late = {"due": "2026-11-24T10:00:00", "why": "not_running"}
        freeze(home, date(2026, 11, 23), late=late, objections_until="2026-11-27")
        deliver(home)
    said = ("本公示应于2026年11月24日 10:00前公布", "对认定有异议的，请在 2026年11月27日 前（含当日）向督查室提出")
    page = (share / MONTH / "2026-11-23-v1.html").read_text("utf-8")
    book = _unzipped((share / MONTH / "2026-11-23-v1.xlsx").read_bytes())
    assert all(each in page and each in book for each in said)
    assert "迟公布" in (share / MONTH / "index.html").read_text("utf-8")


# ---------------------------------------------------------------- a new edition


def test_a_replaced_edition_stays_and_says_so(path: Path, share: Path) -> None:
    delivered(path)
    before = contents(share)
    with at_work(path) as home:
        freeze(home, MONDAY, staff("市民政局"), again=True)
        assert pending(home) == 2
        done = deliver(home)

    after = contents(share)
    changed = {name for name in before if before[name] != after[name]}
    old = f"{MONTH}/{MONDAY}-v1"
    pages = {f"{old}.html", *(f"{old}/{unit_file(unit)}" for unit in UNITS)}
    lists = {"index.html", f"{MONTH}/index.html", "units/index.html", *(f"units/{unit_file(unit)}" for unit in UNITS)}
    assert changed == pages | lists
    assert done.written == len(changed) + len(after.keys() - before.keys())
    for name in pages:
        page = share / name
        assert "本页是第1版，已被第2版替代" in page.read_text("utf-8")
        assert any(f"{MONDAY}-v2" in str(each) and each.is_file() for each in links(page))
    assert reached(share) == set(after)
    assert (share / "units" / "市民政局.html").is_file()


def test_a_run_without_news_writes_nothing(path: Path, share: Path) -> None:
    delivered(path)
    before = {each: each.stat().st_mtime_ns for each in share.rglob("*")}
    assert delivered(path) == delivered(path, whole=True) == Delivered(0, 0)
    assert {each: each.stat().st_mtime_ns for each in share.rglob("*")} == before


# ---------------------------------------------------------------- a folder that goes and comes


def test_a_share_that_comes_back_empty_gets_everything_again(path: Path, share: Path) -> None:
    delivered(path)
    whole = contents(share)
    empty(share)
    assert waiting(path) == 6
    assert delivered(path).waiting == 0
    assert contents(share) == whole
    empty(share)
    share.rmdir()  # its last part alone is made
    delivered(path)
    assert contents(share) == whole


def test_a_share_that_is_away_is_not_made_on_this_machine(path: Path, share: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    delivered(path)
    whole = contents(share)
    share.parent.rename(away)
    with at_work(path) as home:
        freeze(home, date(2026, 11, 23))
        done = deliver(home)
        assert done.written == 0 and done.waiting > 0 and pending(home) > 0
    assert str(share) in done.said and "打不开" in done.said
    assert not share.parent.exists()

    away.rename(share.parent)
    assert waiting(path) == 1
    assert delivered(path).waiting == 0
    assert set(whole) < set(contents(share)) == reached(share)


def test_the_folder_within_the_home_is_always_made(tmp_path: Path) -> None:
    made = make(tmp_path / "home")
    (made / "published").rmdir()
    assert delivered(made) == Delivered(0, 0) and not (made / "published").exists()  # there is nothing to publish
    with at_work(made) as home:
        freeze(home, FRIDAY)
    assert delivered(made).said == "" and (made / "published" / "index.html").is_file()


def test_a_share_put_back_as_it_was_is_brought_up_to_date(path: Path, share: Path) -> None:
    delivered(path)
    old = contents(share)
    with at_work(path) as home:
        freeze(home, MONDAY, again=True)
        freeze(home, date(2026, 11, 23))
        deliver(home)
    new = contents(share)
    empty(share)
    for name, content in old.items():
        (share / name).parent.mkdir(parents=True, exist_ok=True)
        (share / name).write_bytes(content)
    assert waiting(path) == 3
    delivered(path)
    assert contents(share) == new


LOST = (
    f"{MONTH}/2026-11-17-v1.html",
    f"{MONTH}/2026-11-17-v1.xlsx",
    f"{MONTH}/2026-11-17-v1",
    f"{MONTH}/index.html",
    f"{MONTH}",
    "index.html",
)


@pytest.mark.parametrize("lost", LOST)
def test_what_somebody_deleted_is_written_again(path: Path, share: Path, lost: str) -> None:
    delivered(path)
    whole = contents(share)
    _delete(share / lost)
    assert waiting(path) > 0
    assert delivered(path).waiting == 0
    assert contents(share) == whole


@pytest.mark.parametrize("lost", [f"{MONTH}/2026-11-17-v1/市公安局.html", "units", "units/市公安局.html"])
def test_what_a_look_at_everything_finds(path: Path, share: Path, lost: str) -> None:
    delivered(path)
    whole = contents(share)
    _delete(share / lost)
    assert delivered(path, whole=True).written > 0
    assert contents(share) == whole


def _delete(path: Path) -> None:
    if path.is_dir():
        empty(path)
        path.rmdir()
    else:
        path.unlink()


def test_a_file_of_somebody_else_is_replaced(path: Path, share: Path) -> None:
    delivered(path)
    (share / MONTH / "2026-11-23-v1.html").write_text("another home", "utf-8")
    (share / MONTH / "2026-11-23-v1.xlsx").write_text("another home", "utf-8")
    (share / MONTH / "2026-11-23-v1").mkdir()
    (share / "通知.txt").write_text("mine", "utf-8")
    with at_work(path) as home:
        freeze(home, date(2026, 11, 23))
        deliver(home)
    assert b"another home" not in b"".join(contents(share).values())
    assert (share / "通知.txt").read_text("utf-8") == "mine"


def test_one_file_that_cannot_be_written_holds_up_no_other(path: Path, share: Path) -> None:
    stuck = share / MONTH / "2026-11-17-v1.html" / "x"
    stuck.mkdir(parents=True)
    done = delivered(path)
    assert done.waiting == 1 and "2026-11-17-v1.html" in done.said
    there = reached(share)
    assert f"{MONTH}/2026-11-18-v1.html" in there and f"{MONTH}/2026-11-17-v1.html" not in there
    stuck.rmdir()
    stuck.parent.rmdir()
    assert delivered(path).waiting == 0
    assert f"{MONTH}/2026-11-17-v1.html" in reached(share)


def test_who_may_not_write_there_is_told(path: Path, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied", "x.html")

    monkeypatch.setattr(Path, "replace", denied)
    done = delivered(path)
    assert done.waiting == 6 and "公示文件没有写完" in done.said
    assert contents(share) == {}


def test_a_full_disk_is_not_tried_again_and_again(path: Path, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def full(half: Path, _target: Path) -> Path:
        tried.append(half)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    done = delivered(path)
    assert (done.waiting, len(tried)) == (6, 1) and "磁盘已满" in done.said
    assert contents(share) == {}


def test_the_folder_is_no_folder(path: Path, share: Path) -> None:
    share.rmdir()
    share.write_text("", "utf-8")
    done = delivered(path)
    assert (done.written, done.waiting) == (0, 6) and "打不开" in done.said
    assert share.read_text("utf-8") == ""


# ---------------------------------------------------------------- cut off at every step


class CutError(BaseException):
    """As if the power went."""


def cut_after(steps: int, error: Callable[[], BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let that many files come into their places, and no more."""
    real, left = Path.replace, [steps]

    def replace(half: Path, target: Path) -> Path:
        if left[0] == 0:
            raise error()
        left[0] -= 1
        return real(half, target)

    monkeypatch.setattr(Path, "replace", replace)


def disk_full() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("error", [CutError, disk_full])
def test_after_each_step_the_next_run_completes_the_work(tmp_path: Path, error: Callable[[], BaseException]) -> None:
    """Two days, one of them with a second edition that comes after the first was published."""
    share = tmp_path / "share"
    share.mkdir()
    path = make(tmp_path / "home", share)
    with at_work(path) as home:
        post_weeks(home, date(2026, 11, 19), FRIDAY)
        deliver(home)
        first = contents(share)
        freeze(home, date(2026, 11, 19), staff("市民政局"), again=True)
        steps = deliver(home).written
        whole = contents(share)
        for cut in range(steps):
            empty(share)
            _lay(share, first)
            with pytest.MonkeyPatch.context() as patch:
                cut_after(cut, error, patch)
                try:
                    said = deliver(home).said
                    assert "磁盘已满" in said
                except CutError:
                    pass
            assert not list(share.rglob("*.part"))
            _nothing_leads_nowhere(share)
            assert pending(home) > 0, cut
            assert deliver(home).waiting == 0
            assert contents(share) == whole, cut


def _lay(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _nothing_leads_nowhere(folder: Path) -> None:
    """From no page that a visitor reaches; but the list of a unit that is new comes after its first page."""
    if (folder / "index.html").exists():
        reached(folder, "市民政局.html")


# ---------------------------------------------------------------- real processes


def seen_by_processes(path: Path, share: Path, *, days: int) -> dict[str, bytes]:
    """Two weeks to be delivered, and what the folder is when nothing disturbs it."""
    with at_work(path) as home:
        post_weeks(home, date(2026, 11, 2), date(2026, 11, 2 + days))
        deliver(home)
    whole = contents(share)
    empty(share)
    return whole


def test_killed_at_any_moment(path: Path, share: Path) -> None:
    whole, chance, interrupted = seen_by_processes(path, share, days=4), random.Random(5), 0
    begin = time.monotonic()
    assert process(path).wait(60) == 0
    span = time.monotonic() - begin
    assert contents(share) == whole
    for turn in range(8):
        empty(share)
        running = process(path, seed=turn)
        assert running.stdout is not None and running.stdout.readline() == b"open\n"
        time.sleep(chance.uniform(0, span * 0.7))
        running.send_signal(signal.SIGKILL)
        interrupted += running.wait(60) != 0
        running.stdout.close()
        _nothing_leads_nowhere(share)
        assert delivered(path).waiting == 0  # at once: a lease of the dead holds up nobody
        assert contents(share) == whole
    assert interrupted >= 3


def test_two_at_once(path: Path, share: Path) -> None:
    whole = seen_by_processes(path, share, days=4)
    for _ in range(3):
        empty(share)
        running = [process(path, seed) for seed in (1, 2, 3)]
        said = [each.communicate(timeout=60)[0].decode() for each in running]
        assert all("Delivered" in each for each in said), said
        delivered(path)
        assert contents(share) == whole


def test_the_same_workbook_whoever_writes_it_and_when(path: Path, share: Path) -> None:
    seen = []
    for seed in (1, 2):
        empty(share)
        assert process(path, seed).wait(60) == 0
        seen.append(contents(share))
        time.sleep(2.1)  # a zip keeps time in steps of two seconds
    assert seen[0] == seen[1]


def test_somebody_else_who_writes_is_not_disturbed(path: Path, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication, "WAIT", 0.1)
    with at_work(path) as home, hold(home, publication.LEASE):
        assert deliver(home) == Delivered(0, 6)
    assert contents(share) == {}


# ---------------------------------------------------------------- how long it stays


def test_what_is_kept_no_longer_is_taken_down(tmp_path: Path) -> None:
    path = make(tmp_path / "home", months=0)
    share = path / "published"
    with at_work(path) as home:
        post_weeks(home, date(2025, 12, 29), date(2026, 1, 2))
        freeze(home, date(2026, 2, 27), staff("原单位"))
        freeze(home, date(2026, 3, 30))
        deliver(home)
        whole = contents(share)
    assert {name[:7] for name in whole if name[:2] == "20"} == {"2025-12", "2026-01", "2026-02", "2026-03"}
    assert "units/2025/市公安局.html" in whole and reached(share) == set(whole)
    assert "公示文件一直保留" in whole["index.html"].decode()

    (share / "2025-12" / "说明.txt").write_text("mine", "utf-8")
    _keep(path, 1)
    delivered(path)
    left = contents(share)
    assert {name[:7] for name in left if name[:2] == "20"} == {"2025-12", "2026-02", "2026-03"}
    assert [name for name in left if name[:7] == "2025-12"] == ["2025-12/说明.txt"]
    assert "更早的公示已按保存期限撤下" in left["index.html"].decode()
    assert reached(share) == set(left) - {"2025-12/说明.txt"}
    assert not (share / "units" / "2025").exists() and (share / "units" / "原单位.html").exists()
    with at_work(path) as home:
        freeze(home, date(2026, 4, 1))
        deliver(home)
    assert not (share / "2026-02").exists() and not (share / "units" / "原单位.html").exists()
    (share / "2025-12" / "说明.txt").unlink()
    (share / "2025-12").rmdir()
    _keep(path, 0)
    delivered(path)
    again = contents(share)
    assert {name for name in whole if "html" in name} <= set(again)
    assert all(again[name] == whole[name] for name in whole if name[:2] == "20")  # the database keeps all
    assert reached(share) == set(again)


def _keep(path: Path, months: int) -> None:
    settings = path / "settings.toml"
    lines = settings.read_text("utf-8").splitlines()
    kept = [f"publication_months = {months}" if line.startswith("publication_months") else line for line in lines]
    settings.write_text("\n".join(kept) + "\n", "utf-8")


def test_cut_off_while_it_takes_down(tmp_path: Path) -> None:
    path = make(tmp_path / "home", months=0)
    share = path / "published"
    with at_work(path) as home:
        freeze(home, date(2025, 12, 31), staff("原单位"))
        freeze(home, date(2026, 1, 2), staff("原单位"))
        freeze(home, date(2026, 3, 30))
        deliver(home)
    whole = contents(share)
    _keep(path, 1)
    delivered(path)
    done = contents(share)
    steps = 40
    for cut in range(steps):
        empty(share)
        _lay(share, whole)
        with pytest.MonkeyPatch.context() as patch:
            _cut_removals(cut, patch)
            try:
                delivered(path)
                break
            except CutError:
                pass
        _nothing_leads_nowhere(share)
        delivered(path)
        assert contents(share) == done, cut
        assert not (share / "2025-12").exists() and not (share / "2026-01").exists()
    assert steps > cut > 10


def _cut_removals(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    real, left = Path.unlink, [steps]

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if left[0] == 0:
            raise CutError
        left[0] -= 1
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)


def test_nothing_is_taken_down_while_a_list_still_leads_there(tmp_path: Path) -> None:
    path = make(tmp_path / "home", months=0)
    share = path / "published"
    with at_work(path) as home:
        freeze(home, date(2025, 12, 31))
        freeze(home, date(2026, 3, 30))
        deliver(home)
    whole = contents(share)
    _keep(path, 1)
    with pytest.MonkeyPatch.context() as patch:
        cut_after(0, lambda: PermissionError(errno.EACCES, "Permission denied"), patch)
        done = delivered(path)
        assert done.waiting == 1 and "公示文件没有写完" in done.said
        assert waiting(path) == 1
    assert contents(share) == whole


def test_a_clock_that_runs_years_ahead_takes_nothing_down(path: Path, share: Path) -> None:
    delivered(path)
    whole = contents(share)
    with at_work(path, datetime(2063, 1, 1)) as home:
        assert deliver(home) == Delivered(0, 0)
    assert contents(share) == whole


# ---------------------------------------------------------------- a new year


def test_the_lists_of_a_unit_turn_with_the_year(tmp_path: Path) -> None:
    path = make(tmp_path / "home")
    share = path / "published"
    with at_work(path) as home:
        freeze(home, date(2025, 12, 30), staff("原单位"))
        freeze(home, date(2026, 12, 30))
        deliver(home)
        freeze(home, date(2027, 1, 4))
        deliver(home)
        turned = contents(share)
        freeze(home, date(2025, 12, 30), staff("补单位"), again=True)
        deliver(home)
    assert "units/2026/市公安局.html" in turned and "units/2025/原单位.html" in turned
    latest = turned["units/市公安局.html"].decode()
    assert "2027年考勤公示" in latest and "2026年12月30日" not in latest
    assert links(share / "units" / "市公安局.html")[-2:] == [
        share / "units" / year / "市公安局.html" for year in ("2026", "2025")
    ]
    found = contents(share)
    assert "units/补单位.html" in found and "units/2025/补单位.html" in found
    assert "已被第2版替代" in found["units/2025/原单位.html"].decode()
    assert reached(share) == set(found)
    empty(share)
    delivered(path)
    assert contents(share) == found
