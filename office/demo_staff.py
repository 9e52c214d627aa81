"""The people of the demo centre: 60 on 30 posts of 12 units on three floors. All names are made up."""

from collections.abc import Iterator
from itertools import count

from attendance.records import Person

CENTRE = "示范市政务服务中心"

# floor and letter of its windows, then unit by unit; each pair of names is the A and the B of one window
FLOORS: dict[tuple[str, str], dict[str, str]] = {
    ("1", "A"): {
        "市公安局": "王建军 李慧敏 张志强 刘雅婷 陈国栋 赵晓燕 周文博 吴静怡",
        "市人力资源和社会保障局": "徐海涛 孙丽娟 马晓东 朱玉兰 胡志明 郭雪梅",
        "市医疗保障局": "何俊杰 高春燕 林子涵 罗红霞 梁伟 宋佳琪",
        "市民政局": "郑永康 谢婉清 韩冰 唐诗雨",
    },
    ("2", "B"): {
        "市不动产登记中心": "冯德胜 于小曼 董建华 萧玉珍 程浩然 曹雨欣",
        "市税务局": "袁立新 邓佩珊 许文强 傅秋月 沈一鸣 曾淑芬",
        "市住房公积金管理中心": "彭大海 吕晓岚 阿依古丽·买买提 苏明远",
        "市自然资源和规划局": "卢振华 蒋欣妍 蔡文杰 𠮷海燕",
    },
    ("3", "C"): {
        "市市场监督管理局": "贾志刚 丁小雅 魏东升 薛丽萍 叶晓峰 阎若雪",
        "市住房和城乡建设局": "余建平 潘秀芳 杜鹏飞 戴梦洁",
        "市交通运输局": "夏天宇 钟慧玲 汪㐂顺 田雨薇",
        "市生态环境局": "任长江 姜海棠",
    },
}
GROUPS = {"1": "第一组", "2": "第二组", "3": "第三组"}
TITLES = {"1001": "组长", "2001": "组长", "3001": "组长"}
OWN_NUMBERS = {"1016": "0016"}  # a 工号 with leading zeros
TERMINAL_NUMBERS = {"2008": "808"}  # enrolled on the terminal under another number


def roster_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the roster in the order of its columns, 工号 to 终止日."""
    for (floor, letter), units in FLOORS.items():
        seats = count(0)
        for unit, names in units.items():
            for place, name in enumerate(names.split()):
                seat = next(seats)
                serial = f"{floor}{seat + 1:03}"
                title = TITLES.get(serial, "" if place else "窗口负责人")
                post, role = f"{letter}{seat // 2 + 1:02}", "AB"[seat % 2]
                numbers = OWN_NUMBERS.get(serial, serial), TERMINAL_NUMBERS.get(serial, "")
                yield numbers[0], name, unit, post, role, GROUPS[floor], floor, title, numbers[1], "", ""


def staff() -> list[Person]:
    """The same people as the office knows them, by 工号."""
    people = []
    for number, name, unit, post, role, group, floor, title, enrolled, _, _ in roster_rows():
        people.append(Person(number, name, unit, post, role, group, floor, title, enrolled or number))
    return sorted(people)
