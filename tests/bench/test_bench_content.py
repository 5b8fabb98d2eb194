"""The same content: a real report scaled, and files that have every word and cell of it or don't."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import content
import grids
import invented
import scaled
from compare import differences, told
from peers.markdown import markdown
from peers.ready import Block, Cell, Column, Content, Point, Row, Run, shape
from peers.with_python_docx import write
from rapport.build import Request, build, check
from rapport.diagnostic import Level
from rapport.notation import parse_period
from rapport.read.project import read_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapport.model.year import Year

ROOT = Path(__file__).parents[2]
COLUMNS = [
    Column(title="Verksamhet", align="left", filled=False),
    Column(title="Bedömning", align="center", filled=True),
]
ASKED = Content(
    blocks=[
        Block(kind="heading", level=1, text="Ekonomi"),
        Block(kind="paragraph", runs=[Run(text="Underskottet är "), Run(text="13,5 Mkr", bold=True)]),
        Block(kind="list", points=[Point(level=0, runs=[Run(text="Fler placeringar")])]),
        Block(
            kind="table",
            caption="Tabell 1. Nettokostnad",
            columns=COLUMNS,
            shape=shape(COLUMNS),
            rows=[
                Row(cells=[Cell(text="Kostnader"), Cell(text="")]),
                Row(cells=[Cell(text="Vård\nFler dygn."), Cell(text="■ Röd", fill="B3261E")]),
            ],
            notes=["Källa: nämnden."],
        ),
    ]
)


def written(blocks: list[Block], folder: Path) -> Path:
    file = folder / "made.docx"
    write(blocks).save(str(file))
    return file


def test_a_file_with_everything_differs_in_nothing(tmp_path: Path) -> None:
    assert differences(ASKED, written(ASKED["blocks"], tmp_path)) == []


def table_of(blocks: list[Block]) -> Block:
    return blocks[3]


CHANGES: dict[str, tuple[Callable[[list[Block]], object], str]] = {
    "a word is missing": (
        lambda blocks: blocks[1]["runs"].pop(),
        "no paragraph says “Underskottet är 13,5 Mkr”",
    ),
    "a point is missing": (
        lambda blocks: blocks[2]["points"].clear(),
        "no paragraph says “Fler placeringar”",
    ),
    "a note is missing": (
        lambda blocks: table_of(blocks)["notes"].clear(),
        "no paragraph says “Källa: nämnden.”",
    ),
    "a cell is empty": (
        lambda blocks: table_of(blocks)["rows"][1]["cells"][1].update(Cell(text="")),
        "table 1 row 3 should say ['Vård Fler dygn.', '■ Röd'] and says ['Vård Fler dygn.']",
    ),
    "a cell lacks its second line": (
        lambda blocks: table_of(blocks)["rows"][1]["cells"][0].update(Cell(text="Vård")),
        "table 1 row 3 should say ['Vård Fler dygn.', '■ Röd'] and says ['Vård', '■ Röd']",
    ),
    "a row is missing": (
        lambda blocks: table_of(blocks)["rows"].pop(),
        "table 1 should have 3 rows and has 2",
    ),
    "a row is there twice": (
        lambda blocks: table_of(blocks)["rows"].append(table_of(blocks)["rows"][1]),
        "table 1 should have 3 rows and has 4",
    ),
    "rows have changed places": (
        lambda blocks: table_of(blocks)["rows"].reverse(),
        "table 1 row 2 should say ['Kostnader']",
    ),
    "a table is missing": (
        lambda blocks: blocks.pop(),
        "1 tables were asked for, 0 are there",
    ),
    "paragraphs have changed places": (
        lambda blocks: blocks.insert(0, blocks.pop(1)),
        "“Underskottet är 13,5 Mkr” comes too early or too seldom",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_file_lacks_is_found(tmp_path: Path, change: str) -> None:
    make, said = CHANGES[change]
    blocks = copy.deepcopy(ASKED["blocks"])
    make(blocks)
    assert said in told(differences(ASKED, written(blocks, tmp_path)))


def test_markdown_keeps_signs_and_puts_spaces_outside_its_marks() -> None:
    runs = [Run(text="Mål *ett*: ", bold=True), Run(text="a|b")]
    assert list(markdown([Block(kind="paragraph", runs=runs)])) == [r"**Mål \*ett\*\:** a\|b"]


@pytest.fixture(scope="module")
def threefold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("threefold")
    scaled.write_scaled(ROOT, root, 3)
    return root


def year_of(root: Path) -> Year:
    return read_project(root, (ROOT / "templates",)).project.years[scaled.YEAR]


def test_once_is_the_real_report(tmp_path: Path) -> None:
    scaled.write_scaled(ROOT, tmp_path, 1)
    for path in (ROOT / "data").rglob("*.*"):
        assert (tmp_path / path.relative_to(ROOT)).read_bytes() == path.read_bytes()


def test_a_scaled_report_has_no_errors(threefold: Path) -> None:
    found = check(threefold, [parse_period(scaled.PERIOD)]).diagnostics
    assert [finding.message for finding in found if finding.level is Level.ERROR] == []


def test_everything_reported_is_there_three_times(threefold: Path) -> None:
    real, made = year_of(ROOT), year_of(threefold)
    period = parse_period(scaled.PERIOD)
    for collection in ("assignments", "risks"):
        assert len(getattr(made.plan, collection)) == 3 * len(getattr(real.plan, collection))
    for name, table in real.plan.economy.items():
        assert len(made.plan.economy[name].lines) == 3 * len(table.lines)
    top = len(real.plan.goals)
    assert len(made.plan.goals) == top
    kept = set(real.reports[period].outcomes) & set(real.plan.goals)
    count = len(real.reports[period].outcomes)
    assert len(made.reports[period].outcomes) == 3 * count - 2 * len(kept)


def test_rapport_writes_the_content_that_the_peers_get(threefold: Path, tmp_path: Path) -> None:
    period = parse_period(scaled.PERIOD)
    built = build(Request(threefold, period, tmp_path, formats=("docx",)))
    asked = content.composed(threefold, scaled.PERIOD)
    assert differences(asked, built.files[0]) == []
    assert sum(len(block.get("rows", ())) for block in asked["blocks"]) > 3 * 100


def test_the_peers_write_the_real_report(tmp_path: Path) -> None:
    asked = content.composed(ROOT, scaled.PERIOD)
    again: Content = json.loads(json.dumps(asked))
    assert differences(asked, written(again["blocks"], tmp_path)) == []


def test_the_invented_report_is_as_it_says(tmp_path: Path) -> None:
    invented.write_invented(tmp_path, 1)
    assert check(tmp_path).diagnostics == []
    blocks = content.composed(tmp_path, invented.PERIOD)["blocks"]
    kinds = [block["kind"] for block in blocks]
    assert (kinds.count("heading"), kinds.count("list"), kinds.count("table")) == (20, 10, 12)
    tables = [block for block in blocks if block["kind"] == "table"]
    assert {(len(table["rows"]), table["shape"]) for table in tables} == {(30, "lrrrrfr")}


def test_a_workbook_with_another_cell_is_found(tmp_path: Path) -> None:
    from openpyxl import Workbook, load_workbook  # noqa: PLC0415  only here

    book = Workbook()
    book.create_sheet("Mått", 0).append(["Utfall", 12, "=B1*2"])
    asked, other = tmp_path / "asked.xlsx", tmp_path / "other.xlsx"
    book.save(asked)
    assert grids.differences(asked, asked) == []
    assert [cell[2] for cell in grids.grid(asked)["sheets"][0]["rows"][0]] == ["Utfall", 12, "=B1*2"]
    changed = load_workbook(asked)
    changed["Mått"]["C1"] = "=B1*3"
    changed.save(other)
    assert grids.differences(asked, other) == [
        "Mått row 1 should be ('Utfall', 12, '=B1*2') and is ('Utfall', 12, '=B1*3')"
    ]
