"""Documents that are zip archives of XML, opened safely: bombs and entities are refused before anything is parsed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from objektiv.model.errors import RefusedFileError
from objektiv.workbooks.archive import Archive, Sentences
from objektiv.workbooks.limits import Limits

LIMITS = Limits(file_bytes=50 << 20, unpacked_bytes=200 << 20, unpacked_ratio=200)
LARGEST_PART = 40 << 20  # bytes of XML that hold the words of a document
MOST_PARAGRAPHS = 50_000
_SAVE_AGAIN = "Откройте документ в Word или LibreOffice, сохраните заново как .docx и повторите."
_SENTENCES = Sentences(
    damaged="Документ повреждён: архив оборван или испорчен.",
    mend=_SAVE_AGAIN,
    bomb="Документ раскрывается в {size} МиБ (частей: {entries}): такой файл не открываем.",
    entities="В документе есть определения сущностей XML, которых редакторы не пишут: такой файл не открываем.",
    get_again="Скорее всего, это не план мероприятий; получите файл ещё раз из первоисточника.",
)


class Parts:
    """The XML parts of a document."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._archive = Archive(path, LIMITS, _SENTENCES)
        self._archive.check_directory()

    def tree(self, name: str, *, is_needed: bool = False) -> Any:
        """The root element of a part; None when there is none. Raises RefusedFileError when it cannot be read."""
        content = self._archive.read_part(name)
        if content is None:
            if is_needed:
                raise self._refused(f"В документе нет главной части ({name}): файл повреждён или не дописан.")
            return None
        if len(content) > LARGEST_PART:
            raise too_large(self._path, f"текст занимает {len(content) >> 20} МиБ")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise self._refused("Документ повреждён: его содержимое не читается.") from error

    def _refused(self, message: str) -> RefusedFileError:
        return RefusedFileError(message, _SAVE_AGAIN, place=self._path.name)


def too_large(path: Path, how: str) -> RefusedFileError:
    """The refusal of a document that is far longer than any plan."""
    return RefusedFileError(
        f"Документ слишком велик для плана мероприятий: {how}.",
        "Сохраните страницы с планом отдельным файлом и повторите.",
        place=path.name,
    )
