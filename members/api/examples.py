"""Example answers for the document; the suite holds them to their schemas."""

from __future__ import annotations

from typing import Any

from django.conf import settings

_HIT = {
    "slug": "lernwerk-musterstadt",
    "name": "Lernwerk Musterstadt",
    "kurz": "Schweißen und Elektrotechnik, auch abends",
    "staedte": ["essen"],
    "themen": ["metall-elektro"],
    "foerderungen": ["bildungsgutschein"],
    "bildungsgutschein": True,
    "website": "https://lernwerk.example/",
    "url": f"{settings.SITE_URL}/anbieter/lernwerk-musterstadt/",
}
_PAGE = {"anzahl": 1, "seite": 1, "seiten": 1}
_SITE = {
    "bezeichnung": "Werkstatt",
    "strasse": "Beispielweg 1",
    "plz": "45127",
    "ort": "Essen",
    "stadt": "essen",
    "breite": 51.4566,
    "laenge": 7.0116,
    "telefon": "+49 201 123456",
    "email": "beratung@lernwerk.example",
    "oeffnungszeiten": [{"tag": "Montag", "von": "09:00", "bis": "12:30"}],
    "barrierefreiheit": [{"slug": "stufenlos", "name": "Stufenlos zugänglich"}],
}
_PROOF = {
    "art": "azav",
    "titel": "AZAV-Trägerzulassung",
    "aussteller": "Beispiel-Zert",
    "gueltig_bis": "2028-12-31",
    "fachbereiche": ["4 Berufliche Weiterbildung"],
    "standorte": [],
}
_TERMS: dict[str, list[dict[str, str]]] = {
    "thema": [{"slug": "metall-elektro", "name": "Metall, Elektro und Produktion"}],
    "foerderung": [{"slug": "bildungsgutschein", "name": "Bildungsgutschein"}],
    "zielgruppe": [{"slug": "arbeitsuchende", "name": "Arbeitsuchende"}],
    "form": [{"slug": "praesenz", "name": "Präsenz"}],
    "zeit": [{"slug": "abends", "name": "Abends"}],
    "abschluss": [{"slug": "kammerzertifikat", "name": "Kammerzertifikat"}],
    "sprache": [{"slug": "tuerkisch", "name": "Türkisch"}],
    "art": [],
}
_PARTNER = {
    "slug": "beratung-musterstadt",
    "name": "Bildungsberatung Musterstadt",
    "kurz": "Berät kostenlos zu Weiterbildung und Förderung",
    "telefon": "+49 201 654321",
    "website": "https://beratung.example/",
    "url": f"{settings.SITE_URL}/partner/beratung-musterstadt/",
}
_NETWORK = {
    "slug": "essen",
    "name": "Weiterbildungsnetzwerk Essen",
    "staedte": [{"slug": "essen", "name": "Essen"}],
    "anbieter": 23,
    "url": f"{settings.SITE_URL}/netzwerke/essen/",
}

DIRECTORY: dict[str, Any] = {
    **_PAGE,
    "mischung": "2027-03-03",
    "facetten": {
        "stadt": {"bochum": 0, "essen": 1},
        "thema": {"metall-elektro": 1},
        "bildungsgutschein": {"ja": 1},
    },
    "ergebnisse": [_HIT],
    "hinweise": [],
}
PROVIDER: dict[str, Any] = {
    "slug": "lernwerk-musterstadt",
    "nr": "E-017",
    "name": "Lernwerk Musterstadt",
    "kurz": "Schweißen und Elektrotechnik, auch abends",
    "beschreibung": "Wir bilden in kleinen Gruppen weiter.",
    "rechtsform": "gGmbH",
    "website": "https://lernwerk.example/",
    "telefon": "+49 201 123456",
    "email": "beratung@lernwerk.example",
    "kursnet_nr": "12345",
    "kurse": "https://web.arbeitsagentur.de/weiterbildungssuche/suche?sw=12345",
    "bestaetigt": "2027-02",
    "bildungsgutschein": True,
    "merkmale": _TERMS,
    "netzwerke": [
        {
            "slug": "essen",
            "name": "Weiterbildungsnetzwerk Essen",
            "url": f"{settings.SITE_URL}/netzwerke/essen/",
        }
    ],
    "standorte": [_SITE],
    "nachweise": [_PROOF],
    "url": f"{settings.SITE_URL}/anbieter/lernwerk-musterstadt/",
}
PARTNER: dict[str, Any] = {
    **PROVIDER,
    **_PARTNER,
    "nr": None,
    "beschreibung": "Die Beratung ist neutral und vertraulich.",
    "rechtsform": None,
    "email": "hallo@beratung.example",
    "kursnet_nr": None,
    "kurse": None,
    "bildungsgutschein": False,
    "merkmale": {name: [] for name in _TERMS}
    | {"art": [{"slug": "beratung", "name": "Beratungsstelle"}]},
    "netzwerke": [],
    "standorte": [_SITE | {"bezeichnung": None, "email": "hallo@beratung.example"}],
    "nachweise": [],
}
PARTNERS: dict[str, Any] = {
    **_PAGE,
    "ergebnisse": [_PARTNER | {"arten": ["beratung"]}],
}
NETWORKS: dict[str, Any] = {**_PAGE, "ergebnisse": [_NETWORK]}
NETWORK: dict[str, Any] = {
    **_NETWORK,
    "vereinsname": "Weiterbildungsnetzwerk Essen e. V.",
    "text": "Ein Zusammenschluss von Trägern der Weiterbildung.",
    "website": "https://netzwerk-essen.example/",
    "email": "info@netzwerk-essen.example",
    "telefon": "+49 201 111111",
    "personen": [{"name": "Erika Beispiel", "amt": "Koordination"}],
}
VOCABULARY: dict[str, Any] = {
    "merkmale": {
        **{
            name: [term | {"synonyme": []} for term in terms]
            for name, terms in _TERMS.items()
        },
        "stadt": [{"slug": "essen", "name": "Essen", "synonyme": []}],
        "netzwerk": [
            {"slug": "essen", "name": "Weiterbildungsnetzwerk Essen", "synonyme": []}
        ],
        "zugang": [
            {
                "slug": "stufenlos",
                "name": "Stufenlos zugänglich",
                "synonyme": ["Rollstuhl"],
            }
        ],
    }
}
