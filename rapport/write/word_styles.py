"""The names of the styles that a report uses; a name is the same in every language of Word, an identifier is not."""

from __future__ import annotations

import unicodedata

BODY = "Body Text"
LEAD = "Rapport Ingress"
NOTE = "Rapport Faktaruta"
SOURCE = "Rapport Källa"
QUOTE = "Quote"
CAPTION = "caption"
CHART = "Rapport Diagram"
TABLE = "Rapport Tabell"
CELL = "Rapport Tabelltext"
FIGURE = "Rapport Tabellsiffra"
HEAD = "Rapport Tabellhuvud"
GROUP_ROW = "Rapport Tabellmål"
HEADING_ROW = "Rapport Tabellrubrik"
SUM_ROW = "Rapport Tabellsumma"
TOTAL_ROW = "Rapport Tabelltotal"
MEMO_ROW = "Rapport Tabellvarav"
CELL_NOTE = "Rapport Tabellkommentar"
TABLE_END = "Rapport Avslut"
ADVERSE = "Rapport Negativ avvikelse"
LINK = "Hyperlink"
CONTENTS_TITLE = "TOC Heading"
COVER_MUNICIPALITY = "Rapport Omslag kommun"
COVER_COMMITTEE = "Rapport Omslag nämnd"
COVER_SCOPE = "Rapport Omslag omfattning"
COVER_MOTTO = "Rapport Omslag motto"
COVER_FACT = "Rapport Omslag uppgift"
LIST_LEVELS = 3
LIST_STEP = 340
"""How far each level of a list is indented, in twips."""
HEADING_LEVELS = 4
CONTENTS_LEVELS = 4


def numbered(name: str, level: int) -> str:
    """Return a built-in list style's name: "List Bullet", "List Bullet 2"."""
    return name if level == 1 else f"{name} {level}"


BULLETS = tuple(numbered("List Bullet", level) for level in range(1, LIST_LEVELS + 1))
NUMBERS = tuple(numbered("List Number", level) for level in range(1, LIST_LEVELS + 1))
CONTINUED = tuple(numbered("List Continue", level) for level in range(1, LIST_LEVELS + 1))
HEADINGS = tuple(f"heading {level}" for level in range(1, HEADING_LEVELS + 1))
ENTRIES = tuple(f"toc {level}" for level in range(1, CONTENTS_LEVELS + 1))

SWEDISH: dict[str, str] = {
    **{name: f"Rubrik {level}" for level, name in enumerate(HEADINGS, 1)},
    **{name: f"Innehåll {level}" for level, name in enumerate(ENTRIES, 1)},
    **{name: numbered("Punktlista", level) for level, name in enumerate(BULLETS, 1)},
    **{name: numbered("Numrerad lista", level) for level, name in enumerate(NUMBERS, 1)},
    **{name: numbered("Listfortsättning", level) for level, name in enumerate(CONTINUED, 1)},
    BODY: "Brödtext",
    CAPTION: "Beskrivning",
    QUOTE: "Citat",
    LINK: "Hyperlänk",
    CONTENTS_TITLE: "Innehållsförteckningsrubrik",
    "Title": "Rubrik",
    "Subtitle": "Underrubrik",
    "header": "Sidhuvud",
    "footer": "Sidfot",
}
"""What Swedish Word calls the styles that are its own; in the file it keeps their English names."""


def swedish(name: str) -> str:
    """Return a style's name as Swedish Word shows it."""
    return SWEDISH.get(name, name)


BULLET_LIST, NUMBER_LIST = 1, 2
"""The lists of our own numbering part that the list styles belong to."""


def style_id(name: str) -> str:
    """Return the identifier that our own template gives a style: its name in plain letters."""
    letters = unicodedata.normalize("NFD", name.title() if name.islower() else name)
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum()).replace(
        "Toc", "TOC"
    )
