"""Whatever stands in a file, reading ends in findings and never in a traceback."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st
from wording import SMALL, write_files

from hard.fuzzing import fuzz
from rapport.build import check
from rapport.diagnostic import Diagnostic, format_diagnostic
from rapport.read.nodes import parse
from rapport.read.source import MAX_BYTES, Source, read_source, source_of
from rapport.written import Mapping, Node, Scalar, Sequence

MANY = fuzz(300)
FEW = fuzz(80)

TOKENS = st.sampled_from(
    [
        *(
            "mål",
            "utfall",
            "ekonomi",
            "rader",
            "larm",
            "trygghet",
            "namn",
            "kommentar",
            "betyg",
            "summa",
            "formel",
        ),
        *(
            "nivå",
            "indikatorer",
            "målnivå",
            "skalor",
            "regler",
            "gränser",
            "högst",
            "T1",
            "2031",
            "år",
            "plan",
        ),
        *(
            ": ",
            ":",
            "\n",
            "\n  ",
            "\n    ",
            "\n      ",
            "\n\t",
            "- ",
            "-",
            "? ",
            "! ",
            "&a ",
            "*a",
            "<<: ",
            "# ",
            "#",
        ),
        *(
            "[",
            "]",
            "{",
            "}",
            ",",
            ", ",
            "'",
            '"',
            "|\n",
            ">-\n",
            "|2\n",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "\\",
        ),
        *(
            "1 050",
            "37,99 %",
            "-26 707",
            "−4,3 Mkr",
            "8,5/7",
            ">25 %",
            "öka från 64 %",
            "3",
            "0",
            "ja",
            "nej",
            "~",
        ),
        *(
            "{{ utfall.larm }}",
            "{% for x in y %}",
            "{{",
            "}}",
            "a\u0308",
            "\u00a0",
            "\u200b",
            "\ufeff",
            "\x85",
            "🗂",
        ),
    ]
)
YAML_LIKE = st.lists(st.one_of(TOKENS, st.text(max_size=5)), max_size=40).map("".join)
NAMES = st.sampled_from(
    ["år.yaml", "mål.yaml", "ekonomi.yaml", "T1/utfall.yaml", "T1/ekonomi.yaml", "uppdrag.yaml"]
)


def spans(node: Node) -> list[tuple[int, int]]:
    """Return where every part of a tree stands."""
    found = [(node.start, node.end)]
    if isinstance(node, Mapping):
        for entry in node.entries:
            found += spans(entry.key) + spans(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            found += spans(item)
    return found


def assert_placed(findings: list[Diagnostic], source: Source) -> None:
    """Every finding can be shown, and stands where there is text."""
    for finding in findings:
        assert 1 <= finding.origin.line <= len(source.lines)
        assert finding.origin.column >= 1
        assert finding.message
        assert "\n" not in finding.message
        assert format_diagnostic(finding, {source.path: source.lines})


@MANY
@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00")
@example(b"\xff\xfe\x00\xd8")
@example(b"\xfe\xff\xdc\x00")
@example(b"PK\x03\x04")
@example(b"utfall: \xe5\xe4\xf6")
@example(b"\xef\xbb\xbf\xef\xbb\xbfa: 1")
@example(b"\r\r\n\n\r")
@example(bytes(range(256)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "utfall.yaml"
        file.write_bytes(data)
        source, findings = read_source(file, "utfall.yaml")
    assert source is not None or findings
    if source is not None:
        assert "\r" not in source.text
        assert source.text.split("\n") == list(source.lines)
        assert_placed(findings, source)
        _, more = parse(source)
        assert_placed(more, source)


@MANY
@given(st.one_of(YAML_LIKE, st.text(max_size=100)))
@example("a: [")
@example("? ")
@example("a: 'b\n")
@example("a:\n\t- b")
@example("a: &b *b")
@example("<<: {a: b}")
@example("a: !!binary x")
@example("%TAG ! tag:x\n---\na: b")
@example("a: |\n\n\n")
@example("{a: {b: {c: {d: 1,5}}}}")
@example("- - - - -")
def test_any_text_is_a_tree_or_a_finding(text: str) -> None:
    source, findings = source_of(text, "utfall.yaml")
    root, more = parse(source)
    assert_placed(findings + more, source)
    if root is not None and not findings and not more:
        assert all(0 <= start <= end <= len(source.text) for start, end in spans(root))
        if isinstance(root, Scalar):
            assert root.text or root.style


@MANY
@given(
    st.dictionaries(
        st.from_regex(r"[a-zåäö][a-zåäö0-9-]{0,8}", fullmatch=True), st.integers(0, 10**9), min_size=1
    )
)
def test_what_is_well_written_is_read_as_it_stands(entries: dict[str, int]) -> None:
    source, _ = source_of("".join(f"{key}: {value}\n" for key, value in entries.items()), "utfall.yaml")
    root, findings = parse(source)
    assert findings == []
    assert isinstance(root, Mapping)
    read = {entry.key.text: entry.value for entry in root.entries}
    assert {key: value.text for key, value in read.items() if isinstance(value, Scalar)} == {
        key: str(value) for key, value in entries.items()
    }


@FEW
@given(NAMES, YAML_LIKE)
@example("T1/utfall.yaml", "utfall: {larm: {utfall: 3, bedömning: {betyg: Grön}}}")
@example("år.yaml", "regler: {indikator: {skala: färg, typ: relativ avvikelse, gränser: {G: {högst: 0}}}}")
@example("ekonomi.yaml", "ekonomi: {t: {rader: {a: {summa: [a]}}}}")
@example("mål.yaml", "mål: {mål: {mål: {mål: {mål: {}}}}}")
def test_any_project_is_checked_to_the_end(name: str, text: str) -> None:
    with TemporaryDirectory() as folder:
        root = write_files({**SMALL, name: text}, Path(folder))
        checked = check(root)
    assert all(format_diagnostic(finding, checked.lines) for finding in checked.diagnostics)


def test_a_file_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "stor.yaml"
    with file.open("wb") as stream:
        stream.truncate(MAX_BYTES * 1000)
    source, findings = read_source(file, "stor.yaml")
    assert source is None
    assert [finding.check for finding in findings] == ["too-large"]
