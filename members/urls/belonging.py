"""Members come, rest, go and come back."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
