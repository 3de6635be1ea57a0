"""A form of a page on which several people work at once."""

from __future__ import annotations

from typing import Any

from django import forms


class VersionedForm(forms.Form):
    """Knows which state of its object it was filled in against: the second of two people sees a conflict."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, at: int, **kwargs: Any) -> None:
        """``at``: the version of the object that the page shows."""
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = at

    def written(self) -> list[tuple[str, str]]:
        """(field, text) of what the person wrote, for a page on which this act is not offered any more."""
        said = ((field.label, field.value()) for field in self.visible_fields())
        return [(str(label), value) for label, value in said if isinstance(value, str) and value.strip()]
