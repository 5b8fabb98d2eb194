"""Building: what is written, that it is the same every time, and when nothing is."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wording import SMALL, write_files

from rapport.build import Built, Request, build, check
from rapport.diagnostic import Level, format_diagnostic
from rapport.notation import parse_period

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Built]:
    """Return what builds the small project, with some files changed, into its out folder."""

    def run(files: dict[str, str] | None = None, period: str = "2031-T1", **request: object) -> Built:
        root = write_files({**SMALL, **(files or {})}, tmp_path)
        return build(Request(root, parse_period(period), root / "out", **request))  # type: ignore[arg-type]  # only fields of Request are passed

    return run


def written(folder: Path) -> list[str]:
    """Return the files that a user sees."""
    files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    return sorted(file.as_posix() for file in files if not any(part.startswith(".") for part in file.parts))


def test_a_period_becomes_a_word_file_and_an_appendix(small: Callable[..., Built], tmp_path: Path) -> None:
    built = small()
    assert built.diagnostics == []
    assert written(tmp_path / "out") == [
        "2031-T1/delårsrapport-2031-T1-bilaga.xlsx",
        "2031-T1/delårsrapport-2031-T1.docx",
    ]
    assert [file.name for file in built.files] == [
        "delårsrapport-2031-T1.docx",
        "delårsrapport-2031-T1-bilaga.xlsx",
    ]


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_one_format_may_be_asked_for(small: Callable[..., Built], ending: str) -> None:
    assert [file.suffix for file in small(formats=(ending,)).files] == [f".{ending}"]


def test_the_same_input_gives_the_same_bytes(built_2020: Built, tmp_path: Path) -> None:
    again = build(Request(ROOT, parse_period("2020-T1"), tmp_path))
    assert [file.read_bytes() for file in again.files] == [file.read_bytes() for file in built_2020.files]


def test_the_bytes_know_neither_the_folder_nor_the_day(built_2020: Built, tmp_path: Path) -> None:
    copy = tmp_path / "någon annanstans"
    for folder in ("data", "templates"):
        shutil.copytree(ROOT / folder, copy / folder)
    elsewhere = build(Request(copy, parse_period("2020-T1"), tmp_path / "ut"))
    assert [file.read_bytes() for file in elsewhere.files] == [file.read_bytes() for file in built_2020.files]
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    for file in built_2020.files:
        with zipfile.ZipFile(file) as package:
            assert {info.date_time[0] for info in package.infolist()} == {1980}
            assert today.encode() not in b"".join(package.read(name) for name in package.namelist())


def test_the_report_of_2020_builds_without_errors(built_2020: Built) -> None:
    assert not built_2020.refused
    assert [str(f) for f in built_2020.diagnostics if f.level is Level.ERROR] == []


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"T1/utfall.yaml": "utfall: {larm: tre}\n"}, "not-a-number"),
        ({"T1/utfall.yaml": "utfall: {larmet: 3}\n"}, "unknown-indicator"),
        ({"T1/inledning.md": "Larmet gick {{ utfall.larmet }} gånger.\n"}, "unknown-name"),
        ({"templates/delårsrapport.md.j2": "{{ 1 + 1 }}"}, "broken-expression"),
        ({"templates/delårsrapport.md.j2": '{{ ekonomitabell("drift") }}'}, "unknown-in-template"),
    ],
)
def test_an_error_stops_the_build_and_nothing_is_written(
    small: Callable[..., Built], tmp_path: Path, files: dict[str, str], name: str
) -> None:
    built = small(files)
    assert built.refused
    assert name in {finding.check for finding in built.diagnostics if finding.level is Level.ERROR}
    assert not (tmp_path / "out").exists()


def test_a_build_that_is_refused_keeps_the_last_good_one(small: Callable[..., Built], tmp_path: Path) -> None:
    before = [file.read_bytes() for file in small().files]
    assert small({"T1/utfall.yaml": "utfall: {larm: tre}\n"}).refused
    assert [
        (tmp_path / "out" / "2031-T1" / name).read_bytes()
        for name in ("delårsrapport-2031-T1.docx", "delårsrapport-2031-T1-bilaga.xlsx")
    ] == before


def test_a_missing_text_is_a_warning_and_the_build_goes_on(small: Callable[..., Built]) -> None:
    template = SMALL["templates/delårsrapport.md.j2"] + '\n{{ text("framåt") }}\n'
    built = small({"templates/delårsrapport.md.j2": template})
    assert [finding.check for finding in built.diagnostics] == ["missing-text"]
    assert len(built.files) == 2


@pytest.mark.parametrize(
    ("period", "message", "remedy"),
    [
        (
            "2031-T2",
            "det finns inga uppgifter för 2031-T2",
            "perioder som finns: 2031-T1; rapport new 2031-T2 börjar en ny",
        ),
        ("2030-T1", "det finns inga uppgifter för 2030", "år som finns: 2031"),
    ],
)
def test_a_period_nobody_has_written_about_is_refused(
    small: Callable[..., Built], period: str, message: str, remedy: str
) -> None:
    built = small(period=period)
    assert built.refused
    assert [(finding.check, finding.message, finding.help) for finding in built.diagnostics] == [
        ("no-period", message, remedy)
    ]


def test_errors_of_other_periods_do_not_stop_a_build(small: Callable[..., Built]) -> None:
    assert not small(
        {"T2/utfall.yaml": "utfall: {larm: tre}\n", "data/2031/T2/utfall.yaml": "utfall: {larm: tre}\n"}
    ).refused


def test_an_error_in_the_plan_stops_every_period(small: Callable[..., Built]) -> None:
    assert small({"mål.yaml": SMALL["mål.yaml"].replace("minst 3", "1.050")}).refused


def test_checking_all_finds_the_errors_of_every_period(tmp_path: Path) -> None:
    root = write_files({**SMALL, "data/2031/T2/utfall.yaml": "utfall: {larm: tre}\n"}, tmp_path)
    assert "not-a-number" in {finding.check for finding in check(root).diagnostics}
    assert check(root, [parse_period("2031-T1")]).diagnostics == []


def test_another_report_than_the_periods_own(small: Callable[..., Built]) -> None:
    built = small({"templates/månadsrapport.md.j2": "# Månad\n\nText.\n"}, report="månadsrapport")
    assert next(file.name for file in built.files) == "månadsrapport-2031-T1.docx"


def test_a_report_without_a_template_is_refused(small: Callable[..., Built]) -> None:
    built = small(report="veckobrev")
    assert built.refused
    assert "missing-template" in {finding.check for finding in built.diagnostics}


def test_the_prose_of_a_small_report_reaches_word(small: Callable[..., Built]) -> None:
    with zipfile.ZipFile(BytesIO(small().files[0].read_bytes())) as package:
        text = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode("utf-8"))
    assert "Larmet gick 3 gånger." in text


def test_a_text_that_no_template_asks_for_is_told(small: Callable[..., Built]) -> None:
    template = SMALL["templates/delårsrapport.md.j2"] + '\n{{ text("framåt") }}\n'
    texts = {"T1/framåtblick.md": "Det ljusnar.\n", "T1/övrigt.md": "Mer.\n"}
    built = small({"templates/delårsrapport.md.j2": template, **texts})
    told = {
        finding.subject: finding.help for finding in built.diagnostics if finding.check == "unprinted-text"
    }
    assert told == {
        "framåtblick": "döp om filen till framåt.md",
        "övrigt": 'lägg in den i mallen med {{ text("övrigt") }}, eller ta bort den',
    }


@pytest.mark.parametrize(
    ("file", "check_name", "remedy"),
    [
        ("T1/inledningen.md", "unprinted-text", "döp om filen till inledning.md"),
        ("data/2031/T1/inledning.txt", "unread-file", "döp om den till inledning.md"),
    ],
)
def test_a_check_tells_a_text_that_can_be_in_no_report(
    tmp_path: Path, file: str, check_name: str, remedy: str
) -> None:
    files = {name: text for name, text in SMALL.items() if name != "T1/inledning.md"}
    found = check(write_files({**files, file: "Larmet gick.\n"}, tmp_path)).diagnostics
    assert [(finding.check, finding.help) for finding in found] == [(check_name, remedy)]


@pytest.mark.parametrize(
    "asks", ['text("analys-" ~ ett.id)', "text(ett.id, valfri=true)", 'text("analys-larmet")']
)
def test_a_check_lets_by_what_a_template_may_ask_for(tmp_path: Path, asks: str) -> None:
    template = (
        SMALL["templates/delårsrapport.md.j2"] + f"\n{{% for ett in mål() %}}{{{{ {asks} }}}}{{% endfor %}}\n"
    )
    name = "trygghet" if asks.startswith("text(ett") else "analys-larmet"
    files = {**SMALL, "templates/delårsrapport.md.j2": template, f"T1/{name}.md": "Bra.\n"}
    assert [finding.check for finding in check(write_files(files, tmp_path)).diagnostics] == []


def test_a_reference_that_leads_nowhere_is_told(small: Callable[..., Built]) -> None:
    text = "Larmet gick, se [tabell](#tabell:mål-trygghet).\n\n- Mer i [tabell](#tabell:mål-tryghet) och [diagram](#diagram:larm).\n"
    built = small({"T1/inledning.md": text})
    assert [format_diagnostic(finding) for finding in built.composing] == [
        "data/2031/T1/inledning.md:3:18: varning: texten hänvisar till tabellen ”mål-tryghet”, som inte finns i rapporten [unknown-reference]\n  hjälp: menade du ”mål-trygghet”?",
        "data/2031/T1/inledning.md:3:53: varning: texten hänvisar till diagrammet ”larm”, som inte finns i rapporten [unknown-reference]",
    ]


def test_another_report_than_the_periods_own_has_other_texts(small: Callable[..., Built]) -> None:
    built = small({"templates/lapp.md.j2": "# Lapp\n\nKort.\n"}, report="lapp")
    assert [finding.check for finding in built.diagnostics] == []
