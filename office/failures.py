"""Whatever stops a job, said in one plain sentence with what to do next. The one place where that is done."""

import errno
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attendance.shape import Fault
    from devices.errors import TerminalError


class JobError(Exception):
    """A job cannot be done. The message is for the clerk, wherever she sits, and names no commands; `command` is what
    the command line adds for whoever types there."""

    def __init__(self, said: str, command: str = "") -> None:
        super().__init__(said)
        self.command = command


STORE = {
    "missing": "这里还没有建立在岗的数据（{detail}），请先建立",
    "exists": "这里已经有在岗的数据（{detail}），不能重复建立；要另建一套，请换一个文件夹",
    "damaged": "数据库文件损坏（{detail}），请停止使用并用最近的备份恢复",
    "busy": "数据库正被另一个程序占用，请稍候再试；如果一直这样，请检查是否开着两个在岗",
    "full": "磁盘已满，没有保存任何内容，请清理磁盘后再试",
    "newer": "数据库由更新版本的在岗建立（{detail}），请升级程序后再打开",
    "failed": "数据库操作失败：{detail}。没有保存任何内容，请检查磁盘和文件夹权限后再试",
}
STORE_COMMANDS = {"missing": "请先运行 init", "exists": "请用 --home 指定"}

TERMINAL = {
    "unreachable": "连不上设备，请检查设备电源和网线，核对地址和端口",
    "silent": "设备在规定时间内没有应答，请检查设备是否死机、网络是否通畅，稍候再试",
    "not_a_terminal": "这个地址上应答的不是考勤设备，请核对地址和端口",
    "wrong_key": "通信密码不对，请按设备菜单里的通信密码改正这台设备的登记",
    "busy": "设备正忙，请等正在进行的操作结束后再试",
    "broken": "读取中途连接断开，没有保存任何内容，请检查网络后重新读取",
    "garbled": "设备送来的数据前后矛盾，为防出错整批不用，请稍候重新读取；一直这样请联系设备厂家",
    "office_clock": "这台电脑的时钟好像不对，和设备一下子差了很多，读到的没有用；请核对电脑的日期、时间和时区。"
    "电脑没有错的，请到“设备”页手动读取一次",
    "refused": "设备拒绝了这项操作，请检查设备设置后再试",
}
TERMINAL_COMMANDS = {"wrong_key": "重新登记，加 --comm-key"}
DETAILS = {
    "host": "地址",
    "port": "端口",
    "what": "内容",
    "announced": "声明字节",
    "received": "收到字节",
    "asked": "请求字节",
    "bytes": "字节",
    "seconds": "相差秒数",
    "before": "读前条数",
    "after": "读后条数",
    "answer": "应答码",
    "command": "应答码",
}

CALENDAR = "还没有 {year} 年的放假安排，那一年不能认定。请更新程序，或者在“规则”页的日历里按国务院通知录入并确认"
CALENDAR_COMMANDS = "calendar set、calendar confirm {year}"

FAULTS = {
    "syntax": "第 {key} 处不是正确的 TOML 写法（{limit}），请检查引号、等号和括号",
    "missing": "缺少 {key}，请补上",
    "unknown_key": "{key} 不是这个文件里有的项目（值为 {value}），请检查拼写或删去",
    "empty": "{key} 不能为空，至少要写一段",
    "table": "{key} 应当是一组项目，现在是 {value}",
    "text": "{key} 的值“{value}”应当是文字，请写在引号里，不能为空",
    "bad_name": "{key} 的值“{value}”只能用小写字母、数字、- 和 _",
    "number": "{key} 的值“{value}”应当是整数（{limit}），不要加引号和小数",
    "out_of_range": "{key} 的值 {value} 超出范围，应在 {limit} 之间",
    "not_one_of": "{key} 的值“{value}”只能是 {limit} 之一",
    "date": "{key} 的值“{value}”应当是日期，写成 2026-01-01，不加引号",
    "time": '{key} 的值“{value}”应当是时间，写成 "08:30"',
    "month_day": '{key} 的值“{value}”应当是月日，写成 "06-01"',
    "pair": '{key} 的值“{value}”应当是起止两个值，写成 ["…", "…"]',
    "no_such_clause": "{key} 的值“{value}”在 clauses 里找不到，请先写上这一条款",
    "no_such_rule": "{key} 的值“{value}”不是程序能认定的规则，请改用 by_hand 写明人工认定的原因",
    "rule_or_by_hand": "{key}（条款 {value}）必须在 rule 和 by_hand 中写一个，且只写一个",
    "twice": "{key} 的值“{value}”重复了，请改成不同的名字",
    "no_base_hours": "hours 里没有全年通用的作息时间，请加一段不写 season 和 weekdays 的",
    "start_after_end": "{key}（时段 {value}）的 start 不早于 end，请改正",
    "sessions_overlap": "{key} 的时段 {value} 互相重叠，请按先后排列并错开",
    "window_empty": "{key}（时段 {value}）的打卡时段起点不早于终点，请改正",
    "windows_overlap": "{key}（时段 {value}）的打卡时段与后一个重叠，同一次打卡会算两次，请错开",
    "due_outside_window": "{key}（时段 {value}）的应到或应离时刻不在打卡时段以内，请放宽打卡时段",
    "list": '{key} 的值“{value}”应当是一组值，写成 ["…"]，不能为空',
    "yes_no": "{key} 的值“{value}”只能是 true 或 false，不加引号",
    "halves": "{key} 的值“{value}”应当是天数，以半天为单位，如 0.5、1、1.5，最多 366",
    "signing": '{key} 的值“{value}”应当写成 "group_leader approve"，后一个词 approve 批准、opinion 意见、file 备案',
    "stay_longer_than_gap": "{key}：时段 {value} 之间的休息短于提前到岗加推迟离岗，请改短或错开",
    "chain_hole": "{key} 有缺口：请假 {value} 天没有人审批，请补上这一档",
    "chain_overlap": "{key} 有重叠：请假 {value} 天有两档审批，请改正 at_least、above、at_most、below",
    "no_base_chain": "{key} 里没有通用的审批，请加上不写 applicants 和 kinds 的各档",
    "nobody_decides": "{key} 只有备案（{value}），没有人批准或签署意见，请补上",
    "no_such_role": "{key} 的值“{value}”在 roles 里找不到，请先写上这个角色",
    "no_such_kind": "{key} 的值“{value}”不在 kinds 里，请先写上这种假",
    "reports_hole": "{key} 的最后一段不能写 at_most（现在是 {value}），否则更长的外出没有人可报告",
    "reports_order": "{key} 的 at_most（{value}）应当从小到大，不能重复，只有最后一段不写",
    "alarm_after_limit": "{key} 的值 {value} 应当小于时限 {limit} 分钟",
    "no_limit_at_all": "{key} 没有写任何限制，请写上 limit_minutes、report_minutes 或 a_day，或者删去这一段",
    "one_bound": "{key}（{value}）的 at_least 和 above 必须写一个，且只写一个",
    "no_such_count": "{key} 的值“{value}”不是程序认定的代码，也不是假别，请改正",
    "times_order": "{key} 的时间 {value} 应当从早到晚，不能重复，请改正",
    "time_too_early": "{key} 的时间 {value} 应当晚于 {limit}，请改正",
    "time_too_late": "{key} 的时间 {value} 不能晚于 {limit}，请改正",
    "money": '{key} 的值“{value}”应当是金额，写成 "20.00"，要加引号，最多两位小数，最多一百万元',
    "stages": "{key} 的值 {value} 应当把 {limit} 各写一次，先算的写在前面",
    "no_plan": "写了 {value}，却没有 {key}，不知道先算什么、后算什么，请加上一段 [[allowance]]",
    "before_rates": "{key} 里 {value} 写在 rates 前面，那时还没有算出所得，扣不到，请移到 rates 后面",
    "item_twice": "{key} 的“{value}”从同一天起、对同样的人写了两段，请改 from，或者删去一段",
    "item_elsewhere": "{key} 的“{value}”在 {limit} 里已经用了，请换一个名字",
    "month_and_day": "{key} 的值“{value}”和同名的另一段不一样，一段整月发、一段按天发会重复，请用不同的 name",
    "month_alone": "{key} 不能写：项目“{value}”整月发（per = month），请删去，或者改成按天发",
    "nothing_counted": "{key} 的值“{value}”不是程序认定的代码、规则里的假别，"
    "也不是 on_leave、yellow_card、notice，请改正",
    "silence_counted": "{key} 里写了 {value}：数据不全不等于没来，不能据以扣款或者不发，请删去",
    "no_such_item": "{key} 的值“{value}”不是有所得的项目，请写 name，可写：{limit}",
    "no_such_shift": "{key} 的值“{value}”不是 duty 里的值班，请先写上这个值班，或者改正",
    "no_such_result": "{key} 的值“{value}”不是出勤时会有的认定结果，请改正，如 late、missing_in、on_outing",
    "amount_or_forgoes": "{key}（项目 {value}）的 amount 和 forgoes 必须写一个，且只写一个",
    "no_minutes": "{key} 的值“{value}”没有分钟数，不能按分钟算，请改 per，或者删去 minutes_from、minutes_to",
    "minutes_order": "{key} 的值 {value} 不能大于 minutes_to（{limit}），请改正",
    "free_times": "{key} 的值 {value} 是前几次不扣，只能用在 per = time 或 minute 上，请改正",
    "forgoes_days": '{key} 的值“{value}”应当是 "day"：forgoes 扣的是那几天的所得',
    "rows_order": "{key} 的各档（{value}）次数和百分数都应当从小到大，请改正",
    "sign_form": "{key} 里的“{limit}”写法不对，应当先写名称、后写一个符号，如 迟到▲，各项用空格分开，请改正",
    "sign_word_twice": "{key} 里“{limit}”写了两次，请只留一个",
    "sign_twice": "{key} 里 {limit}，月报上分不清，请改用不同的符号",
    "not_begun": "{value} 这一天，规则里还没有生效的 {key}，请检查 from 日期",
}


def fault_sentence(fault: "Fault") -> str:
    """A rulebook's or a setting's fault: key, value, remedy."""
    return FAULTS[fault.kind].format(**fault._asdict())


def terminal_sentence(error: "TerminalError") -> str:
    """Why a terminal could not be read, and what to do."""
    known = [f"{DETAILS[name]} {value}" for name, value in error.detail.items() if name in DETAILS]
    return TERMINAL[error.code] + (f"（{'，'.join(known)}）" if known else "")


def sentence(error: Exception) -> str | None:
    """The clerk's sentence for a failure of the world or of the data, without commands; None for an error of the
    program."""
    from attendance.calendar import CalendarUnknown
    from attendance.rulebook import RulebookError
    from devices.errors import TerminalError
    from store.database import StoreError

    match error:
        case JobError():
            said: str | None = str(error)
        case CalendarUnknown():
            said = CALENDAR.format(year=error.year)
        case RulebookError():
            said = "规则文件有误：" + "；".join(fault_sentence(fault) for fault in error.faults)
        case StoreError():
            said = STORE[error.code].format(detail=_store_words(error.detail))
        case TerminalError():
            said = terminal_sentence(error)
        case OSError():
            said = file_sentence(error)
        case _:
            said = None
    return said


SQLITE = {
    "unable to open database file": "打不开数据库文件",
    "attempt to write a readonly database": "数据库文件是只读的",
    "disk I/O error": "磁盘读写出错",
}


def _store_words(detail: str) -> str:
    """What SQLite says, in Chinese where it is about the disk."""
    for said, words in SQLITE.items():
        detail = detail.replace(said, words)
    return detail


def command(error: Exception) -> str:
    """What may be typed about it on the command line; empty where there is nothing."""
    from attendance.calendar import CalendarUnknown
    from devices.errors import TerminalError
    from store.database import StoreError

    match error:
        case JobError():
            return error.command
        case CalendarUnknown():
            return CALENDAR_COMMANDS.format(year=error.year)
        case StoreError():
            return STORE_COMMANDS.get(error.code, "")
        case TerminalError():
            return TERMINAL_COMMANDS.get(error.code, "")
    return ""


def command_line_sentence(error: Exception) -> str | None:
    """The sentence as the command line says it; None for an error of the program."""
    said = sentence(error)
    return said and typed(said, command(error))


def typed(said: str, command: str) -> str:
    """A sentence with what may be typed."""
    return f"{said}（命令行：{command}）" if command else said


FILES = {
    errno.ENOENT: "找不到文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EEXIST: "同名的文件已经存在",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被占用",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOTEMPTY: "文件夹里还有文件",
    errno.ESTALE: "共享文件夹已经断开",
    errno.ENOTCONN: "共享文件夹没有连上",
    errno.EHOSTDOWN: "连不上放文件的电脑",
    errno.EHOSTUNREACH: "连不上放文件的电脑",
    errno.ETIMEDOUT: "放文件的电脑没有应答",
}


def file_sentence(error: OSError) -> str:
    """Which file could not be read or written, and what to look for."""
    place = f"（{error.filename}）" if error.filename else ""
    remedy = "请检查文件夹是否存在、可写，文件是否正被 Excel 打开，磁盘是否已满"
    return f"文件操作失败：{file_words(error)}{place}，{remedy}"


def file_words(error: OSError) -> str:
    """Why the system refused a file, in a few words of Chinese; in its own where they are rare."""
    return FILES.get(error.errno or 0) or error.strerror or str(error)
