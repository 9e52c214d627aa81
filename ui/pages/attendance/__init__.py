"""考勤: a day as it was posted with its explanation, and the month at a glance."""

from ui.pages.attendance.page import AttendancePage

PAGE = AttendancePage
