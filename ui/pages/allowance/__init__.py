"""补助: a month's allowance from draft to closed, and why each person gets what he gets."""

from ui.pages.allowance.page import AllowancePage

PAGE = AllowancePage
