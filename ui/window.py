"""The window: the list of pages, the page in front, the line at the foot, and the one place where trouble is shown."""

import gc
import logging
import tkinter
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tkinter import ttk
from typing import TYPE_CHECKING, Any

from office.failures import sentence
from office.memory import remember
from office.opening import Opened, larger_of, load_code, opened
from ui.beside import Beside
from ui.desk import Desk
from ui.language import _, product
from ui.look import PANEL, make_root, on_windows, px
from ui.navigation import Navigation
from ui.page import Page
from ui.statusbar import StatusBar
from ui.tasks import Task
from ui.widgets.dates import tell_time

if TYPE_CHECKING:
    from ui.widgets.messages import TroubleDialog

SMALLEST = (1180, 640)
FRAME = 48  # what the title and the system's own bar take of a screen's height
TICK_MS = 1000
AFTERWARDS_MS, BETWEEN_MS = 1500, 100  # the first page is there, and nobody has clicked yet
ASKED = {  # the module whose verb a page asks first
    "today": "office.board",
    "attendance": "office.day_view",
    "postings": "office.posting_list",
    "month": "office.month_view",
    "allowance": "office.allowance_view",
    "leave": "office.leave_view",
    "step_away": "office.step_away_view",
    "posts": "office.post_view",
    "people": "office.people_view",
    "terminals": "office.terminal_view",
    "rulebook": "office.rulebook_view",
    "settings": "office.settings_view",
}
KEYS = (*"1234567890", "minus", "equal")  # with Ctrl, in the order of the pages: a row of the keyboard
log = logging.getLogger(__name__)


def page_names() -> list[tuple[str, str]]:
    """The pages in their order: address and title."""
    return [
        ("today", _("今日")),
        ("attendance", _("考勤")),
        ("postings", _("公示")),
        ("month", _("月报")),
        ("allowance", _("补助")),
        ("leave", _("请假")),
        ("step_away", _("离岗")),
        ("posts", _("岗位")),
        ("people", _("人员")),
        ("terminals", _("设备")),
        ("rulebook", _("规则")),
        ("settings", _("设置")),
    ]


class Window:
    """One window on one home."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.next_path: Path | None = None  # the home to open when this window has closed
        self.desk = Desk(self, path)
        self.desk.tasks.start()  # it comes up beside, while the window is made and the first page is loaded
        self.desk.ask(opened, done=self._greet, failed=self._not_there)
        self.desk.ask_closed(load_code, ASKED[self._first_page()], done=lambda _nothing: None)
        self.root = make_root(larger_of(path))
        self.root.report_callback_exception = self._broke
        self.pages: dict[str, Page] = {}
        self.front = ""
        self.homeless = False  # there is no home yet, and no page but the guide has anything to show
        self._told: TroubleDialog | None = None
        self._build()
        self._bind()
        self.root.update()  # what there is can be seen by now
        import_module(f"ui.pages.{self._first_page()}")
        self.desk.tasks.listen(self.root)
        self._timer = self.root.after(TICK_MS, self._tick)

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.root.title(product())
        self.root.minsize(*self._smallest())
        remembered = self.desk.remembered(f"geometry:{px(100)}")
        self.root.geometry(remembered or self._first_size())
        self.navigation = Navigation(self.root, page_names(), self.go, "")
        self.navigation.pack(side="left", fill="y")
        right = tkinter.Frame(self.root, background=PANEL)
        right.pack(side="left", fill="both", expand=True)
        self.status = StatusBar(right, self.desk.cancel)
        self.status.pack(side="bottom", fill="x")
        self.beside = Beside(self.desk, self.root, self.status, self.refresh)
        self.stage = ttk.Frame(right, style="Panel.TFrame")
        self.stage.pack(fill="both", expand=True)
        self.root.deiconify()
        if not remembered and self.root.winfo_screenwidth() <= px(1440):
            self._fill_screen()

    def _smallest(self) -> tuple[int, int]:
        """Never larger than the screen: with large letters everything would have to be."""
        wide, high = self.root.winfo_screenwidth(), self.root.winfo_screenheight() - px(FRAME)
        return min(px(SMALLEST[0]), wide), min(px(SMALLEST[1]), high)

    def _fill_screen(self) -> None:
        """On a small screen the window begins as large as it can be."""
        if on_windows():
            self.root.state("zoomed")
        else:
            self.root.attributes("-zoomed", True)

    def _first_size(self) -> str:
        wide, high = self.root.winfo_screenwidth(), self.root.winfo_screenheight()
        return f"{min(wide, px(1440))}x{min(high - px(FRAME), px(900))}+0+0"

    def _bind(self) -> None:
        root = self.root
        root.protocol("WM_DELETE_WINDOW", self.close)
        root.bind("<F5>", lambda _event: self.refresh())
        for key in ("<Control-f>", "<Control-F>"):
            root.bind(key, self._search)
        for key, (name, _title) in zip(KEYS, page_names(), strict=False):
            root.bind(f"<Control-Key-{key}>", lambda _event, name=name: self.go(name))

    def _greet(self, found: Opened) -> None:
        self.desk.greet(found)
        tell_time(self.desk.now)
        self.navigation.centre.configure(text=found.centre)
        self._set_title(found)
        if found.people == 0:
            self._guide()
        elif not self.front:
            self.go(self._first_page())
            self.desk.learn_people()
            code = [*ASKED.values(), *(f"ui.pages.{page}" for page in ASKED)]
            self.root.after(AFTERWARDS_MS, self._load_code, code)
        self._mark()
        self._show_time()
        self.beside.begin(found.training)

    def _load_code(self, modules: list[str]) -> None:
        """Load the code of the other pages piece by piece: a first click on one of them then waits for nothing.

        Not in a thread: a garbage collection there would end widgets of Tk in the wrong thread.
        """
        if modules:
            import_module(modules[0])
            self.root.after(BETWEEN_MS, self._load_code, modules[1:])
        else:
            gc.freeze()  # code that stays for good need not be looked through at every collection of garbage

    def _first_page(self) -> str:
        remembered = self.desk.remembered("page", "today")
        return remembered if remembered in ASKED else "today"

    def _set_title(self, found: Opened) -> None:
        mark = _("【演示数据】") if self._is_demo() else _("【演练】") if found.training else ""
        self.root.title(" ".join(filter(None, (mark + product(), found.centre))))

    def _is_demo(self) -> bool:
        from office.demo_window import is_demo

        return is_demo(self.path)

    def _not_there(self, said: str, details: str) -> None:
        """No home yet is where everybody begins; any other trouble is told, and no page has anything to show."""
        self.homeless = True
        if (self.path / "zaigang.db").exists():
            self._unopened(said, details)
        else:
            self._guide()

    def _unopened(self, said: str, details: str) -> None:
        from ui.unopened import Unopened

        page = Unopened(self.stage, self.desk)
        self._put(page.name, lambda: page)
        page.say(said, details)

    def _mark(self) -> None:
        """At the foot of the pages: that this is the demo, or the way back to a first start that is not finished."""
        from ui.guide.demo import Mark

        Mark(self.navigation, self.desk).pack(side="bottom", fill="x", padx=px(16), pady=(0, px(10)))

    def _guide(self) -> None:
        from ui.guide import Guide

        self._put("guide", lambda: Guide(self.stage, self.desk))

    # ------------------------------------------------------------ pages

    def go(self, page: str, **focus: Any) -> None:
        """Show a page; it is built when it is first needed."""
        if self.homeless:
            return
        self._put(page, lambda: self._make(page))
        self.desk.remember("page", page)
        if focus:
            self.pages[page].focus_on(**focus)

    def _make(self, page: str) -> Page:
        module = import_module(f"ui.pages.{page}")
        made: Page = module.PAGE(self.stage, self.desk)
        return made

    def _put(self, page: str, make: Callable[[], Page]) -> None:
        if page not in self.pages:
            self.pages[page] = make()
        if page != self.front:
            if self.front in self.pages:
                self.pages[self.front].pack_forget()
            self.front = page
            self.pages[page].pack(fill="both", expand=True)
            self.navigation.mark(page)
        self.pages[page].shown()

    def refresh(self) -> None:
        """Everything is stale; what is in front loads now."""
        for page in self.pages.values():
            page.stale = True
        if self.front:
            self.pages[self.front].shown()
        self.beside.changed()

    def _search(self, _event: object) -> str:
        search = self.pages[self.front].search if self.front else None
        if search is not None:
            search.focus_set()
            if isinstance(search, ttk.Entry):
                search.selection_range(0, "end")
        return "break"

    def _tick(self) -> None:
        self._timer = self.root.after(TICK_MS, self._tick)
        self._show_time()
        if self.front and self.root.state() != "iconic":
            self.pages[self.front].tick()

    def _show_time(self) -> None:
        self.navigation.show_time(self.desk.now())

    # ------------------------------------------------------------ telling

    def tell(self, text: str) -> None:
        self.status.tell(text)

    def working(self, task: Task | None) -> None:
        self.status.working(task)

    def trouble(self, sentence: str, details: str) -> None:
        from ui.widgets.messages import TroubleDialog

        told = self._told
        if told is None or not told.winfo_exists() or told.sentence != sentence:  # what recurs is told once
            self._told = TroubleDialog(self.desk, sentence, details)

    def confirm(self, title: str, question: str, yes: str) -> bool:
        from ui.widgets.messages import QuestionDialog

        dialog = QuestionDialog(self.desk, title, question, yes)
        self.root.wait_window(dialog)
        return dialog.answer

    def _broke(self, kind: type[BaseException], error: BaseException, trace: Any) -> None:
        """An error in the window's own code: to the log, and one sentence to the clerk."""
        details = "".join(traceback.format_exception(kind, error, trace))
        log.error("window", exc_info=error)
        said = sentence(error) if isinstance(error, Exception) else None
        self.trouble(said or _("程序内部出错，这一步可能没有完成；详情已记入日志，请联系维护人员"), details)

    # ------------------------------------------------------------ closing

    def close(self) -> None:
        """Close; ask once while something long is under way. What was stored stays."""
        task = self.desk.tasks.long_work
        if task and not self._stops(task):
            self.next_path = None
            return
        if self.next_path is None and not self.beside.may_close():
            return
        self.root.after_cancel(self._timer)
        self.beside.stop()
        self.desk.remember(f"geometry:{px(100)}", self.root.geometry())
        remember(self.path, self.desk.memory)
        self.desk.tasks.stop()
        self.root.destroy()

    def _stops(self, task: Task) -> bool:
        question = _("“{title}”还没有做完。现在关闭会停下它，已经保存的不受影响。").format(title=task.title)
        return self.confirm(_("关闭在岗"), question, _("停下并关闭"))

    def restart(self, path: Path | None = None) -> None:
        """Close, and open on this home or another."""
        self.next_path = path or self.path
        self.close()
