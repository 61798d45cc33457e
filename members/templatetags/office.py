"""What the office's first page counts."""

from __future__ import annotations

from typing import Any

from django import template

from members import network_figures, office_desk

register = template.Library()


@register.simple_tag
def office_desk_now() -> dict[str, Any]:
    """What waits by network, what went wrong, and the figures; counted now."""
    queues = office_desk.queues()
    return {
        "queues": [queue for queue in queues if queue.cells],
        "quiet": [
            queue.network for queue in queues if queue.network and not queue.cells
        ],
        "trouble": office_desk.trouble(),
        "figures": network_figures.figures(),
    }
