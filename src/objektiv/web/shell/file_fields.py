"""A field of a form that takes several files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from objektiv.web.shell.kept_files import check_upload

MOST_FILES = 10


class ManyFiles(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked."""

    widget = ManyFiles

    def __init__(self, *, is_checked: bool = True, most: int = MOST_FILES, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.is_checked, self.most = is_checked, most

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """The files that were sent."""
        sent = data if isinstance(data, (list, tuple)) else [data] if data else []
        if len(sent) > self.most:
            raise forms.ValidationError(f"Файлов больше {self.most}. Внесите их частями.")
        if self.required and not sent:
            raise forms.ValidationError("Выберите хотя бы один файл.")
        if not self.is_checked:
            return list(sent)  # each is looked at on its own, and junk is told apart there
        files = [super(FilesField, self).clean(one, initial) for one in sent]
        for one in files:
            check_upload(one)
        return files
