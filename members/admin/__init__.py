"""What the office sees of members and people, and the little that it changes here.

All else is done on the pages of coordination and workspace, by their verbs.
"""

from members.admin import journal, organisations, people, places, terms

__all__ = ["journal", "organisations", "people", "places", "terms"]
