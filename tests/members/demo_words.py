"""The words by which a search must find the corpus, and so not the demo alliance."""

import csv
import re
from pathlib import Path

from members.directory.fold import fold

CORPUS = Path(__file__).parent.parent / "data" / "search_corpus.csv"
COLUMNS = ("Name", "Kurz", "Beschreibung", "Straße")

# Anywhere in a word …
INSIDE = """
Alltag Alphabet Pfleg Helfer Anfäng Arabisch Eignung Bahnhof Barrierefrei Betreuung
Bewerb Urlaub Brandschutz Büro Coaching Daten Deutsch Diät Dokument Energie Erzieh
Existenz Informatik Fachkraft Fahrdienst Fahrschul Führer Führung Stapler Reinig
Gehalt Gestalt Gesundheit Grundbildung Hafen Handwerk Hygien Hörde Industri Inklusion
Integr Intelligenz Kaiserberg Kauffrau Kaufmänn Klima Künstlich Ladung Lager
Langendreer Linux Logistik Maschinell Media Medien Meister Müller Nachhol Nahverkehr
Netzwerktech Orientierung Online Phoenix Photovolt Promenade Management Python
Quereinst Revier Ruhrort Rüttenscheid Sachkund Samstag Schneid Schnitt Schulabschl
Schulbegl Schweiß Science Seminar Sicherheit Social Sozial Straßenbahn Styrum
Technologie Teilqualif Trockenbau Ukrain Umschul Universität Verstehen Vollständig
Vorbereit Wärme Werkschutz Werkzeug Weseler Zollverein Modul Gelsenkirchener
Oberhausener Mülheimer Küche Berufskraft Berufssprach Praxisint
"""
# … or only where one begins …
START = """
Sprach Köch Lohn Profi Bus Cloud Data EDV Kita Rhein Centro Musterkreis SAP SGB DATEV
Volkshochschul Söhne BKrFQG AEVO IPMA AVGS WIG GewO 4HANA 34a 43b B2 C1
"""
# … or only as a whole.
WHOLE = "MAG KI IT Bau E S XI Leiten Hand Anerkannt"

# Words that stand for no provider in particular: any number of them may have these.
GENERAL = """
akademie alle alles alte am auch auf aus beispiel beratung berufliche bilden bildung
bochum das den der die fach fortbildung für gelsenkirchen hamm im in lange lehrgänge
lernen machen mit mülheim nach platz prüfung ruhr schule schulen straße und
weiterbildung wir zu zum zur
"""


def patterns() -> dict[str, re.Pattern[str]]:
    """A pattern for folded text by each of the corpus's own words."""
    return {
        **{word: re.compile(fold(word)) for word in INSIDE.split()},
        **{word: re.compile(rf"\b{fold(word)}") for word in START.split()},
        **{word: re.compile(rf"\b{fold(word)}\b") for word in WHOLE.split()},
    }


def own_words() -> set[str]:
    """The words of the corpus that are not general."""
    with CORPUS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    texts = (row[column] for row in rows for column in COLUMNS)
    words = {word for text in texts for word in re.findall(r"\w+", text.lower())}
    return {word for word in words if not word.isdecimal()} - set(GENERAL.split())
