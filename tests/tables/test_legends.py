"""The sentences that explain ratings, generated from the records that compute them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import plain, results_from

from rapport.tables.legend import legend, legend_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.model.year import Plan

SCALES = """
skalor:
  två: {betyg: {ja: {namn: Uppnått, ton: god}, nej: {namn: Ej uppnått, ton: dålig}}}
  tre: {betyg: {G: {namn: Grön, ton: god}, A: {namn: Gul, ton: varning}, R: {namn: Röd, ton: dålig}}}
  fyra:
    betyg:
      a: {namn: Mycket bra, ton: god}
      b: {namn: Bra, ton: nöjaktig}
      c: {namn: Svagt, ton: svag}
      d: {namn: Dåligt, ton: dålig}
  fem:
    betyg:
      a: {namn: Mycket bra, ton: god}
      b: {namn: Bra, ton: nöjaktig}
      c: {namn: Godtagbart, ton: varning}
      d: {namn: Svagt, ton: svag}
      e: {namn: Dåligt, ton: dålig, betyder: åtgärder krävs nu}
regler:
  r: {RULE}
"""

SENTENCES = [
    (
        ("{skala: tre, typ: relativ avvikelse, benämning: målnivån, gränser: "
        "{G: {högst: 0 %}, A: {över: 0 %, högst: 10 %}, R: {över: 10 %}}}"),
        "Grön: målnivån har uppnåtts eller överträffats. Gul: avvikelsen är högst 10 %. Röd: avvikelsen är över 10 %.",
    ),
    (
        "{skala: tre, typ: relativ avvikelse, gränser: {G: {högst: 0 %}, A: {över: 0 %, under: 10 %}, R: {från: 10 %}}}",
        "Grön: målet har uppnåtts eller överträffats. Gul: avvikelsen är mindre än 10 %. Röd: avvikelsen är minst 10 %.",
    ),
    (
        ('{skala: tre, typ: relativ avvikelse, anmärkning: Gränserna är nämndens, gränser: '
        '{G: {under: "0,2 %"}, A: {från: "0,2 %", högst: 2 %}, R: {över: 2 %}}}'),
        ("Grön: avvikelsen är mindre än 0,2 %. Gul: avvikelsen är minst 0,2 % och högst 2 %. "
        "Röd: avvikelsen är över 2 %. Gränserna är nämndens."),
    ),
    (
        "{skala: två, typ: ja eller nej, benämning: målnivån}",
        "Uppnått: målnivån har uppnåtts. Ej uppnått: målnivån har inte uppnåtts.",
    ),
    (
        ("{skala: fyra, typ: kvot, gränser: "
        "{a: {från: 100 %}, b: {från: 90 %, under: 100 %}, c: {från: 50 %, under: 90 %}, d: {under: 50 %}}}"),
        ("Mycket bra: utfallet i förhållande till målet är minst 100 %. "
        "Bra: utfallet i förhållande till målet är minst 90 % och mindre än 100 %. "
        "Svagt: utfallet i förhållande till målet är minst 50 % och mindre än 90 %. "
        "Dåligt: utfallet i förhållande till målet är mindre än 50 %."),
    ),
    (
        ("{skala: fem, typ: placering, gränser: "
        "{a: {högst: 10 %}, b: {över: 10 %, högst: 25 %}, c: {över: 25 %, högst: 75 %}, d: {över: 75 %, högst: 90 %}, e: {över: 90 %}}}"),
        ("Mycket bra: placeringen bland alla är högst 10 %. Bra: placeringen bland alla är över 10 % och högst 25 %. "
        "Godtagbart: placeringen bland alla är över 25 % och högst 75 %. "
        "Svagt: placeringen bland alla är över 75 % och högst 90 %. Dåligt: placeringen bland alla är över 90 %."),
    ),
    (
        "{skala: fem, typ: bedömd}",
        ("Mycket bra: bedöms för hand. Bra: bedöms för hand. Godtagbart: bedöms för hand. "
        "Svagt: bedöms för hand. Dåligt: åtgärder krävs nu."),
    ),
    (
        "{skala: tre, typ: förändring, gränser: {G: {över: 0}, A: {från: -2, högst: 0}, R: {under: -2}}}",
        "Grön: förändringen är över 0. Gul: förändringen är minst −2 och högst 0. Röd: förändringen är mindre än −2.",
    ),
    (
        "{skala: tre, typ: avvikelse, gränser: {G: {högst: 0}, A: {över: 0, högst: 2}, R: {över: 2}}}",
        "Grön: målet har uppnåtts eller överträffats. Gul: avvikelsen är högst 2. Röd: avvikelsen är över 2.",
    ),
    (
        "{skala: tre, typ: status, status: {G: [genomfört], A: [pågående], R: [ej påbörjat, försenat, pausat]}}",
        "Grön: genomfört. Gul: pågående. Röd: ej påbörjat, försenat eller pausat.",
    ),
    (
        "{skala: tre, typ: sammanvägning, sätt: alla lika}",
        "Grön: alla bedömda delar är Grön. Gul: de bedömda delarna skiljer sig åt. Röd: alla bedömda delar är Röd.",
    ),
    (
        "{skala: tre, typ: sammanvägning, sätt: sämsta}",
        "Grön: den sämsta bedömda delen är Grön. Gul: den sämsta bedömda delen är Gul. Röd: den sämsta bedömda delen är Röd.",
    ),
    (
        "{skala: tre, typ: sammanvägning, sätt: medel}",
        "Grön: delarnas medelbetyg är närmast Grön. Gul: delarnas medelbetyg är närmast Gul. Röd: delarnas medelbetyg är närmast Röd.",
    ),
    (
        "{skala: tre, typ: sammanvägning, sätt: flertal}",
        "Grön: de flesta bedömda delarna är Grön. Gul: de flesta bedömda delarna är Gul. Röd: de flesta bedömda delarna är Röd.",
    ),
    (
        "{skala: tre, typ: sammanvägning, sätt: andel bästa, gränser: {G: {från: 75 %}, A: {från: 50 %, under: 75 %}, R: {under: 50 %}}}",
        ("Grön: andelen delar med bästa betyg är minst 75 %. Gul: andelen delar med bästa betyg är minst 50 % och mindre än 75 %. "
        "Röd: andelen delar med bästa betyg är mindre än 50 %."),
    ),
    (
        "{skala: tre, typ: riskvärde, gränser: {G: {under: 4}, A: {från: 4, under: 9}, R: {från: 9}}}",
        ("Grön: sannolikhet gånger konsekvens är mindre än 4. Gul: sannolikhet gånger konsekvens är minst 4 och mindre än 9. "
        "Röd: sannolikhet gånger konsekvens är minst 9."),
    ),
]  # fmt: skip


def plan(rule: str, folder: Path) -> Plan:
    return results_from({"år.yaml": SCALES.replace("{RULE}", rule)}, folder).plan


@pytest.mark.parametrize(("rule", "sentence"), SENTENCES)
def test_a_rule_in_words(tmp_path: Path, rule: str, sentence: str) -> None:
    assert plain(legend_sentence(plan(rule, tmp_path), "r")) == sentence


def test_an_unknown_rule_says_nothing(tmp_path: Path) -> None:
    assert legend(plan("{skala: tre, typ: bedömd}", tmp_path), "finns-inte") == []
    assert legend_sentence(plan("{skala: tre, typ: bedömd}", tmp_path), "finns-inte") == ""
