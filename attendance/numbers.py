"""Numbers with leading zeros, and the terminals that lose them."""

from collections.abc import Collection


def shortened(numbers: Collection[str]) -> dict[str, str]:
    """Terminals with 8- and 16-byte logs keep user ids as integers and make 42 of 0042. Gives 42 → 0042 for every
    number on the roster of which that may be said: nobody else has 42, and no second number shortens to it."""
    found: dict[str, list[str]] = {}
    for number in sorted(set(numbers)):
        if number.isdecimal() and number.startswith("0") and number.strip("0"):
            found.setdefault(number.lstrip("0"), []).append(number)
    return {short: whole[0] for short, whole in found.items() if len(whole) == 1 and short not in numbers}
