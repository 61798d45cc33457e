"""Letters about accounts, as the office reads what they are about.

They are written where they are caused: ``accounts``, ``addresses``, ``people``.
"""

from django.utils.translation import gettext_noop

OCCASIONS = [
    gettext_noop("letter: password_reset"),
    gettext_noop("letter: unknown_account"),
    gettext_noop("letter: password_changed"),
    gettext_noop("letter: factor_codes"),
    gettext_noop("letter: factor_added"),
    gettext_noop("letter: factor_removed"),
    gettext_noop("letter: address_taken"),
    gettext_noop("letter: address_confirm"),
    gettext_noop("letter: address_changed"),
    gettext_noop("letter: address_replaced"),
    gettext_noop("letter: erasure_asked"),
    gettext_noop("letter: erasure_ordered"),
]
