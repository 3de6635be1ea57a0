"""The title of a plan inside a sentence: «Об утверждении плана …», «Утвердить прилагаемый план …»."""

from __future__ import annotations

import re
from dataclasses import dataclass

# How a title begins → the same in the genitive, «прилагаемый …» in the accusative, the short name in the genitive.
_BEGINNINGS: tuple[tuple[str, str, str, str], ...] = (
    ("дорожная карта", "дорожной карты", "прилагаемую дорожную карту", "дорожной карты"),
    ("план", "плана", "прилагаемый план", "плана"),
    ("реализация плана", "плана", "прилагаемый план", "плана"),
    ("программа", "программы", "прилагаемую программу", "программы"),
    ("комплекс мер", "комплекса мер", "прилагаемый комплекс мер", "комплекса мер"),
    ("перечень", "перечня", "прилагаемый перечень", "перечня"),
    ("график", "графика", "прилагаемый график", "графика"),
)
_OTHER = ("документа", "прилагаемый документ", "документа")


@dataclass(frozen=True, slots=True)
class Naming:
    """The title in the genitive, in the accusative with «прилагаемый», and what a plan is called for short."""

    genitive: str
    accusative: str
    short: str

    @property
    def bare(self) -> str:
        """The accusative without «прилагаемый»: «план мероприятий», «дорожную карту»."""
        return self.accusative.partition(" ")[2]


def name_plan(title: str) -> Naming:
    """The cases of a title that begins with a known word; any other title is a document with its name in quotes."""
    text = " ".join(title.split())
    bare = re.sub(r"^[«\"“„]\s*([^«»\"“”]+?)\s*[»\"”]", r"\1", text)
    for beginning, genitive, accusative, short in _BEGINNINGS:
        if re.match(rf"{beginning}\b", bare, re.IGNORECASE):
            rest = bare[len(beginning) :]
            rest = rest.replace('"', "") if rest.count('"') == 1 else rest  # its pair went with the beginning
            return Naming(genitive + rest, accusative + rest, short)
    genitive, accusative, short = _OTHER
    quoted = text if text.startswith("«") else f"«{text}»"
    return Naming(f"{genitive} {quoted}", f"{accusative} {quoted}", short)
