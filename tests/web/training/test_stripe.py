"""Training data say what they are: on every page and in every file of the URL table, for whoever may open it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

import pdfplumber
import pytest
from django.test import override_settings
from stage import Stage, staged
from walking import TABLE, answers

STRIPE = "УЧЕБНЫЕ ДАННЫЕ"
# Names of addresses whose answers carry no stripe, with the reason.
WITHOUT = {
    "health": "one word for a watcher, no data",
    "jsi18n": "no data",
    "mfa_download_recovery_codes": "the person's own codes, no data of the district",
    "template_file": "an empty form, to be filled with real data",
    "register_template": "an empty form, to be filled with real data",
    "task_pack_file": "the stage puts a stand-in there; its letters and forms are pages of their own",
    **dict.fromkeys(
        (
            "case_file",
            "plan_import_source",
            "plan_source",
            "plan_scan",
            "plan_evidence",
            "task_file",
            "task_form",
        ),
        "what a person uploaded, byte for byte as it came",
    ),
}


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[Stage]:
    """Everybody at every address of a training office."""
    with (
        django_db_blocker.unblock(),
        override_settings(IS_DEMO=True),
        staged(tmp_path_factory.mktemp("stripe")) as it,
    ):
        yield it


# Between them they open every page.
WALKERS = (
    "nobody",
    "administrator",
    "regional_coordinator",
    "regional_analyst",
    "municipal_coordinator",
    "deputy_head",
)
PAGES = [page for page in TABLE if not page.name.startswith("api") and page.name not in WITHOUT]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_opened_says_that_it_is_training_data(stage: Stage, page) -> None:
    unmarked = []
    for who in WALKERS:
        for way, answer, body in answers(stage, who, page):
            if way.endswith("htmx") and not is_page(body):
                continue
            unmarked += [f"{who}: {way}: {what}" for what in unmarked_parts(answer, body)]
    assert unmarked == []


@pytest.mark.django_db
def test_every_kind_of_file_is_seen_by_the_walk(stage: Stage) -> None:
    """The test above looks into workbooks, documents and archives; without any it would prove nothing."""
    kinds = set()
    for page in PAGES:
        for who in ("municipal_coordinator", "regional_analyst", "administrator"):
            for _, answer, _ in answers(stage, who, page):
                kinds.add(suffix(answer))
    assert {".xlsx", ".docx", ".zip"} <= kinds


@pytest.mark.django_db
def test_a_real_office_has_no_stripe(stage: Stage) -> None:
    home = next(page for page in TABLE if page.name == "home")
    with override_settings(IS_DEMO=False):
        for _, _, body in answers(stage, "municipal_coordinator", home):
            assert STRIPE not in body.decode()


def is_page(body: bytes) -> bool:
    return body.lstrip()[:9].lower() == b"<!doctype"


def suffix(answer) -> str:
    found = re.search(r"(\.\w+)\"?$", answer.get("Content-Disposition", ""))
    return found[1].lower() if found else ""


def unmarked_parts(answer, body: bytes) -> list[str]:
    """Names of what carries no stripe: the answer itself, or files of an archive."""
    if is_page(body):
        return [] if STRIPE in body.decode() else ["page"]
    if body.startswith(b"PK"):
        return unmarked_archive(body, suffix(answer))
    if body.startswith(b"%PDF-"):
        return [] if STRIPE in words_of(body) else [".pdf"]
    if answer.get("Content-Type", "").startswith(("application/json", "image/")):
        return []  # for programs, or a picture inside a page
    if "attachment" not in answer.get("Content-Disposition", ""):
        return []
    said = body.decode("utf-8", "replace") + unquote(answer["Content-Disposition"])
    return [] if STRIPE in said else [suffix(answer) or "file"]


def words_of(body: bytes) -> str:
    """The text of a pdf."""
    with pdfplumber.open(io.BytesIO(body)) as pdf:
        return "\n".join(page.extract_text() or "" for page in pdf.pages)


def unmarked_archive(body: bytes, kind: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
    if kind in {".xlsx", ".docx"} or "[Content_Types].xml" in texts:
        return [] if any(STRIPE.encode() in text for text in texts.values()) else [kind]
    if any(STRIPE.encode() in text for text in texts.values()):
        return []  # tables in it stay those of the command line, byte for byte: a file beside them says it
    documents = {name: text for name, text in texts.items() if name.endswith((".xlsx", ".docx", ".html"))}
    missing = [name for name, text in documents.items() if not is_marked(name, text)]
    return missing if documents else [f"{kind}: {sorted(texts)}"]


def is_marked(name: str, text: bytes) -> bool:
    if text.startswith(b"PK"):
        return unmarked_archive(text, "." + name.rsplit(".", 1)[-1]) == []
    return STRIPE.encode() in text
