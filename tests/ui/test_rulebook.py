"""The rulebook by hand: read it, change a number from a day on, set the calendar, try a month, take a file in."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from ui_hands import Hands

from attendance.rulebook_check import load_rulebook, shipped_text
from office.calendar_view import DayCell, calendar_view
from office.home import open_home
from office.rulebook_view import rulebook_view

NOW = datetime(2026, 11, 23, 9, 22)
TODAY = NOW.date()
EARLY = "punctuality.early_minutes"
UNPUBLISHED = 2099


@pytest.fixture
def page(hands: Hands) -> Iterator[Any]:
    """The page, with nothing changed in the form."""
    page = hands.go("rulebook")
    page.changes.clear()
    yield page
    page.changes.clear()


def pane(hands: Hands, page: Any, text: str) -> Any:
    """Click one of the words at the head."""
    hands.click(next(part for part in page.segments.parts.values() if part["text"] == text))
    hands.settle()
    return page.front


def minutes_early(home: Path, day: date) -> int:
    with open_home(home, lambda: NOW) as opened:
        entries = [each for each in opened.rulebook(day).book.punctuality if each.since <= day]
        return max(entries, key=lambda each: each.since).early_minutes


def day_cell(home: Path, day: date) -> DayCell:
    with open_home(home, lambda: NOW) as opened:
        return calendar_view(opened, day.year).months[day.month - 1][day.day - 1]


def fill(hands: Hands, form: Any, key: str, value: str) -> None:
    """Type into a field of the form of changes, and wait for what it comes to."""
    hands.until(lambda: form.fields.whole and key in form.fields.rows, key)
    hands.type(value, into=form.fields.rows[key].widget, clear=True)
    hands.until(lambda: not form._timer, "the answer")
    hands.settle()


def when_asked(hands: Hands, answer: Callable[[], object]) -> None:
    """Answer the question that the next click brings, as soon as it is there."""
    hands.root.after(20, lambda: answer() if hands.dialogs() else when_asked(hands, answer))


# ---------------------------------------------------------------- to read


def test_the_clauses_are_a_document_with_chapters(hands: Hands, page: Any) -> None:
    reading = pane(hands, page, "条款")
    text = reading.text.get("1.0", "end")
    assert "上班提前 5 分钟到岗" in text and "依据 宜政务[2013]28号 第五条第1款　自 2013-10-23 起" in text
    assert "不得在窗口吸烟、吃零食、离岗串岗和大声喧哗。" in text and "人工认定：由巡查人员现场认定" in text
    hands.click(reading.chapters.parts["cover"])
    hands.settle()
    assert reading.text.get("@0,30 linestart", "@0,30 lineend") == "AB岗"
    assert reading.chapters.value == "cover"


def test_ctrl_f_finds_in_the_clauses(hands: Hands, page: Any) -> None:
    reading = pane(hands, page, "条款")
    hands.press("Control-f", into=reading.text)
    hands.type("黄牌警告")
    hands.press("Return")
    assert reading.text.tag_ranges("hit")
    assert "黄牌警告" in reading.text.get("@0,0", f"@0,{reading.text.winfo_height()}")
    hands.type("没有这个词", into=reading.find, clear=True)
    hands.press("Return")
    hands.wait_for("条款里没有“没有这个词”")


def test_the_last_pane_and_the_place_in_the_text_stay(hands: Hands, page: Any) -> None:
    reading = pane(hands, page, "条款")
    hands.click(reading.chapters.parts["data"])
    place = reading.text.yview()
    hands.press("F5")
    hands.settle()
    assert reading.text.yview() == place
    hands.go("today")
    assert hands.go("rulebook").pane == "clauses"


def test_a_day_before_the_rules_began(hands: Hands, page: Any) -> None:
    reading = pane(hands, page, "条款")
    hands.type("2013-10-22", into=reading.day.entry, clear=True)
    hands.wait_for("2013-10-22 这一天规则还没有开始生效")
    hands.click(reading.chapters.parts["cover"])
    hands.type("2026-11-23", into=reading.day.entry, clear=True)
    hands.wait_for("上班提前 5 分钟到岗")


def test_a_link_leads_to_a_clause(hands: Hands, page: Any) -> None:
    hands.window.go("rulebook", citation="第五条第5款")
    hands.settle()
    reading = page.front
    assert "认真落实“AB岗”工作制" in reading.text.get("@0,0", f"@0,{reading.text.winfo_height()}")


# ---------------------------------------------------------------- to change


def test_a_number_out_of_range_is_said_under_its_field(hands: Hands, page: Any, home: Path) -> None:
    form = pane(hands, page, "修改")
    hands.click(form.chapters.parts["punctuality"])
    fill(hands, form, EARLY, "500")
    hands.wait_for("“上班提前到岗”应在 0–120 之间，现在是 500")
    assert str(form.adopt["state"]) == "disabled"
    assert form.chapters.parts["punctuality"]["text"] == "到岗离岗（改 1）"
    hands.click(form.chapters.parts["leave"])
    hands.click(form.chapters.parts["punctuality"])
    hands.settle()
    assert form.fields.rows[EARLY].widget.get() == "500"  # kept while another chapter was looked at
    assert hands.sees("现在是 500")
    hands.click("全部还原")
    hands.settle()
    assert form.fields.rows[EARLY].widget.get() == "5" and not hands.sees("现在是 500")
    assert minutes_early(home, date(2026, 12, 1)) == 5


def test_a_choice_and_a_contradiction_between_fields(hands: Hands, page: Any) -> None:
    form = pane(hands, page, "修改")
    hands.click(form.chapters.parts["step_away"])
    fill(hands, form, "step_away.alarm_minutes", "20")
    assert "应当小于离岗最长 15 分钟" in form.fields.rows["step_away.alarm_minutes"].fault["text"]
    fill(hands, form, "step_away.limit_minutes", "25")
    assert not form.fields.rows["step_away.alarm_minutes"].fault["text"]
    assert hands.sees("15 分钟 → 25 分钟")
    form.fields.rows["step_away.by_keys"].widget.set("是")
    hands.until(lambda: page.changes.get("step_away.by_keys") == "yes", "the choice")
    hands.click("全部还原")
    hands.settle()


def test_the_allowance_is_read_and_changed_like_every_other_chapter(hands: Hands, page: Any, home: Path) -> None:
    """Bad: what is no amount is refused under its field. Good: another is told in words, and not in force yet."""
    reading = pane(hands, page, "条款")
    hands.click(reading.chapters.parts["allowance"])
    hands.settle()
    text = reading.text.get("1.0", "end")
    with open_home(home, lambda: NOW) as opened:
        lines = [
            line for each in rulebook_view(opened, TODAY).chapters for own in each.paragraphs for line in own.lines
        ]
    told = [line for line in lines if line.startswith("先后：")]
    assert told and all(line in text for line in told)
    form = pane(hands, page, "修改")
    hands.click(form.chapters.parts["rates"])
    fill(hands, form, "rates.base.amount", "二十")
    hands.wait_for("“金额”应当填金额，如 20 或 20.50")
    assert str(form.adopt["state"]) == "disabled"
    fill(hands, form, "rates.base.amount", "25")
    hands.wait_for("→ 25.00 元")
    assert form.chapters.parts["rates"]["text"] == "补助：出勤（改 1）"
    assert str(form.adopt["state"]) == "normal"
    hands.click("全部还原")
    hands.settle()
    with open_home(home, lambda: NOW) as opened:
        assert str(opened.rulebook(TODAY).book.rates[0].amount) == form.fields.rows["rates.base.amount"].widget.get()


def test_a_change_from_a_day_on(hands: Hands, page: Any, home: Path) -> None:
    """Bad: half a basis is refused inside the dialog, with everything typed still there. Good: from its day on."""
    form = pane(hands, page, "修改")
    hands.click(form.chapters.parts["punctuality"])
    fill(hands, form, EARLY, "10")
    hands.wait_for("5 分钟 → 10 分钟")
    hands.click("采用…")
    dialog: Any = hands.dialogs()[-1]
    hands.type("领导批示", into=dialog.reason.entry)
    hands.type("宜政务〔2026〕3号", into=dialog.document.entry)
    hands.press("Return")
    hands.wait_for("依据的文件、条次和内容要写全")
    assert (dialog.reason.get(), dialog.document.get()) == ("领导批示", "宜政务〔2026〕3号")
    assert minutes_early(home, date(2026, 11, 24)) == 5
    hands.type("第二条", into=dialog.place.entry)
    dialog.words.set("上班应提前十分钟到达。")
    hands.click(dialog.yes)
    hands.settle()
    assert hands.dialogs() == []
    assert [minutes_early(home, date(2026, 11, day)) for day in (23, 24)] == [5, 10]
    hands.wait_for("自 2026-11-24 起改了 1 项，此前的日子不变。")
    assert page.changes == {} and form.fields.rows[EARLY].field.value == "10"
    assert hands.sees("依据 宜政务〔2026〕3号 第二条　自 2026-11-24 起")


def test_the_time_line_tells_it(hands: Hands, page: Any) -> None:
    pane(hands, page, "生效时间")
    seen = hands.seen()
    assert seen.index("2026-11-24 起") < seen.index("2013-10-23 起")  # the newest first
    assert "到 2026-11-23" in seen and "将来" in seen and "现行" in seen
    assert hands.sees("上班提前到岗：5 分钟 → 10 分钟")


def test_posted_days_are_said_and_counted(hands: Hands, page: Any, home: Path) -> None:
    form = pane(hands, page, "修改")
    hands.type("2026-11-18", into=form.since.entry, clear=True)
    hands.settle()
    hands.click(form.chapters.parts["punctuality"])
    fill(hands, form, EARLY, "15")
    hands.wait_for("已有 3 天公示，公示内容不变")
    hands.click("算一算有几天认定会不同")
    hands.wait_for("自 2026-11-18 起已公示的 3 天，重新公示的话其中 3 天的认定会不同。")
    assert minutes_early(home, date(2026, 11, 18)) == 5
    hands.type("2013-01-01", into=form.since.entry, clear=True)
    hands.wait_for("2013-01-01 这一天规则还没有开始生效，请选晚一些的日期")
    assert str(form.adopt["state"]) == "disabled"
    hands.type("2026-11-24", into=form.since.entry, clear=True)
    hands.settle()
    assert form.fields.rows[EARLY].field.value == "10"


# ---------------------------------------------------------------- the calendar


def test_the_year_with_its_signs(hands: Hands, page: Any) -> None:
    year = pane(hands, page, "日历")
    hands.wait_for("国务院办公厅已公布这一年的放假安排。")
    texts = [year.canvas.itemcget(item, "text") for item in year.canvas.find_all() if year.canvas.type(item) == "text"]
    assert (texts.count("休"), texts.count("班")) == (33, 6)
    left, top, right, bottom = year.canvas.bbox("all")
    assert left >= 0 and top >= 0 and right <= year.canvas.winfo_width() and bottom <= year.canvas.winfo_height()
    year.canvas.event_generate(
        "<Motion>", x=year.canvas.place_of(date(2026, 10, 10))[0], y=year.canvas.place_of(date(2026, 10, 10))[1]
    )
    hands.wait_for("2026-10-10 星期六：上班，补班（国庆节调休）")


def test_a_day_is_closed_and_taken_back(hands: Hands, page: Any, home: Path) -> None:
    year, day = pane(hands, page, "日历"), date(2026, 11, 27)
    hands.click(year.canvas, at=year.canvas.place_of(day))
    dialog: Any = hands.dialogs()[-1]
    assert dialog.kind.get() == "closed"
    hands.press("Return")
    hands.wait_for("请写明事由")
    assert dialog.kind.get() == "closed" and day_cell(home, day).kind == "workday"
    hands.type("线路检修", into=dialog.reason.entry)
    hands.press("Return")
    hands.settle()
    assert (day_cell(home, day).kind, day_cell(home, day).reason) == ("own_closed", "线路检修")
    assert year.canvas.cell(day).kind == "own_closed"
    hands.click(year.canvas, at=year.canvas.place_of(day))
    assert hands.sees("撤销以后恢复为：上班")
    hands.click("撤销设置")
    hands.settle()
    assert day_cell(home, day).kind == "workday" and hands.dialogs() == []


def test_a_saturday_is_opened_with_the_keyboard(hands: Hands, page: Any, home: Path) -> None:
    year, day = pane(hands, page, "日历"), date(2026, 11, 28)
    year.canvas.at = date(2026, 11, 20)
    hands.press("Down", into=year.canvas)
    hands.press("Right", into=year.canvas)
    assert year.canvas.at == day
    hands.press("Return", into=year.canvas)
    dialog: Any = hands.dialogs()[-1]
    assert dialog.kind.get() == "open"
    dialog.follows.set("4")
    hands.type("办件高峰", into=dialog.reason.entry)
    hands.press("Return")
    hands.settle()
    assert (day_cell(home, day).kind, day_cell(home, day).follows) == ("own_open", 4)


def test_a_posted_day_is_said_to_stay(hands: Hands, page: Any, home: Path) -> None:
    year = pane(hands, page, "日历")
    hands.click(year.canvas, at=year.canvas.place_of(date(2026, 11, 20)))
    assert hands.sees("这一天已经公示，改了以后公示内容不变")
    hands.press("Escape")
    assert hands.dialogs() == [] and day_cell(home, date(2026, 11, 20)).kind == "workday"


def test_a_year_that_is_not_published_is_confirmed(hands: Hands, page: Any, home: Path) -> None:
    year = pane(hands, page, "日历")
    year.year = UNPUBLISHED - 1
    hands.click("›")
    hands.wait_for("这一年的放假安排还没有公布，本中心也没有确认")
    when_asked(hands, lambda: hands.click("取消"))
    hands.click("确认这一年…")
    hands.settle()
    assert day_cell(home, date(UNPUBLISHED, 3, 3)).kind == "unknown"
    when_asked(hands, lambda: hands.press("Return"))
    hands.click("确认这一年…")
    hands.settle()
    assert day_cell(home, date(UNPUBLISHED, 3, 3)).kind == "workday"
    assert not hands.sees("确认这一年…")
    year.year = 2026
    year.load()
    hands.settle()


# ---------------------------------------------------------------- what if


def test_a_month_is_tried_with_the_changes_of_the_form(hands: Hands, page: Any, home: Path) -> None:
    trying = pane(hands, page, "试算")
    hands.click("开始试算")
    hands.wait_for("“修改”页上还没有改动")
    form = pane(hands, page, "修改")
    hands.click(form.chapters.parts["punctuality"])
    fill(hands, form, EARLY, "15")
    pane(hands, page, "试算")
    assert hands.sees("修改页上的改动（1 项）")
    hands.click("开始试算")
    hands.until(lambda: trying.trial, "the trial")
    sums = {row.id: row.cells for row in trying.sums.rows}
    assert sums["应到"][1:] == ("602", "602", "0")
    assert int(sums["未提前到岗"][2]) > int(sums["未提前到岗"][1])
    assert any(row.cells[-2:] == ("正常", "未提前到岗") for row in trying.people.rows)
    assert minutes_early(home, TODAY) == 5
    hands.settle()


def test_a_month_is_tried_with_a_file_that_is_not_there(hands: Hands, page: Any, tmp_path: Path) -> None:
    trying = pane(hands, page, "试算")
    hands.click("规则文件")
    hands.click("开始试算")
    hands.wait_for("请选择规则文件")
    hands.type("none.toml", into=trying.file.entry, clear=True)
    hands.click("开始试算")
    hands.wait_for("找不到文件 none.toml")
    hands.press("Escape")
    assert trying.file.entry.get() == "none.toml" and str(trying.start["state"]) == "normal"


# ---------------------------------------------------------------- files


def test_a_file_with_faults_cannot_be_adopted(hands: Hands, page: Any, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.toml"
    file.write_text(shipped_text("anqing-2013").replace("early_minutes = 5 ", "early_minutes = 500 "), encoding="utf-8")
    hands.click("导入规则文件…")
    dialog: Any = hands.dialogs()[-1]
    hands.type(str(file), into=dialog.file.entry)
    hands.wait_for("文件有 1 处错误")
    assert hands.sees("punctuality[1].early_minutes 的值 500 超出范围")
    assert str(dialog.yes["state"]) == "disabled"
    hands.press("Return")
    assert dialog.file.entry.get() == str(file)
    hands.press("Escape")


def test_a_file_is_compared_and_adopted(hands: Hands, page: Any, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.toml"
    file.write_text(shipped_text("yonghe-town-2017"), encoding="utf-8")
    hands.click("导入规则文件…")
    dialog: Any = hands.dialogs()[-1]
    hands.type("2026-12-15", into=dialog.since.date.entry, clear=True)
    hands.type(str(file), into=dialog.file.entry)
    hands.wait_for("永和镇便民服务中心管理规定（yonghe-town-2017）")
    assert hands.sees("离岗告知")
    hands.press("Return")
    hands.settle()
    hands.wait_for("自 2026-12-15 起采用 永和镇便民服务中心管理规定")
    with open_home(home, lambda: NOW) as opened:
        assert opened.rulebook(date(2026, 12, 15)).name == "yonghe-town-2017"
        assert opened.rulebook(date(2026, 12, 14)).name == "anqing-2013"


def test_the_rules_in_force_are_exported(
    hands: Hands, page: Any, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "现行.toml"
    monkeypatch.setattr("tkinter.filedialog.asksaveasfilename", lambda **_: str(target))
    hands.click("导出…")
    hands.wait_for("已导出")
    with open_home(home, lambda: NOW) as opened:
        assert load_rulebook(target.read_text(encoding="utf-8")).version == opened.rulebook(TODAY).version
