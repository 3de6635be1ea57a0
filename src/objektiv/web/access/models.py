"""People, the roles they hold in parts of the territory, with dates, and what opens the office for them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from objektiv.web.access.roles import ROLES, Role, role_choices
from objektiv.web.access.scopes import scopes_in_words


class UserManager(BaseUserManager["User"]):
    """Making people; they are invited, they do not sign up."""

    def create_user(self, login: str, password: str | None = None, **fields: object) -> User:
        """A person with a login; without a password nobody can sign in as this person."""
        user = self.model(login=self.model.normalize_username(login), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person. Rights come from assignments alone: there is no superuser."""

    login = models.CharField(
        "логин",
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[\w.@+-]+$", "Буквы, цифры и знаки . @ + - _ без пробелов.")],
    )
    last_name = models.CharField("фамилия", max_length=80)
    first_name = models.CharField("имя", max_length=80)
    patronymic = models.CharField("отчество", max_length=80, blank=True)
    email = models.EmailField("почта", blank=True)
    is_active = models.BooleanField("может входить", default=True)
    date_joined = models.DateTimeField("добавлен", default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["last_name", "first_name"]

    class Meta:
        ordering = ("last_name", "first_name", "patronymic", "login")
        verbose_name = "человек"
        verbose_name_plural = "люди"

    def __str__(self) -> str:
        return self.short_name

    @property
    def full_name(self) -> str:
        """«Иванова Анна Андреевна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    @property
    def short_name(self) -> str:
        """«Иванова А. А.»."""
        initials = " ".join(f"{part[0]}." for part in (self.first_name, self.patronymic) if part)
        return f"{self.last_name} {initials}".strip()


class Assignment(models.Model):
    """One role of one person in one part of the territory, between two dates (both included; no end: open).

    ``stands_in_for``: замещение, the person whose duties are carried meanwhile.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name="человек")
    role = models.CharField("роль", max_length=40, choices=role_choices)
    unit = models.ForeignKey(
        "territory.Unit", models.PROTECT, related_name="assignments", verbose_name="территория"
    )
    valid_from = models.DateField("с", default=timezone.localdate)
    valid_to = models.DateField("по", null=True, blank=True)
    stands_in_for = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="stand_ins", verbose_name="замещает"
    )
    ground = models.CharField("основание", max_length=300, blank=True)

    class Meta:
        ordering = ("user", "role", "valid_from")
        verbose_name = "назначение"
        verbose_name_plural = "назначения"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="assignment_ends_after_it_starts",
                violation_error_message="Окончание раньше начала.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role_class.title}, {self.unit}"

    @property
    def role_class(self) -> type[Role]:
        """What the role is."""
        return ROLES[self.role]


class Invitation(models.Model):
    """A link by which a person sets a password, once. Only the hash of its secret part is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations", verbose_name="кому")
    token_sha256 = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="кто пригласил")
    created_at = models.DateTimeField("выдана", default=timezone.now)
    expires_at = models.DateTimeField("действует до")
    used_at = models.DateTimeField("использована", null=True, blank=True)
    withdrawn_at = models.DateTimeField("отозвана", null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        verbose_name = "ссылка для входа"
        verbose_name_plural = "ссылки для входа"

    def __str__(self) -> str:
        return f"{self.user}, {self.created_at:%d.%m.%Y}"

    @property
    def is_open(self) -> bool:
        """May still be used."""
        return self.used_at is None and self.withdrawn_at is None and timezone.now() < self.expires_at

    @property
    def state(self) -> str:
        """What became of it, in words."""
        if self.used_at:
            return "использована"
        if self.withdrawn_at:
            return "отозвана"
        return "ждёт" if self.is_open else "срок истёк"


class AccessToken(models.Model):
    """What a program of a person shows instead of a password. Only the hash of its secret is kept.

    ``scopes``: codes of ``Scope``; the token may do what stands there and what the person may at that moment.
    ``expires_on``: the last day on which it works.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens", verbose_name="чей")
    title = models.CharField("название", max_length=80)
    token_sha256 = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField("что можно", default=list)
    created_at = models.DateTimeField("выдан", default=timezone.now)
    expires_on = models.DateField("действует по", null=True, blank=True)
    last_used_at = models.DateTimeField("последнее обращение", null=True, blank=True)
    revoked_at = models.DateTimeField("отозван", null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто отозвал"
    )

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = "ключ доступа"
        verbose_name_plural = "ключи доступа"

    def __str__(self) -> str:
        return f"Ключ «{self.title}», {self.user}"

    @property
    def is_expired(self) -> bool:
        """Its last day has passed."""
        return self.expires_on is not None and self.expires_on < timezone.localdate()

    @property
    def is_open(self) -> bool:
        """Works, as far as the token itself goes."""
        return self.revoked_at is None and not self.is_expired

    @property
    def state(self) -> str:
        """What became of it, in words."""
        if self.revoked_at:
            return "отозван"
        return "срок истёк" if self.is_expired else "действует"

    @property
    def scope_words(self) -> list[str]:
        """What it may be used for."""
        return scopes_in_words(self.scopes)
