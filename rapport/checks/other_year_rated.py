"""Ett utfall från ett annat år har fått ett betyg.

Vad:
    Pekar ut bedömningar av indikatorer vars utfall är märkt med ett annat år än rapportens.

Varför:
    Betyget säger något om fel år. Utfallet ska visas, men bedömas först när årets värde finns.

Exempel:
    öppna-jämförelser:
      utfall: 53 % (2018)
      bedömning: G

I stället:
    öppna-jämförelser:
      utfall: 53 % (2018)
      kommentar: Årets värde kommer i december.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield verdicts on outcomes of another year."""
    for result in results.every_indicator():
        verdict, year = result.assessment.verdict, result.number.year if result.number else None
        if verdict is not None and year is not None and year != results.period.year:
            fact = f"”{result.id}” har betyget {verdict.grade}, men utfallet är från {year}"
            remedy = f"ta bort bedömning: tills utfallet för {results.period.year} finns"
            yield Diagnostic("other-year-rated", LEVEL, verdict.origin, fact, remedy, subject=result.id)
