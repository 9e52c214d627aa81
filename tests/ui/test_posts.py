"""The posts page by hand: who holds what, moved and stood in for; a day's bars and their reasons; the duty roster."""

from datetime import date
from pathlib import Path

import pytest

from office.coverage import coverage
from office.duty_view import duty_view
from office.home import open_home
from office.post_view import post_detail, post_view

FIRST_PAGE = "posts"
MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 18)


@pytest.fixture
def page(hands):
    return hands.go("posts")


def ask(home: Path, verb, *arguments):
    with open_home(home) as opened:
        return verb(opened, *arguments)


def choose(hands, page, post: str) -> None:
    """A click on a post in the tree."""
    page.turn("roster")
    tree = page.roster.tree
    tree.see(post)
    hands.root.update()
    left, top, _wide, high = tree.bbox(post)
    hands.click(tree, at=(left + 40, top + high // 2))
    hands.until(lambda: page.roster.detail.post and page.roster.detail.post.row.post == post, post)


def field(dialog, key: str):
    return next(field for field in dialog.form.fields if field.key == key)


# ---------------------------------------------------------------- the roster


def test_floors_units_posts_and_who_holds_them(hands, page, home):
    tree = page.roster.tree
    floors = tree.get_children()
    assert [tree.item(floor, "text") for floor in floors] == ["1楼", "2楼", "3楼"]
    (unit, *_others) = tree.get_children(floors[0])
    assert tree.item(unit, "text") == "市公安局"
    assert tree.item("A01", "values") == ("王建军", "李慧敏", "")
    assert hands.sees("30 个岗位")
    choose(hands, page, "C04")
    told = ask(home, post_detail, "C04", MONDAY)
    assert hands.sees(f"{told.row.a[0].name}（{told.row.a[0].number}）")
    assert [row.cells[0] for row in page.roster.detail.history.rows] == [
        *(line.name for line in told.history),
        *(each.name for each in told.substitutes),
    ]


def test_who_holds_or_held_a_post_is_shown_among_the_people(hands, page, home, monkeypatch):
    went = []
    monkeypatch.setattr(page.desk, "go", lambda page, **focus: went.append((page, focus)))
    choose(hands, page, "C05")
    told = ask(home, post_detail, "C05", MONDAY)
    hands.click("看人员")
    history = page.roster.detail.history
    hands.click_row(history, history.rows[0].id, double=True)
    assert went == [("people", {"number": each.number}) for each in (told.row.a[0], told.history[0])]


def test_a_search_by_pinyin_leaves_the_post_of_that_person(hands, page):
    hands.press("Control-f")
    hands.type("wangjianjun")
    tree = page.roster.tree
    (floor,) = tree.get_children()
    (unit,) = tree.get_children(floor)
    assert tree.get_children(unit) == ("A01",)
    hands.press("Escape")
    assert len(tree.get_children()) == 3


def test_somebody_is_moved_after_what_it_means_was_said(hands, page, home):
    choose(hands, page, "A04")
    holder = page.roster.detail.post.row.b[0]
    page.move(page.roster.detail.post, holder, "B")
    (dialog,) = hands.dialogs()
    hands.press("Return")
    assert hands.sees("请选择调到哪个岗位")
    field(dialog, "post").text.set("Z99")
    hands.wait_for("还没有岗位“Z99”")
    hands.press("Return", into=dialog.number.entry)
    hands.until(lambda: "还没有岗位“Z99”" in dialog.said["text"], "the refusal")
    assert field(dialog, "number").get() == holder.number
    field(dialog, "post").text.set("B02")
    hands.wait_for(f"{holder.name}从 A04 的 B 岗调到 B02 的 B 岗")
    hands.wait_for("A04 的 B 岗从那天起没有人")
    hands.press("Return", into=dialog.number.entry)
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    hands.until(lambda: page.roster.tree.item("A04", "values")[1] == "（缺）", "the tree")
    rows = {row.post: row for row in ask(home, post_view, MONDAY).posts}
    assert (rows["A04"].b, holder in rows["B02"].b) == ((), True)
    before = {row.post: row for row in ask(home, post_view, date(2026, 11, 20)).posts}
    assert before["A04"].b == (holder,)
    page.roster.show_day(date(2026, 11, 20))
    hands.until(lambda: page.roster.tree.item("A04", "values")[1] == holder.name, "the day before")
    page.roster.show_day(MONDAY)
    hands.settle()


def test_a_substitute_is_named_and_taken_back(hands, page, home):
    choose(hands, page, "A04")
    hands.click("指定临时顶岗…")
    (dialog,) = hands.dialogs()
    hands.type("1001", into=field(dialog, "number").entry)
    last = field(dialog, "last")
    hands.type("2026-11-20", into=last.date.entry, clear=True)
    hands.press("Return")
    hands.wait_for("顶岗结束（2026-11-20）早于开始（2026-11-23），请改正")
    assert ask(home, post_detail, "A04", MONDAY).substitutes == ()
    hands.type("2026-11-25", into=last.date.entry, clear=True)
    hands.press("Return")
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    (named,) = ask(home, post_detail, "A04", MONDAY).substitutes
    assert (named.number, named.first, named.last) == ("1001", MONDAY, date(2026, 11, 25))
    hands.wait_for("王建军（1001）　2026-11-23 至 2026-11-25")
    hands.root.after(50, lambda: hands.click("撤销顶岗"))
    hands.click("撤销")
    hands.settle()
    assert ask(home, post_detail, "A04", MONDAY).substitutes == ()


# ---------------------------------------------------------------- the bars


def test_a_vacant_stretch_leads_to_its_reason_and_to_the_persons_day(hands, page, home, monkeypatch):
    hands.click("在岗覆盖")
    hands.wait_for("已公示第 2 版")
    assert page.cover.view.day == date(2026, 11, 20)  # the last working day
    page.cover.show_day(WEDNESDAY)
    hands.until(lambda: page.cover.view.day == WEDNESDAY, "the day")
    told = ask(home, coverage, WEDNESDAY)
    posts, minutes = told.vacant
    assert hands.sees(f"空岗 {posts} 个岗位 {minutes} 分钟")
    bar = next(post for post in told.posts if post.vacant)
    part = next(part for part in bar.parts if part.state == "vacant")
    hands.click(page.cover.bars.canvas, at=page.cover.bars.place_of(bar.post, part.first))
    hands.wait_for(f"依据 {part.clause}")
    seen = hands.seen(page.cover.reasons)
    assert all(f"{person.name}（{person.number}）" in " ".join(seen) for person in part.people)
    assert "年休假" in seen and "离岗超时" in seen
    went = []
    monkeypatch.setattr(page.desk, "go", lambda page, **focus: went.append((page, focus)))
    hands.click("看考勤")
    assert went == [("attendance", {"day": WEDNESDAY, "number": part.people[0].number})]


def test_only_the_vacant_posts_and_the_keys(hands, page):
    hands.click(page.cover.check)
    posts = [line.post.post for line in page.cover.bars.lines if line.post]
    assert posts == [post.post for post in page.cover.view.posts if post.vacant] != []
    hands.click(page.cover.check)
    chosen = page.cover.bars.mine
    hands.press("Right", into=page.cover.bars.canvas)
    assert page.cover.bars.mine[0] == chosen[0] and page.cover.bars.mine[1] > chosen[1]
    hands.press("Down", into=page.cover.bars.canvas)
    assert page.cover.bars.mine[0] != chosen[0]


def test_a_floor_alone_and_a_day_without_bars(hands, page):
    hands.click(
        "3楼",
    )
    hands.until(lambda: page.cover.view.floor == "3", "the floor")
    assert {post.floor for post in page.cover.view.posts} == {"3"}
    page.cover.show_day(date(2026, 11, 15))
    hands.wait_for("2026-11-15 是休息日，没有人值班，窗口不开放。")
    page.cover.show_day(date(2026, 12, 15))
    hands.wait_for("2026-12-15 还没有到。")
    page.cover.floors.choose("")
    page.cover.show_day(WEDNESDAY)
    hands.settle()


# ---------------------------------------------------------------- the duty roster


def test_duty_is_added_refused_and_taken_off(hands, page, home):
    hands.click("值班表")
    hands.wait_for("周六值班")
    before = len(ask(home, duty_view, "2026-11").rows)
    hands.click("排班…")
    (dialog,) = hands.dialogs()
    hands.type("1001", into=field(dialog, "number").entry)
    field(dialog, "shift").set("午间值班")
    hands.press("Return", into=field(dialog, "shift").box)
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    rows = ask(home, duty_view, "2026-11").rows
    assert len(rows) == before + 1
    (new,) = [row for row in rows if row.number == "1001"]
    hands.click("排班…")
    (dialog,) = hands.dialogs()
    hands.type("1001", into=field(dialog, "number").entry)
    field(dialog, "shift").set("午间值班")
    hands.press("Return", into=field(dialog, "shift").box)
    hands.wait_for("时间重叠")
    hands.press("Escape")
    hands.until(lambda: not hands.dialogs(), "the dialog to close")
    hands.click_row(page.duty.sheet, new.id)
    hands.root.after(50, lambda: hands.click("撤销这个班"))
    hands.click("撤销排班")
    hands.settle()
    assert len(ask(home, duty_view, "2026-11").rows) == before


def test_a_duty_roster_is_taken_in_and_its_bad_rows_are_shown(hands, page, home, tmp_path, monkeypatch):
    from openpyxl import load_workbook

    file = tmp_path / "值班表.xlsx"
    monkeypatch.setattr("ui.pages.posts.duty.filedialog.asksaveasfilename", lambda **_: str(file))
    hands.click("下载模板…")
    hands.wait_for("模板已存到")
    book = load_workbook(file)
    headers = [cell.value for cell in book.active[1]]
    for number, day in (("1002", "2026-11-28"), ("9999", "2026-11-28")):
        row = {"工号": number, "日期": day, "班次": "周六值班"}
        book.active.append([row.get(header) for header in headers])
    book.save(file)
    before = len(ask(home, duty_view, "2026-11").rows)
    hands.click("导入…")
    (dialog,) = hands.dialogs()
    hands.press("Return")
    assert hands.sees("请选择值班表")
    hands.type(str(file), into=field(dialog, "file").entry)
    hands.press("Return")
    hands.wait_for("值班表：新增 1，已有 0；1 行没有收下，改好后再导入一次即可。")
    assert "9999" in hands.dialogs()[-1].sheet.rows[0].cells[3]
    hands.click("知道了")
    assert len(ask(home, duty_view, "2026-11").rows) == before + 1
    hands.settle()


def test_a_link_brings_a_post_to_the_front(hands, page):
    page.desk.go("posts", post="C08", section="cover", day=WEDNESDAY)
    hands.settle()
    assert page.sections.value == "cover"
    page.desk.go("posts", post="C08")
    hands.until(lambda: page.roster.detail.post and page.roster.detail.post.row.post == "C08", "the post")
    assert page.roster.tree.selection() == ("C08",) and page.roster.tree.bbox("C08")
