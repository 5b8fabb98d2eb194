"""The schemas and settings of ``rapport schema`` in the YAML language server that editors run.

The server comes from the npm registry, is kept in pytest's cache, and speaks its protocol over its streams.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from language_server import LanguageServer, settings_in

from rapport.cli.app import run

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
VERSION = "1.25.0"
PLAN, PERIOD = "data/2031/mål.yaml", "data/2031/T1/utfall.yaml"
INDICATOR = "mål:\n  trygghet:\n    nivå: mål\n    namn: Trygghet\n    indikatorer:\n      larm:\n        namn: Larm\n"


@pytest.fixture(scope="session")
def server_command(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return what starts the language server, installed once and kept."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("YAML-språkservern installeras med npm, som inte finns här")
    cache = getattr(request.config, "cache", None)
    name = f"yaml-language-server-{VERSION}"
    folder = Path(cache.mkdir(name)) if cache else tmp_path_factory.mktemp(name)
    script = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    if not script.is_file():
        install = [npm, "install", "--prefix", str(folder), "--no-package-lock", "--no-audit", "--no-fund"]
        done = subprocess.run(  # noqa: S603  npm, with words of our own
            [*install, f"yaml-language-server@{VERSION}"], capture_output=True, text=True, check=False
        )
        if done.returncode:
            pytest.skip(f"npm kunde inte installera YAML-språkservern: {done.stderr.strip()[-200:]}")
    return [node, str(script), "--stdio"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new committee's folder, as ``rapport init`` makes it."""
    made = tmp_path_factory.mktemp("redigera") / "Nämndens rapporter"
    assert (
        run(["init", str(made), "--kommun", "Granviks kommun", "--nämnd", "Socialnämnden", "--år", "2031"])
        == 0
    )
    return made


@pytest.fixture(scope="module")
def editor(server_command: list[str], folder: Path) -> Iterator[LanguageServer]:
    """Return the language server, with the folder open."""
    with LanguageServer(server_command, folder, settings_in(folder)) as server:
        yield server


# --- Marks ----------------------------------------------------------------------------------------------------


def test_nothing_is_marked_in_a_new_folder(editor: LanguageServer, folder: Path) -> None:
    files = {f.relative_to(folder).as_posix(): f.read_text(encoding="utf-8") for f in folder.rglob("*.yaml")}
    assert len(files) > 5
    assert editor.open_all(files) == {}


def test_nothing_is_marked_in_the_real_years(editor: LanguageServer) -> None:
    years = [f for year in (2019, 2020, 2022) for f in (ROOT / "data" / str(year)).rglob("*.yaml")]
    files = {f.relative_to(ROOT).as_posix(): f.read_text(encoding="utf-8") for f in years}
    layouts = "templates/tabeller.yaml"
    files[layouts] = (ROOT / layouts).read_text(encoding="utf-8")
    assert len(files) > 25
    assert editor.open_all(files) == {}


def handbook() -> dict[str, str]:
    """Return the handbook's examples, each as a file of the kind that its first line names."""
    examples: dict[str, str] = {}
    for page in sorted([*(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "handbok").glob("*.md")]):
        text = page.read_text(encoding="utf-8")
        for number, block in enumerate(re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)):
            named = re.match(r"# ((?:data|templates)/\S+)\n", block)
            path = named[1] if named else "data/2031/år.yaml"
            examples[path.replace("data/2031", f"data/{page.stem}-{number}")] = block
    return examples


def test_nothing_is_marked_in_the_examples_of_the_handbook(editor: LanguageServer) -> None:
    assert len(handbook()) > 20
    assert editor.open_all(handbook()) == {}


def marks(found: list[dict[str, Any]], text: str) -> list[str]:
    """Return what is marked: the line, the words and the message."""
    lines = text.splitlines()
    places = [(mark["range"]["start"], mark["range"]["end"], mark["message"]) for mark in found]
    return [
        f"{start['line'] + 1}: {lines[start['line']][start['character'] : end['character']]}: {message}"
        for start, end, message in places
    ]


@pytest.mark.parametrize(
    ("path", "text", "mark"),
    [
        (PLAN, "komun: Granvik\n", "1: komun: Fältet finns inte här. Här kan stå: kommun, nämnd,"),
        (PLAN, f"{INDICATOR}        enhett: st\n", "8: enhett: Fältet finns inte här. Här kan stå: namn, kolada,"),
        (PLAN, f"{INDICATOR}        bättre: mer\n", "8: mer: Skriv ett av orden högre, lägre."),
        (PLAN, f"{INDICATOR}        målnivå: många\n", '8: många: Skriv till exempel ">25 %", minst 3,'),
        (PLAN, f"{INDICATOR}        målnivå: {{år: 3, T1: få}}\n", '8: få: Skriv till exempel ">25 %", minst 3,'),
        (PLAN, f"{INDICATOR}        rapporteras: T1\n", "8: T1: Här ska stå en lista: en post per rad"),
        (PLAN, f"{INDICATOR}        svar: 3\n", "8: 3: Här ska stå namngivna poster, en per rad"),
        (PLAN, "mål:\n  trygghet:\n    namn: Trygghet\n", "2: trygghet: Här måste stå nivå och namn."),
        (PLAN, "mål:\n  två ord: {nivå: mål, namn: T}\n", "2: två ord: Ett id består av bokstäver, siffror"),
        (PLAN, "regler:\n  a:\n    skala: färg\n    typ: relativ\n", "4: relativ: Skriv ett av orden relativ avvik"),
        (PLAN, "kolada: Granvik\n", "1: Granvik: Här måste stå kommun."),
        (PLAN, "risker:\n  brand: {text: Brand, beslutad: 3 mars}\n", "2: 3 mars: Skriv datumet med året först"),
        (PLAN, "minsta_antal: fem\n", "1: fem: Det här är inget tal. Skriv till exempel 1 050,"),
        (PLAN, "ekonomi:\n  d: {namn: D, kostnader_är_plus: yes}\n", "2: yes: Skriv ja eller nej."),
        (PERIOD, "utfall:\n  larm: tre\n", "2: tre: Skriv ett tal som 37,99 %, ett svar (Ja, Delvis, Nej)"),
        (PERIOD, "utfall:\n  larm: [3]\n", "2: [3]: Skriv ett tal som 37,99 %, ett svar (Ja, Delvis, Nej)"),
        (PERIOD, "utfall:\n  larm: true\n", "2: true: Skriv ett tal som 37,99 %, ett svar (Ja, Delvis, Nej)"),
        (PERIOD, "utfall:\n  larm: {utfal: 3}\n", "2: utfal: Fältet finns inte här. Här kan stå: ord, utfall,"),
        (PERIOD, "ekonomi:\n  d:\n    ifo: {utfall: mycket}\n", "3: mycket: Det här är inget tal."),
        ("data/2031/helår.yaml", "nämnd: S\n", "1: nämnd: Fältet finns inte här. Här kan stå: datum,"),
        ("data/2031/q2.yml", "nämnd: S\n", "1: nämnd: Fältet finns inte här. Här kan stå: datum,"),
        ("data/2031/11/mer.yml", "nämnd: S\n", "1: nämnd: Fältet finns inte här. Här kan stå: datum,"),
        ("templates/tabeller.yaml", "layouter:\n  a: {kolumer: }\n", "2: kolumer: Fältet finns inte här."),
    ],
)  # fmt: skip
def test_a_mistake_is_marked_where_it_is_with_what_to_write(
    editor: LanguageServer, path: str, text: str, mark: str
) -> None:
    (found,) = marks(editor.open(path, text), text)
    assert found[: len(mark)] == mark


def test_every_short_way_to_write_is_let_through(editor: LanguageServer) -> None:
    outcomes = [
        "72",
        "37,99 %",
        "37,99 % (2018)",
        "-26 707",
        "−4,3 Mkr",
        "0,5",
        "100 % (17 st)",
        "8/7",
        "1 050",
    ]
    outcomes += ["ja", "Nej", "DELVIS", "ca 40", "{ord: Stängt}", '"12"', "4 747 kr", "12.5"]
    lines = [f"  m{number}: {outcome}" for number, outcome in enumerate(outcomes)]
    text = "\n".join(["datum: 2031-05-26", "utfall:", *lines, ""])
    table = "ekonomi:\n  drift:\n    namn: Drift\n    kostnader_är_plus: Ja\n    rader: {ifo: {budget: -81 489, visas: nej}}\n"
    targets = [
        '">25 %"',
        "minst 3",
        "öka från 64 %",
        "≥ 83",
        "{år: högst 9, T1: 3}",
        "Ja",
        "{ord: Rikets}",
        "0",
    ]
    targets = [f"{target}\n        bättre: Lägre" for target in targets]
    plans = {f"data/2031/mål-{n}.yaml": f"{INDICATOR}        målnivå: {t}\n" for n, t in enumerate(targets)}
    assert editor.open_all({PERIOD: text, "data/2031/ekonomi.yaml": table, **plans}) == {}


# --- Completion -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "offered"),
    [
        (PLAN, "|", {"nämnd": "Nämndens namn.", "regler": "Årets regler, med id.", "mål": "Målen, med id."}),
        (PERIOD, "|", {"datum": "Datum, året först: 2020-05-26.", "diarienummer": "Rapportens diarienummer."}),
        (PLAN, f"{INDICATOR}        |\n", {"bättre": "Vilket håll som är bättre.", "ansvarig": "Vem som svarar"}),
        (PLAN, f"{INDICATOR}        bättre: |\n", {"högre": "Ett större värde är bättre.", "lägre": "Ett mindre"}),
        (PLAN, "regler:\n  a:\n    |\n", {"typ": "Vilket slags regel.", "gränser": "Gränserna för varje betyg."}),
        (PLAN, "regler:\n  a:\n    typ: |\n", {"kvot": "Utfallet som andel av målnivån", "bedömd": "En person"}),
        (PLAN, "regler:\n  a:\n    sätt: |\n", {"medel": "Medelvärdet av delarnas", "flertal": "Det betyg som"}),
        (PLAN, "ekonomi:\n  d:\n    rader:\n      a: {visas: |}\n", {"ja": "nej för det som", "nej": "nej för"}),
        (PERIOD, "utfall:\n  larm:\n    |\n", {"utfall": "Utfallet: 37,99 %", "bedömning": "Betyg som en person"}),
        (PERIOD, "uppdrag:\n  hem:\n    |\n", {"status": "Hur långt det har kommit."}),
        (PERIOD, "utfall:\n  larm:\n    bedömning:\n      |\n", {"betyg": "Betygets id", "roll": "Rollen hos den"}),
    ],
)  # fmt: skip
def test_keys_and_words_are_offered_with_what_they_mean(
    editor: LanguageServer, path: str, text: str, offered: dict[str, str]
) -> None:
    found = editor.complete(path, text)
    assert set(offered) <= set(found)
    assert {key: said(found[key])[: len(words)] for key, words in offered.items()} == offered
    assert [key for key, item in found.items() if not said(item)] == []


def said(item: dict[str, Any]) -> str:
    """Return what stands beside something offered."""
    about = item.get("documentation") or ""
    return str(about["value"] if isinstance(about, dict) else about)


def test_a_key_that_is_chosen_waits_for_a_value_or_begins_a_new_line(editor: LanguageServer) -> None:
    plan = {key: item["insertText"] for key, item in editor.complete(PLAN, "|").items()}
    assert (plan["nämnd"], plan["kolada"], plan["mål"]) == ("nämnd: ", "kolada:\n  ", "mål:\n  ")
    outcome = {
        k: item["insertText"] for k, item in editor.complete(PERIOD, "utfall:\n  larm:\n    |\n").items()
    }
    assert (outcome["utfall"], outcome["bedömning"]) == ("utfall: ", "bedömning: ")
    assert outcome["uppdelning"] == "uppdelning:\n  "


# --- Explanations ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "explanation"),
    [
        (PLAN, "må|l:\n  trygghet:\n    namn: T\n", "Målen, med id."),
        (PLAN, f"{INDICATOR}        mål|nivå: 3\n", "Vad som ska nås: >25 %, minst 3"),
        (PLAN, f"{INDICATOR}        bätt|re: högre\n", "Vilket håll som är bättre."),
        (PLAN, "regler:\n  a:\n    ty|p: kvot\n", "`kvot`: Utfallet som andel av målnivån"),
        (PERIOD, "utfall:\n  la|rm: 33\n", "Vad perioden rapporterar om en indikator eller ett mål."),
        (
            PERIOD,
            "ekonomi:\n  drift:\n    ifo:\n      prog|nos: 3\n",
            "Belopp i kolumnen, till exempel -81 489.",
        ),
        (PERIOD, "da|tum: 2031-05-26\n", "Datum, året först"),
    ],
)
def test_a_key_explains_itself(editor: LanguageServer, path: str, text: str, explanation: str) -> None:
    assert explanation in editor.hover(path, text)


def test_the_explanation_is_all_that_is_shown(editor: LanguageServer) -> None:
    assert editor.hover(PLAN, "näm|nd: Socialnämnden\n") == "Nämndens namn."


# --- Other editors --------------------------------------------------------------------------------------------


def test_a_line_at_the_top_is_enough_for_an_editor_without_settings(
    server_command: list[str], folder: Path
) -> None:
    written = (ROOT / "docs" / "handbok" / "editorn.md").read_text(encoding="utf-8")
    lines = re.findall(r"^# yaml-language-server: .+$", written, re.MULTILINE)
    with LanguageServer(server_command, folder, {"yaml.schemaStore.enable": False}) as bare:
        assert bare.open(PLAN, "utfal: 3\n") == []
        for line, path in zip(
            lines, (PLAN, PERIOD, "data/2031/T1.yaml", "templates/tabeller.yaml"), strict=True
        ):
            (mark,) = bare.open(path, f"{line}\nutfal: 3\n")
            assert (mark["range"]["start"]["line"], mark["message"][:22]) == (1, "Fältet finns inte här.")
