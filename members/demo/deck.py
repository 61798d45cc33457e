from __future__ import annotations

from collections.abc import Mapping
from random import Random


class Deck[Card]:
    """Deals cards in any order, but all of them before one comes a second time.

    So the shares of a small alliance are those of a large one.
    """

    def __init__(self, rng: Random, shares: Mapping[Card, int]) -> None:
        self._rng = rng
        self._cards = [card for card, share in shares.items() for _ in range(share)]
        self._left: list[Card] = []

    def draw(self) -> Card:
        if not self._left:
            self._left = self._rng.sample(self._cards, len(self._cards))
        return self._left.pop()
