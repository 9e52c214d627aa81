"""人民币大写, against the table `cases/capitals.toml`, and read back."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from attendance.capitals import capitals

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "capitals.toml").read_text("utf-8"))["amount"]
DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = {"": 1, "拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize("case", CASES, ids=[case["yuan"] for case in CASES])
def test_the_table(case: dict[str, str]) -> None:
    assert capitals(Decimal(case["yuan"])) == case["capitals"]


def below_ten_thousand(text: str) -> int:
    found = re.findall(rf"([{DIGITS[1:]}])([拾佰仟]?)", text)
    return sum(DIGITS.index(digit) * PLACES[place] for digit, place in found)


def below_yi(text: str) -> int:
    upper, _, lower = text.rpartition("万")
    return below_ten_thousand(upper) * 10_000 + below_ten_thousand(lower)


def read_back(text: str) -> Decimal:
    """What a reader makes of the capitals."""
    sign = -1 if text.startswith("负") else 1
    yuan, _, rest = text.removeprefix("负").rpartition("元")
    upper, _, lower = yuan.rpartition("亿")
    fen = re.fullmatch(rf"零?(?:([{DIGITS}])角)?(?:([{DIGITS}])分)?整?", rest)
    assert fen, text
    jiao, ones = (DIGITS.index(digit) if digit else 0 for digit in fen.groups())
    return sign * (Decimal(below_yi(upper) * 10**8 + below_yi(lower)) + Decimal(10 * jiao + ones) / 100)


AMOUNTS = st.integers(-(10**18) + 1, 10**18 - 1) | st.integers(-(10**7), 10**7)


@given(AMOUNTS)
@example(100_050_000_00)
@example(-5)
def test_it_reads_back(fen: int) -> None:
    said = capitals(Decimal(fen) / 100)
    assert read_back(said) == Decimal(fen) / 100
    assert said == "零元整" or not re.search("零[零元角分万亿整]|零$", said)
    assert said.endswith("整") == (fen % 10 == 0)


@given(AMOUNTS, AMOUNTS)
def test_no_two_amounts_are_written_alike(one: int, other: int) -> None:
    assert (capitals(Decimal(one) / 100) == capitals(Decimal(other) / 100)) == (one == other)


@pytest.mark.parametrize("amount", ["0.001", "-0.005", "1E16", "NaN", "Infinity"])
def test_what_no_voucher_can_say_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        capitals(Decimal(amount))
