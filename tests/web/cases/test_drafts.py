"""Drafts: kept on the server for who wrote them, given back, dropped when sent."""

from __future__ import annotations

import pytest
from case_results import TEXT
from django.urls import reverse

from objektiv.web.cases import domain
from objektiv.web.cases.models import Draft

pytestmark = pytest.mark.django_db
HALF = "Начали писать, но не"


def save(client, case, act: str = "reply", **fields):
    return client.post(reverse("case_draft", args=[case.pk, act]), {"version": case.version, **fields})


def offered(page, act: str = "reply"):
    return next(one for one in page.context["offers"] if one.code == act)


def test_what_was_written_comes_back_to_who_wrote_it(cast, asked, as_) -> None:
    key = asked.explanations.get().pk
    answer = save(as_(cast.deputy), asked, text=HALF, **{f"answer_{key}": "болели"})
    assert "Черновик сохранён в" in answer.content.decode()
    page = as_(cast.deputy).get(reverse("case", args=[asked.pk]))
    form = offered(page).form
    assert (form["text"].value(), form[f"answer_{key}"].value(), form["version"].value()) == (
        HALF, "болели", asked.version,
    )  # fmt: skip
    assert "Восстановлен черновик" in page.content.decode()
    other = as_(cast.roles["school_head"]).get(reverse("case", args=[asked.pk]))
    assert (offered(other).draft, HALF in other.content.decode()) == (None, False)


def test_a_draft_changes_nothing_of_the_case(cast, asked, as_) -> None:
    save(as_(cast.deputy), asked, text=HALF)
    version = asked.version
    asked.refresh_from_db()
    assert (asked.version, asked.replies.count()) == (version, 0)


def test_sending_drops_the_draft_and_a_refusal_keeps_it(cast, asked, as_) -> None:
    client = as_(cast.deputy)
    save(client, asked, text=TEXT)
    refused = client.post(reverse("case_reply", args=[asked.pk]), {"version": 77, "text": TEXT})
    assert (refused.status_code, Draft.objects.count()) == (422, 1)
    assert "изменил кто-то другой" in refused.content.decode()
    client.post(reverse("case_reply", args=[asked.pk]), {"version": asked.version, "text": TEXT})
    assert (Draft.objects.count(), asked.replies.count()) == (0, 1)


def test_an_emptied_or_unwanted_draft_goes_away(cast, asked, as_) -> None:
    client = as_(cast.deputy)
    save(client, asked, text=HALF)
    save(client, asked, text="  ")
    assert not Draft.objects.exists()
    save(client, asked, text=HALF)
    assert save(client, asked, drop="1").status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_is_only_for_an_act_that_is_offered(cast, asked, as_) -> None:
    assert save(as_(cast.deputy), asked, "decide", ground=HALF).status_code == 404
    assert save(as_(cast.deputy), asked, "nonsense", text=HALF).status_code == 404
    assert save(as_(cast.other_deputy), asked, text=HALF).status_code == 404
    assert not Draft.objects.exists()


def test_a_draft_written_before_a_change_is_sent_against_the_present_state(cast, asked, as_) -> None:
    client = as_(cast.deputy)
    save(client, asked, text=HALF)
    domain.remind(asked, by=cast.coordinator)
    domain.give_to(asked, responsible=cast.coordinator, by=cast.coordinator)
    form = offered(client.get(reverse("case", args=[asked.pk]))).form
    assert (form["text"].value(), form["version"].value()) == (HALF, asked.version)


def test_what_was_sent_too_late_is_given_back_with_the_reason(cast, asked, as_) -> None:
    domain.reply(asked, text=TEXT, by=cast.deputy)
    domain.decide(
        asked,
        outcome="not_confirmed",
        ground="Комиссия перепроверила работы и всё сошлось.",
        by=cast.coordinator,
    )
    late = as_(cast.deputy).post(
        reverse("case_reply", args=[asked.pk]), {"version": asked.version, "text": "<i>Поздний</i> ответ"}
    )
    page = late.content.decode()
    assert (late.status_code, "&lt;i&gt;Поздний&lt;/i&gt; ответ" in page) == (422, True)
    assert "Сейчас пояснения не запрошены или решение уже принято." in page
