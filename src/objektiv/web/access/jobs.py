"""Background jobs of this app: the proof of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse

from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import paths_of
from objektiv.web.audit.domain import prove_journal, record
from objektiv.web.shell.jobs import Progress, job

KIND = "journal.check"


@job(KIND)
def check_journal(parameters: Mapping[str, Any], progress: Progress) -> str:
    """Walk the whole chain and write down what was found; the result is that record."""
    by = User.objects.get(pk=parameters["by_pk"])
    proof = prove_journal(lambda done, total: progress(done, total, "проверяются записи"))
    new = {"is_whole": proof.is_whole, "records": proof.records, "head": proof.head, "found": proof.sentence}
    with transaction.atomic():
        path = next(iter(paths_of(by, Permission.JOURNAL_VIEW)), "")
        written = record("journal.checked", by=by, unit_path=path, new=new)
    return reverse("journal_record", args=[written.number])
