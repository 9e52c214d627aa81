"""空岗: one row for each stretch in which nobody of a post was there, and where each of its people was."""

from attendance.document import DayDoc, EditionDoc, PostDoc, VacancyDoc
from reports import notices
from reports.entries import Register
from reports.order import floor_name, place_key
from reports.table import Cell, Column, Line, Row, Section, Table
from reports.tones import code_tone
from reports.words import session_word, whereabouts

BETWEEN = "；"
NOBODY = "没有在册人员"
COLUMNS = (
    Column("序号", 5, 6, "center"),
    Column("楼层", 6, 12, "center"),
    Column("窗口单位", 12, 32),
    Column("岗位", 8, 14, "center", names_row=True),
    Column("时段", 6, 12, "center"),
    Column("空岗起", 8, 8, "center"),
    Column("空岗止", 8, 8, "center"),
    Column("分钟", 6, 6, "center"),
    Column("岗位人员去向", 24, 48),
    Column("依据", 16, 30),
    Column("证据编号", 16, 46),
)


def vacancies(day: DayDoc) -> list[tuple[PostDoc, VacancyDoc]]:
    """Every vacant stretch of a day, post by post in the order of a walk; postings of old have none."""
    posts = sorted((post for post in day["posts"] if post.get("findings")), key=place_key)
    return [(post, vacancy) for post in posts for vacancy in post["findings"]]


def reasons_text(vacancy: VacancyDoc) -> str:
    """王芳 事假；李四 外出."""
    said = (f"{reason['name']} {whereabouts(reason['why'])}" for reason in vacancy["reasons"])
    return BETWEEN.join(said) or NOBODY


def vacancy_text(post: PostDoc, vacancy: VacancyDoc) -> str:
    """空岗 A01 10:05–10:25（王芳 事假；李四 外出）."""
    return f"空岗 {post['post']} {vacancy['from']}–{vacancy['to']}（{reasons_text(vacancy)}）"


def vacancy_table(edition: EditionDoc, centre: str, register: Register) -> Table:
    found = vacancies(edition["day"])
    posts, minutes = len({post["post"] for post, _ in found}), sum(vacancy["minutes"] for _, vacancy in found)
    return Table(
        name="空岗",
        title=notices.title(edition, centre, "窗口空岗情况"),
        above=(
            Line(notices.edition_line(edition)),
            Line(f"空岗{posts}个岗位、{len(found)}段，共{minutes}分钟。“岗位人员去向”写明各人当时的情况。"),
        ),
        columns=COLUMNS,
        sections=(Section("", tuple(_row(number, *each, register) for number, each in enumerate(found, 1))),),
        foot=notices.foot(edition, centre),
    )


def _row(number: int, post: PostDoc, vacancy: VacancyDoc, register: Register) -> Row:
    tone = code_tone(vacancy["code"])
    return (
        Cell(number),
        Cell(floor_name(post["floor"])),
        Cell(post["unit"]),
        Cell(post["post"]),
        Cell(session_word(vacancy["session"])),
        Cell(vacancy["from"], tone),
        Cell(vacancy["to"], tone),
        Cell(vacancy["minutes"]),
        Cell("\n".join(reasons_text(vacancy).split(BETWEEN))),
        Cell(vacancy["clause"]),
        Cell(register.facts(vacancy["evidence"])),
    )
