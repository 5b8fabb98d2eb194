"""Node tree to records: what is wrong is told in Swedish at its line and column, everything at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import project_from, told

from rapport.model.record import left_empty, with_changes
from rapport.model.scale import RuleKind

if TYPE_CHECKING:
    from pathlib import Path

FAULTS = [
    # what is written in år.yaml, what a user is told
    (
        "mål:\n  trygghet:\n    nivå: mål\n    nam: Trygghet\n",
        ("data/2031/år.yaml:4:5: fel: fältet ”nam” finns inte här [unknown-key]\n  hjälp: menade du ”namn”?"),
    ),
    (
        "mål:\n  trygghet:\n    nivå: mål\n",
        (
            "data/2031/år.yaml:2:3: fel: fältet ”namn” saknas [missing-key]\n"
            "  hjälp: lägg till raden   namn: …"
        ),
    ),
    (
        "nämd: Omsorgsnämnden\n",
        "data/2031/år.yaml:1:1: fel: fältet ”nämd” finns inte här [unknown-key]\n  hjälp: menade du ”nämnd”?",
    ),
    (
        "nämnd: [Omsorgsnämnden]\n",
        (
            "data/2031/år.yaml:1:1: fel: här står en lista, men det ska vara ett enda värde [not-a-value]\n"
            "  hjälp: skriv ett av värdena, utan hakparenteser och streck"
        ),
    ),
    (
        "nämnd: {namn: Omsorgsnämnden}\n",
        (
            "data/2031/år.yaml:1:1: fel: här står flera fält, men det ska vara ett enda värde [not-a-value]\n"
            "  hjälp: skriv bara värdet, utan fältnamn framför"
        ),
    ),
    (
        "risker:\n  brand:\n    text:\n",
        "data/2031/år.yaml:3:5: fel: värdet saknas [empty-value]\n  hjälp: skriv ett värde, eller ta bort raden",
    ),
    (
        "uppdrag:\n  - sommarjobb\n",
        (
            "data/2031/år.yaml:1:1: fel: här ska det stå namngivna poster, en per rad [not-a-mapping]\n"
            "  hjälp: skriv till exempel   mitt-id:"
        ),
    ),
    (
        "mål: {a: trygghet}\n",
        "data/2031/år.yaml:1:7: fel: ”a” ska ha egna fält [not-a-mapping]\n  hjälp: skriv ett fält per rad, indraget",
    ),
    (
        "mål: {a: {nivå: mål, namn: A, rapporteras: år}}\n",
        (
            "data/2031/år.yaml:1:31: fel: ”rapporteras” ska vara en lista [not-a-list]\n"
            "  hjälp: skriv en post per rad med streck: - post"
        ),
    ),
    (
        "uppdrag: {sommar jobb: Fler jobb}\n",
        (
            "data/2031/år.yaml:1:11: fel: ”sommar jobb” kan inte vara ett id [odd-id]\n"
            "  hjälp: ett id består av bokstäver, siffror och bindestreck, till exempel hvb-dygn"
        ),
    ),
    (
        "risker: {brand: {text: Brand, sannolikhet: stor, konsekvens: 1.050}}\n",
        (
            "data/2031/år.yaml:1:44: fel: ”stor” är inget tal [not-a-number]\n"
            "  hjälp: skriv ett tal, till exempel 37,99 % eller -26 707\n"
            "data/2031/år.yaml:1:62: fel: ”1.050” kan vara både tusental och decimaler [not-a-number]\n"
            "  hjälp: skriv 1 050 om det är tusental, 1,050 om det är decimaler"
        ),
    ),
    (
        "minsta_antal: {ord: fem}\n",
        (
            "data/2031/år.yaml:1:1: fel: här ska ett tal stå, och inte ord [not-a-value]\n"
            "  hjälp: skriv ett tal, till exempel 5"
        ),
    ),
    (
        "ekonomi: {drift: {namn: Drift, rader: {a: {namn: A, budget: 'vakant, så länge'}}}}\n",
        (
            "data/2031/år.yaml:1:62: fel: ”vakant, så länge” är inget tal [not-a-number]\n"
            "  hjälp: skriv ett tal, till exempel -26 707; ord skrivs som {ord: 'vakant, så länge'}"
        ),
    ),
    (
        "risker: {brand: {text: Brand, beslutad: 26 maj 2031}}\n",
        (
            "data/2031/år.yaml:1:41: fel: ”26 maj 2031” är inget datum [not-a-date]\n"
            "  hjälp: skriv året först, till exempel 2020-05-26"
        ),
    ),
    (
        "risker: {brand: {text: Brand, beslutad: 2031-02-30}}\n",
        (
            "data/2031/år.yaml:1:41: fel: ”2031-02-30” är inget datum [not-a-date]\n"
            "  hjälp: skriv året först, till exempel 2020-05-26"
        ),
    ),
    (
        "ekonomi: {drift: {namn: Drift, rader: {a: {namn: A, visas: kanske}}}}\n",
        "data/2031/år.yaml:1:60: fel: ”kanske” är varken ja eller nej [not-yes-or-no]\n  hjälp: skriv ja eller nej",
    ),
    (
        "ekonomi: {drift: {namn: Drift, rader: {a: {namn: A, typ: sum}}}}\n",
        "data/2031/år.yaml:1:58: fel: ”sum” är inget av orden här [unknown-word]\n  hjälp: menade du ”summa”?",
    ),
    (
        'mål: {a: {nivå: mål, namn: A, indikatorer: {i: {namn: I, målnivå: "minst 1.050"}}}}\n',
        (
            "data/2031/år.yaml:1:74: fel: ”1.050” kan vara både tusental och decimaler [not-a-target]\n"
            "  hjälp: skriv 1 050 om det är tusental, 1,050 om det är decimaler"
        ),
    ),
    (
        "mål: {a: {nivå: mål, namn: A, indikatorer: {i: {namn: I, målnivå: enligt bollhavet}}}}\n",
        (
            "data/2031/år.yaml:1:67: fel: målnivån ”enligt bollhavet” går inte att pröva [not-a-target]\n"
            "  hjälp: skriv till exempel minst 25 %, högst 10 eller öka från 64 %; ord skrivs som {ord: enligt bollhavet}"
        ),
    ),
]


@pytest.mark.parametrize(
    ("text", "message"), FAULTS, ids=[message.split("[")[1].split("]")[0] for _, message in FAULTS]
)
def test_a_fault_is_told_at_its_place(tmp_path: Path, text: str, message: str) -> None:
    assert told(project_from({"år.yaml": text}, tmp_path)) == message


def test_everything_that_is_wrong_is_told_at_once_and_in_file_order(tmp_path: Path) -> None:
    text = """
nämd: Omsorgsnämnden
mål:
  trygghet:
    nivå: mål
    indikatorer:
      larm: {namn: Larm, målnivå: 1.050, bättre: bäst}
      tid: {nam: Väntetid, målnivå: högst 10}
uppdrag:
  sommarjobb: {givare: Nämnden}
"""
    read = project_from({"år.yaml": text}, tmp_path)
    assert [(finding.origin.line, finding.check) for finding in read.diagnostics] == [
        (2, "unknown-key"),
        (4, "missing-key"),
        (7, "not-a-target"),
        (7, "unknown-word"),
        (8, "unknown-key"),
        (10, "missing-key"),
    ]


def test_what_is_right_is_kept_beside_what_is_wrong(tmp_path: Path) -> None:
    text = "nämnd: Omsorgsnämnden\nmotto: [a]\nuppdrag:\n  larm: {text: Byt larm, givare: {a: b}}\n  jobb: Fler jobb\n"
    plan = project_from({"år.yaml": text}, tmp_path).project.years[2031].plan
    assert plan.committee == "Omsorgsnämnden"
    assert {key: assignment.text for key, assignment in plan.assignments.items()} == {
        "larm": "Byt larm",
        "jobb": "Fler jobb",
    }


def test_a_figure_left_empty_is_missing(tmp_path: Path) -> None:
    read = project_from({"år.yaml": "risker:\n  brand:\n    text: Brand\n    konsekvens:\n"}, tmp_path)
    assert told(read) == ""
    assert read.project.years[2031].plan.risks["brand"].impact is None


def test_a_fault_in_a_quoted_value_is_marked_within_the_quotes(tmp_path: Path) -> None:
    (finding,) = project_from(
        {"år.yaml": 'risker: {a: {text: A, sannolikhet: "5 1.050"}}\n'}, tmp_path
    ).diagnostics
    assert finding.origin.column == 37
    (finding,) = project_from(
        {"år.yaml": "risker: {a: {text: A, sannolikhet: 1.050}}\n"}, tmp_path
    ).diagnostics
    assert (finding.origin.column, finding.origin.width) == (36, 5)


def test_a_record_knows_the_line_of_its_id(tmp_path: Path) -> None:
    text = "mål:\n  trygghet:\n    nivå: mål\n    namn: Trygghet\n    indikatorer:\n      larm:\n        namn: Larm\n"
    goal = project_from({"år.yaml": text}, tmp_path).project.years[2031].plan.goals["trygghet"]
    assert (str(goal.origin), str(goal.indicators["larm"].origin)) == (
        "data/2031/år.yaml:2:3",
        "data/2031/år.yaml:6:7",
    )


def test_records_that_say_the_same_are_equal_wherever_they_stand(tmp_path: Path) -> None:
    text = (
        "mål:\n  a: {nivå: mål, namn: Larm}\n  b: {nivå: mål, namn: Larm}\n  c: {nivå: mål, namn: Larmet}\n"
    )
    goals = project_from({"år.yaml": text}, tmp_path).project.years[2031].plan.goals
    assert goals["a"] == goals["b"]
    assert goals["a"].origin != goals["b"].origin
    assert goals["a"] != goals["c"]


def test_yaml_has_no_ideas_of_its_own_about_values(tmp_path: Path) -> None:
    text = "nämnd: no\nkommun: 012\nmotto: 12:30:45\nförvaltning: ~\nomfattning: 2031-05-26\n"
    plan = project_from({"år.yaml": text}, tmp_path).project.years[2031].plan
    assert (plan.committee, plan.municipality, plan.motto, plan.administration, plan.scope) == (
        "no",
        "012",
        "12:30:45",
        "~",
        "2031-05-26",
    )


def test_a_word_for_an_outcome_is_told_which_answers_there_are(tmp_path: Path) -> None:
    assert told(project_from({"år.yaml": "nämnd: N\n", "T1.yaml": "utfall: {plan: Japp}\n"}, tmp_path)) == (
        "data/2031/T1.yaml:1:16: fel: ”Japp” är inget tal [not-a-number]\n"
        "  hjälp: skriv ett tal, eller Ja, Delvis eller Nej; andra ord skrivs som {ord: Japp}"
    )


@pytest.mark.parametrize(
    ("text", "message", "kept"),
    [
        (
            "uppdrag: {sommar jobb: Fler jobb, larm: Byt larm}\n",
            "data/2031/år.yaml:1:11: fel: ”sommar jobb” kan inte vara ett id [odd-id]",
            {"larm": "Byt larm"},
        ),
        (
            "uppdrag: {larm: {text: [a], giver: Nämnden}, jobb: Fler jobb}\n",
            "data/2031/år.yaml:1:18: fel: här står en lista, men det ska vara ett enda värde [not-a-value]",
            {"larm": "?", "jobb": "Fler jobb"},
        ),
    ],
    ids=["an odd id", "a required text that is none"],
)
def test_what_is_wrong_leaves_its_neighbours_alone(
    tmp_path: Path, text: str, message: str, kept: dict[str, str]
) -> None:
    read = project_from({"år.yaml": text}, tmp_path)
    assert told(read).split("\n")[0] == message
    assert {key: one.text for key, one in read.project.years[2031].plan.assignments.items()} == kept


def test_a_rule_of_an_unknown_kind_is_there_and_told_of_once(tmp_path: Path) -> None:
    text = "regler:\n  ett: {skala: färg, typ: gissning}\n  två: {skala: färg, typ: relativ avikelse}\n"
    read = project_from({"år.yaml": text}, tmp_path)
    assert [(finding.check, finding.origin.line) for finding in read.diagnostics] == [
        ("unknown-word", 2),
        ("unknown-word", 3),
    ]
    kinds = {key: rule.kind for key, rule in read.project.years[2031].plan.rules.items()}
    assert kinds == {"ett": RuleKind.JUDGED, "två": RuleKind.RELATIVE}


def test_a_misspelt_field_is_taken_as_what_was_meant_and_nothing_is_said_of_its_value(tmp_path: Path) -> None:
    text = "risker: {larm: {text: Larm, sanolikhet: hög, konsekvens: 3, konsekvnes: 4}}\n"
    read = project_from({"år.yaml": text.replace("hög", "2")}, tmp_path / "a")
    assert [finding.check for finding in read.diagnostics] == ["unknown-key", "unknown-key"]
    risk = read.project.years[2031].plan.risks["larm"]
    assert risk.likelihood is not None
    assert risk.likelihood.quantity.value == 2
    assert risk.impact is not None
    assert risk.impact.quantity.value == 3
    read = project_from({"år.yaml": text}, tmp_path / "b")
    assert [finding.check for finding in read.diagnostics] == ["unknown-key", "unknown-key"]


def test_a_section_that_stands_twice_is_told_once_and_all_of_it_is_read(tmp_path: Path) -> None:
    text = "risker: {larm: Larm}\nnämnd: N\nrisker: {larm: Annat, brand: Brand}\nrisker: {vatten: Vatten}\n"
    read = project_from({"år.yaml": text}, tmp_path)
    assert [(finding.check, finding.origin.line) for finding in read.diagnostics] == [("duplicate-key", 3)]
    texts = {key: risk.text for key, risk in read.project.years[2031].plan.risks.items()}
    assert texts == {"larm": "Larm", "brand": "Brand", "vatten": "Vatten"}


def test_the_english_names_of_fields_are_no_keys(tmp_path: Path) -> None:
    read = project_from({"år.yaml": "committee: Omsorgsnämnden\norigin: här\n"}, tmp_path)
    assert [finding.check for finding in read.diagnostics] == ["unknown-key", "unknown-key"]


def test_a_faulty_item_leaves_the_rest_of_its_list(tmp_path: Path) -> None:
    text = "mål: {a: {nivå: mål, namn: A, rapporteras: [T1, [T2], T3]}}\n"
    read = project_from({"år.yaml": text}, tmp_path)
    assert [(finding.check, finding.origin.column) for finding in read.diagnostics] == [("not-a-value", 49)]
    assert read.project.years[2031].plan.goals["a"].reported == ["T1", "T3"]


def test_a_column_without_a_figure_is_blank_and_no_figure(tmp_path: Path) -> None:
    text = "ekonomi: {drift: {namn: Drift, rader: {a: {namn: A, budget: , prognos: -5}}}}\n"
    line = project_from({"år.yaml": text}, tmp_path).project.years[2031].plan.economy["drift"].lines["a"]
    assert (line.blanks, list(line.figures)) == (["budget"], ["prognos"])


def test_a_key_that_is_written_and_left_empty_is_known_by_its_place(tmp_path: Path) -> None:
    years = project_from({"T1.yaml": "datum:\nstatus: Preliminär\n", "T2.yaml": "datum: 2031\n"}, tmp_path)
    first, second = years.project.years[2031].reports.values()
    assert {key: str(place) for key, place in left_empty(first).items()} == {"datum": "data/2031/T1.yaml:1:1"}
    assert left_empty(second) == {}


def test_how_a_record_is_written_is_no_part_of_what_it_says(tmp_path: Path) -> None:
    files = {"T1.yaml": "status: Preliminär\ndatum:\n", "T2.yaml": "status: Preliminär\n"}
    first, second = project_from(files, tmp_path).project.years[2031].reports.values()
    assert first == second
    assert repr(first) == repr(second) == "PeriodReport(status='Preliminär')"


def test_a_record_never_changes_and_a_copy_does_not_share_its_place(tmp_path: Path) -> None:
    plan = project_from({"år.yaml": "nämnd: Omsorgsnämnden\n"}, tmp_path).project.years[2031].plan
    with pytest.raises(AttributeError, match="committee"):
        plan.committee = "Skolnämnden"  # type: ignore[misc]
    other = with_changes(plan, committee="Skolnämnden")
    assert (plan.committee, other.committee) == ("Omsorgsnämnden", "Skolnämnden")
    with pytest.raises(TypeError, match="nämnd"):
        with_changes(plan, nämnd="Skolnämnden")
