"""Extracts of the ledger as tables: every line to the öre, and nothing taken when an entry has no one place."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import typer
from ledger_extracts import (
    ECONOMY,
    HEADINGS,
    MAPPING,
    Entry,
    as_csv,
    as_sie,
    as_xlsx,
    generated,
    imported,
    project,
    told,
    total,
)
from typer.testing import CliRunner

from rapport.cli import ledger
from rapport.edit.ledger import as_written
from rapport.edit.ledger_amount import UnreadableError, parse_amount, parse_month
from rapport.edit.period_files import changed, period_files
from rapport.model.ledger import CodePattern
from rapport.notation import parse_period
from rapport.read.project import read_project
from rapport.rules.results import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

WRITERS: dict[str, Callable[[Sequence[Entry]], bytes]] = {
    "huvudbok.xlsx": as_xlsx,
    "huvudbok-text.xlsx": lambda entries: as_xlsx(entries, text_codes=True),
    "huvudbok.csv": as_csv,
    "komma.csv": lambda entries: as_csv(entries, ",", "utf-8-sig"),
    "tabb.txt": lambda entries: as_csv(entries, "\t", "utf-8"),
    "huvudbok.se": as_sie,
}


def with_control(outcome: Decimal) -> str:
    return MAPPING.replace(
        "  rader:", f"  kontroll: {{T1: {{utfall: '{as_written(outcome)}'}}}}\n  rader:", 1
    )


# --- Every line, every format -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WRITERS)
def test_every_line_is_exact_to_the_hundredth_in_every_format(name: str, tmp_path: Path) -> None:
    entries, expected = generated(12_480)
    root = project(tmp_path, with_control(total(expected, "utfall")))
    result = imported(root, name, WRITERS[name](entries))
    assert {f.check for f in result.findings} == {"no-control-total"}
    assert result.amounts == expected
    assert len(expected) == 20


def test_a_hundred_thousand_rows_are_exact_too(tmp_path: Path) -> None:
    entries, expected = generated(100_000, seed=2)
    root = project(tmp_path, with_control(total(expected, "utfall")))
    result = imported(root, "stor.csv", as_csv(entries))
    assert result.amounts == expected
    assert result.entries + result.outside == 100_000


def test_the_months_after_the_report_are_left_out_and_counted(tmp_path: Path) -> None:
    entries, _ = generated(500)
    result = imported(project(tmp_path), "huvudbok.csv", as_csv(entries))
    assert result.outside == sum(int(entry.period[4:]) > 4 for entry in entries)


def test_the_months_of_closing_belong_to_the_whole_year(tmp_path: Path) -> None:
    entries = [Entry("4101", "5010", "0551", month, Decimal(100), None) for month in ("203112", "203113")]
    mapping = MAPPING.replace(", periodbudget: Budget", "")
    result = imported(project(tmp_path, mapping), "bok.csv", as_csv(entries), "2031")
    assert result.amounts["resultaträkning", "ifo-personal", "utfall"] == -200


def test_figures_go_into_the_periods_file_and_nothing_else_changes(tmp_path: Path) -> None:
    before = """\
# Utfall för perioden.
ekonomi:
  nettokostnad:
    barn: {utfall: -1 000, kommentar: 'Fler placeringar'}   # preliminärt
    missbruksvård:
      kommentar: Lugnt.
"""
    root = project(tmp_path, ekonomi=before)
    entries = [
        Entry("4101", "5010", "0554", "203101", Decimal("26707123.45"), Decimal(5)),
        Entry("4101", "5010", "0551", "203101", Decimal(-2), None),
    ]
    result = imported(root, "bok.csv", as_csv(entries))
    files = period_files(root, parse_period("2031-T1"), {})
    (text,) = changed(files, result.changes).values()
    assert (
        text
        == """\
# Utfall för perioden.
ekonomi:
  nettokostnad:
    barn: {utfall: "-26 707 123,45", kommentar: 'Fler placeringar', periodbudget: -5}   # preliminärt
    missbruksvård:
      kommentar: Lugnt.
      utfall: 2
  resultaträkning:
    ifo-personal:
      utfall: -26 707 121,45
      periodbudget: -5
"""
    )


def test_a_figure_that_already_stands_there_is_not_touched(tmp_path: Path) -> None:
    root = project(tmp_path, ekonomi="ekonomi:\n  nettokostnad:\n    barn: {utfall: −1000}\n")
    result = imported(root, "bok.csv", as_csv([Entry("4101", "5010", "0554", "203101", Decimal(1000), None)]))
    assert [change.path for change in result.changes] == [
        ("ekonomi", "resultaträkning", "ifo-personal", "utfall")
    ]


def test_a_column_without_amounts_stays_missing(tmp_path: Path) -> None:
    result = imported(
        project(tmp_path), "bok.csv", as_csv([Entry("4101", "5010", "0554", "203101", Decimal(1), None)])
    )
    assert ("nettokostnad", "barn", "periodbudget") not in result.amounts
    assert told(result.findings, "line-without-rows")[0].startswith(
        "resultaträkning.ifo-intäkter får inga belopp"
    )


# --- Holes in the mapping ---------------------------------------------------------------------------------------


def test_codes_without_a_line_are_told_largest_amount_first_and_nothing_is_changed(tmp_path: Path) -> None:
    entries = [
        Entry("4101", "8410", "0551", "203101", Decimal("10.50"), None),
        Entry("4199", "2010", "0551", "203102", Decimal(-99000), None),
        Entry("4101", "8410", "0551", "203103", Decimal(1), None),
        Entry("4101", "5010", "0551", "203103", Decimal(5), None),
    ]
    result = imported(project(tmp_path), "bok.csv", as_csv(entries))
    assert told(result.findings, "unmapped-codes") == [
        "ansvar 4199, konto 2010, verksamhet 0551 hör inte till någon rad i resultaträkning: utfall −99 000,00 (1 rad)",
        "ansvar 4101, konto 8410, verksamhet 0551 hör inte till någon rad i resultaträkning: utfall 11,50 (2 rader)",
    ]
    assert [f.origin.line for f in result.findings if f.check == "unmapped-codes"] == [5, 4]
    assert result.hindered
    assert result.changes == []


def test_codes_with_two_lines_are_told_with_both(tmp_path: Path) -> None:
    mapping = MAPPING.replace("konto: 4630-4639", "konto: 4600-4699")
    result = imported(
        project(tmp_path, mapping),
        "bok.csv",
        as_csv([Entry("4101", "4620", "0551", "203101", Decimal(7), None)]),
    )
    assert told(result.findings, "doubly-mapped-codes") == [
        "ansvar 4101, konto 4620, verksamhet 0551 hör till både ifo-köp och ifo-övrigt i resultaträkning: utfall 7,00 (1 rad)"
    ]
    assert result.changes == []


def test_a_mapping_full_of_holes_is_told_in_part_with_the_rest_counted(tmp_path: Path) -> None:
    entries = [Entry("9999", str(5000 + n), "0551", "203101", Decimal(n), None) for n in range(1, 41)]
    result = imported(project(tmp_path), "bok.csv", as_csv(entries))
    messages = told(result.findings, "unmapped-codes")
    assert len(messages) == 26
    assert messages[-1] == (
        "ytterligare 15 kombinationer av koder hör inte till någon rad i resultaträkning, den största på 15,00"
    )


@pytest.mark.parametrize(
    ("control", "fault"),
    [
        ("-26 000,50", []),
        ("-26 tkr", []),
        (
            "-26 000,51",
            ["utfall ska vara −26 000,51 kr, raderna i underlaget summerar till −26 000,50 (skillnad +0,01)"],
        ),
        (
            "26 000,50",
            [
                "utfall ska vara 26 000,50 kr, raderna i underlaget summerar till −26 000,50 (skillnad −52 001,00)"
            ],
        ),
    ],
)
def test_the_sum_of_all_must_be_the_control_total(control: str, fault: list[str], tmp_path: Path) -> None:
    mapping = MAPPING.replace("  rader:", f"  kontroll: {{utfall: '{control}'}}\n  rader:", 1)
    result = imported(
        project(tmp_path, mapping),
        "bok.csv",
        as_csv([Entry("4101", "5010", "0554", "203101", Decimal("26000.50"), None)]),
    )
    assert told(result.findings, "control-total") == fault
    assert bool(result.changes) == (not fault)


@pytest.mark.parametrize(
    ("control", "remedy"),
    [
        ("", "kontroll: {T1: {utfall: '-1 234,50', periodbudget: '-1 234,50'}}"),
        ("kontroll: {T1: {utfall: '-3'}}", "periodbudget: '-1 234,50'   under kontroll: T1:"),
        (
            "kontroll: {T2: {utfall: '-3'}}",
            "T1: {utfall: '-1 234,50', periodbudget: '-1 234,50'}   under kontroll:",
        ),
    ],
)
def test_totals_that_are_missing_are_asked_for_together(control: str, remedy: str, tmp_path: Path) -> None:
    mapping = MAPPING.replace("  rader:", f"  {control}\n  rader:", 1)
    rows = [Entry("4101", "5010", "0554", "203101", Decimal(3), Decimal(3))]
    result = imported(project(tmp_path, mapping), "bok.csv", as_csv(rows))
    lacking = [finding for finding in result.findings if finding.check == "no-control-total"]
    assert [finding.help for finding in lacking] == [
        f"skriv ekonomisystemets egna summor i underlag.yaml:   {remedy}"
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Ansvar;Konto;Verksamhet;Period;Utfall;Budget\n4101;5010;0554;203101;tre;1\n", [(2, 23, "not-an-amount")]),
        ('Text,Ansvar,Konto,Verksamhet,Period,Utfall,Budget\n"El, ""ved""",9999,5010,0554,203101,3,1\n', [(2, 15, "unmapped-codes")]),
        ("Ansvar;Konto;Verksamhet;Period;Utfall;Budget\n4101;5010;0554;kvartal;3;1\n", [(2, 16, "not-a-month")]),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_the_character_where_the_cell_begins(
    text: str, places: list[tuple[int, int, str]], tmp_path: Path
) -> None:
    findings = imported(project(tmp_path), "bok.csv", text.encode()).findings
    told_at = {(f.origin.line, f.origin.column, f.check) for f in findings if f.origin.path == "bok.csv"}
    assert set(places) <= told_at


def test_in_a_workbook_the_column_is_counted_in_cells(tmp_path: Path) -> None:
    rows = [Entry("9999", "5010", "0554", "203101", Decimal(3), None)]
    findings = imported(project(tmp_path), "bok.xlsx", as_xlsx(rows)).findings
    place = next(f.origin for f in findings if f.check == "unmapped-codes")
    assert place.column == HEADINGS.index("Ansvar") + 1


@pytest.mark.parametrize(
    ("old", "new", "check", "message"),
    [
        ("nettokostnad:\n      miss", "nettokostnader:\n      miss", "unknown-ledger-table", "det finns ingen ekonomitabell ”nettokostnader”"),
        ("barn: {v", "barnen: {v", "unknown-ledger-table", "nettokostnad har ingen rad ”barnen”"),
        ("barn: {v", "total: {v", "unknown-ledger-table", "nettokostnad.total räknas ut av andra rader och kan inte få belopp"),
        ("periodbudget: Budget", "avvikelse: Budget", "unknown-ledger-table", "kolumnen avvikelse räknas ut i resultaträkning och kan inte få belopp"),
        ("periodbudget: Budget", "budget: Budget", "unknown-ledger-table", "kolumnen budget avser helår i resultaträkning, men underlaget har periodens månader"),
        ("barn: {verksamhet:", "barn: {verksamet:", "unknown-code-column", "”verksamet” står inte under kolumner"),
        ("  tecken:", "  period: 203101-203103\n  tecken:", "other-months", "underlaget gäller 203101-203103, men 2031-T1 är 203101-203104"),
        ("verksamhet: Verksamhet", "verksamhet: Vht", "missing-heading", "underlaget har ingen kolumn ”Vht” (verksamhet)"),
    ],
)  # fmt: skip
def test_a_mapping_that_does_not_fit_is_told(
    old: str, new: str, check: str, message: str, tmp_path: Path
) -> None:
    assert old in MAPPING
    result = imported(project(tmp_path, MAPPING.replace(old, new)), "bok.csv", as_csv([]))
    assert message in told(result.findings, check)
    assert result.hindered


def test_a_code_range_that_is_none_is_told_where_it_stands(tmp_path: Path) -> None:
    root = project(tmp_path, MAPPING.replace("4630-4639", "4639-463"))
    (finding,) = read_project(root).diagnostics
    assert finding.check == "not-a-code-range"
    line = MAPPING.replace("4630-4639", "4639-463").splitlines()[finding.origin.line - 1]
    assert line[finding.origin.column - 1 :].startswith("4639-463")


# --- Other shapes of extracts -----------------------------------------------------------------------------------


def test_one_column_of_amounts_can_hold_both_outcome_and_budget(tmp_path: Path) -> None:
    mapping = MAPPING.replace(
        "utfall: [Utfall, Belopp], periodbudget: Budget",
        "typ: Typ, utfall: {kolumn: Belopp, endast: {typ: [U*]}}, periodbudget: {kolumn: Belopp, endast: {typ: B}}",
    )
    rows = [
        "Ansvar;Typ;Konto;Verksamhet;Period;Belopp",
        "4101;Utfall;5010;0551;2031-02;100,25",
        "4101;B;5010;0551;2031-02;90",
    ]
    result = imported(project(tmp_path, mapping), "bok.csv", "\n".join(rows).encode())
    assert result.amounts["nettokostnad", "missbruksvård", "utfall"] == Decimal("-100.25")
    assert result.amounts["nettokostnad", "missbruksvård", "periodbudget"] == -90


def test_months_can_stand_side_by_side(tmp_path: Path) -> None:
    mapping = MAPPING.replace(
        "period: Period, utfall: [Utfall, Belopp], periodbudget: Budget",
        "utfall: {månader: [jan, feb, mar, apr, maj, jun, jul, aug, sep, okt, nov, dec]}",
    )
    rows = [
        "Ansvar;Konto;Verksamhet;Jan;Feb;Mar;Apr;Maj;Jun;Jul;Aug;Sep;Okt;Nov;Dec",
        "4101;5010;551;1,5;2;;4;5;6;7;8;9;10;11;12",
    ]
    result = imported(project(tmp_path, mapping), "bok.csv", "\n".join(rows).encode())
    assert result.amounts["nettokostnad", "missbruksvård", "utfall"] == Decimal("-7.5")


def test_a_line_can_have_several_kinds_of_rows(tmp_path: Path) -> None:
    mapping = MAPPING.replace("konto: 5*}", "konto: 5*, eller: [{ansvar: 43*, konto: 5*}]}")
    result = imported(
        project(tmp_path, mapping),
        "bok.csv",
        as_csv([Entry("4301", "5010", "0551", "203101", Decimal(3), None)]),
    )
    assert result.amounts["resultaträkning", "ifo-personal", "utfall"] == -3


def test_a_table_in_tkr_gets_whole_tkr_and_says_so(tmp_path: Path) -> None:
    root = project(tmp_path, economy=ECONOMY.replace("enhet: kr", "enhet: tkr"))
    result = imported(
        root, "bok.csv", as_csv([Entry("4101", "5010", "0554", "203101", Decimal("26707500.00"), None)])
    )
    assert [change.value for change in result.changes] == ["-26 708", "-26 708"]
    assert told(result.findings, "rounded-to-table") == [
        "nettokostnad har enheten tkr: beloppen avrundas var för sig",
        "resultaträkning har enheten tkr: beloppen avrundas var för sig",
    ]


def test_credit_plus_and_tables_with_positive_costs_turn_the_sign_once(tmp_path: Path) -> None:
    economy = ECONOMY.replace("namn: Nettokostnad\n", "namn: Nettokostnad\n    kostnader_är_plus: ja\n")
    root = project(tmp_path, MAPPING.replace("debet plus", "kredit plus"), economy)
    result = imported(root, "bok.csv", as_csv([Entry("4101", "5010", "0554", "203101", Decimal(-10), None)]))
    assert result.amounts["resultaträkning", "ifo-personal", "utfall"] == -10
    assert result.amounts["nettokostnad", "barn", "utfall"] == 10


@pytest.mark.parametrize(
    ("data", "check", "fact"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not-an-extract", "filen är krypterad, märkt med känslighet eller av den gamla typen .xls"),
        (b"PK\x03\x04trasig", "not-an-extract", "filen går inte att läsa som arbetsbok"),
        (f'{";".join(HEADINGS)}\n"'.encode() + b"x" * 140_000, "not-an-extract", "texten går inte att läsa förbi rad"),
        (b"", "missing-heading", "ingen rad bland de 60 första har någon av rubrikerna"),
        (";".join(HEADINGS).encode(), "no-rows", "underlaget har inga belopp för januari–april 2031"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_extract_is_told_in_words(
    data: bytes, check: str, fact: str, tmp_path: Path
) -> None:
    result = imported(project(tmp_path), "bok.xlsx", data)
    assert any(message.startswith(fact) for message in told(result.findings, check))


def test_cells_that_cannot_be_read_are_told_with_their_row(tmp_path: Path) -> None:
    rows = [
        ";".join(HEADINGS),
        "4101;;5010;0551;2031-99;5;",
        "4101;;5010;0551;203101;ca 5;",
        "4101;;5010;0551;203101;1.234;",
    ]
    result = imported(project(tmp_path), "bok.csv", "\n".join(rows).encode())
    assert [(f.origin.line, f.message) for f in result.findings if f.check.startswith("not-a")] == [
        (2, "”2031-99” är ingen månad"),
        (3, "”ca 5” är inget belopp"),
        (4, "”1.234” kan vara både tusental och decimaler"),
    ]


# --- Cells ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1 234,50", "1234.50"), ("1\xa0234\u202f567,5", "1234567.5"), ("1.234,50", "1234.50"), ("1,234.50", "1234.50"),
        ("1.234.567", "1234567"), ("−70", "-70"), ("1 234,50-", "-1234.50"), ("(12,5)", "-12.5"), ("12 kr", "12"),
        ("+5", "5"), ("0,5", "0.5"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_accounting_systems_write_them(cell: str, amount: str) -> None:
    assert parse_amount(cell) == Decimal(amount)


@pytest.mark.parametrize("cell", ["", "  ", "-", None])
def test_an_empty_cell_is_missing_and_not_nothing(cell: str | None) -> None:
    assert parse_amount(cell) is None


@pytest.mark.parametrize("cell", ["1.234", "abc", "1,2,3.4", "#N/A", "\x00", "5 st"])
def test_what_can_be_read_in_two_ways_or_none_is_refused(cell: str) -> None:
    with pytest.raises(UnreadableError):
        parse_amount(cell)


@pytest.mark.parametrize(
    "cell", ["203104", "2031-04", "2031-04-30", "april 2031", "apr 2031", Decimal(203104), Decimal(47968)]
)
def test_months_are_read_in_many_ways(cell: str | Decimal) -> None:
    assert parse_month(cell) == (2031, 4)


@pytest.mark.parametrize(
    ("pattern", "code", "width", "fits"),
    [
        ("0551", "551", 0, True), ("551", "0551", 0, False), ("41*", "4101", 0, True), ("41*", "0041", 0, False),
        ("04*", "412", 4, True), ("04*", "4120", 4, False), ("4?1", "411", 0, True), ("Totalt", "totalt", 0, True),
        ("A1", "a1", 0, True), ("5", "", 0, False),
    ],
)  # fmt: skip
def test_codes_are_told_apart_with_and_without_their_zeros(
    pattern: str, code: str, width: int, *, fits: bool
) -> None:
    assert CodePattern(pattern).matches(code, width) is fits


@pytest.mark.parametrize(
    ("code", "fits"), [("4630", True), ("4639", True), ("4629", False), ("46300", False), ("46X", False)]
)
def test_a_range_of_codes_has_both_its_ends(code: str, *, fits: bool) -> None:
    assert CodePattern("4630-4639", low="4630", high="4639").matches(code) is fits


# --- The command ------------------------------------------------------------------------------------------------


def command(root: Path, file: Path, *words: str) -> tuple[int, str]:
    """Run ``rapport ledger`` and return its status and what it printed."""
    app = typer.Typer()
    app.command()(ledger.run)
    result = CliRunner().invoke(app, [str(file), "--period", "2031-T1", "--project", str(root), *words])
    return result.exit_code, result.output.replace("\xa0", " ")


def test_the_command_shows_first_and_writes_when_asked_to(tmp_path: Path) -> None:
    root = project(tmp_path, ekonomi="ekonomi:\n  nettokostnad:\n    barn: {utfall: -1}\n")
    yaml, file = root / "data" / "2031" / "T1" / "ekonomi.yaml", tmp_path / "bok.csv"
    file.write_bytes(as_csv([Entry("4101", "5010", "0554", "203101", Decimal(1000), None)]))
    before = yaml.read_text(encoding="utf-8")
    status, output = command(root, file)
    assert (status, yaml.read_text(encoding="utf-8")) == (0, before)
    assert "+    barn: {utfall: -1 000}" in output
    assert "1 rader blev 2 belopp." in output
    assert "2 värden ändras; kör igen med --write för att skriva." in output
    assert command(root, file, "--write")[0] == 0
    results = evaluate(read_project(root).project, parse_period("2031-T1"))
    assert results.tables["nettokostnad"].amount("total", "utfall").value == -1000


DECIDED = "beslut: {datum: 2031-05-20, innehåll: abc}\n"


def test_the_command_leaves_a_decided_period_alone(tmp_path: Path) -> None:
    root = project(tmp_path, ekonomi="ekonomi:\n  nettokostnad:\n    barn: {utfall: -1}\n")
    yaml, file = root / "data" / "2031" / "T1" / "ekonomi.yaml", tmp_path / "bok.csv"
    (yaml.parent / "beslutad.yaml").write_text(DECIDED, encoding="utf-8")
    file.write_bytes(as_csv([Entry("4101", "5010", "0554", "203101", Decimal(1000), None)]))
    before = yaml.read_text(encoding="utf-8")
    status, output = command(root, file, "--write")
    assert (status, yaml.read_text(encoding="utf-8")) == (1, before)
    assert "2031-T1 är beslutad (2031-05-20), så 2 värden skrevs inte" in output
    assert 'rapport freeze 2031-T1 --thaw "skäl"' in output


def test_the_command_writes_nothing_while_an_entry_has_no_line(tmp_path: Path) -> None:
    root, file = project(tmp_path), tmp_path / "bok.csv"
    file.write_bytes(as_csv([Entry("4101", "9999", "0554", "203101", Decimal(1000), None)]))
    status, output = command(root, file, "--write")
    assert status == 1
    assert "bok.csv:4:1: fel: ansvar 4101, konto 9999, verksamhet 0554 hör inte till någon rad" in output
    assert "rapport: inget skrevs" in output
    assert not (root / "data" / "2031" / "T1" / "ekonomi.yaml").exists()


def test_the_command_says_when_there_is_no_mapping(tmp_path: Path) -> None:
    root, file = project(tmp_path), tmp_path / "bok.csv"
    (root / "data" / "2031" / "underlag.yaml").unlink()
    file.write_bytes(as_csv([]))
    assert "[no-ledger-mapping]" in command(root, file)[1]


def test_without_a_file_the_one_that_the_mapping_names_is_taken(tmp_path: Path) -> None:
    root = project(tmp_path)
    app = typer.Typer()
    app.command()(ledger.run)
    words = ["--period", "2031-T1", "--project", str(root)]
    assert "det finns ingen fil som heter huvudbok*.xlsx" in CliRunner().invoke(app, words).output
    entry = Entry("4101", "5010", "0554", "203101", Decimal(1000), None)
    (root / "huvudbok april.xlsx").write_bytes(as_xlsx([entry]))
    assert "2 värden ändras" in CliRunner().invoke(app, words).output
    (root / "data" / "2031" / "huvudbok maj.xlsx").write_bytes(as_xlsx([entry]))
    assert "flera filer heter huvudbok*.xlsx" in CliRunner().invoke(app, words).output
