"""The language of the window. The source strings are Chinese; English comes from a catalogue.

`_("迟到")` gives the string in the chosen language, `choose("en")` chooses it once, before any page is built.
"""

import gettext
from datetime import date
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = {"zh_CN": "简体中文", "en": "English"}
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_chosen = "zh_CN"


def choose(language: str) -> None:
    """Speak zh_CN or en from now on. Raises FileNotFoundError where the English catalogue was not compiled."""
    global _catalogue, _chosen  # noqa: PLW0603 - one window, one language, chosen once at the start
    _chosen = language
    _catalogue = (
        gettext.NullTranslations() if language == "zh_CN" else gettext.translation("zaigang", str(LOCALE), [language])
    )


def _(text: str) -> str:
    """The text in the chosen language."""
    return _catalogue.gettext(text)


def chosen() -> str:
    """zh_CN or en, as tkcalendar and Babel name them too."""
    return _chosen


def product() -> str:
    """The product's name."""
    return "Zaigang" if _chosen == "en" else "在岗"


def weekday(day: date) -> str:
    """星期五."""
    names = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))
    return names[day.weekday()]


def day_words(day: date) -> str:
    """2026-11-20 星期五."""
    return f"{day.isoformat()} {weekday(day)}"
