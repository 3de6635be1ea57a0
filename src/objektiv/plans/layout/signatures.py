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


def signatures_of(text: str, place: str = "") -> tuple[list[Signature], str]:
    """Signatures of a paragraph, each on one line or several, and the words that belong to none of them."""
    found: list[Signature] = []
    kept, open_lines = [], list[str]()
    for line in text.split("\n"):
        open_lines.append(line)
        for begin in range(len(open_lines)):
            if signed := signature_of("\n".join(open_lines[begin:]), place):
                found.append(signed)
                kept += open_lines[:begin]
                open_lines = []
                break
    return found, "\n".join([*kept, *open_lines]).strip()
