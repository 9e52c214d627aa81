"""A real browser on the published pages: Chromium without a screen, spoken to over two pipes.

Its DevTools protocol over pipes (`--remote-debugging-pipe`) is one JSON document after another, each ended by a zero
byte, so that neither a driver nor a websocket library is needed to click, to measure and to print.
"""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"),
    *("--no-first-run", "--disable-extensions", "--disable-background-networking", "--remote-debugging-pipe"),
)
PATIENCE = 60.0


class Browser:
    """One tab. Everything the pages complain about is kept in `complaints`."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._out, self._in = to_browser, from_browser
        self._held, self._numbers = b"", count(1)
        self._events: list[dict[str, Any]] = []
        self.complaints: list[str] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    # -------------------------------------------------------- the protocol

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask the tab."""
        return self._call(method, self._session, **parameters)

    def _call(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, (method, answer)
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._held:
            more = os.read(self._in, 1 << 16)
            assert more, "the browser is gone"
            self._held += more
        raw, _, self._held = self._held.partition(b"\0")
        message: dict[str, Any] = json.loads(raw)
        if "method" in message:
            self._events.append(message)
            self._mind(message["method"], message["params"])
        return message

    def _mind(self, method: str, said: dict[str, Any]) -> None:
        if method == "Runtime.exceptionThrown":
            self.complaints.append(str(said["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled" and said["type"] in ("error", "warning", "assert"):
            self.complaints.append(str(said["args"]))
        elif method == "Log.entryAdded" and said["entry"]["level"] in ("error", "warning"):
            self.complaints.append(said["entry"]["text"])
        elif method == "Network.loadingFailed":
            self.complaints.append(said["errorText"])

    def _until(self, method: str) -> None:
        begin = time.monotonic()
        while not any(event["method"] == method for event in self._events):
            assert time.monotonic() - begin < PATIENCE
            self._next()

    # -------------------------------------------------------- what a reader does

    def open(self, page: Path) -> None:
        """A page of the folder, as a double click opens it."""
        self._loading(lambda: self.call("Page.navigate", url=page.as_uri()))

    def _loading(self, act: Any) -> None:
        self._events.clear()
        act()
        self._until("Page.loadEventFired")

    def click(self, words: str) -> None:
        """A real click of the mouse on the first visible link that says this, or is spoken so; a page follows."""
        self._loading(lambda: self._press(words))

    def toggle(self, words: str) -> None:
        """The same on what opens and closes within the page."""
        self._press(words)

    def _press(self, words: str) -> None:
        spot = self.ask(
            """words => {
              const found = [...document.querySelectorAll('a, summary')].find(each => each.checkVisibility() &&
                (each.textContent.trim() === words || each.getAttribute('aria-label') === words));
              if (!found) return null;
              found.scrollIntoView({block: 'center'});
              const box = found.getClientRects()[0];
              return [box.x + box.width / 2, box.y + box.height / 2];
            }""",
            words,
        )
        assert spot, f"no link says {words}: {self.ask('() => location.href')}"
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=spot[0], y=spot[1], button="left", clickCount=1)

    def ask(self, function: str, *arguments: Any) -> Any:
        """What a function gives in the page."""
        spelled = ", ".join(json.dumps(each) for each in arguments)
        asked = self.call("Runtime.evaluate", expression=f"({function})({spelled})", returnByValue=True)
        assert "exceptionDetails" not in asked, asked
        return asked["result"].get("value")

    def where(self) -> Path:
        """The file that is shown."""
        return Path(unquote(urlsplit(self.ask("() => location.href")).path))

    def screen(self, width: int, height: int, scale: float = 1) -> None:
        """A screen of that many CSS pixels."""
        self.call(
            *("Emulation.setDeviceMetricsOverride",),
            **{"width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 600},
        )

    def on_paper(self, width: int) -> None:
        """Lay the page out as for the printer, on paper so many CSS pixels wide within its margins; 0 ends it."""
        self.call("Emulation.setEmulatedMedia", media="print" if width else "")
        if width:
            self.screen(width, 800)

    def pdf(self) -> bytes:
        """What the printer gets, on the paper that the page asks for."""
        printed = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(printed["data"])

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """A picture of the screen, or of the whole page."""
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser that is gone when the block ends. Without Chromium the tests fail: `make test` installs it."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, "chromium is missing; scripts/system_deps.sh tests installs it"
    reads, writes = os.pipe(), os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = _start(program, profile, reads[0], writes[1])
        os.close(reads[0])
        os.close(writes[1])
        try:
            yield Browser(reads[1], writes[0])
        finally:
            os.close(reads[1])
            process.kill()
            process.wait(timeout=PATIENCE)
            os.close(writes[0])


def _start(program: str, profile: str, from_us: int, to_us: int) -> "subprocess.Popen[bytes]":
    """The browser reads from its file 3 and writes to its file 4."""
    plumb = f'exec "$@" 3</dev/fd/{from_us} 4>/dev/fd/{to_us}'
    return subprocess.Popen(
        ["/bin/sh", "-c", plumb, "sh", program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(from_us, to_us),
    )
