"""A sign in every text of the database: whatever a person could have written anywhere, in whatever form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

SHORTEST = 40  # letters: shorter fields hold codes
# Fields that the program writes itself, and that hold no words of people.
OWN = frozenset({
    "path", "verb", "object_type", "object_id", "unit_path", "hash", "previous_hash", "password", "sha256",
    "token_sha256", "stored", "assessment", "indicator", "direction", "chosen", "reader", "stratum", "kind", "url",
    "result_url", "code", "order_key", "state", "action", "act", "permanent",
})  # fmt: skip

OF_ONE_MODEL = frozenset({"Question.before", "Question.after"})  # assessments, chosen from a list


def text_fields() -> Iterator[tuple[type[models.Model], str, int | None]]:
    """Model, field, most letters: every text of our apps that people or their files write."""
    for model in apps.get_models():
        if not model.__module__.startswith("objektiv.web."):
            continue
        keys = {name for one in model._meta.constraints for name in getattr(one, "fields", ())}
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.TextField) or (
                isinstance(field, models.CharField) and (field.max_length or 0) >= SHORTEST
            )
            is_own = field.name in OWN | keys or f"{model.__name__}.{field.name}" in OF_ONE_MODEL
            if is_text and not field.choices and not field.unique and not is_own:
                yield model, field.name, getattr(field, "max_length", None)


def poison(sign: str) -> int:
    """Write the sign into all of them and into what the journal keeps; the number of fields is given back."""
    count = 0
    for model, name, longest in text_fields():
        rows: models.QuerySet[Any] = models.QuerySet(model)  # past the journal's own refusal to be changed
        rows.update(**{name: sign[:longest]})
        count += 1
    record = apps.get_model("audit", "Record")
    models.QuerySet(record).update(old={"title": sign}, new={"title": sign, sign: [sign, {sign: sign}]})
    return count
