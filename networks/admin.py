from django.contrib import admin

from alliance.admin import FixedSlugAdmin, NotedAdmin
from networks.models import City, Network, Role


@admin.register(City)
class CityAdmin(FixedSlugAdmin):
    list_display = ["name", "slug", "position"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Network)
class NetworkAdmin(FixedSlugAdmin):
    list_display = ["name", "slug", "legal_name", "email", "position"]
    list_filter = ["cities"]
    search_fields = ["name", "slug", "legal_name"]
    prepopulated_fields = {"slug": ["name"]}
    filter_horizontal = ["cities"]


@admin.register(Role)
class RoleAdmin(NotedAdmin):
    list_display = ["person", "kind", "network", "since", "until", "is_public"]
    list_filter = ["kind", "network", "is_public"]
    search_fields = ["person__email", "person__name", "network__name"]
    date_hierarchy = "since"
    autocomplete_fields = ["person", "network"]
