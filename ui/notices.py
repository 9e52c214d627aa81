"""Being told: what needs somebody is asked for every minute, what is new of it pops up once, all of it stands behind
the number at the foot of the window.
"""

import tkinter

from office.attention import Watched, key, news, watch
from office.board_records import Alert
from ui.desk import Desk
from ui.keeper import Keeper
from ui.language import _
from ui.look import px
from ui.pages.today.alerts import AlertList
from ui.statusbar import StatusBar
from ui.toasts import Toasts

EVERY_MS, SOON_MS, LOUD_MS = 60_000, 1_500, 30_000
MOST = 3
PANEL_WIDTH, PANEL_HEIGHT = 340, 400
GRAVE = ("bad", "late", "unknown")


class Notices:
    """`keeper` keeps the morning for this window. Where the clock stands still nothing pops up."""

    def __init__(self, desk: Desk, root: tkinter.Tk, status: StatusBar, keeper: Keeper) -> None:
        self._desk, self._root, self._status, self._keeper = desk, root, status, keeper
        self.toasts = Toasts(root, self.follow)
        self.found = Watched((), False, False)
        self.loud = False
        self.list: AlertList | None = None
        self._timer = self._raised = ""
        self._told, self._day = set[str](), ""
        for event in ("<Button-1>", "<Return>", "<space>"):
            status.alarm.bind(event, lambda _event: self.toggle())

    def begin(self, loud: bool) -> None:
        """Ask, now and every minute; where it is `loud`, news pop up once the morning had time to see to them."""
        kept = self._desk.remembered("told", {})
        if isinstance(kept, dict):
            self._told, self._day = set(kept.get("keys", ())), str(kept.get("day"))
        self.ask()
        if loud:
            self._raised = self._root.after(LOUD_MS, self.speak_up)

    def speak_up(self) -> None:
        """From now on news pop up."""
        self._raised, self.loud = "", True
        self.ask()

    def soon(self) -> None:
        """The data changed: something may be over."""
        if self._timer:
            self._in(SOON_MS)

    def stop(self) -> None:
        """The window closes."""
        for timer in filter(None, (self._timer, self._raised)):
            self._root.after_cancel(timer)
        self._timer = self._raised = ""
        self.toasts.clear()

    def _in(self, milliseconds: int) -> None:
        if self._timer:
            self._root.after_cancel(self._timer)
        self._timer = self._root.after(milliseconds, self.ask)

    def ask(self) -> None:
        """Ask now, and again in a minute. A question that fails is asked again; the pages say what is wrong."""
        self._in(EVERY_MS)
        self._desk.ask(watch, self._keeper.process, done=self.hear, failed=lambda *_trouble: None, key="attention")

    def hear(self, found: Watched) -> None:
        """The answer."""
        self.found = found
        self._status.ring(len(found.alerts), next((tone for tone in GRAVE if _any(found.alerts, tone)), ""))
        if self.list:
            self.list.show(found.alerts, self._desk.now())
        rose = self._news(found.alerts) if self.loud else ()
        if rose:
            self.toasts.show(self._chosen(rose))

    def _news(self, alerts: tuple[Alert, ...]) -> tuple[Alert, ...]:
        """What was not told yet today, also by the window that was open before this one."""
        today = self._desk.now().date().isoformat()
        rose = news(self._told if self._day == today else (), alerts).rose
        self._told, self._day = {key(alert) for alert in alerts}, today
        self._desk.remember("told", {"day": today, "keys": sorted(self._told)})
        return rose

    @staticmethod
    def _chosen(rose: tuple[Alert, ...]) -> list[Alert]:
        """The gravest; of many the rest in one note."""
        first = sorted(rose, key=lambda alert: GRAVE.index(alert.tone))
        if len(first) <= MOST:
            return first
        rest = _("另有 {count} 项要留意，见窗口右下角“需处理”").format(count=len(first) - MOST + 1)
        return [*first[: MOST - 1], Alert(first[0].at, "more", "late", rest, "")]

    # ------------------------------------------------------------ where they lead

    def follow(self, alert: Alert) -> None:
        """To the page of an alert; the window comes to the front."""
        if self._root.state() == "iconic":
            self._root.deiconify()
        self._root.lift()
        if alert.page:
            self.close()
            self._desk.go(alert.page, **dict(alert.focus))
        elif not self.list:
            self.toggle()

    def toggle(self) -> None:
        """The list of all of them, above the number."""
        if self.list:
            self.close()
            return
        self.list = AlertList(self._status.master, self.follow, _("需处理"))
        self.list.place(
            relx=1, rely=1, x=-px(8), y=-self._status.winfo_height() - px(4), anchor="se",
            width=px(PANEL_WIDTH), height=min(px(PANEL_HEIGHT), self._root.winfo_height() - px(120)),
        )  # fmt: skip
        self.list.tkraise()
        self.list.update_idletasks()
        self.list.show(self.found.alerts, self._desk.now())
        canvas = self.list.canvas
        for event in ("<Escape>", "<FocusOut>"):
            canvas.bind(event, lambda _event: self.close())
        canvas.focus_set()

    def close(self) -> None:
        """The list away; the keyboard goes back to the number."""
        if self.list:
            panel, self.list = self.list, None
            held = self._root.focus_get() is panel.canvas
            panel.destroy()
            if held:
                self._status.alarm.focus_set()


def _any(alerts: tuple[Alert, ...], tone: str) -> bool:
    return any(alert.tone == tone for alert in alerts)
