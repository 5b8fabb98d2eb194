"""An invented municipality: a council and three committees that keep their figures in three ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wording import COLOURS, write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RULES = """
regler:
  mål: {skala: färg, typ: bedömd}
nivåer:
  nämndmål: {regel: mål}
"""

COUNCIL = {
    "år.yaml": "kommun: Granviks kommun\nnämnd: Kommunstyrelsen\n"
    "nämnder:\n"
    "  vård: Vårdnämnden\n"
    "  skola: {namn: Skolnämnden, mapp: skolnämnden}\n"
    "  teknik: Tekniska nämnden\n"
    "mallar: {nämndplan: kommunplan, delårsrapport: kommunrapport}\n" + COLOURS + "regler:\n"
    "  kommunmål: {skala: färg, typ: sammanvägning, sätt: alla lika, benämning: kommunens mål}\n"
    "nivåer: {kommunmål: {regel: kommunmål}}\n"
    "mål:\n"
    "  trygghet: {nivå: kommunmål, namn: Trygg kommun}\n"
    "  klimat: {nivå: kommunmål, namn: Klimatet räddas}\n",
    "ekonomi.yaml": """
ekonomi:
  nämnderna:
    namn: Nettokostnad per nämnd
    enhet: tkr
    kolumner:
      utfall: {namn: Utfall, avser: perioden}
      budget: {namn: Budget, avser: perioden}
      avvikelse: {namn: Avvikelse, avser: perioden, formel: utfall - budget, är_avvikelse: ja}
    rader:
      vård: {nämnd: vård, hämtas_från: netto.total}
      skola: {nämnd: skola, hämtas_från: netto.total}
      teknik: {nämnd: teknik, hämtas_från: netto.total}
      total: {namn: Alla nämnder, typ: total, summa: [vård, skola, teknik]}
""",
    "T1/period.yaml": "datum: 2031-06-01\n",
}

TABLE = """
ekonomi:
  netto:
    namn: Nettokostnad
    enhet: {unit}
    kostnader_är_plus: {plus}
    kolumner:
      utfall: {{namn: Utfall, avser: perioden}}
      budget: {{namn: Budget, avser: perioden}}
      avvikelse: {{namn: Avvikelse, avser: perioden, formel: {formula}, är_avvikelse: ja}}
    rader:
      hus: {{namn: Hus}}
      folk: {{namn: Folk}}
      total: {{namn: Totalt, typ: total, summa: [hus, folk]}}
"""
MINUS, PLUS = "utfall - budget", "budget - utfall"


def committee(
    name: str, unit: str, figures: tuple[str, str], goals: str, *, plus: bool = False
) -> dict[str, str]:
    """Return the files of a committee: its table's rows and its goals with their grades."""
    table = TABLE.format(unit=unit, plus="ja" if plus else "nej", formula=PLUS if plus else MINUS)
    rows = "".join(f"    {row}: {{{cells}}}\n" for row, cells in zip(("hus", "folk"), figures, strict=True))
    declared, outcomes = "", ""
    for line in goals.split("; "):
        key, serves, grade = line.split()
        declared += f"  {key}: {{nivå: nämndmål, namn: Målet {key}, bidrar_till: {serves}}}\n"
        verdict = f"{{betyg: {grade}, motivering: Mätt, roll: chef, datum: 2031-05-02}}"
        outcomes += f"  {key}: {{bedömning: {verdict}}}\n"
    return {
        "år.yaml": f"kommun: Granviks kommun\nnämnd: {name}\n" + COLOURS + RULES + "mål:\n" + declared,
        "ekonomi.yaml": table,
        "T1/ekonomi.yaml": f"ekonomi:\n  netto:\n{rows}",
        "T1/utfall.yaml": "utfall:\n" + outcomes,
        "T1/viktiga-händelser.md": "Inget särskilt.\n",
    }


CARE = committee(
    "Vårdnämnden",
    "kr",
    ("utfall: -1 000 499, budget: -1 000 000", "utfall: -2 000 499, budget: -2 000 000"),
    "hemtjänst trygghet G; bilar klimat R",
)
SCHOOL = committee(
    "Skolnämnden",
    "tkr",
    ("utfall: 5 100, budget: 5 000", "utfall: 6 000, budget: 6 200"),
    "korridorer trygghet A; lunch trygghet G",
    plus=True,
)
TECHNICAL = committee(
    "Tekniska nämnden",
    "mnkr",
    ("utfall: -7.25, budget: -7.00", "utfall: -0.50, budget: -0.50"),
    "lampor trygghet G; elbussar klimat R",
)


def write_municipality(root: Path, changes: Mapping[str, Mapping[str, str]] | None = None) -> Path:
    """Write the municipality, with some files of the council ("") or of a committee's folder changed."""
    folders = {"": COUNCIL, "vård": CARE, "skolnämnden": SCHOOL, "teknik": TECHNICAL}
    for folder, files in folders.items():
        write_files({**files, **(changes or {}).get(folder, {})}, root / folder)
    return root
