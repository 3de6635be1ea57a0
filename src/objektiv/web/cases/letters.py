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
CAUTION = "Признак необъективности не является доказательством нарушения. Решение принимает человек после пояснений."


def write_letter_file(letter: Letter, path: Path, *, stripe: str = "") -> None:
    """Write the letter as docx."""
    make = {LetterKind.ASK: _ask, LetterKind.KEEP: _keep}[LetterKind(letter.kind)]
    write_docx(make(letter, stripe), path)


def _ask(letter: Letter, stripe: str) -> Document:
    case = letter.case
    questions = [
        f"{one.title}. {one.sentence}".strip() for one in case.explanations.all() if one.status == "ask"
    ]
    due = f"до {case.reply_due_on:{DAY}} включительно" if case.reply_due_on else "в установленный срок"
    return Document(
        title=f"Запрос пояснений № {letter.number} от {letter.made_on:{DAY}}",
        subtitle=f"{case.school.title}. Карточка анализа признаков № {case.pk}, {case.school_year} учебный год",
        blocks=(
            Paragraph(case.result.conclusion, style="lead"),
            Paragraph(f"Просим дать пояснения {due}. Ответ можно внести в кабинете или прислать на бланке к письму."),
            Paragraph(QUESTIONS if questions else NO_QUESTIONS),
            Bullets(tuple(questions), is_ordered=True),
            Paragraph("Имена учеников не указывайте: достаточно кодов участников.", style="note"),
            Paragraph(CAUTION, style="caution"),
            Signature((("Должность", "подпись, фамилия"),)),
        ),
        stripe=stripe,
    )  # fmt: skip


def _keep(letter: Letter, stripe: str) -> Document:
    case = letter.case
    until = f"{case.works_kept_until:{DAY}}" if case.works_kept_until else "_" * 10
    return Document(
        title=f"ПРОЕКТ. Приказ о продлении хранения работ № {letter.number} от {letter.made_on:{DAY}}",
        subtitle=f"{case.school.title}, {case.school_year} учебный год",
        blocks=(
            Paragraph(f"В связи с анализом признаков (карточка № {case.pk}) ПРИКАЗЫВАЮ:"),
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


def stripe_of(case: Case) -> str:
    """The stripe on documents of a training district."""
    return TRAINING if settings.IS_DEMO or case.result.result_set.is_training else ""
