from __future__ import annotations

from typing import Any

from django.contrib import auth
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alliance import passwords


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address; offices are roles."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("known since"), auto_now_add=True)
    erase_after = models.DateTimeField(
        _("to be erased after"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("set when the person has asked to be erased, who may undo it"),
    )
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_per_email_whatever_its_case",
                violation_error_message=_(
                    "There is a person with this e-mail address already."
                ),
            ),
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return gettext("Erased person %(number)d") % {"number": self.pk}
        return self.name or self.email

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password and passwords.normalised(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """One that is longer than any may be is wrong without being hashed."""
        if raw_password is None or len(raw_password) > passwords.LONGEST:
            return False
        return super().check_password(passwords.normalised(raw_password))

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        return self.is_active and any(
            backend.has_perm(self, perm, obj) for backend in auth.get_backends()
        )

    def has_module_perms(self, app_label: str) -> bool:
        return self.has_perm(f"{app_label}.any")
