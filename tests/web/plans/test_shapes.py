"""Pages of plans in a browser: no word is cut in two on the usual screen, histories are whole on a phone."""

from __future__ import annotations

import pytest
from in_browser import LARGE, SMALL, window
from plan_words import DOCUMENT, YEAR

from objektiv.web.plans import domain
from objektiv.web.territory.models import Unit

pytestmark = pytest.mark.slow  # a browser
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Words that stand on two lines; one with a hyphen may.
CUT = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const word of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size > 1) { found.push(word[0]); }
    }
  }
  return found;
}"""
LINES = """(selector) => [...document.querySelectorAll(selector)].map((one) => {
  const range = document.createRange();
  range.selectNodeContents(one.firstChild);
  return new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size;
})"""
OUT = """() => [...document.querySelectorAll(".table-scroll")].map((one) => one.scrollWidth - one.clientWidth)"""


@pytest.fixture
def numbered(cast) -> Unit:
    """A school whose name ends with a number of two digits, with a plan."""
    Unit.objects.filter(pk=cast.school.pk).update(title="Учебная школа № 57")
    domain.start_plan(
        unit=cast.school, by=cast.deputy, title="Комплекс мер по итогам перепроверки", school_year=YEAR
    )
    return Unit.objects.get(pk=cast.school.pk)


def test_the_list_and_the_check_cut_no_word(cast, browser, draft, numbered) -> None:
    domain.add_row(draft, by=cast.coordinator, number="1.4", text="Публикация итогов", deadline="август")
    with window(browser) as shown:
        shown.client.force_login(cast.coordinator, backend=BACKEND)
        for address in ("/plans/", f"/plans/{draft.pk}/check/", f"/plans/{draft.pk}/", "/plans/actions/"):
            shown.show(shown.client.get(address), address)
            assert (address, shown.do(lambda page: page.evaluate(CUT))) == (address, [])
        shown.show(shown.client.get("/plans/"), "/plans/")
        assert shown.do(lambda page: page.evaluate(LINES, ".plan-rows tbody td:first-child")) == [1, 1]
        assert shown.do(lambda page: page.evaluate(LINES, ".plan-rows thead th")) == [1] * 8


def test_the_document_beside_the_rows_cuts_no_word(cast, browser, made) -> None:
    assert "Ответственный" in DOCUMENT
    with window(browser) as shown:
        shown.client.force_login(cast.coordinator, backend=BACKEND)
        for size in (LARGE, SMALL):
            shown.resize(size)
            shown.show(shown.client.get(f"/plans/imports/{made.pk}/"), f"/plans/imports/{made.pk}/")
            assert (size, shown.do(lambda page: page.evaluate(CUT))) == (size, [])


def test_histories_are_whole_on_a_phone(cast, browser, action) -> None:
    domain.report_done(action, report="Провели", by=cast.roles["municipal_methodist"])
    with window(browser) as shown:
        shown.client.force_login(cast.coordinator, backend=BACKEND)
        shown.resize(SMALL)
        for address in (
            f"/plans/{action.plan_id}/approval/",
            f"/plans/{action.plan_id}/actions/{action.pk}/",
        ):
            shown.show(shown.client.get(address), address)
            assert (address, set(shown.do(lambda page: page.evaluate(OUT)))) == (address, {0})
