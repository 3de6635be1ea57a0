"""A whole file of scales: reading it entry by entry, and writing entries without losing a word of the user's.

Reading never fails as a whole for one bad entry: what is wrong is refused with its reason, the rest is taken.
Writing is atomic: a new file beside the old one, flushed, then renamed over it.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError, ScaleError, disk_reason
from objektiv.model.scale import MarkCondition, Part, Scale
from objektiv.scales.entries import check_scale, read_scale
from objektiv.scales.unreadable import unreadable_reason

Key = tuple[AssessmentId, str]

DOCUMENT_KEYS = frozenset({"scale", "source", "trust"})
_ENTRY_HEAD = re.compile(r"^\[\[scale\]\][ \t]*(?:#.*)?$", re.MULTILINE)
_HEADER = "# Шкалы пользователя: `objektiv check-scales --help` объясняет поля и проверяет файл.\n"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A scale that is not used, and why, in Russian. ``assessment`` is the text that stood in the file."""

    file: str
    assessment: str
    form: str
    reason: str


@dataclass(frozen=True)
class ScaleFile:
    """What a file of scales gave: usable scales by assessment and form, and refusals."""

    scales: Mapping[Key, Scale]
    refused: tuple[Refusal, ...]


def read_user_file(path: Path, *, may_be_empty: bool = False) -> ScaleFile:
    """Scales of a user's TOML or JSON file; every trust but ``inferred`` becomes ``user``.

    An unreadable file is one refusal, and so is one without a single scale, unless it ``may_be_empty``.
    Raises ScaleError when there is no file.
    """
    if not path.is_file():
        raise ScaleError(f"файла шкал {path} нет.", "Проверьте путь.")
    try:
        document = _parse(path)
    except (OSError, ValueError, RecursionError, ScaleError) as error:
        return ScaleFile({}, (Refusal(path.name, "", "", f"Файл не читается: {unreadable_reason(error)}."),))
    found = read_document(document, path.name)
    if not found.scales and not found.refused and not may_be_empty:
        return ScaleFile({}, (Refusal(path.name, "", "", "В файле нет ни одной шкалы (раздела [[scale]])."),))
    scales = {key: _trusted_as_users(scale) for key, scale in found.scales.items()}
    return ScaleFile(scales, found.refused)


def read_document(document: Mapping[str, Any], name: str) -> ScaleFile:
    """Scales of a parsed file: ``scale`` lists the entries; ``source``, ``trust`` beside it are defaults."""
    entries = document.get("scale", [])
    if not isinstance(entries, list):
        reason = "Поле scale: нужен список шкал, в TOML — разделы [[scale]]."
        return ScaleFile({}, (Refusal(name, "", "", reason),))
    scales: dict[Key, Scale] = {}
    refused = [*_unknown_fields(document, name)]
    for entry in entries:
        try:
            _take(entry, document, scales)
        except ScaleError as error:
            refused.append(_refusal(name, entry, error.message))
    return ScaleFile(scales, tuple(refused))


def write_user_scale(path: Path, scale: Scale) -> None:
    """Add the scale to the user's TOML file in place of an entry of the same assessment and form.

    Other entries and comments stay as they are; the file is made when absent. Raises ScaleError when the
    scale or the file is wrong, LakeError when the disk refuses.
    """
    check_scale(scale)
    head, blocks = _split(path)
    kept = [block for block in blocks if _block_key(block) != (str(scale.assessment), scale.form)]
    _write(path, head, [*kept, format_scale(scale)])


def remove_user_scale(path: Path, assessment: AssessmentId, form: str = "") -> None:
    """Take the entry of this assessment and form out of the user's file, if it is there."""
    if not path.is_file():
        return
    head, blocks = _split(path)
    kept = [block for block in blocks if _block_key(block) != (str(assessment), form)]
    if len(kept) < len(blocks):
        _write(path, head, kept)


def format_scale(scale: Scale) -> str:
    """The scale as a TOML entry ``[[scale]]`` that reads back as the same scale."""
    lines = ["[[scale]]", f"assessment = {_quote(str(scale.assessment))}"]
    if scale.form:
        lines.append(f"form = {_quote(scale.form)}")
    lines.append(f"maximum = {scale.maximum}")
    if scale.parts:
        lines.append(f"parts = {_quote(' '.join(map(_part_token, scale.parts)))}")
    if scale.boundaries is not None:
        lines.append(f"boundaries = {list(scale.boundaries)}")
    if scale.conditions:
        lines += ["conditions = [", *(f"    {_condition_table(item)}," for item in scale.conditions), "]"]
    if scale.minutes is not None:
        lines.append(f"minutes = {scale.minutes}")
    if scale.is_in_two_sittings:
        lines.append("sittings = 2")
    lines += [f"trust = {_quote(scale.trust)}", f"source = {_quote(scale.source)}"]
    if scale.notes:
        lines.append(f"notes = {_quote_list(scale.notes)}")
    return "\n".join(lines) + "\n"


def _parse(path: Path) -> Mapping[str, Any]:
    text = path.read_text(encoding="utf-8-sig")
    document = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    if isinstance(document, list):
        return {"scale": document}
    if not isinstance(document, dict):
        raise ScaleError("нужен объект с полем scale")
    return document


def _unknown_fields(document: Mapping[str, Any], name: str) -> tuple[Refusal, ...]:
    """A misspelt «scale» must not pass for a file without scales."""
    unknown = sorted(set(document) - DOCUMENT_KEYS)
    if not unknown:
        return ()
    reason = f"Неизвестные поля: {', '.join(unknown)}. Шкалы записывают разделами [[scale]]."
    return (Refusal(name, "", "", reason),)


def _take(entry: object, defaults: Mapping[str, Any], scales: dict[Key, Scale]) -> None:
    if not isinstance(entry, Mapping):
        raise ScaleError("Шкала записана не как набор полей.")
    scale = read_scale(entry, defaults)
    key = (scale.assessment, scale.form)
    if key in scales:
        raise ScaleError("Шкала этой работы и варианта стоит в файле дважды; взята первая.")
    scales[key] = scale


def _refusal(name: str, entry: object, reason: str) -> Refusal:
    fields = entry if isinstance(entry, Mapping) else {}
    return Refusal(name, str(fields.get("assessment", "")), str(fields.get("form", "")), reason)


def _trusted_as_users(scale: Scale) -> Scale:
    return scale if scale.trust in {"user", "inferred"} else replace(scale, trust="user")


def _split(path: Path) -> tuple[str, list[str]]:
    """Text before the first entry, and the entries as written; each keeps the comments that follow it."""
    if not path.is_file():
        return _HEADER, []
    try:
        text = path.read_text(encoding="utf-8-sig")
        entries = tomllib.loads(text).get("scale", [])
    except (OSError, ValueError, RecursionError) as error:
        raise ScaleError(
            f"Файл шкал не читается: {unreadable_reason(error)}.",
            "Исправьте его: запись в него могла бы стереть ваши строки.", place=str(path),
        ) from error  # fmt: skip
    starts = [found.start() for found in _ENTRY_HEAD.finditer(text)]
    if len(starts) != len(entries):
        raise ScaleError(
            "Шкалы в файле записаны не разделами [[scale]].",
            "Запишите каждую шкалу своим разделом [[scale]].", place=str(path),
        )  # fmt: skip
    ends = [*starts[1:], len(text)]
    return text[: starts[0] if starts else len(text)], [text[a:b] for a, b in zip(starts, ends, strict=True)]


def _block_key(block: str) -> tuple[str, str]:
    entry = tomllib.loads(block)["scale"][0]
    return str(entry.get("assessment", "")).strip().lower(), str(entry.get("form", "")).strip()


def _write(path: Path, head: str, blocks: list[str]) -> None:
    pieces = [piece.strip("\n") for piece in (head, *blocks) if piece.strip()]
    text = "\n\n".join(pieces) + "\n" if pieces else _HEADER
    tomllib.loads(text)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise LakeError(
            f"Файл шкал не записан: {disk_reason(error)}.", "Проверьте место на диске и право записи.",
            place=str(path),
        ) from error  # fmt: skip


def _part_token(part: Part) -> str:
    return f"{part.code}:{part.maximum}{part.level}"


def _condition_table(item: MarkCondition) -> str:
    fields = (
        f"mark = {item.mark}, minimum = {item.minimum}, parts = {_quote_list(item.parts)}, "
        f"otherwise = {item.otherwise}, title = {_quote(item.title)}"
    )
    return f"{{ {fields} }}"


def _quote_list(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quote, texts))}]"


def _quote(text: str) -> str:
    # A JSON string is a TOML basic string but for DEL; names of files may hold bytes that are no text.
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
