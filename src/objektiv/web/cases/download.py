"""Files made for a person: always downloads, with a Russian name."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse

from objektiv.web.cases.models import Case

TRAINING = "УЧЕБНЫЕ ДАННЫЕ"


def download(content: bytes, name: str) -> HttpResponse:
    """An answer that the browser saves."""
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def stripe_of(case: Case) -> str:
    """The stripe on documents of a training district."""
    return TRAINING if settings.IS_DEMO or case.result.result_set.is_training else ""
