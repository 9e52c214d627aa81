"""What the clerk does about a day: confirms its draft, takes that back, posts it, writes its files again."""

from collections.abc import Callable
from datetime import date

from office.day_posting import PostedDay, Preview, preview
from office.morning_desk import confirm_draft, withdraw_draft
from office.posting_detail import PostingDetail
from office.publication import Delivered, deliver
from ui.desk import Desk
from ui.language import _
from ui.pages.attendance.dialogs import PostDialog


class Acts:
    """`again` shows the day anew where something was refused: its draft may be another by now."""

    def __init__(self, desk: Desk, again: Callable[[], object]) -> None:
        self.desk, self._again = desk, again
        self._previewing = False

    def confirm(self, found: PostingDetail) -> None:
        """The draft is agreed to as it is shown."""
        self.desk.act(confirm_draft, found.day, found.digest, done=self._confirmed, failed=self._refused)

    def _confirmed(self, posted: PostedDay | None) -> None:
        if posted:
            self.desk.tell(_("{day} 第{number}版已公示").format(day=posted.day, number=posted.edition))
        else:
            self.desk.tell(_("已确认，数据读全即公示"))

    def withdraw(self, found: PostingDetail) -> None:
        """The confirmation is taken back."""
        told = _("确认已撤回")
        self.desk.act(withdraw_draft, found.day, done=lambda _nothing: self.desk.tell(told), failed=self._refused)

    def _refused(self, sentence: str, details: str) -> None:
        self.desk.trouble(sentence, details)
        self._again()

    def publish(self, day: date) -> None:
        """What would be posted is shown before it is."""
        if not self._previewing:
            self._previewing = True  # a second click does not open a second dialog
            self.desk.ask(preview, day, done=self._show, failed=self._no_preview)

    def _show(self, found: Preview) -> None:
        self._previewing = False
        PostDialog(self.desk, found)

    def _no_preview(self, sentence: str, details: str) -> None:
        self._previewing = False
        self.desk.trouble(sentence, details)

    def deliver(self) -> None:
        """Files that wait for the folder are written."""
        self.desk.work(deliver, title=_("写公示文件"), done=self._delivered)

    def _delivered(self, done: Delivered) -> None:
        if done.said:
            self.desk.trouble(done.said)
        else:
            self.desk.tell(_("公示文件已写好"))
