"""考勤: a day as it was posted, with its explanation."""

from ui.pages.attendance.page import AttendancePage

PAGE = AttendancePage
