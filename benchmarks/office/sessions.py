"""A hundred people, each with a page every few seconds: what they ask for and how long they wait."""

from __future__ import annotations

import gzip
import http.client
import random
import re
import threading
import time
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

KINDS = ("list", "card", "write")
SHARES = (70, 20, 10)
FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"[^>]*?(?:\bvalue="([^"]*)")?[^>]*>')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Answer(NamedTuple):
    kind: str
    address: str
    status: int
    seconds: float
    size: int  # bytes on the wire
    at: float  # seconds since the start


@dataclass
class Person:
    """One signed-in browser. ``pause``: mean seconds between two pages."""

    known: dict[str, Any]
    port: int
    pause: float
    seed: int
    answers: list[Answer] = field(default_factory=list)

    def work(self, started: float, until: float) -> None:
        """Open pages until the end; the first pause is drawn too, so that people do not come in step."""
        draw = random.Random(self.seed)
        time.sleep(draw.uniform(0, self.pause))
        while (begun := time.monotonic()) < until:
            kind = draw.choices(KINDS, SHARES)[0]
            if kind == "write" and not self.known["forms"]:
                kind = "list"
            self.answers.extend(one._replace(at=begun - started) for one in self._open(kind, draw))
            time.sleep(max(0.0, begun + draw.uniform(0.5, 1.5) * self.pause - time.monotonic()))

    def _open(self, kind: str, draw: random.Random) -> list[Answer]:
        if kind != "write":
            address = draw.choice(self.known["lists" if kind == "list" else "cards"])
            return [self._ask("GET", address, kind)[0]]
        address = draw.choice(self.known["forms"])
        form, page = self._ask("GET", address, "form")
        token = TOKEN.search(page)
        if form.status != 200 or token is None:
            return [form]
        filled = dict.fromkeys(("settlement",), f"посёлок {draw.randint(1, 9999)}")
        body = {**_values(page), **filled, "csrfmiddlewaretoken": token[1]}
        return [form, self._ask("POST", address, kind, urlencode(body))[0]]

    def _ask(self, method: str, address: str, kind: str, body: str | None = None) -> tuple[Answer, str]:
        headers = {"Cookie": f"sessionid={self.known['session']}{self._csrf()}", "Accept-Encoding": "gzip"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, address, body, headers)
            reply = line.getresponse()
            raw = reply.read()
        except OSError:
            return Answer(kind, address, 0, time.perf_counter() - begun, 0, 0.0), ""
        finally:
            line.close()
        seconds = time.perf_counter() - begun
        if cookie := re.search(r"csrftoken=([^;]+)", reply.headers.get("Set-Cookie", "")):
            self.known["csrf"] = cookie[1]
        text = gzip.decompress(raw) if reply.headers.get("Content-Encoding") == "gzip" else raw
        return Answer(kind, address, reply.status, seconds, len(raw), 0.0), text.decode("utf-8", "replace")

    def _csrf(self) -> str:
        return f"; csrftoken={self.known['csrf']}" if "csrf" in self.known else ""


def _values(page: str) -> dict[str, str]:
    """What the form of the page is filled with."""
    form = page[page.find('<form method="post"') :]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and "checkbox" not in tag:
            found[name[1]] = value[1] if value else ""
    return found


def drive(known: list[dict[str, Any]], port: int, seconds: float, pause: float) -> list[Answer]:
    """All people at once for so many seconds."""
    started = time.monotonic()
    people = [Person(one, port, pause, seed) for seed, one in enumerate(known)]
    threads = [threading.Thread(target=one.work, args=(started, started + seconds)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer for one in people for answer in one.answers]
