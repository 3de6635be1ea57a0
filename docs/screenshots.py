"""Take the pictures of README: open the training office, sign in, photograph three pages, stop. `make screenshots`."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
LARGEST = 150_000  # bytes of a picture
WIDTH = 1366
MAKING = 600  # seconds that making the district may take on a busy machine
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@dataclass(frozen=True)
class Picture:
    """A page as a role sees it. ``link``: what is clicked on the page first."""

    name: str
    role: str
    path: str
    link: str = ""
    height: int = 700


PICTURES = (
    Picture("findings.png", "Муниципальный координатор", "/findings/"),
    Picture(
        "case.png",
        "Муниципальный координатор",
        "/cases/?state=replied",
        link="main table a[href^='/cases/']",
        height=580,
    ),
    Picture("overview.png", "Региональный координатор", "/overview/"),
)


def main(folder: Path = IMAGES) -> None:
    """Take all pictures into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with office() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for picture in PICTURES:
            context = browser.new_context(viewport={"width": WIDTH, "height": picture.height}, locale="ru-RU")
            take(context.new_page(), address, picture, folder / picture.name)
            context.close()
        browser.close()


def take(page: Page, address: str, picture: Picture, target: Path) -> None:
    """Photograph one page; an error when it is larger than a README should carry."""
    page.goto(f"{address}/login/demo/")
    card = page.locator("form.panel", has_text=picture.role).first
    card.get_by_role("button").click()
    page.goto(address + picture.path)
    if picture.link:
        page.locator(picture.link).first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=target, animations="disabled")
    size = target.stat().st_size
    if size > LARGEST:
        sys.exit(f"{target.name}: {size} bytes, more than {LARGEST}")
    sys.stdout.write(f"{target}: {size} bytes\n")


@contextmanager
def office() -> Iterator[str]:
    """The training office on a free port of this computer, stopped afterwards with all it started."""
    port = free_port()
    command = [sys.executable, "-m", "objektiv.cli", "demo", "--port", str(port)]
    process = subprocess.Popen(command, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/login/demo/", process)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until the page answers."""
    ends = time.monotonic() + MAKING
    while time.monotonic() < ends:
        if process.poll() is not None:
            sys.exit("the office did not open")
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.3)
    sys.exit("the office did not answer in time")


if __name__ == "__main__":
    main()
