"""What goes on beside the pages: the morning, and being told. None of it is loaded before the first page is there."""

import tkinter
from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.desk import Desk
from ui.language import _
from ui.statusbar import StatusBar

if TYPE_CHECKING:
    from ui.keeper import Keeper
    from ui.notices import Notices

FIRST_MS = 4_000


class Beside:
    """The keeper and the notices of one window."""

    def __init__(self, desk: Desk, root: tkinter.Tk, status: StatusBar, refresh: Callable[[], object]) -> None:
        self._desk, self._root, self._status, self._refresh = desk, root, status, refresh
        self.keeper: Keeper | None = None
        self.notices: Notices | None = None
        self._timer = ""

    def begin(self, training: bool) -> None:
        """Soon. Where the office clock stands still nothing is ever due, and nothing pops up."""
        from office.clock import runs

        self._desk.keeps = runs(training)
        self._timer = self._root.after(FIRST_MS, self._begin)

    def _begin(self) -> None:
        from ui.keeper import Keeper
        from ui.notices import Notices

        self._timer = ""
        self.keeper = Keeper(self._root, self._desk.path, self._refresh)
        self.notices = Notices(self._desk, self._root, self._status, self.keeper)
        if self._desk.keeps:
            self.keeper.begin()
        self.notices.begin(loud=self._desk.keeps)

    def changed(self) -> None:
        """The data changed: something may need nobody any more."""
        if self.notices:
            self.notices.soon()

    def may_close(self) -> bool:
        """Whether the window may close: asked where a day waits that nobody but this window would post."""
        if not (self.keeper and self.notices and self.keeper.process):
            return True
        found = self.notices.found
        if not found.waits or found.others:
            return True
        question = _("今天的公示还没有发出，关闭以后不会自动公示。只是不用窗口的，最小化就可以。")
        return self._desk.confirm(_("关闭在岗"), question, _("仍然关闭"))

    def stop(self) -> None:
        """The window closes."""
        if self._timer:
            self._root.after_cancel(self._timer)
        if self.notices:
            self.notices.stop()
        if self.keeper:
            self.keeper.stop()
