from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_noop

from alliance.mail_admin import MailAdmin
from alliance.models import Mail, Page, PortalSettings
from alliance.page_admin import PageAdmin
from alliance.portal_admin import PortalSettingsAdmin

# Texts of Django's own admin for which Django 6.1 has no German; ours fills in.
NOT_YET_GERMAN = [
    gettext_noop("- Select an option -"),
    gettext_noop("Run"),
    gettext_noop("Search %(name)s"),
    gettext_noop("Filter by %(field_name)s"),
    gettext_noop("Pagination %(name)s"),
    gettext_noop("Pagination %(name)s entries"),
    gettext_noop(
        "Deleting the %(object_name)s “%(escaped_object)s” would require deleting the "
        "following protected related objects:"
    ),
    gettext_noop(
        "Deleting the %(object_name)s “%(escaped_object)s” would result in deleting "
        "related objects, but your account doesn't have permission to delete the "
        "following types of objects:"
    ),
    gettext_noop(
        "Are you sure you want to delete the %(object_name)s “%(escaped_object)s”? All "
        "of the following related items will be deleted:"
    ),
]

admin.site.register(Mail, MailAdmin)
admin.site.register(Page, PageAdmin)
admin.site.register(PortalSettings, PortalSettingsAdmin)
