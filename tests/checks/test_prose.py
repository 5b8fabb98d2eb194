"""Figures and expressions in running text: what is a figure, what is claimed with it, and where it stands."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rapport.checks import check_project, names
from rapport.checks._figures_in_text import figures
from rapport.checks._sentences import is_form_of, is_plain, sentences
from rapport.checks.unknown_name import FILTERS
from rapport.compose.expressions import environment
from rapport.compose.filters import Wording
from rapport.read.project import read_project

if TYPE_CHECKING:
    from rapport.diagnostic import Diagnostic

ROOT = Path(__file__).parents[2]
PROSE_CHECKS = {
    "contradicting-figure-in-text",
    "movement-against-figures",
    "percent-for-percentage-points",
    "typed-figure-in-text",
    "unknown-name",
    "wrong-amount-unit-in-text",
}
ECONOMY = """
ekonomi:
  drift:
    namn: Driftbudget
    kolumner:
      utfall: {namn: Utfall, avser: perioden}
      prognos: {namn: Prognos, avser: helår}
      budget: {namn: Budget, avser: helår}
      avvikelse: {namn: Avvikelse, formel: prognos - budget, är_avvikelse: ja}
    rader:
      ifo: {namn: Individ- och familjeomsorgen, budget: -260 000}
      arbete: {namn: Arbete och integration, budget: -11 500}
      total: {namn: Nämnden, typ: total, summa: [ifo, arbete]}
"""
REPORTED = """
ekonomi:
  drift:
    ifo: {utfall: -81 489, prognos: -273 531}
    arbete: {utfall: -4 291, prognos: -12 581}
"""
INDICATOR = """
mål:
  service:
    nivå: nämndmål
    namn: Snabb service
    indikatorer:
      nöjda: {namn: Andel nöjda (%), enhet: "%", målnivå: minst 80 %, tidigare: {"2019": 64 %}}
"""


def found(root: Path, files: dict[str, str]) -> list[Diagnostic]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    read = read_project(root)
    assert read.diagnostics == []
    return [finding for finding in check_project(read.project) if finding.check in PROSE_CHECKS]


def in_economy(root: Path, text: str, key: str = "analys-ifo") -> list[str]:
    files = {"ekonomi.yaml": ECONOMY, "T1/ekonomi.yaml": REPORTED, f"T1/{key}.md": text}
    return [d.check for d in found(root, {f"data/2020/{path}": body for path, body in files.items()})]


def in_comment(root: Path, text: str) -> list[str]:
    report = f"utfall:\n  nöjda:\n    utfall: 73,02 %\n    kommentar: >-\n      {text}\n"
    return [d.check for d in found(root, {"data/2020/mål.yaml": INDICATOR, "data/2020/helår.yaml": report})]


def read_figures(text: str) -> list[tuple[str, str]]:
    return [(str(figure.value), figure.unit) for figure in figures(text)]


class TestFigures:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("ett underskott på −14,6 Mkr", [("-14.6", "mnkr")]),
            ("resultatet är -12 807 tkr", [("-12807", "tkr")]),
            ("12\N{NO-BREAK SPACE}807\N{NO-BREAK SPACE}tkr", [("12807", "tkr")]),
            ("3,5 procent av 204 personer", [("3.5", "%"), ("204", "st")]),
            ("14 procentenheter, eller 9 %-enheter", [("14", "procentenheter"), ("9", "procentenheter")]),
            ("nio dagar mer", [("9", "dagar")]),
            ("2 miljoner kronor och 45 mdkr", [("2", "mnkr"), ("45", "mdkr")]),
            ("från 64 % till 73,02 %", [("64", "%"), ("73.02", "%")]),
            ("goda tider – 97 procent", [("97", "%")]),
            ("2020 tkr år 2020", [("2020", "tkr")]),
            ("1 050 dygn", [("1050", "dagar")]),
        ],
    )
    def test_a_figure_has_a_value_and_a_unit(self, text: str, expected: list[tuple[str, str]]) -> None:
        assert read_figures(text) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "under 2018 och 2019",
            "mandatperioden 2019–2022",
            "ungdomar 13–20 år och barn under 12 år",
            "lagen (2017:612) om utskrivning",
            "den 1 januari 2020 och 2019-09-24",
            "ring 08-123 45 67",
            "covid-19 och U31402",
            "minska kostnaden med 6–7 mkr",
            "se sidan 12 och tabell 3",
            "1. Först det här",
            "bland de 25 % bästa kommunerna",
            "årskurs 1-6 och vecka 12",
            "inom +/- 1 procent",
            "enligt § 5, §12 och §\N{NO-BREAK SPACE}45 samt 4 kap. 1 §",
            "OAN 2031/12 §§ 7–9",
            "sex och samlevnad, fem enheter",
        ],
    )
    def test_other_numbers_are_no_figures(self, text: str) -> None:
        assert read_figures(text) == []

    def test_a_figure_knows_its_place(self) -> None:
        text = "Det blev drygt 14,6 Mkr."
        (figure,) = figures(text)
        assert text[figure.start : figure.end] == figure.written == "14,6 Mkr"
        assert figure.hedge == "above"

    @pytest.mark.parametrize(
        ("text", "kronor", "agrees"),
        [
            ("14,6 Mkr", "-14611000", True),
            ("14,6 Mkr", "-14651000", False),
            ("drygt 14 Mkr", "14611000", True),
            ("knappt 14 Mkr", "14611000", False),
            ("knappt 15 Mkr", "14611000", True),
            ("cirka 15 Mkr", "14100000", True),
            ("14 600 tkr", "14611000", True),
            ("14 611 tkr", "14612000", False),
        ],
    )
    def test_a_rounded_figure_agrees_with_what_it_rounds(
        self, text: str, kronor: str, *, agrees: bool
    ) -> None:
        assert figures(text)[0].agrees(Decimal(kronor)) is agrees

    def test_whole_figures_that_differ_do_not_agree(self) -> None:
        assert not figures("5 %")[0].agrees(Decimal(4), Decimal("0.5"))


class TestSentences:
    def test_items_and_sentences_are_told_apart_and_keep_their_places(self) -> None:
        text = "# Läget\n\nDet gick bra. Resultatet är\n2 Mkr.\n\n- **IFO** 3 Mkr\n- AI {{ a.b }} 4 Mkr\n"
        parts = sentences(text)
        assert [part.text.split()[0] for part in parts] == ["#", "Det", "Resultatet", "-", "-"]
        figure = parts[-1].figures[0]
        start = parts[-1].start
        assert text[start + figure.start : start + figure.end] == "4 Mkr"

    def test_a_clause_ends_at_a_comma_a_figure_or_an_expression(self) -> None:
        (sentence,) = sentences("Förra året 3 Mkr, nu är {{ x }} underskottet 4 Mkr mot budget, trots allt")
        figure = sentence.figures[1]
        assert sentence.clause(figure.start).strip() == "underskottet"
        assert sentence.after(figure.end).strip() == "mot budget"

    def test_a_clause_with_other_words_may_be_about_something_else(self) -> None:
        assert is_plain("Den genomsnittliga väntetiden är", ["Väntetid i dagar"])
        assert not is_plain("Den genomsnittliga väntetiden för kvinnor är", ["Väntetid i dagar"])

    @pytest.mark.parametrize(("word", "other"), [("väntetiden", "väntetid"), ("andelen", "andel")])
    def test_forms_of_a_word(self, word: str, other: str) -> None:
        assert is_form_of(word, other)

    def test_words_that_only_begin_alike(self) -> None:
        assert not is_form_of("insats", "institution")


class TestTruths:
    """Sentences that look like faults and aren't: nothing may be said of them."""

    @pytest.mark.parametrize(
        "text",
        [
            "Skyddat boende går mot ett underskott på 12,9 Mkr.",
            "Underskottet minskar med 12,4 Mkr om inget händer.",
            "I mars var underskottet 12,9 Mkr.",
            "Förra prognosen var ett underskott på 12,9 Mkr.",
            "År 2019 blev underskottet 12,9 Mkr.",
            "Underskottet är 12,9 Mkr exklusive covid-19.",
            "Ett underskott på 12,9 Mkr beror på HVB.",
            "Staten satsar 5 miljarder kronor.",
            "Arbete och integration har ett underskott på 1 Mkr.",
            "Individ- och familjeomsorgen har ett underskott på 13 Mkr och en prognos på 274 Mkr, nästan 14 Mkr mer.",
            "Avtalet löper till den 31 december och kostar 13,9 tkr per dygn.",
        ],
    )
    def test_about_amounts(self, tmp_path: Path, text: str) -> None:
        serious = set(in_economy(tmp_path, text)) - {"typed-figure-in-text"}
        assert serious == set()

    @pytest.mark.parametrize(
        "text",
        [
            "I riket är andelen nöjda 71 %.",
            "Andelen nöjda kvinnor är 75 % och andelen nöjda män 70 %.",
            "Av de svarande var 70 procent nya.",
            "Andelen har inte minskat.",
            "Andelen missnöjda har minskat.",
            "Utfallet för 2018 var 61 %.",
            "Målet på 80 % nåddes inte.",
            "Tyresö är bland de 25 % bästa.",
            "Andelen har ökat från 64 % till drygt 73 %.",
            "Andelen nöjda har minskat under hösten.",
            "Svaren kom efter 120 dagar.",
            "Andelen har ökat med drygt 9 procentenheter.",
        ],
    )
    def test_about_indicators(self, tmp_path: Path, text: str) -> None:
        assert in_comment(tmp_path, text) == []

    def test_in_the_reports_of_the_committee(self) -> None:
        project = read_project(ROOT, [ROOT / "templates"]).project
        assert [str(d) for d in check_project(project) if d.check in PROSE_CHECKS] == []


class TestFaults:
    """The kinds of faults that the sources have, in other words."""

    @pytest.mark.parametrize(
        ("text", "check"),
        [
            ("Underskottet väntas bli 14,6 Mkr.", "contradicting-figure-in-text"),
            ("Prognosen visar ett underskott på 13,2 Mkr.", "contradicting-figure-in-text"),
            ("Avvikelsen är ett överskott på 13,5 Mkr.", "contradicting-figure-in-text"),
            ("Hela nämndens underskott är 13,5 Mkr.", "contradicting-figure-in-text"),
            (
                "Budgeten för Individ- och familjeomsorgen är 231 412 tkr.",
                "contradicting-figure-in-text",
            ),
            ("Underskottet är 13 531 mkr.", "wrong-amount-unit-in-text"),
            ("Underskottet är 13,5 tkr.", "wrong-amount-unit-in-text"),
            ("Underskottet är 13,5 Mkr.", "typed-figure-in-text"),
            ("Prognosen är −273 531 tkr.", "typed-figure-in-text"),
            ("Underskottet är {{ ekonomi.drift.ifo.avikelse | mkr }}.", "unknown-name"),
        ],
    )
    def test_about_amounts(self, tmp_path: Path, text: str, check: str) -> None:
        assert in_economy(tmp_path, text) == [check]

    @pytest.mark.parametrize(
        ("text", "check"),
        [
            ("Utfallet är 73,2 %.", "contradicting-figure-in-text"),
            ("Andelen nöjda uppgår till 37 procent.", "contradicting-figure-in-text"),
            ("Målnivån är 85 %.", "contradicting-figure-in-text"),
            ("Andelen har ökat med 12 procentenheter.", "contradicting-figure-in-text"),
            ("Andelen nöjda har ökat med 14 %.", "percent-for-percentage-points"),
            ("Andelen nöjda har minskat något.", "movement-against-figures"),
            ("Andelen nöjda är 73,02 %.", "typed-figure-in-text"),
            ("Nu är {{ utfall.nöjd }} nöjda.", "unknown-name"),
        ],
    )
    def test_about_indicators(self, tmp_path: Path, text: str, check: str) -> None:
        assert in_comment(tmp_path, text) == [check]

    def test_an_indicator_is_named_in_another_text(self, tmp_path: Path) -> None:
        files = {
            "data/2020/mål.yaml": INDICATOR.replace("nöjda:", "nöjda-besökare:").replace(
                "nöjda (", "nöjda besökare ("
            ),
            "data/2020/helår.yaml": "utfall:\n  nöjda-besökare: 73,02 %\n",
            "data/2020/helår/läget.md": "Andelen nöjda besökare var 71 %. Andelen nya besökare var 35 %.\n",
        }
        (finding,) = found(tmp_path, files)
        assert (finding.check, finding.origin.column) == ("contradicting-figure-in-text", 28)

    def test_the_matter_before_the_committee(self, tmp_path: Path) -> None:
        matter = (
            "tjänsteskrivelse:\n  rubrik: Delårsrapport\n  förslag_till_beslut:\n"
            "    - Ett underskott på 14,8 Mkr noteras.\n  sammanfattning: Underskottet är 14,8 Mkr.\n"
        )
        files = {
            "data/2020/ekonomi.yaml": ECONOMY,
            "data/2020/T1/ekonomi.yaml": REPORTED,
            "data/2020/T1/ärende.yaml": matter,
        }
        (finding,) = found(tmp_path, files)
        assert (finding.check, finding.origin.line) == ("contradicting-figure-in-text", 5)

    def test_a_forecast_is_quoted_as_the_result(self, tmp_path: Path) -> None:
        columns = ECONOMY.replace(
            "      utfall: {namn", "      resultat: {namn: Resultat, är_avvikelse: ja}\n      utfall: {namn"
        )
        reported = REPORTED.replace("ifo: {", "ifo: {resultat: -8 058, ")
        files = {
            "data/2019/ekonomi.yaml": columns,
            "data/2019/helår/ekonomi.yaml": reported,
            "data/2019/helår/analys-ifo.md": "Resultatet för 2019 är −273 531 tkr.\n",
        }
        (finding,) = found(tmp_path, files)
        assert "resultat är −8\N{NO-BREAK SPACE}058 tkr; siffran är prognosen" in finding.message


class TestExpressions:
    @pytest.mark.parametrize(
        ("text", "unknown"),
        [
            ("{{ ekonomi.drift.ifo.utfall | mkr(2) }}", []),
            ("{{ ekonomi['drift'].ifo.utfall }}", []),
            ("{{ ekonomi.drift.ifo.utfall | första_stor | tal }}", []),
            ("{% set summan = ekonomi.drift.ifo %}{{ summan.utfall }}", []),
            ("{{ ekonomi.drift.ifo.utfall.värde }}", ["värde"]),
            ("{{ ekonomin.drift.ifo.utfall }}", ["ekonomin"]),
            ("{{ ekonomi.drift.ifo.utfall | mkr | stort('|') }}", ["stort"]),
            ("{{ ekonomi.drift.ofi.utfall }} och {{ utfall.ingen }}", ["ofi", "ingen"]),
        ],
    )
    def test_what_names_nothing_is_marked(self, tmp_path: Path, text: str, unknown: list[str]) -> None:
        files = {
            "data/2020/ekonomi.yaml": ECONOMY,
            "data/2020/T1/ekonomi.yaml": REPORTED,
            "data/2020/T1/läget.md": text,
        }
        findings = found(tmp_path, files)
        places = [(d.origin.column - 1, d.origin.width) for d in findings]
        assert [text[start : start + width] for start, width in places] == unknown
        assert all(d.help for d in findings)


class TestMeans:
    @pytest.mark.parametrize(
        ("text", "wrong"),
        [
            ("Antalet nya anmälningar är i snitt 105 per månad.", False),
            ("Antalet nya anmälningar var i snitt 120 per månad.", True),
            ("Antalet nya anmälningar var i snitt 120 per månad 2019.", False),
            ("Antalet nya anmälningar var i snitt 12 per handläggare.", False),
            ("Antalet nya anmälningar är 120.", False),
            ("Väntetiden för nya anmälningar är i snitt 120 dagar.", False),
        ],
    )
    def test_of_a_measure(self, tmp_path: Path, text: str, *, wrong: bool) -> None:
        files = {
            "data/2020/verksamhetsmått.yaml": (
                "verksamhetsmått: {barn: {namn: Barn, mått: {anmälningar: Nya anmälningar}}}\n"
            ),
            "data/2020/T1.yaml": (
                "verksamhetsmått: {barn: {anmälningar: {jan: 90, feb: 100, mar: 110, apr: 120}}}\n"
                f"texter: {{läget: '{text}'}}\n"
            ),
        }
        expected = ["contradicting-figure-in-text"] if wrong else []
        assert [d.check for d in found(tmp_path, files)] == expected


class TestPlaces:
    def place(self, root: Path, comment: str) -> tuple[int, int, int]:
        report = f"utfall:\n  nöjda:\n    utfall: 73,02 %\n    kommentar: {comment}\n"
        (finding,) = found(root, {"data/2020/mål.yaml": INDICATOR, "data/2020/helår.yaml": report})
        origin = finding.origin
        lines = report.split("\n")
        assert lines[origin.line - 1][origin.column - 1 :].startswith("85 %")
        return origin.line, origin.column, origin.width

    def test_on_one_line(self, tmp_path: Path) -> None:
        assert self.place(tmp_path, "Utfallet är 85 %.") == (4, 28, 4)

    def test_within_quotation_marks(self, tmp_path: Path) -> None:
        assert self.place(tmp_path, '"Utfallet är 85 %."') == (4, 29, 4)

    def test_in_a_block_of_lines(self, tmp_path: Path) -> None:
        assert self.place(tmp_path, "|\n      Det gick så här.\n\n      Utfallet är 85 %.") == (7, 19, 4)

    def test_in_a_short_block(self, tmp_path: Path) -> None:
        assert self.place(tmp_path, ">-\n      Utfallet är 85 %.") == (5, 19, 4)

    def test_in_a_markdown_file(self, tmp_path: Path) -> None:
        files = {
            "data/2020/ekonomi.yaml": ECONOMY,
            "data/2020/T1/ekonomi.yaml": REPORTED,
            "data/2020/T1/analys-ifo.md": "# IFO\n\nEn rad.\nUnderskottet är {{ ekonomi.drift.ifo.x | mkr }}.\n",
        }
        (finding,) = found(tmp_path, files)
        assert (finding.origin.line, finding.origin.column, finding.origin.width) == (4, 38, 1)

    def test_in_a_long_folded_text(self, tmp_path: Path) -> None:
        words = "Verksamheten har arbetat målmedvetet hela året för att alla ska känna sig välkomna."
        report = f"utfall:\n  nöjda:\n    utfall: 73,02 %\n    kommentar: >-\n      {words}\n      Utfallet är 85 %.\n"
        (finding,) = found(tmp_path, {"data/2020/mål.yaml": INDICATOR, "data/2020/helår.yaml": report})
        assert (finding.origin.line, finding.origin.column, finding.origin.width) == (6, 19, 4)


def test_the_filters_are_those_that_expressions_have() -> None:
    assert set(FILTERS) == set(environment([], Wording()).filters)


def test_every_prose_check_is_a_check() -> None:
    assert set(names()) >= PROSE_CHECKS
