"""Economy tables, the reconciliation and the list of figures, as a reader sees them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from wording import COLOURS, context_from, dump_table, plain

from rapport.compose.folders import SHIPPED
from rapport.tables.cell import Call, Claim, Number, Operation, Ref, RowKind, Sum, Tone, Words
from rapport.tables.economy import ROUNDING_NOTE, economy_table
from rapport.tables.reconciliation import reconciliation_table, tally
from rapport.tables.sources import sources_table
from rapport.write.word_table import captioned
from rapport.write.word_template import read_template

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.tables.context import Context

YEAR = f"""{COLOURS}
regler:
  budget:
    skala: färg
    typ: relativ avvikelse
    gränser:
      G: {{under: 1 %}}
      A: {{från: 1 %, högst: 2 %}}
      R: {{över: 2 %}}
ekonomi:
  drift:
    namn: Driftbudget
    enhet: UNIT
    kolumner:
      utfall: {{namn: Utfall, avser: perioden}}
      periodbudget: {{namn: Budget, avser: perioden}}
      avvikelse: {{namn: Avvikelse, avser: perioden, formel: utfall - periodbudget, är_avvikelse: ja}}
      förra: {{namn: Förra året, avser: föregående år, visas: nej}}
      ändring: {{namn: Ändring, formel: utfall - förra}}
      ljus: {{namn: Bedömning, regel: budget, avvikelse: avvikelse, mot: periodbudget}}
    noter: [Utan moms.]
    rader:
      omsorg: {{namn: Omsorg, typ: rubrik}}
      hemtjänst: {{namn: Hemtjänst, fotnot: Ny organisation.}}
      boende: {{namn: Särskilt boende}}
      dolt: {{namn: Varav natt, typ: varav, visas: nej}}
      summa: {{namn: Omsorg, typ: total, summa: [hemtjänst, boende]}}
"""

REPORT = """
ekonomi:
  drift:
    hemtjänst: {utfall: -10 500, periodbudget: -10 000, avvikelse: -501, förra: -9 000}
    boende: {utfall: -20 000, periodbudget: -20 400}
    dolt: {utfall: -100}
"""


def economy(folder: Path, unit: str = "tkr", report: str = REPORT) -> Context:
    return context_from({"år.yaml": YEAR.replace("UNIT", unit), "T1/ekonomi.yaml": report}, folder)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return economy(tmp_path)


def test_an_economy_table(context: Context) -> None:
    table = economy_table(context, "drift")
    assert table.caption == "Driftbudget, januari–april 2031, tkr"
    assert (
        dump_table(table)
        == """
Post | Utfall jan–apr | Budget jan–apr | Avvikelse jan–apr | Ändring | Bedömning
Omsorg |  |  |  |  |
Hemtjänst | −10 500 | −10 000 | −501 | −1 500 | Röd
Särskilt boende | −20 000 | −20 400 | 400 | – | Grön
Omsorg | −30 500 | −30 400 | −100 | −21 500 | –
""".strip()
    )


def test_rows_keep_their_part_and_their_footnote(context: Context) -> None:
    table = economy_table(context, "drift")
    assert [row.kind for row in table.rows] == [RowKind.HEADING, RowKind.ITEM, RowKind.ITEM, RowKind.TOTAL]
    assert table.rows[1].footnote == "Ny organisation."


def test_a_deficit_is_marked_in_columns_of_deviations_only(context: Context) -> None:
    table = economy_table(context, "drift")
    tones = [table.cell("hemtjänst", column).tone for column in ("utfall", "avvikelse", "ändring")]
    assert tones == [Tone.PLAIN, Tone.BAD, Tone.PLAIN]


def test_notes_explain_the_lights_and_the_rounding(context: Context) -> None:
    assert [plain(note) for note in economy_table(context, "drift").notes] == [
        "Utan moms.",
        "Bedömning. Grön: avvikelsen är mindre än 1 %. Gul: avvikelsen är minst 1 % och högst 2 %. Röd: avvikelsen är över 2 %.",
        ROUNDING_NOTE,
    ]


def test_a_note_names_the_figures_that_others_wait_for(tmp_path: Path) -> None:
    report = REPORT.replace("boende: {utfall: -20 000,", "boende: {utfall: ,")
    table = economy_table(economy(tmp_path, report=report), "drift")
    assert (
        dump_table(table).splitlines()[-2:]
        == """
Särskilt boende | – | −20 400 | – | – | Ej bedömd <utfall saknas>
Omsorg | – | −30 400 | – | – | –
""".strip().splitlines()
    )
    assert "Inte ifyllt: Utfall för Särskilt boende. Det som bygger på det räknas inte ut." in [
        plain(note) for note in table.notes
    ]


def test_figures_follow_from_other_cells(context: Context) -> None:
    table = economy_table(context, "drift")
    assert table.cell("boende", "avvikelse").formula == Operation(
        "-", Ref("boende", "utfall"), Ref("boende", "periodbudget")
    )
    assert table.cell("summa", "utfall").formula == Sum((Ref("hemtjänst", "utfall"), Ref("boende", "utfall")))
    assert table.cell("hemtjänst", "utfall").formula is None


def test_a_formula_never_points_at_a_column_that_is_not_there(context: Context) -> None:
    assert economy_table(context, "drift").cell("hemtjänst", "ändring").formula is None
    complete = economy_table(context, "drift", everything=True)
    assert complete.cell("hemtjänst", "ändring").formula == Operation(
        "-", Ref("hemtjänst", "utfall"), Ref("hemtjänst", "förra")
    )
    assert complete.cell("dolt", "utfall").value == -100


def test_a_claim_shows_what_was_typed_beside_what_was_computed(context: Context) -> None:
    cell = economy_table(context, "drift").cell("hemtjänst", "avvikelse")
    assert cell.value == -501
    assert cell.claim == Claim(Decimal(-501), Decimal(-500))


def test_a_light_is_a_formula_of_the_deviation_and_the_budget(context: Context) -> None:
    cell = economy_table(context, "drift").cell("hemtjänst", "ljus")
    deviation, base, zero = (
        Ref("hemtjänst", "avvikelse"),
        Ref("hemtjänst", "periodbudget"),
        Number(Decimal(0)),
    )
    share = Operation(
        "*", Operation("/", Operation("-", zero, deviation), Call("ABS", (base,))), Number(Decimal(100))
    )
    amber = Call("IF", (Operation("<=", share, Number(Decimal(2))), Words("Gul"), Words("Röd")))
    banded = Call("IF", (Operation("<", share, Number(Decimal(1))), Words("Grön"), amber))
    without = Call("IF", (Operation("<", deviation, zero), Words("Röd"), Words("Grön")))
    assert cell.formula == Call("IF", (Operation("=", base, zero), without, banded))


def test_kronor_are_shown_in_thousands_each_rounded_by_itself(tmp_path: Path) -> None:
    report = """
ekonomi:
  drift:
    hemtjänst: {utfall: -10 500 400, periodbudget: -10 000 000}
    boende: {utfall: -20 000 400, periodbudget: -20 000 500}
"""
    table = economy_table(economy(tmp_path, "kr", report), "drift")
    shown = {row: plain(table.cell(row, "utfall").shown) for row in ("hemtjänst", "boende", "summa")}
    assert shown == {"hemtjänst": "−10 500", "boende": "−20 000", "summa": "−30 501"}
    assert table.cell("summa", "utfall").value == Decimal("-30500.8")
    assert plain(table.cell("boende", "avvikelse").shown) == "0"
    assert plain(table.cell("boende", "periodbudget").shown) == "−20 001"


def test_words_stand_in_their_cell(tmp_path: Path) -> None:
    report = "ekonomi: {drift: {hemtjänst: {utfall: {ord: Ej aktuellt}, periodbudget: -1}}}"
    table = economy_table(economy(tmp_path, report=report), "drift")
    assert table.cell("hemtjänst", "utfall").shown == "Ej aktuellt"
    assert table.cell("hemtjänst", "avvikelse").shown == "–"


def test_an_unknown_table_is_a_mistake_of_the_program(context: Context) -> None:
    with pytest.raises(KeyError):
        economy_table(context, "investering")


# --- Reconciliation and sources


def test_the_reconciliation_lists_every_tie_out(context: Context) -> None:
    table = reconciliation_table(context)
    columns = ("prövning", "rad", "kolumn", "angivet", "beräknat", "skillnad", "tolerans", "utfall", "källa")
    ours = [
        " | ".join(plain(row.cells[table.column(column)].shown) for column in columns) for row in table.rows
    ]
    assert ours == [
        "Kolumnens formel | Hemtjänst | Avvikelse jan–apr | −501 | −500 | −1 | 1,5 | Avrundning | data/2031/T1/ekonomi.yaml:4:68",
        "Kolumnens formel | Hemtjänst | Ändring | −1 500 | −1 500 | 0 | 1,0 | OK | beräknad",
        "Kolumnens formel | Särskilt boende | Avvikelse jan–apr | 400 | 400 | 0 | 1,0 | OK | beräknad",
        "Summa av rader | Omsorg | Utfall jan–apr | −30 500 | −30 500 | 0 | 1,0 | OK | beräknad",
        "Summa av rader | Omsorg | Budget jan–apr | −30 400 | −30 400 | 0 | 1,0 | OK | beräknad",
        "Kolumnens formel | Omsorg | Avvikelse jan–apr | −100 | −100 | 0 | 2,0 | OK | beräknad",
        "Summa av rader | Omsorg | Avvikelse jan–apr | −100 | −101 | 1 | 3,5 | Avrundning | beräknad",
        "Summa av rader | Omsorg | Förra året föregående år | −9 000 | −9 000 | 0 | 0,5 | OK | beräknad",
        "Kolumnens formel | Omsorg | Ändring | −21 500 | −21 500 | 0 | 1,5 | OK | beräknad",
        "Summa av rader | Omsorg | Ändring | −21 500 | −1 500 | −20 000 | 2,5 | Granska | beräknad",
    ]


def test_the_verdict_of_a_tie_out_is_a_formula(context: Context) -> None:
    cell = reconciliation_table(context).cell("1", "utfall")
    difference, tolerance = Ref("1", "skillnad"), Ref("1", "tolerans")
    within = Operation("<", Call("ABS", (difference,)), tolerance)
    otherwise = Call("IF", (within, Words("Avrundning"), Words("Granska")))
    assert cell.formula == Call(
        "IF", (Operation("=", difference, Number(Decimal(0))), Words("OK"), otherwise)
    )


def test_tie_outs_are_counted(context: Context) -> None:
    assert {finding.value: count for finding, count in tally(context.results).items()} == {
        "agrees": 7,
        "rounding": 2,
        "contradicts": 1,
    }


def test_a_sum_of_too_few_rows_names_the_row_without_a_figure(context: Context) -> None:
    table = reconciliation_table(context)
    assert table.cell("8", "anmärkning").shown == "Saknar belopp: Särskilt boende"


def test_every_figure_stands_once_among_the_sources(context: Context) -> None:
    table = sources_table(context)
    shown = {row.key: [plain(cell.shown) for cell in row.cells[2:]] for row in table.rows}
    assert shown["drift.hemtjänst.avvikelse"] == [
        "Hemtjänst", "Avvikelse jan–apr", "−501", "tkr", "angiven, avrundning", "data/2031/T1/ekonomi.yaml:4:68",
    ]  # fmt: skip
    assert shown["drift.summa.utfall"][-2:] == ["beräknad", "beräknad"]
    assert shown["drift.dolt.utfall"][-2] == "inmatad"
    assert "drift.boende.förra" not in shown
    assert len(shown) == len(table.rows)


def test_a_figure_of_an_earlier_report_has_its_line_there_among_the_sources(tmp_path: Path) -> None:
    table = (
        "ekonomi: {drift: {namn: Drift, kolumner: {prognos: {namn: Prognos}, utfall: {namn: Utfall, formel: prognos - 5}, "
        "förra: {namn: Förra, föregående: prognos}, dess: {namn: Dess, föregående: utfall}}, rader: {vård: {namn: Vård}}}}\n"
    )
    reported = {
        f"data/2031/T{n}/e.yaml": f"ekonomi: {{drift: {{vård: {{prognos: -{n}50}}}}}}\n" for n in (1, 2)
    }
    files = {"data/2031/år.yaml": table, **reported}
    made = sources_table(context_from(files, tmp_path, "2031-T2"))
    shown = {row.key: [plain(cell.shown) for cell in row.cells[-2:]] for row in made.rows}
    assert shown["drift.vård.förra"] == ["hämtad ur 2031-T1", "data/2031/T1/e.yaml:1:35"]
    assert shown["drift.vård.dess"] == ["hämtad ur 2031-T1", "beräknad i 2031-T1"]


def test_columns_have_titles_of_their_own_when_the_period_is_the_whole_year(tmp_path: Path) -> None:
    files = {
        "data/2031/år.yaml": (
            "ekonomi:\n"
            "  drift:\n"
            "    namn: Drift\n"
            "    kolumner:\n"
            "      periodbudget: {namn: Budget, avser: perioden}\n"
            "      budget: {namn: Budget, avser: helår}\n"
            "    rader:\n"
            "      lokaler: {namn: Lokaler, budget: -20}\n"
        ),
        "data/2031/helår.yaml": "ekonomi: {drift: {lokaler: {periodbudget: -20}}}\n",
    }
    table = economy_table(context_from(files, tmp_path, "2031"), "drift")
    assert [column.title for column in table.columns] == ["Post", "Budget\nperioden", "Budget\nhelår"]


GROUPS = """
ekonomi:
  drift:
    namn: Driftbudget
    kolumner:
      utfall: {namn: Utfall, avser: perioden}
      budget: {namn: Budget, avser: helår}
    rader:
      omsorg: {namn: Omsorg, typ: rubrik, summa: [hemtjänst, boende]}
      hemtjänst: {namn: Hemtjänst, budget: -300}
      boende: {namn: Boende, budget: -500}
      kultur: {namn: Kultur, typ: rubrik}
      scen: {namn: Scen, budget: -40}
      total: {namn: Summa, typ: total, summa: [omsorg, scen]}
"""


class TestHeadings:
    """A heading that adds up rows carries its group's sum; another is a heading and nothing else."""

    def table(self, folder: Path, report: str = "") -> Context:
        figures = report or "{hemtjänst: {utfall: -110}, boende: {utfall: -160}, scen: {utfall: -12}}"
        return context_from(
            {"år.yaml": GROUPS, "T1/ekonomi.yaml": f"ekonomi: {{drift: {figures}}}\n"}, folder
        )

    def test_it_has_the_sum_of_its_rows_as_a_formula(self, tmp_path: Path) -> None:
        rows = {row.key: row for row in economy_table(self.table(tmp_path), "drift").rows}
        heading = rows["omsorg"]
        assert (heading.kind, [cell.value for cell in heading.cells]) == (
            RowKind.HEADING,
            ["Omsorg", Decimal(-270), Decimal(-800)],
        )
        assert heading.cells[1].formula == Sum((Ref("hemtjänst", "utfall"), Ref("boende", "utfall")))
        assert [cell.value for cell in rows["kultur"].cells] == ["Kultur", None, None]
        assert [cell.value for cell in rows["total"].cells] == ["Summa", Decimal(-282), Decimal(-840)]

    def test_what_is_typed_for_it_is_held_against_its_rows(self, tmp_path: Path) -> None:
        typed = "{hemtjänst: {utfall: -110}, boende: {utfall: -160}, omsorg: {utfall: -290}}"
        shown = dump_table(reconciliation_table(self.table(tmp_path, typed)))
        assert "Granska" in shown
        assert "290" in shown

    def test_in_word_it_spans_nothing_that_has_a_figure(self, tmp_path: Path) -> None:
        template = read_template((SHIPPED / "rapport.docx").read_bytes())
        written = captioned(economy_table(self.table(tmp_path), "drift"), 1, 9000, template)
        rows = [row for row in written.split("<w:tr>") if "Omsorg<" in row or "Kultur<" in row]
        assert [row.count("<w:tc>") for row in rows] == [3, 1]
