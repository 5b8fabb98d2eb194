"""A municipality's own Word file: its looks win, what it lacks is added, and what it lacks is said."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from accessibility import Parts, faults, words
from municipal import TEXT_WIDTH, WINE, dotx
from openxml_audit import OpenXmlValidator
from sample_document import report
from wording import SMALL, write_files

from rapport.build import Built, Request, build, check
from rapport.notation import parse_period
from rapport.write.files import OutputError
from rapport.write.word import TemplateError, write_word
from rapport.write.word_shortcomings import shortcomings

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("rapport.docx", "rapport-klassisk.docx")
STORY, STYLES = "word/document.xml", "word/styles.xml"


def shipped(name: str) -> bytes:
    return (ROOT / "templates" / name).read_bytes()


def raw(file: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return package.read(name).decode()


def edited(template: bytes, **changes: tuple[str, str]) -> bytes:
    """Return a Word file with a pattern changed everywhere in a part, named by the last word of its name."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as source, zipfile.ZipFile(target, "w") as package:
        for entry in source.namelist():
            content = source.read(entry)
            if change := changes.get(Path(entry).stem):
                content = re.sub(change[0], change[1], content.decode(), flags=re.DOTALL).encode()
            package.writestr(entry, content)
    return target.getvalue()


def problems(file: bytes, folder: Path) -> list[str]:
    path = folder / "rapport.docx"
    path.write_bytes(file)
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


def in_style(file: bytes, identifier: str) -> list[str]:
    name = f'w:pStyle w:val="{identifier}"'
    return [text for text in re.findall(r"<w:p>.*?</w:p>", raw(file, STORY), re.DOTALL) if name in text]


@pytest.fixture(scope="module")
def own() -> bytes:
    return write_word(report(), dotx())


# --- made in Swedish Word --------------------------------------------------------------------------------


def test_the_report_is_valid_and_can_be_read_by_everybody(own: bytes, tmp_path: Path) -> None:
    assert problems(own, tmp_path) == []
    assert faults(own) == []


def test_its_own_styles_are_used_under_their_swedish_identifiers(own: bytes) -> None:
    used = set(re.findall(r'w:pStyle w:val="([^"]*)"', raw(own, STORY)))
    assert {"Rubrik1", "Rubrik2", "Brdtext", "Innehll1", "Rubrik"} <= used
    assert not used & {"Heading1", "BodyText", "TOC1", "Title"}


def test_its_logo_stands_on_the_cover_and_on_every_other_page(own: bytes) -> None:
    assert "w:titlePg" not in raw(own, STORY)
    assert "Sundby kommuns logotyp" in raw(own, "word/header1.xml")


def test_its_own_instructions_are_left_out(own: bytes) -> None:
    assert "Skriv text här" not in raw(own, STORY)


def test_what_is_added_takes_its_colours_and_its_fonts(own: bytes) -> None:
    styles = raw(own, STYLES)
    added = re.search(r'<w:style [^>]*w:styleId="RapportTabellhuvud">.*?</w:style>', styles)
    assert added
    assert f'w:color w:val="{WINE}"' in added[0]
    assert "w:rFonts" not in added[0]


def test_tables_keep_within_its_margins(own: bytes) -> None:
    widths = [int(width) for width in re.findall(r'<w:tblW w:w="(\d+)"', raw(own, STORY))]
    assert TEXT_WIDTH in widths
    assert max(widths) <= 16838 - (11906 - TEXT_WIDTH)


def test_cells_are_not_justified_because_its_text_is(own: bytes) -> None:
    cell = re.search(r'<w:style [^>]*w:styleId="RapportTabelltext">.*?</w:style>', raw(own, STYLES))
    assert cell
    assert '<w:jc w:val="left"/>' in cell[0]


def test_nothing_leads_back_to_the_disk_it_was_made_on(own: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(own)) as package:
        assert [name for name in package.namelist() if b"file:///" in package.read(name)] == []
    assert "attachedTemplate" not in raw(own, "word/settings.xml")


def test_everything_is_said_in_swedish_though_the_template_is_english(own: bytes) -> None:
    for part in (STORY, STYLES, "word/settings.xml"):
        assert "en-US" not in raw(own, part).replace('w:eastAsia="en-US"', "")


def test_styles_with_swedish_names_in_the_file_itself_are_found(tmp_path: Path) -> None:
    names = (r'w:name w:val="heading (\d)"', r'w:name w:val="Rubrik \1"')
    file = write_word(report(), edited(dotx(), styles=names))
    assert in_style(file, "Rubrik1")
    assert problems(file, tmp_path) == []


def test_a_style_may_be_named_by_the_municipality() -> None:
    named = {"Rapport Tabelltext": "Kommunens tabelltext", "Brödtext": "List Paragraph"}
    file = write_word(report(), dotx(), style_names=named)
    assert in_style(file, "Kommuntabelltext")
    assert in_style(file, "Liststycke")
    assert in_style(file, "Brdtext") == []


# --- saved by LibreOffice --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_controls_that_lost_their_tags_are_known_by_what_stands_in_them(name: str, tmp_path: Path) -> None:
    """LibreOffice 7.4 writes back ``<w:sdtPr></w:sdtPr>`` and names the headings "Heading 1"."""
    bare = (r"<w:alias [^>]*/><w:tag [^>]*/><w:id [^>]*/>", "")
    saved = edited(
        shipped(name),
        document=bare,
        header1=bare,
        header2=bare,
        footer1=bare,
        footer2=bare,
        styles=(r'w:name w:val="heading (\d)"', r'w:name w:val="Heading \1"'),
    )
    file = write_word(report(), saved)
    read = " ".join(words(part) for part in Parts(file).texts())
    assert "[" not in read
    assert "Här kommer rapportens innehåll" not in read
    assert faults(file) == []
    assert problems(file, tmp_path) == []


# --- what is lacking -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_word_files_lack_nothing(name: str) -> None:
    assert shortcomings(shipped(name)) == []


def test_what_a_municipality_s_file_lacks_is_told() -> None:
    told = shortcomings(dotx())
    assert [sentence.partition(":")[0].partition(" (")[0] for sentence in told] == [
        "formatmallar saknas",
        "27 av rapports 27 egna formatmallar saknas",
        "innehållskontroller saknas",
        "mallens språk är en-US; dokumenten får svenska",
        "sidhuvud och sidfot säger inte vilken rapport det är",
    ]
    assert "Punktlista, Numrerad lista, Beskrivning" in told[0]


def test_a_colour_that_can_t_be_read_is_told() -> None:
    pale = edited(dotx(), styles=(f'w:val="{WINE}" w:themeColor="text2"', 'w:val="C0A0B0"'))
    assert (
        "texten i formatmallen Rubrik 1 har kontrasten 2,4:1 mot sin bakgrund; lagen kräver 4,5:1"
        in shortcomings(pale)
    )


def test_pages_without_header_footer_and_number_are_told() -> None:
    bare = edited(
        dotx(), document=("<w:(?:header|footer)Reference [^>]*/>", ""), footer1=(" PAGE ", " DATE ")
    )
    assert {"sidhuvud saknas", "sidfot saknas", "sidnummer saknas i sidhuvud och sidfot"} <= set(
        shortcomings(bare)
    )


def test_a_file_of_an_old_word_is_told() -> None:
    old = edited(dotx(), settings=('w:val="15"', 'w:val="14"'))
    assert "mallen är sparad i kompatibilitetsläge: välj Arkiv, Konvertera i Word" in shortcomings(old)


def test_style_names_that_lead_nowhere_are_told() -> None:
    told = shortcomings(dotx(), {"Brödtext": "Kommunbrödtext", "Ingres": "Normal"})
    assert told[:2] == [
        "formatmallen ”Kommunbrödtext”, som wordstilar anger för Brödtext, finns inte i mallen",
        "wordstilar nämner ”Ingres”, som inte är någon formatmall som rapporterna använder",
    ]


def test_a_file_that_is_no_word_file_is_refused() -> None:
    with pytest.raises(TemplateError, match=r"inte en \.docx-fil"):
        shortcomings(b"inget")


# --- chosen in år.yaml -----------------------------------------------------------------------------------


def project(tmp_path: Path, lines: str, **files: bytes) -> Path:
    root: Path = write_files({**SMALL, "år.yaml": f"{SMALL['år.yaml']}\n{lines}\n"}, tmp_path)
    (root / "templates").mkdir(exist_ok=True)
    for name, content in files.items():
        (root / "templates" / f"{name}.docx").write_bytes(content)
    return root


def built(root: Path) -> Built:
    return build(Request(root, parse_period("2031-T1"), root / "out", formats=("docx",)))


def test_the_word_file_is_chosen_for_the_year(tmp_path: Path) -> None:
    root = project(tmp_path, "wordmall: rapport-klassisk.docx")
    assert "Cambria" in raw(built(root).files[0].read_bytes(), STYLES)


def test_a_word_file_of_its_own_is_found_in_its_templates(tmp_path: Path) -> None:
    lines = "wordmall: kommun.docx\nwordstilar:\n  Brödtext: List Paragraph"
    root = project(tmp_path, lines, kommun=dotx())
    assert in_style(built(root).files[0].read_bytes(), "Rubrik1")


def test_a_word_file_that_does_not_exist_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    root = project(tmp_path, "wordmall: raport.docx")
    with pytest.raises(
        OutputError, match=r"raport\.docx finns inte i templates/; menade du ”rapport\.docx”\?"
    ):
        built(root)
    found = next(finding for finding in check(root).diagnostics if finding.check == "missing-template")
    assert (str(found.origin.path), found.level.value) == ("templates/raport.docx", "fel")


def test_check_says_what_the_chosen_word_file_lacks(tmp_path: Path) -> None:
    root = project(tmp_path, "wordmall: kommun.docx", kommun=dotx())
    lacking = [finding for finding in check(root).diagnostics if finding.check == "word-template-lacks"]
    assert [finding.message for finding in lacking] == sorted(shortcomings(dotx()))


def test_check_says_nothing_of_the_shipped_ones(tmp_path: Path) -> None:
    root = project(tmp_path, "wordmall: rapport-klassisk.docx")
    assert [finding for finding in check(root).diagnostics if finding.check == "word-template-lacks"] == []
