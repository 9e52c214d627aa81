from hypothesis import given
from hypothesis import strategies as st

from attendance.numbers import shortened


def test_a_number_is_known_without_its_leading_zeros_where_it_is_nobody_elses() -> None:
    assert shortened(["0042", "1001", "A007", "0000"]) == {"42": "0042"}
    assert shortened(["0042", "42"]) == {}
    assert shortened(["0042", "042"]) == {}


@given(st.sets(st.text("0129A", min_size=1, max_size=4)))
def test_it_never_speaks_of_a_number_that_somebody_has(numbers: set[str]) -> None:
    for short, number in shortened(numbers).items():
        assert short not in numbers
        assert number in numbers
        assert int(short) == int(number)
