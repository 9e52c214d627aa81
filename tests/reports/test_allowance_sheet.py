"""补助发放表: what it says is what the run says, its formulas come to what the program reckoned, and it prints well."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from allowance_samples import DECISION, line, many, paid, person, text, twelve
from hypothesis import given, settings
from hypothesis import strategies as st
from office_suite import kept_and_reckoned, page_text, pages, recalculated
from openpyxl import load_workbook

from attendance.capitals import capitals
from reports.allowance_pages import A3, A4, Row, breaks, paper, scale
from reports.allowance_sheet import Paid, groups
from reports.excel_allowance import allowance_workbook

MADE = datetime(2026, 12, 2, 16, 30)
MAIN, STORY = "补助发放表", "明细"


def opened(of: Paid, values: bool = True):
    return load_workbook(BytesIO(allowance_workbook(of, MADE)), data_only=values)


class Read:
    """The main sheet as somebody reads it: titles of columns, rows of people by number, rows of sums by their title."""

    def __init__(self, sheet) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        self.head = next(at for at, row in enumerate(rows) if row[0] == "序号")
        upper, lower = rows[self.head], rows[self.head + 1]
        titles = [low if low is not None else up for up, low in zip(upper, lower, strict=True)]
        self.titles = [str(title).partition("\n")[0] for title in titles]
        self.above = [row[0] for row in rows[: self.head]]
        self.below = [value for row in rows[self.head :] for value in row if isinstance(value, str)]
        self.people, self.sums, self.rows = {}, {}, {}
        for at, row in enumerate(rows[self.head + 2 :], self.head + 3):
            named = dict(zip(self.titles, row, strict=True))
            if isinstance(row[0], int):
                self.people[row[2]], self.rows[row[2]] = named, at
            elif row[0] and ("小计" in row[0] or "合计　" in row[0]):
                self.sums[row[0].partition("　")[0]] = named


def money(value: object) -> Decimal:
    return round(Decimal(str(value or 0)), 8)


# ---------------------------------------------------------------- what it says


def test_the_sheets_and_the_columns() -> None:
    book = opened(paid(twelve(), 3))
    assert book.sheetnames == [MAIN, STORY, "条款", "依据"]
    assert Read(book[MAIN]).titles == [
        *("序号", "姓名", "工号", "单位", "岗位", "应出勤", "实出勤"),
        *("出勤补助", "周六值班补助", "全勤奖", "应发"),
        *("迟到扣款", "事假扣款", "迟到早退分档扣减", "黄牌警告不发", "不低于 0", "封顶", "四舍五入", "扣款"),
        *("2026-09 补扣", "2026-10 补扣", "补发/扣回", "实发", "签名"),
    ]


def test_only_what_occurs_has_a_column() -> None:
    titles = Read(opened(paid([person("1"), person("2")]))[MAIN]).titles
    assert titles[7:] == ["出勤补助", "全勤奖", "应发", "扣款", "实发", "签名"]
    one = [line("base", "100.00"), line("2026-10", "-5.00")]
    titles = Read(opened(paid([person("1", lines=one)]))[MAIN]).titles
    assert titles[7:] == ["出勤补助", "应发", "扣款", "补发/扣回", "实发", "签名"]


def assert_says_the_run(of: Paid) -> None:
    read, people = Read(opened(of)[MAIN]), of.run["people"]
    assert [*read.people] == [each["number"] for group in groups(people) for each in group.people]
    sums = {"应发": "gross", "扣款": "deducted", "实发": "total"}
    for each in people:
        row = read.people[each["number"]]
        assert row["姓名"] == each["name"] and row["单位"] == (each["unit"] or None)
        for title, key in sums.items():
            assert money(row[title]) == money(each[key])
        assert money(row.get("补发/扣回")) == money(each["supplement"])
        stand = [*read.titles]
        earned = stand[stand.index("实出勤") + 1 : stand.index("应发")]
        taken = stand[stand.index("应发") + 1 : stand.index("扣款")]
        assert sum(money(row[title]) for title in earned) == money(each["gross"])
        assert sum(money(row[title]) for title in taken) == money(each["deducted"])
    for title, key in sums.items():
        for unit in of.run["units"]:
            assert money(read.sums[unit["unit"] or "未分单位"][title]) == money(unit[key])
        assert money(read.sums["合计"][title]) == money(of.run["sum"][key])


def test_every_row_and_every_sum_is_the_runs() -> None:
    assert_says_the_run(paid(twelve(), 3))
    assert_says_the_run(paid(many(60)))


def test_each_unit_stands_once_whatever_its_floors() -> None:
    people = [person(str(at), unit=f"局{at % 3}", floor=str(at % 2 + 1), post=f"A{at}") for at in range(12)]
    found = groups(people)
    assert sorted(group.unit for group in found) == ["局0", "局1", "局2"]
    assert sum(len(group.people) for group in found) == 12


def test_the_total_in_capitals_and_in_figures() -> None:
    of = paid(twelve(), 3)
    total = Decimal(of.run["sum"]["total"])
    sheet = opened(of)[MAIN]
    row = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("实发合计（大写）"))
    assert row[0].value == f"实发合计（大写）：{capitals(total)}"
    assert Decimal(str(next(cell.value for cell in row[1:] if cell.value))) == total


@pytest.mark.parametrize(
    ("acts", "edition", "signed"),
    [
        (0, "草稿", {"制表：＿＿＿＿＿＿＿＿", "核对：＿＿＿＿＿＿＿＿", "核准：＿＿＿＿＿＿＿＿"}),
        (1, "第1版 已核对", {"核对：秦主任　2026年12月1日", "核准：＿＿＿＿＿＿＿＿"}),
        (2, "第1版 已核准", {"核对：秦主任　2026年12月1日", "核准：汪局长　2026年12月2日"}),
        (3, "第1版 已封账（2026年12月2日 16:30）", {"核准：汪局长　2026年12月2日"}),
    ],
)
def test_where_it_stands_and_who_signed(acts: int, edition: str, signed: set[str]) -> None:
    read = Read(opened(paid(twelve(), acts))[MAIN])
    assert f"2026年11月　　{edition}　　单位：元" in read.above
    assert any("草稿" in str(said) and "不能据以发放" in str(said) for said in read.above) == (acts == 0)
    assert signed <= {*read.below}


def test_what_is_missing_or_undecided_is_said_above_and_below() -> None:
    of = paid(twelve(), unposted=["2026-11-27"], open=[DECISION | {"decided": ""}, DECISION], training=True)
    book = opened(of)
    said = "".join(map(str, Read(book[MAIN]).above))
    assert "演练" in said and "11月27日" in said and "还有 1 处没有决定" in said
    grounds = [[cell.value for cell in row] for row in book["依据"].iter_rows()]
    assert ["11月10日下午", "李四（1002） 数据不全", "照发", "设备停电，值班领导证明在岗，秦主任"] in grounds
    assert ["2026年11月3日 星期二", "工作日", "第2版", None] in grounds
    assert any(row[2] == "没有公示" for row in grounds)


def test_the_clauses_with_their_words_and_versions() -> None:
    rows = [[cell.value for cell in row] for row in opened(paid(twelve()))["条款"].iter_rows()]
    cited = {row[0]: row[1:] for row in rows}
    assert cited["本中心规定 出勤补助"] == ["工作人员按出勤天数领取出勤补助，每天 20 元。", "3f2a9c71", 26]
    assert cited["宜政务[2013]28号 第五条第1款"][1] == "3f2a9c71"


def test_a_run_that_does_not_add_up_is_not_put_on_paper() -> None:
    for wrong in (person("1") | {"total": "521.00"}, person("1") | {"gross": "519.00"}):
        with pytest.raises(ValueError, match="不符"):
            allowance_workbook(paid([wrong]), MADE)
    of = paid([person("1")])
    of.run["sum"]["total"] = "1.00"
    with pytest.raises(ValueError, match="不符"):
        allowance_workbook(of, MADE)


# ---------------------------------------------------------------- links


def target(cell) -> tuple[str, int]:
    sheet, _, place = cell.hyperlink.location.partition("!")
    return sheet.strip("'"), int("".join(sign for sign in place if sign.isdigit()))


def test_a_click_on_a_person_leads_to_the_story_and_back() -> None:
    of = paid(twelve(), 3)
    book = opened(of)
    main, story, read = book[MAIN], book[STORY], Read(book[MAIN])
    paying = read.titles.index("实发") + 1
    for each in of.run["people"]:
        row = read.rows[each["number"]]
        sheet, place = target(main.cell(row, 2))
        assert (sheet, place) == target(main.cell(row, paying))
        assert sheet == STORY and story.cell(place, 1).value.split("　")[:2] == [each["name"], each["number"]]
        assert target(story.cell(place, 1)) == target(story.cell(place, 7)) == (MAIN, row)


def test_the_story_tells_every_line_and_what_was_counted() -> None:
    rows = [[cell.value for cell in row] for row in opened(paid(twelve()))[STORY].iter_rows()]
    first = next(at for at, row in enumerate(rows) if str(row[0]).startswith("李四"))
    assert [row[:6] for row in rows[first + 1 : first + 8]] == [
        ["出勤补助", "20.5 天 × 20.00 元", None, 410, "本中心规定 出勤补助", None],
        ["　11月3日 星期二", "上午事假", 0, None, "宜政务[2013]28号 第五条第1款", "第1版"],
        ["迟到扣款", "2 次 × 5.00 元", None, -10, "本中心规定 出勤补助", None],
        ["　11月3日 星期二", "上午迟到8分钟", 1, None, "宜政务[2013]28号 第五条第1款", "第1版"],
        ["　11月9日 星期一", "上午迟到14分钟", 1, None, "宜政务[2013]28号 第五条第1款", "第1版"],
        ["事假扣款", "0.5 天 × 60.00 元", None, -30, "本中心规定 出勤补助", None],
        ["实发", "应发 410.00 − 扣款 40.00 ＝ 实发 370.00 元", None, 370, None, None],
    ]


def test_a_supplement_says_what_was_paid_and_what_moved() -> None:
    moved = {"date": "2026-10-12", "edition": 2, "session": "am", "code": "on_time", "minutes": 0, "counted": "1"}
    moved |= {"clause": "", "evidence": [], "was": "absent", "was_edition": 1}
    late = line("2026-10", "20.00", events=[moved], before="400.00", after="420.00")
    rows = [[cell.value for cell in row] for row in opened(paid([person("1", lines=[late])]))[STORY].iter_rows()]
    assert rows[3][:2] == ["2026-10 补扣", "已发 400.00 元，应为 420.00 元"]
    assert rows[4][:2] == ["　10月12日 星期一", "上午旷工 → 正常"]


# ---------------------------------------------------------------- names, numbers, bytes


@pytest.mark.parametrize(
    "name", ["=1+1", "+86", "-3", "@x", "=HYPERLINK(1)", "#N/A", "𠮷田㐂", "a\x00b", "欧阳·阿卜杜拉"]
)
def test_a_name_stays_text(name: str) -> None:
    people = [person("0042", name, unit=name, post=name)]
    formulas = opened(paid(people), values=False)[MAIN]
    row = Read(formulas).rows["0042"]
    for column in (2, 4, 5):
        cell = formulas.cell(row, column)
        assert cell.data_type == "s" and cell.value == name.replace("\x00", "\ufffd")
        assert bool(cell.quotePrefix) == (name[0] in "=+-@")
    assert formulas.cell(row, 3).data_type == "s"


def test_amounts_are_numbers_and_sums_are_formulas() -> None:
    sheet = opened(paid(twelve()), values=False)[MAIN]
    read = Read(sheet)
    for number, row in read.rows.items():
        for title, cell in zip(read.titles, sheet[row], strict=True):
            if title in ("应发", "扣款", "补发/扣回", "实发"):
                assert cell.data_type == "f", (number, title)
            elif title not in ("姓名", "工号", "单位", "岗位", "签名"):
                assert cell.value is None or cell.data_type == "n", (number, title)
    assert {sheet.cell(row, 8).number_format for row in read.rows.values()} == {"0.00##"}  # somebody has thirds
    assert {sheet.cell(row, 9).number_format for row in read.rows.values()} == {"0.00"}
    assert all(str(read.sums["合计"][title]).startswith("=SUMIF(") for title in ("应发", "扣款", "实发"))


def test_same_run_same_bytes_whatever_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    first = allowance_workbook(paid(twelve(), 3), MADE)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: datetime(2033, 5, 18).timetuple())
    assert allowance_workbook(paid(twelve(), 3), MADE) == first
    assert allowance_workbook(paid(twelve(), 2), MADE) != first


def test_same_bytes_from_every_start_of_the_program() -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "import hashlib\n"
        "from test_allowance_sheet import MADE, allowance_workbook, paid, twelve\n"
        "print(hashlib.sha256(allowance_workbook(paid(twelve(), 3), MADE)).hexdigest())"
    )
    here = Path(__file__).parent
    command = [sys.executable, "-c", program, str(here), str(here.parents[1])]
    said = {
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


AMOUNTS = st.decimals(0, 9_999_999, places=2)
PARTS = st.decimals(0, 999, places=8)


@st.composite
def runs(draw) -> Paid:
    """Any people with any lines; the last line rounds to 分."""
    people = []
    for at in range(draw(st.integers(1, 6))):
        lines = [
            line(name, text(draw(AMOUNTS | PARTS))) for name in draw(st.sets(st.sampled_from(["base", "duty", "full"])))
        ]
        lines += [
            line(name, text(-draw(AMOUNTS | PARTS)))
            for name in draw(st.sets(st.sampled_from(["late", "steps", "card"])))
        ]
        so_far = sum((Decimal(each["amount"]) for each in lines), Decimal(0))
        if so_far != round(so_far, 2):
            lines.append(line("rounding", text(round(so_far, 2) - so_far)))
        lines += [line(month, text(draw(AMOUNTS))) for month in draw(st.sets(st.sampled_from(["2026-08", "2026-10"])))]
        unit = draw(st.sampled_from(["甲局", "乙局", ""]))
        people.append(person(str(1001 + at), draw(st.text(min_size=1, max_size=6)).strip() or "某", lines, unit=unit))
    of = paid(people, draw(st.integers(0, 3)))
    for each in of.run["people"]:  # what no file can hold is shown as such, tested above
        each["name"] = "".join(sign for sign in each["name"] if sign.isprintable()) or "某"
    return of


@settings(max_examples=12, deadline=None)
@given(runs())
def test_any_run_is_said_as_it_is(of: Paid) -> None:
    assert_says_the_run(of)


# ---------------------------------------------------------------- on paper

WIDTHS = [6.0, 9, 7, 17, 7, 8, 8, 10, 10, 10, 10, 10, 11, 15]


def test_a_sheet_that_would_be_too_small_on_a4_goes_on_a3() -> None:
    assert paper(WIDTHS) is A4 and paper([*WIDTHS, *[11.0] * 8]) is A3
    assert scale(WIDTHS, A4) <= 1 and scale([*WIDTHS, *[11.0] * 8], A3) < 1


def test_print_setup() -> None:
    sheet = opened(paid(many(60), 3))[MAIN]
    read = Read(sheet)
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${read.head + 1}:${read.head + 2}"
    assert sheet.oddFooter.center.text == "第&P页 共&N页" and "第1版 已封账" in sheet.oddFooter.left.text
    assert min(sheet.row_dimensions[row].height for row in read.rows.values()) >= 22
    book = load_workbook(BytesIO(allowance_workbook(paid(twelve()), MADE)))
    assert book[MAIN].page_setup.paperSize == 8


def test_no_sum_begins_a_page() -> None:
    sheet = opened(paid(many(130), 3))[MAIN]
    starts = [each.id + 1 for each in sheet.row_breaks.brk]
    assert len(starts) >= 4
    assert all(isinstance(sheet.cell(row, 1).value, int) for row in starts)


@given(
    st.lists(st.tuples(st.floats(5, 40), st.booleans()), max_size=60),
    st.floats(0, 100),
    st.floats(0, 50),
    st.floats(120, 600),
)
def test_pages_hold_what_fits_and_tear_nothing_apart(rows, head: float, repeated: float, room: float) -> None:
    rows = [Row(height, kept) for height, kept in rows]
    starts = [*breaks(rows, head, repeated, room)]
    assert starts == sorted(set(starts)) and all(0 < start < len(rows) for start in starts)
    for place, (first, last) in enumerate(zip([0, *starts], [*starts, len(rows)], strict=True)):
        height = (repeated if place else head) + sum(row.height for row in rows[first:last])
        assert height <= room or last - first == 1
    for first, start in zip([0, *starts], starts, strict=False):  # torn apart only where a whole page belongs together
        assert not rows[start].kept or all(row.kept for row in rows[first + 1 : start])


# ---------------------------------------------------------------- in an office program


@pytest.fixture(scope="module")
def reckoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Path, Path]]]:
    """Workbooks, and what LibreOffice makes of them when it reckons every formula anew."""
    folder = tmp_path_factory.mktemp("books")
    samples = {"small": paid(twelve(), 3), "large": paid(many(60), 2)}
    for name, of in samples.items():
        (folder / f"{name}.xlsx").write_bytes(allowance_workbook(of, MADE))
    book = load_workbook(folder / "small.xlsx")
    read = Read(book[MAIN])
    cell = book[MAIN].cell(read.rows["1001"], read.titles.index("出勤补助") + 1)
    cell.value = cell.value + 1000
    book.save(folder / "moved.xlsx")
    paths = [folder / f"{name}.xlsx" for name in (*samples, "moved")]
    yield {path.stem: (path, copy) for path, copy in zip(paths, recalculated(*paths), strict=True)}


@pytest.mark.parametrize("name", ["small", "large"])
def test_every_formula_comes_to_what_the_program_reckoned(reckoned: dict[str, tuple[Path, Path]], name: str) -> None:
    found = [*kept_and_reckoned(*reckoned[name])]
    assert len(found) > 60
    assert [each for each in found if each[2] is None or money(each[2]) != money(each[3])] == []


def test_what_is_changed_by_hand_moves_every_sum_above_it(reckoned: dict[str, tuple[Path, Path]]) -> None:
    before = Read(load_workbook(reckoned["small"][1], data_only=True)[MAIN])
    after = Read(load_workbook(reckoned["moved"][1], data_only=True)[MAIN])
    for title in ("出勤补助", "应发", "实发"):
        assert money(after.people["1001"][title]) - money(before.people["1001"][title]) == 1000
        for sums in ("市公安局", "合计"):
            assert money(after.sums[sums][title]) - money(before.sums[sums][title]) == 1000
        assert after.sums["市税务局"] == before.sums["市税务局"]


def test_the_printed_pages(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(allowance_workbook(paid(many(60), 3), MADE))
    pictures = pages(path, dpi=20)[0]
    printed = page_text(tmp_path / "pages" / "sheet.pdf").split("\f")
    signed = [page for page in printed if "签名" in page]
    assert 3 <= len(signed) < len(pictures) and all("第1版 已封账" in page for page in signed)
    assert "核准：汪局长" in signed[-1] and "合计" in signed[-1] and "大写" in signed[-1]
    bodies = [page.split("签名")[1].strip() for page in signed]
    assert not any("小计" in body.splitlines()[0] for body in bodies if body)
