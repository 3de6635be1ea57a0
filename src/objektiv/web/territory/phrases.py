"""Sentences and words that several modules of this app say."""

from __future__ import annotations

CONFLICT = "Эти сведения только что изменил кто-то другой. Обновите страницу и внесите изменения снова."
VERBS = {
    "unit.added": "Добавлена на территорию",
    "unit.edited": "Сведения исправлены",
    "unit.renamed": "Переименована",
    "unit.closed": "Закрыта или присоединена",
    "unit.reopened": "Снова действует",
    "unit.moved": "Передана другому муниципалитету",
    "unit.year_described": "Сведения за учебный год",
    "unit.classes_promoted": "Классы переведены в следующий учебный год",
    "territory.register_applied": "Внесён файл школ",
}
FIELDS = {
    "title": "название",
    "code": "код",
    "kind": "вид школы",
    "settlement": "населённый пункт",
    "opened_on": "действует с",
    "closed_on": "закрыта",
    "successor": "преемник",
    "path": "место на территории",
    "parent": "муниципалитет",
    "school_year": "учебный год",
    "pupils": "обучающихся",
    "special_needs_percent": "обучающихся с ОВЗ, %",
    "advanced_study": "углублённое изучение",
    "classes": "классы",
    "schools": "школ",
    "added": "добавлено",
    "changed": "изменено",
    "file": "файл",
}
