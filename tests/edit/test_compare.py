"""Changes in a built document: each told once, and what is the same to a reader not at all."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import docx
import pytest

from rapport.edit.belonging import Lines, Made, Place, belongs
from rapport.edit.compare import Edit, Spot, edits
from rapport.origin import Origin
from rapport.tables.cell import Cell, Column, Kind, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    Part = str | list[list[str]]

AMOUNTS = [["Post", "Utfall"], ["Hallar", "−14 000"], ["Gårdar", "0"], ["Stab", "0"]]
REPORT: tuple[Part, ...] = (
    "# Uppföljning av uppdrag",
    "Två uppdrag pågår.",
    AMOUNTS,
    "# Ekonomi",
    "Prognosen håller.",
)
TITLES = ("Post", "Utfall")


def document(parts: Sequence[Part]) -> bytes:
    """Return a Word document: headings, paragraphs and tables; a line feed parts the paragraphs of a cell."""
    made = docx.Document()
    for part in parts:
        if isinstance(part, str):
            made.add_paragraph(part.removeprefix("# "), style="Heading 1" if part.startswith("# ") else None)
            continue
        table = made.add_table(len(part), len(part[0]))
        for row, texts in zip(table.rows, part, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                first, *more = text.split("\n")
                cell.text = first
                for paragraph in more:
                    cell.add_paragraph(paragraph)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def changed(old: Part, new: Part) -> list[Edit]:
    edited = [new if part == old else part for part in REPORT]
    return edits(document(REPORT), document(edited))


def test_a_changed_heading_is_one_change_and_not_all_that_stands_below_it() -> None:
    (edit,) = changed("# Uppföljning av uppdrag", "# Uppdragen")
    assert (edit.before, edit.after) == ("Uppföljning av uppdrag", "Uppdragen")


def test_a_changed_figure_is_told_with_its_row_and_column() -> None:
    table = [["Post", "Utfall"], ["Hallar", "−14 100"], ["Gårdar", "0"], ["Stab", "0"]]
    assert changed(AMOUNTS, table) == [
        Edit(
            "Uppföljning av uppdrag, rad ”Hallar”, Utfall",
            "−14 000",
            "−14 100",
            Spot(TITLES, "Hallar", "Utfall"),
        )
    ]


def test_a_changed_comment_below_a_name_is_one_change() -> None:
    before = [["Indikator", "Utfall"], ["Besök\nFler än väntat.", "3"], ["Lån", "3"]]
    after = [["Indikator", "Utfall"], ["Besök\nFärre än väntat.", "3"], ["Lån", "3"]]
    (edit,) = edits(document([before]), document([after]))
    assert (edit.before, edit.after) == ("Fler än väntat.", "Färre än väntat.")
    assert edit.where == "början, rad ”Besök”, Indikator"


def test_a_row_put_in_leaves_its_neighbours_alone() -> None:
    table = [*AMOUNTS[:2], ["Simhall", "0"], *AMOUNTS[2:]]
    assert [(edit.before, edit.after) for edit in changed(AMOUNTS, table)] == [("", "Simhall | 0")]


def test_a_title_of_a_column_can_be_changed_too() -> None:
    table = [["Post", "Utfall hittills"], *AMOUNTS[1:]]
    (edit,) = changed(AMOUNTS, table)
    assert (edit.where, edit.after) == ("Uppföljning av uppdrag, tabellens rubrikrad", "Utfall hittills")


@pytest.mark.parametrize("same", ["Prognosen\N{NO-BREAK SPACE}håller.", "Progno\N{SOFT HYPHEN}sen håller. "])
def test_what_looks_the_same_is_no_change(same: str) -> None:
    assert changed("Prognosen håller.", same) == []


def test_the_table_of_contents_follows_from_the_headings() -> None:
    before, after = docx.Document(), docx.Document()
    for made, title in ((before, "Uppföljning av uppdrag 4"), (after, "Uppdragen 5")):
        made.styles.add_style("TOC 1", 1)
        made.add_paragraph(title, style="TOC 1")
    streams = io.BytesIO(), io.BytesIO()
    before.save(streams[0])
    after.save(streams[1])
    assert edits(streams[0].getvalue(), streams[1].getvalue()) == []


HALLS = Table(
    "drift",
    "Drift",
    (Column("rad", "Post", Kind.TEXT), Column("utfall", "Utfall")),
    (
        Row(
            "hallar",
            (Cell("Hallar"), Cell(Decimal(-14), Kind.NUMBER, origin=Origin("data/2031/T2/e.yaml", 7))),
        ),
        Row("total", (Cell("Summa"), Cell(Decimal(-14), Kind.NUMBER))),
        Row("stab", (Cell("Stab"), Cell(kind=Kind.NUMBER))),
    ),
)
OWN: Lines = {
    "data/2031/T2/ekonomi.md": ("Prognosen är {{ avvikelse | mkr }}.",),
    "data/2031/T2/utfall.yaml": (
        "utfall:",
        "  # Lån; 2031-T1: Biblioteken lånade ut mest.",
        "  lån:",
        "    kommentar: >-",
        "      Utlåningen är **lägre** än målnivån.",
        "      Biblioteken lånade ut {{ mått | tal }} böcker.",
        "  kö: {kommentar: Kön minskar.}",
        "  hyra: {kommentar: Som förut i år.}",
        "  el: {kommentar: Som förut i år.}",
    ),
}
YEARS: Lines = {"data/2031/mål.yaml": ("    namn: Barn och unga läser mer",)}
TEMPLATES: Lines = {
    "delårsrapport.md.j2": ("# Uppföljning av uppdrag", "", "# Barn och unga läser mer", "| – |"),
}
MADE = Made((HALLS,), (OWN, YEARS, TEMPLATES), frozenset({"drift.total"}))
LOANS = "Utlåningen är lägre än målnivån. Biblioteken lånade ut 812 böcker."


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("Prognosen är −0,6 Mkr.", "Prognosen är dålig.", "data/2031/T2/ekonomi.md:1"),
        (LOANS, LOANS.replace("lägre", "högre"), "data/2031/T2/utfall.yaml:5"),
        (LOANS, LOANS.replace("812", "813"), "data/2031/T2/utfall.yaml:6"),
        (LOANS, f"{LOANS} Det är bra.", "data/2031/T2/utfall.yaml:6"),
        ("Kön minskar.", "Kön ökar.", "data/2031/T2/utfall.yaml:7"),
        ("Barn och unga läser mer", "Barn läser", "data/2031/mål.yaml:1"),
        ("Uppföljning av uppdrag", "Uppdragen", "delårsrapport.md.j2:1"),
    ],
)
def test_a_text_belongs_where_it_was_written(before: str, after: str, place: str) -> None:
    assert belongs(Edit("", before, after), MADE) == Place(place)


@pytest.mark.parametrize(
    "before",
    ["–", "0", "Gul", "", "Som förut i år.", "Helt andra ord än i någon av filerna."],
    ids=["a dash", "a figure", "a short word", "nothing", "the same on two lines", "written nowhere"],
)
def test_what_can_stand_anywhere_belongs_nowhere(before: str) -> None:
    assert belongs(Edit("", before, "Något annat"), MADE) is None


def test_a_figure_belongs_where_it_was_typed() -> None:
    edit = Edit("", "−14", "−15", Spot(TITLES, "Hallar", "Utfall"))
    assert belongs(edit, MADE) == Place("data/2031/T2/e.yaml:7")


def test_a_sum_is_explained_and_not_typed() -> None:
    edit = Edit("", "−14", "−15", Spot(TITLES, "Summa", "Utfall"))
    assert belongs(edit, MADE) == Place(explained="drift.total.utfall")


def test_a_figure_that_nobody_typed_has_no_place() -> None:
    assert belongs(Edit("", "–", "3", Spot(TITLES, "Stab", "Utfall")), MADE) is None
