"""Two hundred questions to the directory, as visitors ask them, in one mixed set."""

from __future__ import annotations

import random
from urllib.parse import urlencode

CITIES = (
    *("duisburg", "gelsenkirchen", "oberhausen", "muelheim"),
    *("essen", "bochum", "dortmund", "hamm"),
)
TOPICS = ("it", "ki-daten", "buero", "logistik", "pflege", "soziales", "medien")
FUNDINGS = ("bildungsgutschein", "avgs", "aufstiegs-bafoeg", "firma")
FORMS = ("praesenz", "digital", "kombiniert")
CODES = ("45127", "44137", "47051", "44787", "59065", "45879", "46045", "45468")
WORDS = (
    *("Pflege", "EDV", "Deutsch", "Beratung", "Ausbildung", "Robotik", "Essen"),
    *("Kältetechnik", "Bäckerei", "Gartenbau", "Buchhaltung", "Bewerbung", "Büro"),
    *("Meister", "Abendkurs", "Weiterbildung", "Dortmund", "Steuerfach", "AVGS"),
    *("Tontechnik", "Floristik", "Robotikk", "Gartenbauu", "Quantenchromodynamik"),
)


def _questions() -> list[str]:
    random_source = random.Random(7)
    pick = random_source.choice
    makers = (
        dict,
        lambda: {"stadt": pick(CITIES)},
        lambda: {"thema": pick(TOPICS), "stadt": pick(CITIES)},
        lambda: {"q": pick(WORDS)},
        lambda: {"q": f"{pick(WORDS)} {pick(WORDS)}"},
        lambda: {"q": pick(WORDS), "stadt": pick(CITIES)},
        lambda: {"q": pick(WORDS), "bildungsgutschein": "ja"},
        lambda: {"plz": pick(CODES), "umkreis": pick(["5", "10", "25", "50"])},
        lambda: {"plz": pick(CODES), "thema": pick(TOPICS), "ordnung": "nah"},
        lambda: {"foerderung": pick(FUNDINGS), "form": pick(FORMS)},
        lambda: {"ordnung": "a-z", "seite": str(random_source.randrange(1, 8))},
        lambda: {"thema": pick(TOPICS), "seite": str(random_source.randrange(1, 5))},
        lambda: {"bildungsgutschein": "ja", "form": pick(FORMS)},
    )
    return [
        urlencode(makers[number % len(makers)]() | {"mischung": f"m{number}"})
        for number in range(200)
    ]


QUESTIONS = _questions()
