"""Reading the terminals from the page of today: with the progress of each, and a way out."""

from office.board_records import Board
from office.terminal_view import ReadResult, read_now
from ui.desk import Desk
from ui.language import _
from ui.pages.today.strip import Strip
from ui.tasks import Task


class Reading:
    """The button's work; `task` is there while it goes on."""

    def __init__(self, desk: Desk, strip: Strip) -> None:
        self._desk, self._strip = desk, strip
        self.task: Task | None = None

    def press(self, board: Board | None) -> None:
        """Read the terminals, or stop reading them; where there is none yet, go where one is registered."""
        if self.task:
            self._desk.cancel(self.task)
        elif board and not board.morning.terminals:
            self._desk.go("terminals")
        else:
            self._begin(tuple(read.name for read in board.morning.terminals) if board else ())

    def _begin(self, names: tuple[str, ...]) -> None:
        self._strip.begin(names)
        self.task = self._desk.work(
            read_now,
            title=_("读取设备"),
            progress=self._strip.progress,
            done=self._read,
            failed=self._broke,
            cancelled=self._stopped,
        )

    def _read(self, results: tuple[ReadResult, ...]) -> None:
        self._end()
        failed = [each.name for each in results if not each.ok]
        said = _("读取完成，新打卡记录 {count} 条").format(count=sum(each.new for each in results))
        self._desk.tell(said + (_("；没有读成：{names}").format(names="、".join(failed)) if failed else ""))

    def _broke(self, sentence: str, details: str) -> None:
        self._end()
        self._desk.trouble(sentence, details)

    def _stopped(self) -> None:
        self._end()
        self._desk.tell(_("已停止读取；已经读到的都保存了"))

    def _end(self) -> None:
        self.task = None
        self._strip.end(self._desk.now())
