"""Публикация."""

from __future__ import annotations

from objektiv.web.plans.kind import ActionKind, KindField

PUBLICATION = ActionKind(
    title="Публикация",
    sentence="Сведения размещены на сайте или стенде.",
    words=("размещени", "публикаци", "информировани", "сайт", "освещени"),
    fields=(
        KindField("address", "Адрес страницы"),
        KindField("published_on", "Размещено", "date"),
    ),
    evidence=("ссылка и снимок страницы",),
    checklist=("Нет персональных данных", "Итоги — только в обобщённом виде"),
    catalogue=("publication",),
)
