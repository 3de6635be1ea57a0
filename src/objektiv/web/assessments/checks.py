"""What is checked when the office starts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks

from objektiv.workbooks.naming import PathParts, parts_from_path


@checks.register()
def home_names_no_procedure(**_: Any) -> list[checks.CheckMessage]:
    """Year, grade and subject are read out of folders too: the folder of the office itself must not name any."""
    if parts_from_path(str(settings.OBJEKTIV_HOME)) == PathParts():
        return []
    return [
        checks.Warning(
            f"Путь к папке кабинета похож на год, класс или предмет: {settings.OBJEKTIV_HOME}.",
            hint="Переименуйте папку (OBJEKTIV_HOME): иначе файлы без года и класса в имени отнесут к этой процедуре.",
            id="assessments.W001",
        )
    ]
