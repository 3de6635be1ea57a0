"""The line of sections: one line on the usual screen, rare ones behind «Ещё», all of them by keys and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from in_browser import LARGE, SMALL, window
from signing_in import add_codes

from objektiv.web.access.domain import assign
from objektiv.web.access.roles import ROLES
from objektiv.web.shell.navigation import FITS, Arranged, ShownSection, arranged

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOPS = """() => [...document.querySelectorAll("#sections .navbar-nav > li")].map(
  (one) => Math.round(one.getBoundingClientRect().top))"""


def sections(usual: int, rare: int) -> list[ShownSection]:
    return [
        ShownSection(f"Раздел {k}", f"/{k}/", is_current=False, is_rare=k >= usual)
        for k in range(usual + rare)
    ]


def test_all_stay_on_the_line_while_they_fit() -> None:
    few = sections(FITS - 3, 3)
    assert arranged(few) == Arranged(few)


def test_rare_ones_go_behind_the_last_word() -> None:
    many = sections(FITS - 2, 3)
    assert arranged(many) == Arranged(many[:-3], many[-3:])


def test_what_still_does_not_fit_goes_before_them() -> None:
    many = sections(FITS + 1, 3)
    assert arranged(many) == Arranged(many[: FITS - 1], many[FITS - 1 :])


def test_the_coordinator_finds_every_section(cast, as_) -> None:
    page = as_(cast.coordinator).get("/people/")
    shown = page.context["navigation"]
    assert [one.title for one in shown.more] == ["Территория", "Люди", "Журнал", "Показатели"]
    assert [*shown.line, *shown.more] == list(page.context["sections"])
    assert shown.is_more_current
    text = page.content.decode()
    assert 'aria-current="page">Люди</a>' in text
    assert not as_(cast.coordinator).get("/cases/").context["navigation"].is_more_current


def test_a_person_of_few_sections_has_no_more(cast, as_) -> None:
    assert as_(cast.roles["expert"]).get("/procedures/").context["navigation"].more == ()


@pytest.mark.slow
def test_one_line_for_every_role_and_all_by_keys(cast, as_, browser: str) -> None:
    for role in ("municipal_coordinator", "municipal_methodist", "deputy_head", "school_head"):
        assign(cast.stranger, role=role, unit=cast.municipality if "mun" in role else cast.school, by=None)
    people = [*(cast.roles[code] for code in ROLES), cast.stranger]
    with window(browser) as shown:
        for person in people:
            shown.client = as_(add_codes(person))
            shown.resize(LARGE)
            shown.show(shown.client.get("/me/"), "/me/")
            assert len(set(shown.do(lambda page: page.evaluate(TOPS)))) <= 1, person.login
        shown.client = as_(cast.coordinator)
        for size in (LARGE, SMALL):
            shown.resize(size)
            shown.show(shown.client.get("/me/"), "/me/")
            assert shown.do(opened_by_keys) == "Территория"
        assert (shown.outside, shown.complaints) == ([], [])
        shown.leave()


def opened_by_keys(page: Any) -> str:
    """Open «Ещё» from the keyboard, on a phone the sections first; the word that has the focus then."""
    toggler = page.locator(".navbar-toggler")
    if toggler.is_visible():
        toggler.focus()
        page.keyboard.press("Enter")
        page.locator("#sections.show").wait_for()
    more = page.get_by_role("button", name="Ещё")
    more.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    word = page.evaluate("() => document.activeElement.textContent")
    page.keyboard.press("Escape")
    assert more.get_attribute("aria-expanded") == "false"
    return str(word)


TAB = """() => {
  const [row, tab] = [document.querySelector(".nav-tabs"), document.querySelector(".nav-tabs .active")];
  const [frame, place] = [row.getBoundingClientRect(), tab.getBoundingClientRect()];
  return place.left >= frame.left - 1 && place.right <= frame.right + 1 ? tab.textContent : "";
}"""


@pytest.mark.slow
def test_the_tab_of_the_open_page_is_in_sight_on_a_phone(cast, as_, browser: str) -> None:
    with window(browser) as shown:
        shown.client = as_(cast.coordinator)
        shown.resize(SMALL)
        shown.show(shown.client.get("/cases/terms/"), "/cases/terms/")
        assert shown.do(lambda page: page.evaluate(TAB)) == "Сроки"
        shown.leave()
