"""人民币大写: an amount in the capitals of vouchers, 壹仟陆佰捌拾元零叁角贰分.

As 正确填写票据和结算凭证的基本规定 has it: however many noughts stand together, one 零; a 零 also between 元 and what
follows it when the yuan end in a nought or the 角 is one; 整 after 元 and 角, none after 分.
"""

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("仟", "佰", "拾", "")
GROUPS = ("万亿", "亿", "万", "")
LARGEST = Decimal(10) ** 16
FEN = Decimal("0.01")


def capitals(amount: Decimal) -> str:
    """The amount in capitals. Raises ValueError for parts of a 分 and for 10^16 yuan or more."""
    if not amount.is_finite() or abs(amount) >= LARGEST or amount % FEN:
        raise ValueError(f"not an amount of yuan, 角 and 分: {amount}")
    yuan, fen = divmod(int(abs(amount) * 100), 100)
    if not yuan and not fen:
        return "零元整"
    return ("负" if amount < 0 else "") + _yuan(yuan) + _fen(yuan, fen)


def _yuan(yuan: int) -> str:
    if not yuan:
        return ""
    digits = f"{yuan:016}"
    groups = [int(digits[at : at + 4]) for at in range(0, 16, 4)]
    said, skipped = "", False
    for at, group in enumerate(groups):
        if not group:
            skipped = True
            continue
        gap = said and (skipped or group < 1000)
        said += ("零" if gap else "") + _group(group) + _name(at, groups)
        skipped = False
    return f"{said}元"


def _group(group: int) -> str:
    """Four digits: 壹仟零伍."""
    said, gap = "", False
    for digit, place in zip(f"{group:04}", PLACES, strict=True):
        if digit == "0":
            gap = bool(said)
            continue
        said += ("零" if gap else "") + DIGITS[int(digit)] + place
        gap = False
    return said


def _name(at: int, groups: list[int]) -> str:
    """万亿 is 万 where an 亿 of its own follows: 壹万零贰亿."""
    return "万" if at == 0 and groups[1] else GROUPS[at]


def _fen(yuan: int, fen: int) -> str:
    """角 and 分, or 整."""
    if not fen:
        return "整"
    tens, ones = divmod(fen, 10)
    gap = yuan and (not tens or yuan % 10 == 0)
    said = ("零" if gap else "") + (f"{DIGITS[tens]}角" if tens else "")
    return said + (f"{DIGITS[ones]}分" if ones else "整")
