"""Sizes of files as they are read: 12 KB, 3.4 MB."""

UNITS = ("B", "KB", "MB", "GB")


def size_words(size: int) -> str:
    """12 KB, 3.4 MB."""
    amount, unit = float(size), 0
    while amount >= 1024 and unit < len(UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{amount:.0f} {UNITS[unit]}" if amount >= 10 or unit == 0 else f"{amount:.1f} {UNITS[unit]}"
