"""Applications for membership: the public form, and what the coordination does."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
