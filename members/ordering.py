"""The fair order: a keyed shuffle in which nobody stands ahead of anybody.

A member's place follows from ``hashint8extended(id, key)``, and the key from the
seed in the address. For any one seed the order is fixed, so that pages, the back
button and shared links agree; over the seeds each member has the same chance of
every place. By default the seed is the day. PostgreSQL computes the hash, since it
sorts; it may differ between its major versions, which does no more than shuffle anew.
"""

import hashlib

from django.db.models import Expression, F, Func


def key(seed: str) -> int:
    """The signed 64-bit key of a seed."""
    digest = hashlib.blake2b(seed.encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def shuffled(key: int | Expression) -> Func:
    """What a queryset is ordered by; the key may come as a parameter."""
    return Func(F("pk"), key, function="hashint8extended")


def new_seed(seed: str) -> str:
    """The seed after this one: another mix, and the same link for everybody."""
    return hashlib.blake2b(f"{seed}+".encode(), digest_size=4).hexdigest()
