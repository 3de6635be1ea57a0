"""How far an action has come with its effect, and who sits the later work."""

from __future__ import annotations

from django.db.models import TextChoices


class Standing(TextChoices):
    """Computed, never stored."""

    DRAFT = "draft", "ждёт утверждения плана"
    WAITING = "waiting", "ждёт волны"
    READY = "ready", "можно посчитать"
    COUNTED = "counted", "посчитано, ждёт решения"
    DECIDED = "decided", "решено"


STANDING_SIGNS: dict[str, str] = {
    Standing.DRAFT: "sign-unknown",
    Standing.WAITING: "sign-unknown",
    Standing.READY: "sign-middle",
    Standing.COUNTED: "sign-middle",
    Standing.DECIDED: "sign-none",
}


class Direction(TextChoices):
    """Where the indicator is wanted to go; the values are those of ``analysis.effect``."""

    HIGHER = "higher", "должен стать больше"
    LOWER = "lower", "должен стать меньше"


class Pupils(TextChoices):
    """Who sits the later work."""

    OTHERS = "others", "другие дети: та же параллель"
    SAME = "same", "те же дети: следующая параллель"
