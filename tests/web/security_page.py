"""``docs/security.md``: made of its hand-written top, the limits in the code and the items of the standard.

``python tests/web/security_page.py`` writes it anew.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security.md"
TOP, ITEMS = ROOT / "docs" / "security" / "top.md", ROOT / "docs" / "security" / "asvs.toml"
STATES = {"met": "выполнено", "absent": "неприменимо", "open": "открыто"}
WEIGHTS = {"high": "тяжёлые", "middle": "средние", "low": "лёгкие"}
CHAPTERS = {
    1: "Кодирование и очистка", 2: "Проверка введённого и порядок работы", 3: "Браузер", 4: "HTTP и программный вход",
    5: "Файлы", 6: "Вход", 7: "Сеансы", 8: "Права", 9: "Самодостаточные ключи", 10: "OAuth и OpenID Connect",
    11: "Шифры", 12: "Связь", 13: "Настройка", 14: "Данные", 15: "Код и библиотеки", 16: "Журналы и ошибки",
    17: "WebRTC",
}  # fmt: skip
# Chapters whose first section asks for descriptions; elsewhere only tests prove.
BEGIN_WITH_DESCRIPTIONS = frozenset({2, 5, 6, 7, 8, 11, 13, 14, 15, 16})
# What each limit of the library of sign-in counts; a limit without words stops the making of the page.
COUNTED = {
    "login": "Попытки входа", "login_failed": "Неверный пароль или код", "change_password": "Смена пароля",
    "reset_password": "Сброс пароля", "reset_password_from_key": "Сброс пароля по ссылке",
    "reauthenticate": "Повторное подтверждение пароля", "manage_email": "Изменение почты",
    "invitation": "Неверная ссылка приглашения", "token": "Неверный ключ доступа",
    "feed": "Неверный адрес календаря",
}  # fmt: skip
WHOSE = {"ip": "с одного адреса", "key": "для одного логина", "user": "одним человеком"}
PERIODS = {"m": "мин", "s": "с", "h": "ч"}


@dataclass(frozen=True, slots=True)
class Item:
    """A requirement in our words. ``by``: tests «path::name» or, of descriptions, «#section» of the page."""

    number: str
    level: int
    what: str
    state: str
    by: tuple[str, ...] = ()
    why: str = ""
    weight: str = ""

    @property
    def chapter(self) -> int:
        return int(self.number.split(".")[0])

    @property
    def is_description(self) -> bool:
        """Asks for something to be written down, which a test cannot prove."""
        return self.number.split(".")[1] == "1" and self.chapter in BEGIN_WITH_DESCRIPTIONS


def read_items() -> list[Item]:
    """The items in the order of the file; TypeError for a field that there is not."""
    known = tomllib.loads(ITEMS.read_text(encoding="utf-8"))
    return [Item(number, **{**fields, "by": tuple(fields.get("by", ()))}) for number, fields in known.items()]


def headings(text: str) -> set[str]:
    """Titles of the sections of a page."""
    return set(re.findall(r"^##+ (.+)$", text, re.MULTILINE))


def render() -> str:
    """The whole page."""
    items = read_items()
    text = TOP.read_text(encoding="utf-8")
    for mark, made in (
        ("limits", limits()), ("uploads", uploads()), ("counts", counts(items)), ("open", still_open(items)),
    ):  # fmt: skip
        text = text.replace(f"<!-- {mark} -->", made)
    return "\n".join((text.rstrip(), *(chapter(number, items) for number in CHAPTERS))) + "\n"


def limits() -> str:
    """The table of limits, out of the settings and the modules that hold them."""
    from django.conf import settings

    from objektiv.web.access import sessions
    from objektiv.web.access.domain import invitations, tokens
    from objektiv.web.api import rules, shapes

    rows = [
        (f"{COUNTED[name]} (`{name}`)", "; ".join(map(rate, said.split(","))))
        for name, said in settings.ACCOUNT_RATE_LIMITS.items()
    ]
    bucket = rules.BUCKET
    rows += [
        (
            "Обращения одного ключа доступа",
            f"{bucket.capacity} разом, затем {60 * bucket.per_second:.0f} в минуту",
        ),
        ("Строк в одном ответе программе", f"{shapes.MOST}"),
        ("Действующих ключей доступа у человека", f"{tokens.MOST_TOKENS}"),
        ("Срок ссылки для пароля", f"{invitations.VALID.days} дней"),
        ("Сеанс без дела", f"{sessions.IDLE // 3600} ч"),
        ("Сеанс всего", f"{sessions.LONGEST // 3600} ч"),
        ("Обращение без файлов", f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE >> 20} МБ"),
        ("Полей в форме", f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS}"),
        ("Файлов в форме", f"{settings.DATA_UPLOAD_MAX_NUMBER_FILES}"),
    ]
    return table(("что", "предел"), rows)


def uploads() -> str:
    """How much one import may bring."""
    from objektiv.web.assessments import forms

    return f"{forms.MAX_FILES} файлов, {forms.MAX_FILE_BYTES >> 20} МБ каждый, {forms.MAX_TOTAL_BYTES >> 20} МБ вместе"


def rate(said: str) -> str:
    """«5/15m/key» in words."""
    number, period, whose = said.split("/")
    count, unit = (period[:-1] or "1"), period[-1]
    return f"{number} за {count} {PERIODS[unit]} {WHOSE[whose]}"


def counts(items: Iterable[Item]) -> str:
    """How many items of each chapter are met, absent, open."""
    found = Counter((one.chapter, one.state) for one in items)
    rows = [
        (f"{number}. {title}", *(str(found[number, state]) for state in STATES))
        for number, title in CHAPTERS.items()
    ]
    total = ("**всего**", *(f"**{sum(found[number, state] for number in CHAPTERS)}**" for state in STATES))
    return table(("глава", *STATES.values()), [*rows, total])


def still_open(items: Iterable[Item]) -> str:
    """Open items, the heaviest first."""
    lines = []
    known = list(items)
    for weight, words in WEIGHTS.items():
        lines.append(f"**{words.capitalize()}**\n")
        lines += [f"- {one.number} «{one.what}»: {one.why}" for one in known if one.weight == weight]
        lines.append("")
    return "\n".join(lines).rstrip()


def chapter(number: int, items: Iterable[Item]) -> str:
    """One chapter with all its items."""
    rows = [
        (one.number, str(one.level), one.what, STATES[one.state], grounds(one))
        for one in items
        if one.chapter == number
    ]
    head = ("№", "уровень", "что", "состояние", "чем доказано или почему")
    return f"\n### {number}. {CHAPTERS[number]}\n\n{table(head, rows)}"


def grounds(item: Item) -> str:
    """Tests and sections as links, then the sentence."""
    return ". ".join(filter(None, (", ".join(map(link, item.by)), item.why)))


def link(reference: str) -> str:
    """A test is a link to its file, a section to its place on this page."""
    if reference.startswith("#"):
        return f"[{reference[1:]}](#{reference[1:].lower().replace(' ', '-')})"
    path, _, name = reference.partition("::")
    return f"[{name}](../{path})"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Markdown."""
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, *rows)]
    return "\n".join((lines[0], "|" + "---|" * len(head), *lines[1:]))


def functions_of(path: Path) -> Mapping[str, str]:
    """Names of the tests of a file with their own text."""
    parts = re.split(r"^(?=def |async def |class |@)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {found[1]: part for part in parts if (found := re.match(r"def (test_\w+)", part))}


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office_settings")
    django.setup()
    PAGE.write_text(render(), encoding="utf-8")
