"""Who may call an operation: a token with the scope, of a person who has one of the rights at this moment."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import HttpBearer

from objektiv.web.access.domain import find_token, note_use, write_refusal
from objektiv.web.access.models import AccessToken
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.access.rules import lacks_second_factor
from objektiv.web.access.scopes import Scope
from objektiv.web.api.errors import FORBIDDEN, Refused
from objektiv.web.api.limits import Bucket

BUCKET = Bucket(capacity=120, per_second=2.0)  # a region's table of findings is ten requests
REFUSAL_IS_TOLD = 60 * 60  # seconds: the journal tells of the same refusal once an hour
SHUT_SECONDS = 15 * 60  # as long as the limiter of failures remembers
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Objektiv"'}
NO_TOKEN = (
    "Нужен ключ доступа: заголовок «Authorization: Bearer КЛЮЧ». Ключ выдают на странице «Мои роли и вход»."
)
UNKNOWN = "Такого ключа доступа нет: проверьте, что он скопирован целиком."
SHUT = (
    "Такого ключа доступа нет, и с этого адреса уже пять раз пришёл неверный. Проверьте ключ и попробуйте снова "
    "через 15 минут."
)
SLOWER = "Обращений слишком много. Повторите через {seconds} с."
NO_SCOPE = "Ключу не разрешено «{words}». Выдайте ключ, в котором это отмечено."
NO_CODES = "Ваша роль требует одноразовых кодов, а они не настроены: войдите в кабинет и настройте их."
CLOSED = "Вход этого человека закрыт: ключ не действует."


class ByToken(HttpBearer):
    """The rule of one operation. No permissions: any person with the scope. No scope: any token at all."""

    def __init__(self, scope: Scope | None, permissions: frozenset[Permission], reason: str = "") -> None:
        super().__init__()
        self.scope, self.permissions, self.reason = scope, permissions, reason

    def __call__(self, request: HttpRequest) -> Any:
        """The token that asks; Refused otherwise."""
        secret = _secret_of(request)
        token = find_token(secret)
        _refuse_guessing(request, token)
        assert token is not None
        _check_state(token)
        if seconds := BUCKET.take(str(token.pk)):
            raise Refused(
                429, "too_many", SLOWER.format(seconds=seconds), headers={"Retry-After": str(seconds)}
            )
        self._check_rights(token)
        note_use(token)
        request.user = token.user
        return token

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Part of the library's form; ``__call__`` does the whole."""
        raise NotImplementedError

    def _check_rights(self, token: AccessToken) -> None:
        if lacks_second_factor(token.user):
            raise _denied(token, "codes", NO_CODES)
        if self.scope is not None and self.scope.value not in token.scopes:
            raise _denied(token, "scope", NO_SCOPE.format(words=self.scope.words), self.scope.value)
        if self.permissions and not self.permissions & permissions_of(token.user):
            raise _denied(token, "forbidden", FORBIDDEN, "+".join(sorted(self.permissions)))


class Closed(HttpBearer):
    """What an operation has that nobody gave a rule: it refuses everybody."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Nobody."""
        return None


def allows(scope: Scope | None, *permissions: Permission, reason: str = "") -> dict[str, Any]:
    """The rule of an operation and what its description says of it; ``reason``: why no right is asked."""
    said = [f"В ключе: «{scope.words}»."] if scope else []
    said += [f"Право: {' или '.join(one.words for one in permissions)}."] if permissions else []
    extra = {"x-scope": scope.value if scope else "", "x-rule": " ".join(said)}
    return {"auth": ByToken(scope, frozenset(permissions), reason), "openapi_extra": extra}


def _secret_of(request: HttpRequest) -> str:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise Refused(401, "no_token", NO_TOKEN, "Authorization", CHALLENGE)
    return secret.strip()


def _refuse_guessing(request: HttpRequest, token: AccessToken | None) -> None:
    """Of unknown secrets five in fifteen minutes are told in the journal; known ones from that address go on.

    A secret is 256 random bits: what guessing could reach is the journal, and other programs behind that address.
    """
    if token is not None:
        return
    if not ratelimit.consume(request, app="allauth.account", action="token", limit_get=True):
        raise Refused(429, "shut", SHUT, "Authorization", {"Retry-After": str(SHUT_SECONDS)})
    write_refusal(None, UNKNOWN)
    raise Refused(401, "unknown_token", UNKNOWN, "Authorization", CHALLENGE)


def _check_state(token: AccessToken) -> None:
    if not token.user.is_active:
        raise _denied(token, "closed", CLOSED, status=401)
    if not token.is_open:
        raise _denied(token, "token_ended", f"Ключ доступа больше не годится: {token.state}.", status=401)


def _denied(token: AccessToken, error: str, message: str, what: str = "", status: int = 403) -> Refused:
    """Told in the journal, the same refusal once in a while: a program repeats itself."""
    if cache.add(f"token-refused-{token.pk}-{error}-{what}", True, REFUSAL_IS_TOLD):
        write_refusal(token, f"{message} ({what})" if what else message)
    return Refused(status, error, message, headers=CHALLENGE if status == 401 else None)
