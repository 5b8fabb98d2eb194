"""Every kind of rule, at its boundary and a hair beyond: each table states targets, outcomes and the grade they earn.

A row whose last cell is no grade says why the indicator is not rated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import COLOURS, T1, TEN_PER_CENT, cells, results_from

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Rated = Callable[..., list[list[str]]]

GOAL = """
mål:
  trygghet:
    nivå: nämndmål
    namn: Äldre känner sig trygga
    indikatorer:
"""


@pytest.fixture
def rated(tmp_path: Path) -> Rated:
    """Return what rates a table of indicators: the table again, with the grades that the rule gives."""

    def rate(rule: str, table: str, scales: str = COLOURS, period: str = T1) -> list[list[str]]:
        header, *rows = cells(table)
        year = f"{scales}\nregler:\n  r:{rule}\nstandardregler: {{indikator: r}}\nnivåer:\n  nämndmål: {{}}\n{GOAL}"
        outcomes = "utfall:\n  trygghet: {}\n"
        for number, row in enumerate(rows):
            fields = dict(zip(header, row, strict=True))
            year += f"      i{number}:\n        namn: Indikator {number}\n"
            year += "".join(
                f"        {key}: {_yaml(text)}\n" for key, text in fields.items() if key in _DECLARED and text
            )
            outcomes += f"  i{number}: {{utfall: {_yaml(fields['utfall'])}}}\n" if fields["utfall"] else ""
        results = results_from({"år.yaml": year, "T1/utfall.yaml": outcomes}, tmp_path, period)
        ratings = [indicator.assessment.computed for indicator in results.every_indicator()]
        return [
            [*row[:-1], rating.grade or str(rating.reason)] for row, rating in zip(rows, ratings, strict=True)
        ]

    return rate


_DECLARED = {"målnivå", "bättre", "enhet", "svar", "tidigare", "rapporteras"}


def _yaml(text: str) -> str:
    return text if text[0] in "{[" else f'"{text}"'


def expected(table: str) -> list[list[str]]:
    return cells(table)[1:]


# --- Relative deviation: reached is green, adverse by up to and including 10 % of the target amber, more red


def test_deviation_relative_to_a_target_without_sign(rated: Rated) -> None:
    table = """
        målnivå | bättre | utfall   | betyg
        100 %   | högre  | 100 %    | G
        100 %   | högre  | 100,1 %  | G
        100 %   | högre  | 99,99 %  | A
        100 %   | högre  | 90 %     | A
        100 %   | högre  | 89,99 %  | R
        7 %     | lägre  | 7 %      | G
        7 %     | lägre  | 6 %      | G
        7 %     | lägre  | 7,7 %    | A
        7 %     | lägre  | 7,701 %  | R
        83      |        | 83       | G
        83      |        | 82       | A
    """
    assert rated(TEN_PER_CENT, table) == expected(table)


def test_a_sign_decides_whether_the_target_must_be_passed(rated: Rated) -> None:
    table = """
        målnivå   | utfall    | betyg
        >25 %     | 25,01 %   | G
        >25 %     | 25 %      | A
        >25 %     | 22,5 %    | A
        >25 %     | 22,49 %   | R
        ≥ 83      | 83        | G
        minst 83  | 82,99     | A
        minst 83  | 74,7      | A
        minst 83  | 74,69     | R
        <7        | 6,99      | G
        <7        | 7         | A
        <7        | 7,7       | A
        <7        | 7,71      | R
        ≤ 10      | 10        | G
        högst 10  | 11        | A
        högst 10  | 11,01     | R
        minst -50 | -50       | G
        minst -50 | -55       | A
        minst -50 | -55,1     | R
        <852      | 1 050     | R
    """
    assert rated(TEN_PER_CENT, table) == expected(table)


def test_the_sign_of_a_target_goes_before_the_declared_direction(rated: Rated) -> None:
    table = """
        målnivå | bättre | utfall | betyg
        <7      | högre  | 6      | G
        >7      | lägre  | 8      | G
    """
    assert rated(TEN_PER_CENT, table) == expected(table)


def test_any_adverse_deviation_from_a_target_of_zero_is_red(rated: Rated) -> None:
    table = """
        målnivå | bättre | utfall | betyg
        0       | lägre  | 0      | G
        0 %     | lägre  | 0,1 %  | R
        0       | lägre  | -1     | G
        0       | högre  | -0,1   | R
        högst 0 |        | 0      | G
        <0      |        | 0      | R
        <0      |        | -1     | G
    """
    assert rated(TEN_PER_CENT, table) == expected(table)


def test_better_than_a_baseline_is_strictly_better_and_equal_deviates_by_nothing(rated: Rated) -> None:
    table = """
        målnivå                       | utfall  | betyg
        öka från 64 %                 | 64,1 %  | G
        öka från 64 %                 | 64 %    | A
        öka från 64 %                 | 57,6 %  | A
        öka från 64 %                 | 57,59 % | R
        öka från 2030 års värde 64 %  | 65 %    | G
        minska från 7                 | 6,9     | G
        minska från 7                 | 7       | A
        minska från 7                 | 7,7     | A
        minska från 7                 | 7,8     | R
        minska från 0                 | 0       | R
        oförändrat från 50            | 50      | G
        oförändrat från 50            | 51      | A
        oförändrat från 50            | 45      | A
        oförändrat från 50            | 55,1    | R
        öka                           | 70 %    | no-baseline
    """
    assert rated(TEN_PER_CENT, table) == expected(table)


def test_answers_count_as_the_indicator_says(rated: Rated) -> None:
    table = """
        målnivå | bättre | svar                       | utfall | betyg
        Ja      | högre  |                            | Ja     | G
        Ja      | högre  |                            | ja     | G
        Ja      | högre  |                            | Nej    | R
        Nej     | lägre  |                            | Nej    | G
        Nej     | lägre  |                            | Ja     | R
        Ja      | högre  | {Ja: 1, Nej: 0}            | Nej    | R
        Ja      | högre  | {Ja: 2, Delvis: 1, Nej: 0} | Ja     | G
        Ja      | högre  | {Ja: 2, Delvis: 1, Nej: 0} | Delvis | R
        Delvis  | högre  | {Ja: 2, Delvis: 1, Nej: 0} | Ja     | G
        Ja      | högre  | {Ja: 10, Delvis: 9, Nej: 0} | Delvis | A
        Ja      | högre  | {Ja: 1, Nej: 0}            | 1      | G
        Ja      | högre  | {Ja: 1, Nej: 0}            | Delvis | outcome-in-words
    """
    assert rated(TEN_PER_CENT, table) == expected(table)


def test_why_something_is_not_rated(rated: Rated) -> None:
    table = """
        målnivå                  | bättre | rapporteras | utfall            | betyg
        100 %                    | högre  |             |                   | no-outcome
        100 %                    | högre  | [år]        |                   | not-measured
        100 %                    | högre  | [T2]        |                   | not-measured
        100 %                    | högre  | [tertial]   |                   | no-outcome
        100 %                    | högre  | [t1]        |                   | no-outcome
                                 | högre  |             | 37,99 %           | no-target
        {ord: enligt bollhavet}  | högre  |             | 37,99 %           | target-in-words
        100 %                    | högre  |             | {ord: Stängt}     | outcome-in-words
        >25 %                    |        |             | 37,99 % (2018)    | other-year
        >25 %                    |        |             | 37,99 % (2031)    | G
        100 %                    | högre  |             | 100 % (17 st)     | G
        100 %                    | högre  |             | ca 100 %          | G
    """
    assert rated(TEN_PER_CENT, table) == expected(table)


@pytest.mark.parametrize(
    ("period", "grade"), [("2031-T1", "R"), ("2031-T2", "no-outcome"), ("2031", "no-outcome")]
)
def test_a_period_may_have_a_target_of_its_own(rated: Rated, period: str, grade: str) -> None:
    table = f"""
        målnivå                    | utfall | betyg
        {{år: <2555, T1: <852}}    | 1 050  | {grade}
    """
    assert rated(TEN_PER_CENT, table, period=period)[0][-1] == grade


def test_the_nearest_target_holds(rated: Rated) -> None:
    table = """
        målnivå                            | utfall | betyg
        {år: minst 30, T1: minst 10}       | 10     | G
        {år: minst 30, tertial: minst 20}  | 20     | G
        {år: minst 30, tertial: minst 20}  | 17,9   | R
        {tertial: minst 20, T1: minst 10}  | 10     | G
        {år: minst 30, T2: minst 20}       | 30     | no-target
    """
    assert rated(TEN_PER_CENT, table) == expected(table)


# --- The other kinds


def test_outcome_as_a_share_of_the_target(rated: Rated) -> None:
    rule = """
    skala: färg
    typ: kvot
    gränser:
      G: {från: 100 %}
      A: {från: 90 %, under: 100 %}
      R: {under: 90 %}
    """
    table = """
        målnivå  | bättre | utfall | betyg
        200      | högre  | 200    | G
        200      | högre  | 199    | A
        200      | högre  | 180    | A
        200      | högre  | 179,9  | R
        högst 90 |        | 90     | G
        högst 90 |        | 100    | A
        högst 90 |        | 100,1  | R
        högst 90 |        | 0      | G
        0        | högre  | 0      | G
        0        | lägre  | 1      | R
    """
    assert rated(rule, table) == expected(table)


def test_deviation_in_points(rated: Rated) -> None:
    rule = """
    skala: färg
    typ: avvikelse
    gränser:
      G: {högst: 0}
      A: {över: 0, under: 2}
      R: {från: 2}
    """
    table = """
        målnivå       | bättre | utfall  | betyg
        83            | högre  | 83      | G
        83            | högre  | 81,1    | A
        83            | högre  | 81      | R
        7 %           | lägre  | 8,9 %   | A
        7 %           | lägre  | 9 %     | R
        >25 %         |        | 25 %    | A
        öka från 64 % |        | 64 %    | A
        0             | lägre  | 1       | A
    """
    assert rated(rule, table) == expected(table)


def test_movement_since_the_latest_earlier_value(rated: Rated) -> None:
    rule = """
    skala: färg
    typ: förändring
    gränser:
      G: {över: 0}
      A: {från: -2, högst: 0}
      R: {under: -2}
    """
    table = """
        bättre | tidigare                     | utfall | betyg
        högre  | {2029: 10, 2030: 60}         | 60,1   | G
        högre  | {2029: 10, 2030: 60}         | 60     | A
        högre  | {2030: 60, 2029: 10}         | 58     | A
        högre  | {2030: 60}                   | 57,9   | R
        lägre  | {2030: 60}                   | 59,9   | G
        lägre  | {2030: 60}                   | 62     | A
        lägre  | {2030: 60}                   | 62,1   | R
        högre  | {2030: 60, 2031: 99}         | 61     | G
        högre  | {2031: 99}                   | 61     | no-baseline
        högre  |                              | 61     | no-baseline
    """
    assert rated(rule, table) == expected(table)


def test_reached_or_not(rated: Rated) -> None:
    rule = """
    skala: färg
    typ: ja eller nej
    """
    table = """
        målnivå       | bättre | utfall | betyg
        minst 3       |        | 3      | G
        minst 3       |        | 2,99   | R
        över 3        |        | 3      | R
        öka från 64 % |        | 64 %   | R
        Ja            | högre  | Ja     | G
        Ja            | högre  | Nej    | R
    """
    assert rated(rule, table) == expected(table)


def test_place_among_others(rated: Rated) -> None:
    rule = """
    skala: färg
    typ: placering
    gränser:
      G: {högst: 25 %}
      A: {över: 25 %, högst: 75 %}
      R: {över: 75 %}
    """
    table = """
        utfall  | betyg
        1/280   | G
        70/280  | G
        71/280  | A
        210/280 | A
        211/280 | R
        20 %    | G
    """
    assert rated(rule, table) == expected(table)


def test_what_is_judged_is_not_computed(rated: Rated) -> None:
    rule = """
    skala: färg
    typ: bedömd
    """
    table = """
        målnivå | bättre | utfall | betyg
        100 %   | högre  | 100 %  | not-judged
        100 %   | högre  |        | no-outcome
    """
    assert rated(rule, table) == expected(table)


def test_a_value_between_the_bands_has_no_grade(rated: Rated) -> None:
    rule = """
    skala: färg
    typ: relativ avvikelse
    gränser:
      G: {högst: 0 %}
      A: {över: 0 %, under: 10 %}
      R: {över: 10 %}
    """
    table = """
        målnivå  | utfall | betyg
        minst 10 | 9,01   | A
        minst 10 | 9      | outside-bands
        minst 10 | 8,99   | R
    """
    assert rated(rule, table) == expected(table)


# --- Scales of other sizes

FIVE = """
skalor:
  fem:
    betyg:
      mycket-bra: {namn: Mycket bra, ton: god}
      bra: {namn: Bra, ton: nöjaktig}
      godtagbart: {namn: Godtagbart, ton: varning}
      svagt: {namn: Svagt, ton: svag}
      dåligt: {namn: Dåligt, ton: dålig}
"""


def test_a_scale_may_have_five_grades(rated: Rated) -> None:
    rule = """
    skala: fem
    typ: relativ avvikelse
    gränser:
      mycket-bra: {under: -10 %}
      bra: {från: -10 %, högst: 0 %}
      godtagbart: {över: 0 %, högst: 5 %}
      svagt: {över: 5 %, högst: 20 %}
      dåligt: {över: 20 %}
    """
    table = """
        målnivå   | utfall | betyg
        minst 100 | 110,1  | mycket-bra
        minst 100 | 110    | bra
        minst 100 | 100    | bra
        minst 100 | 95     | godtagbart
        minst 100 | 80     | svagt
        minst 100 | 79,9   | dåligt
    """
    assert rated(rule, table, scales=FIVE) == expected(table)


def test_a_scale_may_have_two_grades(rated: Rated) -> None:
    scales = """
skalor:
  nått:
    betyg:
      ja: {namn: Uppnått, ton: god}
      nej: {namn: Ej uppnått, ton: dålig}
"""
    rule = """
    skala: nått
    typ: ja eller nej
    """
    table = """
        målnivå | utfall | betyg
        minst 3 | 3      | ja
        minst 3 | 2      | nej
    """
    assert rated(rule, table, scales=scales) == expected(table)
