"""What to look at before a request goes out: works that end before the term, a letter that nobody signs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from objektiv.plans.working_days import add_working_days
from objektiv.web.cases.domain.letters import sender_of, signer_of
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import all_terms

DAY = "%d.%m.%Y"


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence and the page (or the place of the page) where it is mended."""

    text: str
    url: str
    link: str


def ask_hints(case: Case, user: Any) -> list[Hint]:
    """For a case whose school this person may ask now."""
    hints = []
    if due := terms_after_works([case]).get(case.pk):
        text = (
            f"Работы хранятся до {case.works_kept_until:{DAY}}, раньше срока ответа ({due:{DAY}}): продлите хранение, "
            "иначе перепроверить будет нечего."
        )
        hints.append(Hint(text, "#id_keep_until", "Продлить хранение работ"))
    sender = sender_of(case, user)
    if not signer_of(sender):
        text = "Кто подписывает письмо, не указано: в нём останется пустая строка."
        hints.append(Hint(text, reverse("unit_terms", args=[sender.pk]), "Указать в «Сроках»"))
    return hints


def terms_after_works(cases: Iterable[Case]) -> dict[int, date]:
    """Case → its term if it were asked today, of those whose works are kept for less."""
    kept = [one for one in cases if one.works_kept_until and not one.are_works_destroyed]
    today = timezone.localdate()
    terms = all_terms([one.school for one in kept])
    due = {
        one.pk: add_working_days(today, counting.reply_days)
        for one, (_, counting, _) in zip(kept, terms, strict=True)
    }
    return {
        one.pk: due[one.pk] for one in kept if one.works_kept_until and one.works_kept_until < due[one.pk]
    }
