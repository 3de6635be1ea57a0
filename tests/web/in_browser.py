"""A real browser whose requests Django's test client answers: no server, no port, the test's own transaction.

The browser's driver lives in a thread of its own, Django in that of the test, which answers while it waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Queue
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page, Route, sync_playwright

ORIGIN = "http://127.0.0.1"
PATIENCE = 60  # seconds until a browser that says nothing counts as dead
LARGE, SMALL, NARROW = (
    {"width": 1366, "height": 768},
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
)
LEFT_OUT = frozenset({"content-length", "content-encoding"})
Result = TypeVar("Result")


@dataclass
class Said:
    """An answer as the browser gets it."""

    status: int
    headers: dict[str, str]
    body: bytes

    @classmethod
    def of(cls, answer: HttpResponse) -> Said:
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        answer.close()
        kept = {name: value for name, value in answer.items() if name.lower() not in LEFT_OUT}
        return cls(answer.status_code, kept, body)


@dataclass
class Window:
    """One page of the browser; ``client`` says who sits before it. What leads outside is refused and remembered."""

    client: Client = field(default_factory=Client)
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    _page: Page | None = None
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "browser"))
    _asked: Queue[tuple[str, str, Future[Said]] | None] = field(default_factory=Queue)
    _static: dict[str, Said] = field(default_factory=dict)
    _shown: Said | None = None

    def do(self, act: Callable[[Page], Result]) -> Result:
        """Let the browser do something with the page, answering what it asks for meanwhile."""
        doing = self._thread.submit(self._act, act)
        while (asked := self._asked.get(timeout=PATIENCE)) is not None:
            method, address, answer = asked
            try:
                answer.set_result(self._answer(method, address))
            except Exception as error:
                answer.set_exception(error)
                raise
        return doing.result()

    def show(self, answer: HttpResponse, address: str) -> None:
        """Show an answer that the client has got already under its address."""
        self._shown, self.outside, self.complaints = Said.of(answer), [], []
        self.do(lambda page: page.goto(ORIGIN + address, wait_until="load"))

    def leave(self) -> None:
        """Close what is shown: a page that asks again and again does not ask in the name of the next person."""
        self.do(lambda page: page.goto("about:blank"))

    def resize(self, size: dict[str, int]) -> None:
        self.do(lambda page: page.set_viewport_size(size))

    def _act(self, act: Callable[[Page], Result]) -> Result:
        try:
            assert self._page is not None
            return act(self._page)
        finally:
            self._asked.put(None)

    def _answer(self, method: str, address: str) -> Said:
        shown, self._shown = self._shown, None
        if shown is not None:
            return shown
        if not address.startswith("/static/"):
            return Said.of(self.client.generic(method, address))
        if address not in self._static:
            self._static[address] = Said.of(self.client.get(address))
        return self._static[address]

    def _route(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if f"{address.scheme}://{address.netloc}" != ORIGIN:
            self.outside.append(route.request.url)
            route.abort()
            return
        answer: Future[Said] = Future()
        self._asked.put((route.request.method, route.request.url.removeprefix(ORIGIN), answer))
        said = answer.result(timeout=PATIENCE)
        route.fulfill(status=said.status, headers=said.headers, body=said.body)

    def _open(self, executable: str) -> Any:
        driver = sync_playwright().start()
        chromium = driver.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = chromium.new_context(locale="ru-RU", viewport=LARGE).new_page()
        page.route("**/*", self._route)
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._page = page
        return driver


@contextmanager
def window(executable: str) -> Iterator[Window]:
    """A window of the system's Chromium, closed in the end."""
    made = Window()
    driver = made._thread.submit(made._open, executable).result(timeout=PATIENCE)
    try:
        yield made
    finally:
        made._thread.submit(driver.stop).result(timeout=PATIENCE)
        made._thread.shutdown()
