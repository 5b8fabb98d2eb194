"""What can be wrong when a report is composed, by the name of the finding."""

from __future__ import annotations

FAULTS = {
    "missing-text": "ett avsnitt i mallen som ingen text är skriven för",
    "unprinted-text": "en text i perioden som mallen inte lägger in någonstans",
    "unknown-reference": "en text hänvisar till en tabell eller ett diagram som inte finns i rapporten",
    "unknown-in-template": "mallen nämner en tabell, ett mål eller en regel som inte finns",
    "unknown-name": "ett uttryck nämner en uppgift som inte finns",
    "broken-expression": "ett uttryck eller en mall som inte går att läsa",
    "unsuitable-value": "ett filter får ett värde det inte kan skriva",
    "missing-template": "en mall som inte finns",
    "word-template-lacks": "Word-mallen saknar något som rapporterna behöver; docs/handbok/word-mallar.md visar hur en görs",
}
"""In Swedish, as `rapport explain` shows them."""
