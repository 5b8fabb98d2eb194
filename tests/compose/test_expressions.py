"""Expressions in prose and templates: figures from the data, strict names, no arithmetic, no way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import COLOURS, TEN_PER_CENT, composed_from, dump_blocks

from rapport.diagnostic import format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Say = Callable[[str], str]

YEAR = f"""{COLOURS}
kommun: Granviks kommun
nämnd: Omsorgsnämnden
miljoner: mnkr
regler:
  indikator:{TEN_PER_CENT}
standardregler: {{indikator: indikator}}
nivåer:
  mål: {{}}
mål:
  trygghet:
    nivå: mål
    namn: Trygghet
    indikatorer:
      hvb-dygn: {{namn: Dygn, enhet: dygn, målnivå: <852}}
      plan: {{namn: Plan, bättre: högre, målnivå: Ja}}
      larm: {{namn: Larm}}
ekonomi:
  netto:
    namn: Nettokostnad
    kolumner:
      utfall: {{namn: Utfall}}
      budget: {{namn: Budget}}
      avvikelse: {{namn: Avvikelse, formel: utfall - budget}}
      andel: {{namn: Andel, formel: utfall / budget * 100, enhet: "%"}}
    rader:
      hem-tjänst: {{namn: Hemtjänst}}
      boende: {{namn: Boende}}
"""
REPORT = """
utfall: {hvb-dygn: 1 050, plan: Ja, larm: {utfall: {ord: Stängt}}}
ekonomi: {netto: {hem-tjänst: {utfall: -13 530, budget: -13 000}, boende: {utfall: 500, budget: 0}}}
"""
TEMPLATE = '{{ text("inledning") }}'


@pytest.fixture
def files() -> dict[str, str]:
    return {"år.yaml": YEAR, "T1/allt.yaml": REPORT, "templates/delårsrapport.md.j2": TEMPLATE}


@pytest.fixture
def say(files: dict[str, str], tmp_path: Path) -> Say:
    """Return what renders a piece of prose: the text, or what the user is told."""

    def render(prose: str) -> str:
        composed = composed_from({**files, "T1/inledning.md": prose}, tmp_path)
        if composed.diagnostics:
            return "\n".join(format_diagnostic(finding) for finding in composed.diagnostics)
        return dump_blocks(composed.document.blocks).strip()

    return render


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("ekonomi.netto.hem_tjänst.avvikelse", "−530 tkr"),
        ("ekonomi.netto.hem_tjänst.avvikelse | tkr", "−530 tkr"),
        ("ekonomi.netto.hem_tjänst.avvikelse | kr", "−530 000 kr"),
        ("ekonomi.netto.hem_tjänst.avvikelse | mkr", "−0,5 mnkr"),
        ("ekonomi.netto.hem_tjänst.utfall | mkr(2)", "−13,53 mnkr"),
        ("ekonomi.netto.hem_tjänst.avvikelse | utan_tecken | mkr", "0,5 mnkr"),
        ("ekonomi.netto.boende.avvikelse | mkr(tecken=true)", "+0,5 mnkr"),
        ("ekonomi.netto.boende.avvikelse | med_tecken", "+500 tkr"),
        ("ekonomi.netto.hem_tjänst.andel | procent", "104 %"),
        ("ekonomi.netto.hem_tjänst.andel | procent(1)", "104,1 %"),
        ('ekonomi["netto"]["hem-tjänst"]["utfall"] | tal', "−13 530"),
        ("utfall.hvb_dygn", "1 050"),
        ("utfall.plan", "Ja"),
        ("utfall.larm", "Stängt"),
        ("målnivå.hvb_dygn", "< 852"),
        ("målnivå.plan", "Ja"),
        ("avvikelse.hvb_dygn | procent(0)", "23 %"),
    ],
)
def test_a_figure_is_taken_from_the_data(say: Say, expression: str, shown: str) -> None:
    assert say("Det blev {{ " + expression + " }}.") == f"Det blev {shown}."


def test_a_name_that_does_not_exist_is_told_at_its_line_with_the_nearest_name(say: Say) -> None:
    assert say("Rad ett.\n\nDet blev {{ ekonomi.netto.hemtjänst.utfall }}.\n") == (
        "data/2031/T1/inledning.md:3:27: fel: uttrycket nämner ”hemtjänst”, som inte finns [unknown-name]\n"
        "  hjälp: menade du ”hem_tjänst”?"
    )


@pytest.mark.parametrize(
    ("expression", "name", "remedy"),
    [
        ("ekonomi.neto.boende.utfall", "neto", "menade du ”netto”?"),
        ("ekonomi.netto.boende.utfal", "utfal", "menade du ”utfall”?"),
        ("ekonomin.netto.boende.utfall", "ekonomin", "menade du ”ekonomi”?"),
        ("utfall.hvb_dyng", "hvb_dyng", "menade du ”hvb_dygn”?"),
        ("ekonomi.netto.boende.andel", "andel", "det som finns är: utfall, budget, avvikelse"),
    ],
)
def test_a_missing_figure_is_never_an_empty_space(say: Say, expression: str, name: str, remedy: str) -> None:
    message = say("{{ " + expression + " }}")
    assert f"uttrycket nämner ”{name}”, som inte finns [unknown-name]" in message
    assert f"hjälp: {remedy}" in message


@pytest.mark.parametrize(
    "expression",
    [
        "ekonomi.netto.boende.utfall + ekonomi.netto.boende.budget",
        "ekonomi.netto.hem-tjänst.utfall",
        "1 - 1",
        "2 * 3",
        "4 / 2",
        "4 // 2",
        "5 % 2",
        "2 ** 8",
    ],
)
def test_arithmetic_is_refused(say: Say, expression: str) -> None:
    message = say("{{ " + expression + " }}")
    assert "mallar och texter räknar inte" in message or "som inte finns" in message
    assert message.startswith("data/2031/T1/inledning.md:1:")


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__",
        "''.__class__.__mro__[1].__subclasses__()",
        "ekonomi.__class__",
        "ekonomi.__init__.__globals__",
        "ekonomi.netto.boende.utfall.__class__",
        "period.__class__.__base__",
        "text.__globals__",
        "self.__init__",
        "cycler.__init__",
        "''['__class__']",
        "''|attr('__class__')",
        "'{0.__class__}'.format('')",
        "''.join.__self__.__class__",
        "range(99999999999)",
        "lipsum()",
    ],
)
def test_there_is_no_way_out_of_an_expression(say: Say, expression: str) -> None:
    message = say("{{ " + expression + " }}")
    assert ": fel: " in message
    assert "class" not in message.split(": fel: ")[0]
    assert "<class" not in message


@pytest.mark.parametrize(
    "statement", ["{% include 'delårsrapport.md.j2' %}", "{% import 'os' as os %}", "{% extends 'x' %}"]
)
def test_prose_reaches_no_files(say: Say, statement: str) -> None:
    assert ": fel: " in say(statement)


def test_an_unknown_filter_is_told_with_the_nearest(say: Say) -> None:
    assert say("{{ utfall.hvb_dygn | prosent }}") == (
        "data/2031/T1/inledning.md:1:22: fel: filtret ”prosent” finns inte [unknown-name]\n"
        "  hjälp: menade du ”procent”?"
    )


@pytest.mark.parametrize(
    ("expression", "fact"),
    [
        ("utfall.plan | procent", "filtret procent behöver ett tal, men fick ”Ja”"),
        ("utfall.hvb_dygn | mkr", "filtret mkr behöver ett belopp, men ”1 050” är inte i kr, tkr eller mnkr"),
        ("'många' | utan_tecken", "filtret utan_tecken behöver ett tal, men fick ”många”"),
    ],
)
def test_a_filter_says_what_it_needs(say: Say, expression: str, fact: str) -> None:
    message = say("{{ " + expression + " }}").replace("\N{NO-BREAK SPACE}", " ")
    assert message == f"data/2031/T1/inledning.md:1:1: fel: {fact} [unsuitable-value]"


def test_an_expression_that_is_never_closed_is_told_at_its_line(say: Say) -> None:
    message = say("Rad ett.\n\nDet blev {{ utfall.hvb_dygn.\n")
    assert message.startswith("data/2031/T1/inledning.md:")
    assert "uttrycket går inte att läsa" in message
    assert "[broken-expression]" in message


def test_prose_in_yaml_is_told_at_its_own_line(files: dict[str, str], tmp_path: Path) -> None:
    report = REPORT + "texter:\n  inledning: |\n    Rad ett.\n\n    Det blev {{ utfall.saknas }}.\n"
    composed = composed_from({**files, "T1/allt.yaml": report}, tmp_path)
    (finding,) = composed.diagnostics
    assert (finding.check, finding.origin.path, finding.origin.line) == (
        "unknown-name",
        "data/2031/T1/allt.yaml",
        8,
    )


@pytest.mark.parametrize(
    ("fault", "marked"),
    [
        ("{{ utfall.saknas }}", "saknas"),
        ("{{ utfall.hvb_dygn | prosent }}", "prosent"),
        ("{{ utfall.plan | procent }}", "{{ utfall.plan | procent }}"),
        ("{{ utfall.hvb_dygn + 1 }}", "{{ utfall.hvb_dygn + 1 }}"),
        ("{{ utfall.hvb_dygn() }}", "{{ utfall.hvb_dygn() }}"),
        ("{{ utfall.hvb_dygn utfall }}", "{{ utfall.hvb_dygn utfall }}"),
    ],
)
@pytest.mark.parametrize("style", [">-", "|", '"', "'", ""])
def test_a_fault_in_a_text_of_several_lines_is_marked_where_it_stands(
    files: dict[str, str], tmp_path: Path, style: str, fault: str, marked: str
) -> None:
    lines = ["Rad ett {{ utfall.plan }}", "", "rad två {{ utfall.hvb_dygn }}.", f"Det blev {fault}."]
    written = "\n".join(f"    {line}" for line in lines)
    text = f"{style}\n{written}" if style in (">-", "|") else f"\n    {style}{written.strip()}{style}"
    report = f"{REPORT}texter:\n  inledning: {text}\n"
    (finding,) = composed_from({**files, "T1/allt.yaml": report}, tmp_path).diagnostics
    origin = finding.origin
    line = report.split("\n")[origin.line - 1]
    assert line[origin.column - 1 :][: origin.width] == marked


def test_a_template_with_a_fault_is_told_as_the_template(files: dict[str, str], tmp_path: Path) -> None:
    composed = composed_from(
        {**files, "templates/delårsrapport.md.j2": "# Rubrik\n\n{{ täxt('x') }}\n"}, tmp_path
    )
    assert [format_diagnostic(finding) for finding in composed.diagnostics] == [
        "templates/delårsrapport.md.j2:3:4: fel: uttrycket nämner ”täxt”, som inte finns [unknown-name]\n  hjälp: menade du ”text”?"
    ]


@pytest.mark.parametrize(
    ("expression", "fact"),
    [
        ("''.__class__", "uttrycket får inte använda ”__class__”"),
        ("utfall.hvb_dygn | procent('två')", "filtret procent behöver ett antal decimaler, men fick ”två”"),
        ("utfall.hvb_dygn | tal(-1)", "filtret tal behöver ett antal decimaler, men fick ”-1”"),
        ("utfall.hvb_dygn()", "uttrycket går inte att använda så ("),
        ("utfall.hvb_dygn utfall", "uttrycket går inte att läsa; det tar stopp vid ”utfall”"),
    ],
)
def test_what_an_expression_may_not_do_is_told_in_swedish(say: Say, expression: str, fact: str) -> None:
    message = say("{{ " + expression + " }}")
    assert message.startswith(f"data/2031/T1/inledning.md:1:1: fel: {fact}")


def test_a_template_that_calls_with_too_few_words_is_at_fault_itself(
    files: dict[str, str], tmp_path: Path
) -> None:
    composed = composed_from(
        {**files, "templates/delårsrapport.md.j2": "\n{{ ekonomitabell() }}\n"}, tmp_path
    )
    (finding,) = composed.diagnostics
    assert (finding.check, str(finding.origin)) == ("broken-expression", "templates/delårsrapport.md.j2:2:1")


def test_a_missing_template_is_told(files: dict[str, str], tmp_path: Path) -> None:
    composed = composed_from(
        {**files, "templates/delårsrapport.md.j2": "{% include 'sidfot.md.j2' %}"}, tmp_path
    )
    assert [finding.check for finding in composed.diagnostics] == ["missing-template"]


def test_names_with_markdown_signs_are_text(files: dict[str, str], tmp_path: Path) -> None:
    year = YEAR.replace("Omsorgsnämnden", "Omsorgs*nämnden* [x](y) <b>")
    composed = composed_from(
        {**files, "år.yaml": year, "templates/delårsrapport.md.j2": "{{ nämnd }}"}, tmp_path
    )
    assert dump_blocks(composed.document.blocks).strip() == "Omsorgs*nämnden* [x](y) <b>"
