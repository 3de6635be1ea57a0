"""The forms of the entrance, in the words of this office."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm as LibraryChange
from allauth.account.forms import LoginForm as LibraryForm
from allauth.account.forms import ReauthenticateForm as LibraryAgain


class LoginForm(LibraryForm):  # type: ignore[misc]  # the library has no types
    """Login and password; a forgotten one is not asked for here: who invited the person gives a new link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = "Логин"
        password.help_text = ""
        for field in (login, password):
            field.widget.attrs.pop("placeholder", None)


class ChangeForm(LibraryChange):  # type: ignore[misc]  # the library has no types
    """The old password and a new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class AgainForm(LibraryAgain):  # type: ignore[misc]  # the library has no types
    """The password once more, before settings of the sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["password"]
        field.help_text = ""
        field.widget.attrs.pop("placeholder", None)
