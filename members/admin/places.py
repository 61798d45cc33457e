from __future__ import annotations

from django.contrib import admin

from alliance.admin_parts import NotedAdmin
from members.models import PostalCode


@admin.register(PostalCode)
class PostalCodeAdmin(NotedAdmin):
    list_display = ["code", "place", "city"]
    list_filter = ["city"]
    list_select_related = ["city"]
    search_fields = ["code", "place"]
    autocomplete_fields = ["city"]
