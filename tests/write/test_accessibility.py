"""Every document of every report can be read by everybody, in both looks; and each rule can fail."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from accessibility import RULES, contrast, faults
from council import write_municipality
from sample_document import report

from rapport.build import Request, build
from rapport.notation import format_period, parse_period
from rapport.read.project import read_periods
from rapport.write import palette, word_look
from rapport.write.word import write_word

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ("rapport.docx", "rapport-klassisk.docx")
PERIODS = [format_period(period) for period in read_periods(ROOT)]
STORY, STYLES = "word/document.xml", "word/styles.xml"


@pytest.fixture(scope="module", params=TEMPLATES)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real project, with one of the shipped Word files chosen."""
    root = tmp_path_factory.mktemp("projekt")
    shutil.copytree(ROOT / "data", root / "data")
    for year in root.glob("data/*/år.yaml"):
        with year.open("a", encoding="utf-8") as file:
            file.write(f"\nwordmall: {request.param}\n")
    return root


def test_there_are_five_reports() -> None:
    assert len(PERIODS) >= 5


@pytest.mark.parametrize("period", PERIODS)
def test_a_real_report_can_be_read_by_everybody(project: Path, period: str, tmp_path: Path) -> None:
    built = build(Request(project, parse_period(period), tmp_path, formats=("docx",)))
    assert built.files
    for file in built.files:
        assert faults(file.read_bytes()) == [], file.name


def test_a_councils_report_can_be_read_by_everybody(tmp_path: Path) -> None:
    root = write_municipality(tmp_path, {"vård": {"T1/ekonomi.yaml": "ekonomi: [\n"}})
    (file,) = build(Request(root, parse_period("2031-T1"), tmp_path / "out", formats=("docx",))).files
    assert faults(file.read_bytes()) == []


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("review", [False, True])
def test_a_report_that_uses_everything_can_be_read_by_everybody(name: str, *, review: bool) -> None:
    assert faults(sample(name, review=review)) == []


def sample(name: str = TEMPLATES[0], *, review: bool = False) -> bytes:
    return write_word(report(), (ROOT / "templates" / name).read_bytes(), review=review)


def changed(part: str, old: str, new: str) -> bytes:
    """Return the sample document with the first place of a pattern in one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample())) as source, zipfile.ZipFile(target, "w") as package:
        for entry in source.namelist():
            content = source.read(entry)
            if entry == part:
                text, count = re.subn(old, new, content.decode(), count=1, flags=re.DOTALL)
                assert count, f"{old} stands nowhere in {part}"
                content = text.encode()
            package.writestr(entry, content)
    return target.getvalue()


EMPTY_PARAGRAPH = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:p>'
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="9" name="Bild"/></wp:inline></w:drawing></w:r></w:p>'
)
BROKEN = {
    "title": ("docProps/core.xml", r"<dc:title>[^<]*", "<dc:title>"),
    "language": (STYLES, 'w:lang w:val="sv-SE"', 'w:lang w:val="en-US"'),
    "headings": (STORY, 'w:pStyle w:val="Heading2"', 'w:pStyle w:val="Heading4"'),
    "table_heads": (STORY, "<w:tblHeader/>", ""),
    "empty_cells": (STORY, r"(</w:tblHeader>|<w:tblHeader/>)(.*?)<w:t>[^<]*</w:t>", r"\1\2"),
    "merged_cells": (STORY, r"(<w:tc><w:tcPr><w:tcW [^>]*/>)(?!<w:gridSpan)", r'\1<w:gridSpan w:val="2"/>'),
    "nested_tables": (STORY, r"(<w:tc><w:tcPr>.*?</w:tcPr>)", r"\1<w:tbl/>"),
    "captions": (STORY, 'w:pStyle w:val="Caption"', 'w:pStyle w:val="BodyText"'),
    "alternatives": (STORY, "<w:body>", f"<w:body>{PICTURE}"),
    "lists": (STORY, r'(w:pStyle w:val="BodyText"/>.*?<w:t[^>]*>)', r"\1• "),
    "links": (STORY, r'(<w:hyperlink w:anchor=")[^"]*', r"\1borta"),
    "empty_paragraphs": (STORY, "<w:body>", f"<w:body>{EMPTY_PARAGRAPH}"),
    "contrasts": (STYLES, palette.QUIET, "B0B0B0"),
    "colour_alone": (STORY, r'(w:pStyle w:val="RapportBetyg.*?<w:t>)[^<]*', r"\1●"),
}  # fmt: skip


@pytest.mark.parametrize("rule", [rule.__name__ for rule in RULES])
def test_each_rule_finds_the_fault_it_is_about(rule: str) -> None:
    assert rule in {fault.partition(":")[0] for fault in faults(changed(*BROKEN[rule]))}


@pytest.mark.parametrize("look", [word_look.NEUTRAL, word_look.CLASSIC])
def test_every_colour_of_a_look_can_be_read_on_every_tint_of_it(look: word_look.Look) -> None:
    tints = (palette.WHITE, look.head_tint, look.group_tint, look.heading_tint, look.box_tint)
    inks = (look.deep, look.accent, palette.INK, palette.QUIET, palette.ALARM)
    low = [(tint, ink) for tint in tints for ink in inks if contrast(tint, ink) < 4.5]
    assert low == []


@pytest.mark.parametrize("colour", ["FFE000", "9AC8E0", "808080"])
def test_a_municipality_with_pale_colours_gets_ours_for_text(colour: str) -> None:
    look = word_look.adapted(colour, colour, palette.TEXT_WIDTH)
    assert contrast(look.deep, look.head_tint) >= 4.5
    assert contrast(look.accent, look.head_tint) >= 4.5
