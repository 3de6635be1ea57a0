"""Background jobs of this app: the archive of letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from objektiv.web.access.models import User
from objektiv.web.cases.pack import pack_path, write_pack
from objektiv.web.cases.queries import letters_visible_to
from objektiv.web.shell.jobs import Progress, job

LETTERS = "cases.letters"


@job(LETTERS)
def make_pack(parameters: Mapping[str, Any], progress: Progress) -> str:
    """Write the archive of the letters."""
    by = User.objects.get(pk=parameters["by_pk"])
    letters = letters_visible_to(by).filter(pk__in=parameters["letters"])
    target = pack_path(parameters["key"])
    chosen = list(
        letters.select_related("case__result__result_set").order_by("organisation", "year", "number")
    )
    write_pack(chosen, target, lambda done, total: progress(done, total, "письма и бланки"))
    return reverse("letters_pack", args=[parameters["key"]])
