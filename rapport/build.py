"""The story on one page: read, check, compute, compose, write."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from rapport.checks import check_project
from rapport.checks._past import period_of
from rapport.compose.folders import SHIPPED, find, template_folders
from rapport.compose.template_texts import asked_texts, unprinted_texts
from rapport.diagnostic import Diagnostic, Level, did_you_mean, in_file_order
from rapport.gather import gather
from rapport.notation import Period, format_period
from rapport.origin import Origin
from rapport.rules.results import evaluate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from rapport.compose.report import Composed
    from rapport.model.year import Plan, Project
    from rapport.read.project import Read
    from rapport.rules.results import Results
    from rapport.write.delivery import Delivery

FORMATS = ("docx", "xlsx", "html", "pdf")
USUAL_FORMATS = ("docx", "xlsx")
COVER = "tjänsteskrivelse"
"""The decision cover: a document of its own, made where the period has a matter."""


class Request(Struct, frozen=True):
    """What to build: a period of the project in ``root``, as which report and in which formats, into ``out``."""

    root: Path
    period: Period
    out: Path
    report: str = ""
    formats: tuple[str, ...] = USUAL_FORMATS
    pages: bool = False
    """Lay the document out with LibreOffice, where installed, to fill in the page numbers of the contents."""
    tie_out: bool = False
    """Print every tie-out as an appendix."""
    review: bool = False
    """Make a review copy: comments that say what stands behind ratings and figures."""
    draft: bool = False
    """Build in spite of errors that aren't fatal, and say so in the document."""
    force: bool = False
    """Overwrite documents that somebody has changed since they were built."""
    beside: bool = False
    """Write beside such documents."""


class Built(Struct, frozen=True):
    """What came of it. Without ``results`` nothing was written, and ``diagnostics`` say why."""

    diagnostics: list[Diagnostic]
    lines: dict[str, tuple[str, ...]]
    results: Results | None = None
    files: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    """Documents that somebody has changed, and that were left alone."""
    composing: list[Diagnostic] = field(default_factory=list)
    """Those of the findings that only show when the report is put together, which a check doesn't do."""

    @property
    def refused(self) -> bool:
        """Whether errors stopped the build."""
        return self.results is None


def build(request: Request) -> Built:
    """Build a period's report.

    Raises:
        OutputError: a file can't be written; the old one is kept.
    """
    read = gather(request.root, template_folders(request.root))
    findings = _relevant(read, check_project(read.project, [request.period]), request.period)
    findings += _nothing_told(read, request.period)
    if _is_hopeless(read, request.period) or (_has_errors(findings) and not request.draft):
        return Built(in_file_order(findings), read.lines)
    results = evaluate(read.project, request.period)
    composed = _composed(request, read.project, results, report_name(request))
    cover = _composed(request, read.project, results, COVER) if results.report.matter else None
    composing = composed.diagnostics + (cover.diagnostics if cover else [])
    composing += _unprinted(request, results, composed, cover)
    findings = in_file_order(findings + composing)
    if _has_errors(composed.diagnostics if request.draft else findings):
        return Built(findings, read.lines)
    documents = _all_documents(request, replace(composed, diagnostics=findings), cover)
    unlike = _unlike_the_decided(request, results, documents, read)
    if unlike:
        return Built(in_file_order(findings + unlike), read.lines)
    delivery = _deliver(request, documents)
    files = delivery.written + delivery.beside
    return Built(findings, read.lines, results, files, delivery.kept, in_file_order(composing))


def freeze(request: Request, day: date, reference: str) -> Built:
    """Build a period's documents and record that they are what was decided.

    Nothing is recorded when the build was refused, or when somebody has changed one of the documents.

    Raises:
        OutputError: a file can't be written.
    """
    from rapport.edit.freeze import basis, decision_file, decision_path, document_sums  # noqa: PLC0415  only here
    from rapport.write.files import write_file  # noqa: PLC0415  only when freezing

    built = build(request)
    if built.results is None or built.kept:
        return built
    folders = template_folders(request.root)
    reports = [report_name(request), *([COVER] if built.results.report.matter else [])]
    made = basis(gather(request.root, folders), built.results, reports, folders)
    documents = document_sums({file.name: file.read_bytes() for file in built.files})
    text = decision_file(built.results, replace(made, documents=documents), day, reference)
    path = decision_path(request.root, request.period)
    write_file(path, text.encode())
    return replace(built, files=[*built.files, path])


def check(root: Path, periods: Sequence[Period] | None = None) -> Built:
    """Read everything and check it, for all periods or for some."""
    read = gather(root, template_folders(root))
    checked = check_project(read.project, periods)
    findings = read.diagnostics + checked
    if periods is not None:
        chosen = [_relevant(read, checked, period) + _nothing_told(read, period) for period in periods]
        findings = [finding for part in chosen for finding in part]
    wanted = {period.year for period in periods} if periods is not None else read.project.years.keys()
    plans = [year.plan for number, year in read.project.years.items() if number in wanted]
    findings += [*_looks_findings(root, plans), *_unasked(root, read.project, periods)]
    return Built(in_file_order(findings), read.lines)


def _unasked(root: Path, project: Project, periods: Sequence[Period] | None) -> Iterator[Diagnostic]:
    """Yield the texts that no template can ask for, as their files are named.

    What a template really asks for shows when it is rendered; here a text that any template of the project mentions
    is let by.
    """
    folders = template_folders(root)
    own = {file.name for folder in folders if folder != SHIPPED for file in folder.glob("*.md.j2")}
    for year in project.years.values():
        for period in year.reports:
            if periods is not None and period not in periods:
                continue
            chosen = year.plan.templates
            names = {f"{chosen.get(report, report)}.md.j2" for report in (period.report, COVER)}
            asked = asked_texts(names | own, folders)
            results = evaluate(project, period)
            yield from unprinted_texts(results, partial(asked.covers, plan=year.plan), asked.names)
            yield from _plain_texts(root, period, asked.names - results.report.texts.keys())


def _plain_texts(root: Path, period: Period, missing: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield the files that are called what a missing text is and end in .txt, which isn't read."""
    folder = f"data/{period.year}/{period.part}"
    for name in sorted(missing):
        if (root / folder / f"{name}.txt").is_file():
            fact, remedy = f"filen ”{name}.txt” läses inte", f"döp om den till {name}.md"
            yield Diagnostic("unread-file", Level.WARNING, Origin(f"{folder}/{name}.txt"), fact, remedy)


def report_name(request: Request) -> str:
    """Return the report to build: the one asked for, else the one the period makes."""
    return request.report or request.period.report


def _has_errors(findings: list[Diagnostic]) -> bool:
    return any(finding.level is Level.ERROR for finding in findings)


def _is_hopeless(read: Read, period: Period) -> bool:
    """Return whether there is nothing to build from, not even for a draft."""
    return bool(_unreported(read, period))


def _nothing_told(read: Read, period: Period) -> list[Diagnostic]:
    """Complain when nothing is written for a period; not where something could not be read, which is told already."""
    year = read.project.years.get(period.year)
    unread = not read.project.years or (year is not None and not year.whole)
    return [] if unread else _unreported(read, period)


def _unreported(read: Read, period: Period) -> list[Diagnostic]:
    """Complain when nothing is written for a period."""
    year = read.project.years.get(period.year)
    if year is not None and (period in year.reports or period.last_month == 0):
        return []
    if year is None:
        known = ", ".join(str(year) for year in sorted(read.project.years))
        message = f"det finns inga uppgifter för {period.year}"
        return [_missing(f"data/{period.year}", message, f"år som finns: {known}" if known else "")]
    known = ", ".join(format_period(other) for other in year.reports)
    message = f"det finns inga uppgifter för {format_period(period)}"
    begin = f"rapport new {format_period(period)} börjar en ny"
    remedy = f"perioder som finns: {known}; {begin}" if known else begin
    return [_missing(f"data/{period.year}/{period.part}", message, remedy)]


def _missing(path: str, message: str, remedy: str) -> Diagnostic:
    return Diagnostic("no-period", Level.ERROR, Origin(path), message, remedy)


def _relevant(read: Read, checked: list[Diagnostic], period: Period) -> list[Diagnostic]:
    """Return the findings that concern a period: its year's plan, its own files, the templates.

    Where a file of the year can't be read, nothing of the year is checked, and that concerns every period.
    """
    year = read.project.years.get(period.year)
    whole = year is None or year.whole
    found = read.diagnostics + checked
    return [finding for finding in found if _concerns(finding.origin.path, period, whole=whole)]


def _concerns(path: str, period: Period, *, whole: bool) -> bool:
    parts = path.split("/")
    if parts[0] != "data" or len(parts) == 1:
        return True
    if parts[1] != str(period.year):
        return False
    other = period_of(Origin(path), period.year)
    return other is None or other == period or not whole


def _composed(request: Request, project: Project, results: Results, report: str) -> Composed:
    from rapport.compose.report import compose_report  # noqa: PLC0415  checking needs neither Jinja nor Markdown

    return compose_report(
        results,
        report,
        template_folders(request.root),
        draft=request.draft,
        review=request.review,
        tie_out=request.tie_out and report != COVER,
        other=lambda period: evaluate(project, period) if period.year in project.years else None,
    )


def _unprinted(
    request: Request, results: Results, composed: Composed, cover: Composed | None
) -> list[Diagnostic]:
    """Return the texts that come into no document; another report than the period's own has other texts."""
    if request.report:
        return []
    asked = composed.asked | (cover.asked if cover else frozenset())
    return list(unprinted_texts(results, asked.__contains__, asked))


def _all_documents(request: Request, composed: Composed, cover: Composed | None) -> dict[str, bytes]:
    """Return what the period's folder will have, by file name."""
    code = format_period(request.period)
    name = f"{report_name(request)}-{code}" + "-granskning" * request.review
    documents = _documents(request, composed, name)
    if cover is not None:
        documents |= _documents(replace(request, formats=_texts(request.formats)), cover, f"{COVER}-{code}")
    return documents


def _unlike_the_decided(
    request: Request, results: Results, documents: Mapping[str, bytes], read: Read
) -> list[Diagnostic]:
    """Return the documents of a decided period that would become others than the decided ones."""
    decision = results.report.decision
    if decision is None or request.force:
        return []
    from rapport.edit.freeze import departures  # noqa: PLC0415  only for decided periods

    return departures(decision, documents, read, request.period)


def _deliver(request: Request, documents: Mapping[str, bytes]) -> Delivery:
    from rapport.write.delivery import deliver  # noqa: PLC0415  checking writes nothing

    folder = request.out / format_period(request.period)
    return deliver(folder, documents, force=request.force, beside=request.beside)


def _texts(formats: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats that a text without figures is made in."""
    return tuple(wanted for wanted in formats if wanted != "xlsx")


def _documents(request: Request, composed: Composed, name: str) -> dict[str, bytes]:
    """Return a report in every format asked for, by file name."""
    documents: dict[str, bytes] = {}
    if "docx" in request.formats or "pdf" in request.formats:
        word = _word(request, composed)
        if "docx" in request.formats:
            documents[f"{name}.docx"] = word
        if "pdf" in request.formats:
            documents[f"{name}.pdf"] = _pdf(word)
    if "html" in request.formats:
        documents[f"{name}.html"] = _html(composed)
    if "xlsx" in request.formats:
        documents[f"{name}-bilaga.xlsx"] = _excel(composed)
    return documents


def _word(request: Request, composed: Composed) -> bytes:
    from rapport.write.files import OutputError  # noqa: PLC0415  only when a Word file is asked for
    from rapport.write.word import TemplateError, bookmarks, write_word  # noqa: PLC0415  only when a Word file is asked for

    plan = composed.context.results.plan
    template = find(request.root, plan.word_template)
    if template is None:
        raise OutputError(
            f"Word-mallen {plan.word_template} finns inte i templates/; {_known_looks(request.root, plan.word_template)}"
        )
    looks, document, styles = template.read_bytes(), composed.document, plan.word_styles
    try:
        word = write_word(document, looks, review=request.review, style_names=styles)
        if not request.pages:
            return word
        pages = _pages(word, bookmarks(document))
        return (
            write_word(document, looks, pages, review=request.review, style_names=styles) if pages else word
        )
    except TemplateError as fault:
        raise OutputError(f"{template.name}: {fault}") from fault


def _known_looks(root: Path, wanted: str) -> str:
    """Return which Word files there are to choose from."""
    names = {
        path.name for folder in template_folders(root) for path in folder.glob("*.do[ct]x") if path.is_file()
    }
    return did_you_mean(wanted, sorted(names))


def _looks_findings(root: Path, plans: Iterable[Plan]) -> list[Diagnostic]:
    """Say what the chosen Word files lack; each file is asked once."""
    from rapport.write.word_package import TemplateError  # noqa: PLC0415  only when checking
    from rapport.write.word_shortcomings import shortcomings  # noqa: PLC0415  only when checking

    findings: list[Diagnostic] = []
    for name, styles in {plan.word_template: plan.word_styles for plan in plans}.items():
        origin, path = Origin(f"templates/{name}"), find(root, name)
        if path is None:
            message = f"Word-mallen {name} finns inte i templates/"
            findings.append(
                Diagnostic("missing-template", Level.ERROR, origin, message, _known_looks(root, name))
            )
            continue
        try:
            lacking = shortcomings(path.read_bytes(), styles)
        except TemplateError as fault:
            findings.append(Diagnostic("word-template-lacks", Level.ERROR, origin, str(fault)))
            continue
        findings += [Diagnostic("word-template-lacks", Level.WARNING, origin, message) for message in lacking]
    return findings


def _pages(word: bytes, marks: Mapping[str, str]) -> dict[str, int]:
    """Return the page of every heading, as LibreOffice lays the document out; nothing where it isn't installed."""
    from rapport.write.files import OutputError  # noqa: PLC0415  only when a Word file is asked for
    from rapport.write.office import find_office, page_numbers  # noqa: PLC0415  only when a Word file is asked for

    if find_office() is None:
        return {}
    try:
        return page_numbers(word, marks)
    except OutputError:
        # The contents then have links without numbers, and Word fills them in when asked to.
        return {}


def _pdf(word: bytes) -> bytes:
    from rapport.write.office import to_pdf  # noqa: PLC0415  only when a PDF is asked for

    return to_pdf(word)


def _html(composed: Composed) -> bytes:
    from rapport.write.html import write_html  # noqa: PLC0415  only when a page is asked for

    return write_html(composed.document).encode()


def _excel(composed: Composed) -> bytes:
    from rapport.compose.appendix import compose_appendix  # noqa: PLC0415  only when a workbook is asked for
    from rapport.write.excel import write_excel  # noqa: PLC0415  only when a workbook is asked for

    document = composed.document
    open_findings = [finding for finding in composed.diagnostics if not finding.acknowledged]
    return write_excel(compose_appendix(composed.context, document.cover, document.date, open_findings))
