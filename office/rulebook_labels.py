"""What a clerk calls the numbers and choices of a rulebook."""

from collections.abc import Mapping
from typing import NamedTuple

CHAPTERS: Mapping[str, str] = {
    "hours": "作息时间",
    "punctuality": "到岗离岗",
    "leave": "请假",
    "outings": "临时外出",
    "step_away": "离岗告知",
    "cover": "AB岗",
    "corrections": "补签",
    "duty": "值班",
    "contradictions": "记录矛盾",
    "thresholds": "累计",
    "data": "考勤数据",
    "allowance": "补助",
    "rates": "补助：出勤",
    "bonuses": "补助：奖励",
    "deductions": "补助：扣款",
    "steps": "补助：分档扣减",
    "forfeits": "补助：不发",
}


class Label(NamedTuple):
    """`unit` follows the value; `empty` is what no value means; `hint` says more where the label is too short."""

    name: str
    unit: str = ""
    empty: str = "不限"
    hint: str = ""


LABELS: Mapping[str, Mapping[str, Label]] = {
    "hours": {},
    "punctuality": {
        "early_minutes": Label("上班提前到岗", "分钟"),
        "stay_minutes": Label("下班推迟离岗", "分钟"),
        "absent_after": Label("迟到、早退满多久记旷工", "分钟"),
        "resolution": Label("打卡时间比到"),
        "fold_seconds": Label("多久以内的重复打卡算一次", "秒"),
        "window_before": Label("上班前多久起算签到", "分钟"),
        "window_after": Label("下班后多久以内算签退", "分钟"),
    },
    "data": {
        "terminals": Label("可以在哪些设备上打卡"),
        "offset_seconds": Label("设备时钟偏差超过多少就扣除", "秒"),
        "silent_people": Label("几人没有打卡推定设备停电", "人", hint="一台设备在一个打卡时段里一条记录也没有时"),
        "usual_days": Label("看前几天判断谁常用哪台设备", "天"),
        "usual_percent": Label("自己的打卡占多少算常用", "%"),
    },
    "leave": {
        "filing_days": Label("补假期限", "个工作日", hint="假期开始以后；0 为当天"),
        "closing_days": Label("销假期限", "个工作日", "不要求销假", "回岗以后；0 为当天"),
        "handover": Label("工作交接确认以后请假才生效"),
    },
    "outings": {},
    "step_away": {
        "limit_minutes": Label("离岗最长", "分钟"),
        "alarm_minutes": Label("到时前多久提醒", "分钟"),
        "a_day": Label("一天最多", "次"),
        "report_minutes": Label("离岗多久以上须报告去向", "分钟", "不要求报告"),
        "by_keys": Label("也用考勤机的外出、返回键登记"),
    },
    "cover": {
        "named": Label("请假须写明顶岗人"),
        "two_posts": Label("一人可以同时顶两岗"),
        "away": Label("离岗超时，算空岗的是"),
        "least_minutes": Label("空岗满多久才认定", "分钟"),
    },
    "corrections": {
        "punch_days": Label("补签期限", "个工作日", hint="0 为当天"),
        "punches_a_month": Label("每人每月最多补签", "次"),
        "sheet_days": Label("签到表几天内交", "个工作日", hint="0 为当天"),
    },
    "contradictions": {
        "distant_seconds": Label("在两个楼层打卡相隔多久以内提请核实", "秒", "不核实"),
    },
    "duty": {},
    "thresholds": {},
    "allowance": {
        "cap": Label("一个月最多", "元", "不封顶"),
        "rounding": Label("最后四舍五入到"),
    },
    "rates": {"amount": Label("金额", "元"), "at_most": Label("一个月最多", "元", "不封顶")},
    "bonuses": {"amount": Label("金额", "元")},
    "deductions": {
        "amount": Label("扣多少", "元"),
        "free": Label("前几次不扣", "次"),
        "minutes_from": Label("只算多少分钟以上的", "分钟"),
        "minutes_to": Label("只算多少分钟以内的", "分钟"),
        "at_most": Label("一个月最多扣", "元", "不封顶"),
    },
    "steps": {"further": Label("超过末档，每多一次再扣", "%", hint="0 为不再多扣")},
    "forfeits": {"percent": Label("扣掉", "%", hint="100 为全部不发")},
}
SHIFT: Mapping[str, Label] = {
    "instead": Label("代替当天作息"),
    "opens": Label("窗口算开放"),
    "elsewhere": Label("在别处值守，不打卡"),
}
CHOICES: Mapping[str, str] = {
    "minute": "分钟（秒舍去）",
    "second": "秒",
    "all": "全部设备",
    "floor": "本楼层的设备",
    "beyond": "超过时限的部分",
    "whole": "整段离岗",
    "yes": "是",
    "no": "否",
    "0.01": "分",
    "0.1": "角",
    "1": "元",
}

# What the checker finds, said to somebody who changed a field and has no file before him.
FAULTS: Mapping[str, str] = {
    "number": "“{key}”应当填整数（{limit}），现在是“{value}”",
    "out_of_range": "“{key}”应在 {limit} 之间，现在是 {value}",
    "not_one_of": "“{key}”没有“{value}”这个选项，请从列出的选项里选",
    "time": "“{key}”应当填时间，例如 08:30，现在是“{value}”",
    "halves": "“{key}”应当填天数，以半天为单位，如 0.5、1、1.5，现在是“{value}”",
    "money": "“{key}”应当填金额，如 20 或 20.50，不超过一百万元，现在是“{value}”",
    "stages": "“{key}”的五步要各算一次，不能重复，请改正",
    "before_rates": "“{key}”的先后不对：按所得来扣的，要排在“出勤”后面，请改正",
    "rows_order": "“{key}”各档的次数和百分比应当从小到大，不能重复，请改正",
    "minutes_order": "“{key}”应当不大于 {limit}，现在是 {value}，请改正",
    "free_times": "“{key}”只用于按次、按分钟扣的，请填 0",
    "missing": "“{key}”不能空着，请填上",
    "start_after_end": "“{key}”{value}的上班不早于下班，请改正",
    "sessions_overlap": "“{key}”{value}互相重叠，请错开",
    "stay_longer_than_gap": "“{key}”{value}之间的休息短于提前到岗加推迟离岗，请改短或错开",
    "window_empty": "“{key}”{value}的打卡时段起点不早于终点，请改正",
    "windows_overlap": "“{key}”{value}的打卡时段与后一个重叠，同一次打卡会算两次，请错开",
    "due_outside_window": "“{key}”{value}的应到或应离时刻不在打卡时段以内，请放宽打卡时段",
    "chain_hole": "“{key}”的审批有缺口：请假 {value} 天没有人批，请改正各档的天数",
    "chain_overlap": "“{key}”的审批有重叠：请假 {value} 天有两档，请改正各档的天数",
    "nobody_decides": "“{key}”有一档只有备案，没有人批准，请改正",
    "reports_order": "“{key}”各档的分钟数（{value}）应当从小到大，不能重复，请改正",
    "alarm_after_limit": "“{key}”应当小于离岗最长 {limit} 分钟，现在是 {value}",
    "no_limit_at_all": "“{key}”没有任何限制了，请至少留下一项",
    "twice": "“{key}”的“{value}”重复了，请改正",
    "not_begun": "{value} 这一天这部规则还没有开始生效，请选晚一些的日期",
}
