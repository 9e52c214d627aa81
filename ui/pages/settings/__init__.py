"""设置: what the office sets for itself, its backups and its health, and what the program is made of."""

from ui.pages.settings.page import SettingsPage

PAGE = SettingsPage
