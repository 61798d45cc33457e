from django.apps import AppConfig
from django.contrib import admin
from django.contrib.admin import apps
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = _("networks")


class OfficeAdminConfig(apps.AdminConfig):
    """Django's admin behind our login, open to the office alone."""

    default = False
    default_site = "networks.access.OfficeSite"

    def ready(self) -> None:
        super().ready()
        from allauth.account.models import EmailAddress  # noqa: PLC0415
        from allauth.mfa.models import Authenticator  # noqa: PLC0415
        from allauth.usersessions.models import UserSession  # noqa: PLC0415
        from django.contrib.auth.models import Group  # noqa: PLC0415
        from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

        # Rights are roles, a person has the one address of alliance.User, and what
        # signs someone in is for nobody else to see; tasks are the machine's.
        admin.site.unregister(
            [Authenticator, EmailAddress, Group, UserSession, DBTaskResult]
        )
