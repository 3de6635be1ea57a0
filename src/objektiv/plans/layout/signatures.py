"""Who signed the document, at its end."""

from __future__ import annotations

import re

from objektiv.plans.layout.fields import one_line
from objektiv.plans.model import Field, Signature
from objektiv.plans.signs import PERSON

_POST = re.compile(
    r"(?:и\.?\s?о\.?\s+)?(?:врио\s+)?(?:директор|зам|зав|начальник|руководитель|председатель|методист|глава|специалист|исполнитель"
    r"|составил|ответственн|секретарь|координатор|учитель|педагог|главный|ведущий|старший|первый)",
    re.IGNORECASE,
)
_LINE = re.compile(r"[_/\\|.…\s]+$")
_LONGEST = 160


def signature_of(text: str, place: str = "") -> Signature | None:
    """A signature: a post, perhaps a line to sign on, a person; None for other words."""
    words = one_line(text)
    found = list(PERSON.finditer(words))
    if not found or len(words) > _LONGEST or not _POST.match(words):
        return None
    person = found[-1]
    post, after = _LINE.sub("", words[: person.start()]), words[person.end() :]
    if not post or re.search(r"\w", after):
        return None
    return Signature(Field(post, place), Field(person[0].strip(), place))
