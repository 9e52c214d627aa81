"""月报: the month of everybody at a glance, how far it is posted, what it adds up to, and its sheets."""

from ui.pages.month.page import MonthPage

PAGE = MonthPage
