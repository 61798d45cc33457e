"""Are the details still right: links in letters, and what the coordination does."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
