"""The page as a browser shows it: cards open, pictures are drawn, nothing is fetched, nothing fails."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from objektiv.analysis.result import AnalysisResult
from objektiv.documents.html import render_page
from objektiv.reports.page import build_page

DrawResult = Callable[..., AnalysisResult]
Open = Callable[..., tuple[str, str]]

pytestmark = pytest.mark.slow

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--enable-logging=stderr",
    "--window-size=1366,768",
    "--virtual-time-budget=8000",
)
# Said by the page to itself: a search in the list, then the opening of a card's second tab.
SEARCH = """
addEventListener("load", () => {
  const field = document.querySelector("[data-search]");
  field.value = "990004";
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
"""


@pytest.fixture(scope="module")
def open_page(browser: str, draw_result: DrawResult, tmp_path_factory: pytest.TempPathFactory) -> Open:
    """Open the page of six schools at an anchor; gives the document as the script left it, and the browser's log."""
    folder = tmp_path_factory.mktemp("page")
    text = "".join(render_page(build_page(draw_result(sizes=(60, 8, 40, 25, 18, 33)))))

    def open_at(anchor: str, script: str = "") -> tuple[str, str]:
        file = folder / "report.html"
        head, _, tail = text.rpartition("</body>")
        file.write_text(f"{head}<script>{script}</script></body>{tail}", encoding="utf-8")
        return dump(browser, f"{file.as_uri()}#{anchor}", folder / "profile")

    return open_at


def dump(browser: str, address: str, profile: Path) -> tuple[str, str]:
    command = [browser, *QUIET, f"--user-data-dir={profile}", "--dump-dom", address]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True)
    return done.stdout, done.stderr


def body_of(dom: str) -> str:
    """What the reader sees: without the scripts."""
    return re.sub(r"<script.*?</script>", "", dom, flags=re.DOTALL)


def console(log: str) -> list[str]:
    """What the page said to the console."""
    return [line for line in log.splitlines() if "CONSOLE" in line]


def test_a_marked_card_opens_by_its_link_with_drawn_pictures(open_page: Open) -> None:
    dom, log = open_page("card-2020-21-990001")
    card = re.search(r'<details class="card marked strong"[^>]*id="card-2020-21-990001"[^>]*>', dom)
    assert card is not None
    assert "open" in card.group()
    shown = body_of(dom[card.start() :])
    assert "Что делать дальше" in shown
    assert "Как посчитано" in shown
    pictures = shown[: shown.index("</details></details>") if "</details></details>" in shown else None]
    assert pictures.count("<svg") >= 2
    assert "Рисунок не построен" not in shown
    assert console(log) == []


def test_a_card_that_is_not_listed_is_made_when_its_link_is_followed(open_page: Open) -> None:
    dom, log = open_page("card-2020-21-990004")
    shown = body_of(dom)
    assert 'id="card-2020-21-990004"' in shown
    assert 'id="card-2020-21-990003"' not in shown
    assert console(log) == []


def test_the_list_narrows_to_what_is_searched(open_page: Open) -> None:
    dom, log = open_page("", SEARCH)
    shown = body_of(dom)
    assert "показано строк: 1 из 6" in shown
    assert shown.count('<tr hidden=""') == 5
    assert console(log) == []


def test_numbers_of_a_card_have_a_decimal_comma(open_page: Open) -> None:
    dom, _ = open_page("card-2020-21-990001")
    card = body_of(dom[dom.index('id="card-2020-21-990001"') :])
    cells = re.findall(r'<td class="n">([^<]*)</td>', card)
    assert cells
    assert not any(re.search(r"\d\.\d", cell) for cell in cells)
