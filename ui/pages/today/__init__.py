"""今日: how far the morning is, who is there, the floors as a map of posts, and what somebody should look at."""

from ui.pages.today.page import TodayPage

PAGE = TodayPage
