from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AllianceConfig(AppConfig):
    name = "alliance"
    verbose_name = _("people and pages")

    def ready(self) -> None:
        # Each registers itself.
        from alliance import checks, second_factor  # noqa: F401, PLC0415
