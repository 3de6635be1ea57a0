"""Cases of our school and of the other in the states that their acts need, for the access matrix."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from case_results import GROUND, TEXT
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from matrix import Example, Pair
from matrix_results import results_of

from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may, permissions_of
from objektiv.web.assessments.enums import Pass
from objektiv.web.assessments.models import Run
from objektiv.web.cases.files import keep
from objektiv.web.cases.jobs import LETTERS
from objektiv.web.cases.models import Attachment, Case, Explanation, FormHeap, Letter, Reply
from objektiv.web.cases.queries import visible_to
from objektiv.web.findings.models import ResultSet, SchoolResult
from objektiv.web.shell.models import Job
from objektiv.web.territory.models import Unit

YEARS = count(2001)
ASK, DECIDE = Permission.CASES_ASK, Permission.CASES_DECIDE
WORDS = {"reason": GROUND, "ground": GROUND}


def examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """By the name of the address."""
    made = [
        cases_of(one, by)
        for one, by in zip(results_of(cast, folder), (cast.deputy, cast.other_deputy), strict=True)
    ]
    return {name: (made[0][name], made[1][name]) for name in made[0]}


def cases_of(result: SchoolResult, by: User) -> dict[str, Example]:
    """One case for every act, each of another year: a school has one open case a year."""
    soon, gone = str(timezone.localdate() + timedelta(days=40)), str(timezone.localdate())
    asked = case_of(result, by, "asked", school_year=result.school_year)
    replied = case_of(result, by, "replied")
    acts = {
        "case_ask": (case_of(result, by, "sign"), ASK, {}),
        "case_reply": (case_of(result, by, "asked"), Permission.CASES_REPLY, {"text": TEXT}),
        "case_recheck": (replied, ASK, {}),
        "case_decide": (replied, DECIDE, {"outcome": "not_confirmed"}),
        "case_close": (case_of(result, by, "not_confirmed"), DECIDE, {}),
        "case_reopen": (case_of(result, by, "closed"), DECIDE, {}),
        "case_remind": (case_of(result, by, "asked"), ASK, {}),
        "case_enter": (replied, ASK, {"text": TEXT}),
        "case_term": (case_of(result, by, "asked"), ASK, {"until": soon}),
        "case_give": (replied, ASK, {}),
        "case_final": (early_case_of(result, by), ASK, {}),
        "case_keep": (replied, ASK, {"until": soon}),
        "case_destroyed": (replied, ASK, {"on": gone}),
    }
    return {
        **{
            name: example_of(case, right, {"version": "1", **WORDS, **data})
            for name, (case, right, data) in acts.items()
        },
        "case": example_of(asked),
        "case_bundle": example_of(asked),
        "case_letter": example_of(asked, letter=asked.letters.get().pk),
        "case_blank": example_of(asked, letter=asked.letters.get().pk, kind="docx"),
        "case_draft": draft_of(asked),
        "letters_pack": pack_of(by),
        **dict.fromkeys(("forms", "forms_confirm"), heap_of(by)),
        "unit_terms": terms_of(result.school.parent),
        "case_file": example_of(asked, file=asked.attachments.get().pk),
    }


def case_of(result: SchoolResult, by: User, state: str, *, school_year: str = "") -> Case:
    """A case with everything that its page can show, in a state."""
    now, today = timezone.now(), timezone.localdate()
    heard = state in ("replied", "not_confirmed", "closed")
    case = Case.objects.create(
        school=result.school, result=result, school_year=school_year or f"{next(YEARS)}/00", state=state,
        asked_at=None if state == "sign" else now, replied_at=now if heard else None,
        reply_due_on=None if state == "sign" else today + timedelta(days=10),
        works_kept_until=today + timedelta(days=20),
    )  # fmt: skip
    Explanation.objects.create(
        case=case, assessment="МА 5", code="few", title="Мало участников", status="ask", sentence="Работ 18."
    )
    given = Reply.objects.create(case=case, number=1, text=TEXT, by=by) if heard else None
    digest, size = keep(SimpleUploadedFile("акт.pdf", b"%PDF-1.7"))
    Attachment.objects.create(case=case, reply=given, name="акт.pdf", sha256=digest, size=size)
    Letter.objects.create(
        case=case, kind="ask", organisation=result.school.parent, register="letters", year=today.year, number=case.pk,
        code=f"{case.pk}-ABCD-EFGH", by=by,
    )  # fmt: skip
    return case


def early_case_of(result: SchoolResult, by: User) -> Case:
    """A case that stands on operative results while there are final ones."""
    year = f"{next(YEARS)}/00"
    operative, _ = (_result_of(result.school, year, kind) for kind in (Pass.OPERATIVE, Pass.FINAL))
    return case_of(operative, by, "replied", school_year=year)


def _result_of(school: Unit, year: str, kind: str) -> SchoolResult:
    run = Run.objects.create(
        unit=school.parent, school_year=year, kind=kind, state="done", lake_generation=1, is_active=True
    )
    return SchoolResult.objects.create(
        result_set=ResultSet.objects.create(run=run), school=school, zone="red", works=60, families_applicable=4,
        has_signs=True, conclusion="Вывод.",
    )  # fmt: skip


def example_of(
    case: Case, right: Permission = Permission.CASES_VIEW, data: dict[str, str] | None = None, **more: int
) -> Example:
    """A case is found by those to whom its signs are open; to others with the page's right it is absent."""

    def answer(user: User | None) -> int | None:
        if user is None or right not in permissions_of(user):
            return None
        return None if visible_to(user, timezone.localdate()).filter(pk=case.pk).exists() else 404

    return Example({"pk": case.pk, **more}, case.school.path, answer=answer, data=data or {})


def draft_of(case: Case) -> Example:
    """The draft of a reply: only for those to whom the page offers to reply."""
    writers = (ASK, Permission.CASES_REPLY, DECIDE)

    def answer(user: User | None) -> int | None:
        if user is None or not permissions_of(user) & set(writers):
            return None
        return None if may(user, Permission.CASES_REPLY, case.school.path) else 404

    return Example({"pk": case.pk, "act": "reply"}, case.school.path, answer=answer, data={"text": TEXT})


def heap_of(owner: User) -> Example:
    """Forms are seen by who brought them alone."""
    heap = FormHeap.objects.create(by=owner)
    return _own(owner, {ASK, Permission.CASES_REPLY}, {"number": heap.pk})


def pack_of(owner: User) -> Example:
    """So is an archive of letters; nobody of those who may ask has made this one."""
    job = Job.objects.create(kind=LETTERS, title="Архив", owner=owner, parameters={"key": f"key{owner.pk}"})
    return _own(owner, {ASK}, {"key": job.parameters["key"]})


def _own(owner: User, rights: set[Permission], kwargs: dict[str, Any]) -> Example:
    def answer(user: User | None) -> int | None:
        return None if user is None or user == owner or not permissions_of(user) & rights else 404

    return Example(kwargs, owner.assignments.get().unit.path, answer=answer)


def terms_of(unit: Unit) -> Example:
    """Terms of a municipality."""
    return Example({"unit": unit.pk}, unit.path)
