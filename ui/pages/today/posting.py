"""What the strip does about the day of this morning: look at its draft, confirm it, take that back, post it now."""

from office.board_records import Board
from office.day_posting import PostedDay
from office.morning_desk import confirm_draft, publish_now, withdraw_draft
from office.morning_log import latest
from ui.desk import Desk
from ui.language import _
from ui.pages.today.strip import Strip

MOST_REASONS = 4


class Posting:
    """The buttons' work, on the board that is shown."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.strip: Strip | None = None
        self.board: Board | None = None

    def look(self) -> None:
        """To the draft, to what was posted, or to what is wrong with the day."""
        if self.board and self.board.morning.day:
            page = "attendance" if self.board.morning.state == "trouble" else "postings"
            self._desk.go(page, day=self.board.morning.day)

    def agree(self) -> None:
        """Confirm the draft as it is shown, or take that back."""
        morning = self.board.morning if self.board else None
        if morning is None or morning.day is None:
            return
        if morning.agreed:
            told = _("已撤回确认")
            self._desk.act(withdraw_draft, morning.day, done=lambda _nothing: self._desk.tell(told))
        else:
            self._work(_("确认草稿"), confirm_draft, morning.day, morning.digest)

    def publish(self) -> None:
        """Post the day now; what it lacks is named first."""
        morning = self.board.morning if self.board else None
        if morning is None or morning.day is None:
            return
        if not morning.complete and not self._wants(morning.missing):
            return
        self._work(_("公示"), publish_now, morning.day)

    def _wants(self, missing: tuple[str, ...]) -> bool:
        lacks = "\n".join(f"· {each}" for each in missing[:MOST_REASONS])
        said = _("数据还不全：\n{lacks}\n现在公示，缺的照实写“数据不全”；数据到了以后可以另出新版。")
        return self._desk.confirm(_("立即公示"), said.format(lacks=lacks), _("立即公示"))

    def _work(self, title: str, verb: object, *arguments: object) -> None:
        """In the other process: a publication folder that is away keeps nobody waiting."""
        self._wait(True)
        self._desk.work(
            verb,  # type: ignore[arg-type]
            *arguments,
            title=title,
            done=self._done,
            failed=self._failed,
            cancelled=lambda: self._wait(False),
        )

    def _done(self, posted: PostedDay | None) -> None:
        self._wait(False)
        if posted is None:
            self._desk.tell(_("已确认，数据一齐就公示，不用再来"))
        else:
            said = _("{day} 第 {edition} 版已公示")
            self._desk.tell(said.format(day=posted.day, edition=posted.edition))

    def _failed(self, sentence: str, details: str) -> None:
        self._wait(False)
        self._desk.trouble(sentence, details)

    def _wait(self, waiting: bool) -> None:
        if self.strip:
            self.strip.busy(waiting)

    def open_log(self) -> None:
        """What ran in the mornings of this month, as text."""
        self._desk.ask(latest, done=self._show_log)

    def _show_log(self, file: str | None) -> None:
        if file:
            self._desk.open_file(file)
        else:
            self._desk.tell(_("还没有运行日志，自动运行以后才有"))
