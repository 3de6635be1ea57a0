"""What the numbered letters and draft orders say; a person signs them on paper."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from objektiv.documents.blocks import Bullets, Document, Paragraph, Signature
from objektiv.documents.docx import write_docx
from objektiv.web.cases.enums import LetterKind
from objektiv.web.cases.models import Case, Letter

TRAINING = "УЧЕБНЫЕ ДАННЫЕ"
DAY = "%d.%m.%Y"
QUESTIONS = "Просим отдельно ответить на вопросы:"
NO_QUESTIONS = "Просим описать, как проходили работа и её проверка."
NO_NAMES = "Имена учеников не указывайте: достаточно кодов участников."
CAUTION = "Признак необъективности не является доказательством нарушения. Решение принимает человек после пояснений."


def write_letter_file(letter: Letter, path: Path, *, stripe: str = "") -> None:
    """Write the letter as docx: the same letter however often it is made."""
    make = {LetterKind.ASK: _ask, LetterKind.REMIND: _remind, LetterKind.KEEP: _keep}[LetterKind(letter.kind)]
    write_docx(make(letter, stripe), path)


def file_name(letter: Letter) -> str:
    """«Запрос пояснений 12-И-2026.docx»."""
    said = letter.get_kind_display()
    return f"{said[:1].upper()}{said[1:]} {letter.shown_number}-{letter.year}.docx"


def _ask(letter: Letter, stripe: str) -> Document:
    questions = tuple(text for _, text in letter.questions)
    return Document(
        title=f"Запрос пояснений № {letter.shown_number} от {letter.made_on:{DAY}}",
        subtitle=_about(letter),
        blocks=(
            Paragraph(letter.case.result.conclusion, style="lead"),
            Paragraph(
                f"Просим дать пояснения {_due(letter)}. Ответ можно внести в кабинете или прислать на бланке к письму "
                f"(код бланка {letter.code})."
            ),
            Paragraph(QUESTIONS if questions else NO_QUESTIONS),
            Bullets(questions, is_ordered=True),
            Paragraph(NO_NAMES, style="note"),
            Paragraph(CAUTION, style="caution"),
            _signature(letter),
        ),
        stripe=stripe,
    )  # fmt: skip


def _remind(letter: Letter, stripe: str) -> Document:
    asked = letter.case.letters.filter(kind=LetterKind.ASK, pk__lt=letter.pk).order_by("-pk").first()
    request = f"от {asked.made_on:{DAY}} № {asked.shown_number} " if asked else ""
    is_late = letter.due_on is not None and letter.due_on < letter.made_on
    due = f"Срок ответа, {letter.due_on:{DAY}}, прошёл. " if is_late else ""
    code = f" (код бланка {asked.code})" if asked and asked.code else ""
    return Document(
        title=f"Напоминание № {letter.shown_number} от {letter.made_on:{DAY}}",
        subtitle=_about(letter),
        blocks=(
            Paragraph(
                f"Запрос пояснений {request}направлен вам; ответа пока нет. {due}Просим ответить"
                f"{', не откладывая' if is_late else ' ' + _due(letter)}: в кабинете или на бланке к письму{code}."
            ),
            Paragraph(
                "Если срок прошёл, а ответа нет, решение по карточке может быть принято без пояснений школы. "
                "Пояснения можно дать и позже, до решения."
            ),
            Paragraph(CAUTION, style="caution"),
            _signature(letter),
        ),
        stripe=stripe,
    )  # fmt: skip


def _keep(letter: Letter, stripe: str) -> Document:
    until = f"{letter.due_on:{DAY}}" if letter.due_on else "_" * 10
    return Document(
        title=f"ПРОЕКТ. Приказ о продлении хранения работ № {letter.shown_number} от {letter.made_on:{DAY}}",
        subtitle=f"{letter.addressee}, {letter.case.school_year} учебный год",
        blocks=(
            Paragraph(f"В связи с анализом признаков (карточка № {letter.case_id}) ПРИКАЗЫВАЮ:"),
            Bullets(
                (
                    f"Продлить хранение работ участников и материалов проверки до {until} включительно.",
                    "Ответственным за хранение назначить: ____________________.",
                    "Уничтожение работ до этого срока не проводить.",
                ),
                is_ordered=True,
            ),
            Signature((("Руководитель", "подпись, фамилия"),)),
        ),
        stripe=stripe,
    )


def _about(letter: Letter) -> str:
    case = letter.case
    return (
        f"{letter.organisation.title} — {letter.addressee}. "
        f"Карточка анализа признаков № {case.pk}, {case.school_year} учебный год"
    )


def _due(letter: Letter) -> str:
    return f"до {letter.due_on:{DAY}} включительно" if letter.due_on else "в установленный срок"


def _signature(letter: Letter) -> Signature:
    return Signature(
        ((letter.signed_by or "Должность", "подпись" if letter.signed_by else "подпись, фамилия"),)
    )


def stripe_of(case: Case) -> str:
    """The stripe on documents of a training district."""
    return TRAINING if settings.IS_DEMO or case.result.result_set.is_training else ""
