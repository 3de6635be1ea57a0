"""The load of DESIGN: 1,000 schools, 5 years, 100 sessions, a page every 5 seconds each, 10 minutes after warm-up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks.office.postgresql import cluster, free_port
from benchmarks.office.sessions import KINDS, Answer, drive

WARM_UP = 60.0
PAUSE = 5.0


def measure(folder: Path, *, schools: int, years: int, minutes: float) -> None:
    print(f"Кабинет: {schools} школ, {years} лет, PostgreSQL, {minutes:g} мин после разогрева {WARM_UP:g} с")
    with cluster() as address:
        environment = os.environ | {"OBJEKTIV_HOME": str(folder / "home"), "OBJEKTIV_DATABASE": address}
        (folder / "home").mkdir(parents=True)
        office = [sys.executable, "-m", "objektiv.web"]
        for command in ("migrate", "createcachetable"):
            subprocess.run([*office, command, "-v", "0"], env=environment, check=True)
        people = folder / "people.json"
        fill = [sys.executable, "-m", "benchmarks.office.region", str(schools), str(years), str(people)]
        begun = time.perf_counter()
        subprocess.run(fill, env=environment, check=True)
        print(f"  наполнено за {time.perf_counter() - begun:.0f} с")
        with served(office, environment) as port:
            known = json.loads(people.read_text(encoding="utf-8"))
            drive(known, port, WARM_UP, PAUSE)
            report(drive(known, port, 60 * minutes, PAUSE), health(port))


@contextmanager
def served(office: list[str], environment: dict[str, str]) -> Iterator[int]:
    port = free_port()
    server = subprocess.Popen(
        [*office, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2).close()
                break
            except (OSError, urllib.error.URLError):
                time.sleep(0.2)
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def health(port: int) -> float:
    """Median seconds of the lightest page: what the machine and the server cost alone."""
    seconds = []
    for _ in range(50):
        begun = time.perf_counter()
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=5).read()
        seconds.append(time.perf_counter() - begun)
    return float(np.median(seconds))


def report(answers: list[Answer], lightest: float) -> None:
    wrong = Counter(
        (one.status, one.address.split("?")[0]) for one in answers if one.status not in (200, 302)
    )
    span = max(one.at for one in answers)
    print(f"  {len(answers)} ответов, {len(answers) / span:.1f} в секунду, ошибок {sum(wrong.values())}")
    for (status, address), count in wrong.most_common(5):
        print(f"    {status} {address}: {count}")
    for kind in (*KINDS, "form"):
        times = np.array([one.seconds for one in answers if one.kind == kind])
        if len(times):
            middle, late = np.quantile(times, (0.5, 0.95))
            print(
                f"  {kind:6} n {len(times):6}  p50 {1000 * middle:4.0f} мс  p95 {1000 * late:4.0f} мс  "
                f"p95 к самой лёгкой странице {late / lightest:.0f}"
            )
    times = np.array([one.seconds for one in answers])
    largest = max(answers, key=lambda one: one.size)
    print(f"  все    p95 {1000 * np.quantile(times, 0.95):.0f} мс (нужно не больше 300)")
    print(
        f"  наибольшая страница {largest.size / 1000:.0f} кБ сжатой: {largest.address} (нужно не больше 60)"
    )
    slow: dict[str, list[float]] = {}
    for one in answers:
        head = "/".join("#" if part.isdigit() else part for part in one.address.split("?")[0].split("/"))
        slow.setdefault(head, []).append(one.seconds)
    for head, each in sorted(slow.items(), key=lambda pair: -np.quantile(pair[1], 0.95))[:8]:
        print(f"    {head:40} n {len(each):5}  p95 {1000 * np.quantile(each, 0.95):4.0f} мс")
