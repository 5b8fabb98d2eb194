"""The Excel appendix (bilaga) as a value: which sheets there are and what stands on them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rapport.compose.document import Sheet, Workbook
from rapport.diagnostic import Level
from rapport.rules.proof import Finding
from rapport.tables.activity import activity_table, long_table
from rapport.tables.chart import chart_table, drawing, variance_drawing
from rapport.tables.committees import Counted, committee_overview, goal_list, serving_matrix
from rapport.tables.economy import economy_table
from rapport.tables.findings import findings_table
from rapport.tables.follow_up import assignment_table, risk_table
from rapport.tables.indicators import indicator_table
from rapport.tables.legend import legend_sentence
from rapport.tables.measures import measure_groups, measure_table, risk_matrix
from rapport.tables.reconciliation import reconciliation_table, tally
from rapport.tables.sources import sources_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rapport.compose.document import Cover
    from rapport.diagnostic import Diagnostic
    from rapport.rules.results import Results
    from rapport.tables.context import Context

SIGNS = "Intäkter är plus och kostnader minus; en positiv avvikelse är alltid bra."
SIGNS_REVERSED = "Kostnader är plus och intäkter minus; en positiv avvikelse är alltid bra."
CONVENTIONS = (
    "Siffror i kursiv stil är angivna i källan och skiljer sig från uträkningen med högst en avrundning.",
)
LEVELS = {Level.ERROR: "fel", Level.INCONSISTENCY: "motsägelser", Level.WARNING: "varningar"}
RECONCILIATION_REMARK = (
    "Varje rad prövar en siffra mot de siffror den följer av. Avrundning: skillnaden är mindre än toleransen, "
    "alltså en halv enhet per ingående siffra. Granska: skillnaden är större."
)


def compose_appendix(
    context: Context, cover: Cover, date: str, findings: Sequence[Diagnostic] = ()
) -> Workbook:
    """Return the appendix of a report, with the findings that are open."""
    results = context.results
    found = tally(results)
    verdicts = (
        f"Avstämning: {found[Finding.AGREES]} stämmer, {found[Finding.ROUNDING]} skiljer sig genom avrundning, "
        f"{found[Finding.CONTRADICTS]} ska granskas."
    )
    subtitle = f"{cover.organ}, {cover.municipality}"
    return Workbook(
        f"{cover.title}, bilaga",
        subtitle,
        (*_sheets(context), *_finding_sheet(findings), *_last_sheets(context)),
        (*_signs(results), *CONVENTIONS, verdicts, _open(findings)),
        date,
    )


def _signs(results: Results) -> tuple[str, ...]:
    """Say which way the signs go; where tables differ, which ones are the other way round."""
    tables = [table.table for table in results.own_tables.values()]
    reversed_ = [table.name for table in tables if table.costs_positive]
    if not reversed_:
        return (SIGNS,)
    if len(reversed_) == len(tables):
        return (SIGNS_REVERSED,)
    return SIGNS, f"I {', '.join(reversed_)} är det tvärtom: kostnader är plus och intäkter minus."


def _sheets(context: Context) -> Iterator[Sheet]:
    results = context.results
    for key, table in results.own_tables.items():
        made = economy_table(context, key, everything=True)
        yield Sheet(sheet_name(table.table.name), table.table.name, (made,))
    if results.goals and results.takes_up(results.report.outcomes):
        tree = indicator_table(context)
        yield Sheet("Indikatorer", tree.caption, (tree,), tuple(_legends(context)))
    yield from _committee_sheets(context)
    yield from _activity_sheets(context)
    if results.assignments and results.takes_up(results.report.assignments):
        yield Sheet("Uppdrag", "Uppdrag", (assignment_table(context, "Uppdrag"),))
    if results.risks and results.takes_up(results.report.risks):
        listed = risk_table(context, "Risker")
        valued = any(result.value is not None for result in results.risks)
        tables = (listed, risk_matrix(context, "Riskmatris")) if valued else (listed,)
        yield Sheet("Risker", "Risker", tables)


def _committee_sheets(context: Context) -> Iterator[Sheet]:
    """Yield what a council's report says of its committees' goals."""
    results = context.results
    if not results.committees:
        return
    counted = tuple(
        made
        for title, what in (("Nämndernas mål", Counted.GOALS), ("Nämndernas indikatorer", Counted.INDICATORS))
        if (made := committee_overview(context, title, what)).rows
    )
    yield Sheet("Nämnder", "Nämndernas mål och indikatorer per betyg", counted)
    listed = goal_list(context, "Nämndernas mål, ett per rad")
    if listed.rows:
        yield Sheet("Nämndmål", listed.caption, (listed,))
    if any(goal.served_by for goal in results.every_goal()):
        yield Sheet(
            "Målmatris", "Kommunens mål per nämnd", (serving_matrix(context, "Kommunens mål per nämnd"),)
        )


def _last_sheets(context: Context) -> Iterator[Sheet]:
    yield Sheet("Avstämning", "Avstämning", (reconciliation_table(context),), (RECONCILIATION_REMARK,))
    yield Sheet("Underlag", "Underlag: alla siffror", (sources_table(context),))


def _open(findings: Sequence[Diagnostic]) -> str:
    """Say how many findings there are of each level."""
    counts = Counter(finding.level for finding in findings)
    parts = [f"{counts[level]} {LEVELS[level]}" for level in Level if counts[level]]
    return f"Öppna anmärkningar: {', '.join(parts) if parts else 'inga'}."


def _finding_sheet(findings: Sequence[Diagnostic]) -> Iterator[Sheet]:
    if findings:
        yield Sheet("Anmärkningar", "Öppna anmärkningar", (findings_table(findings),))


def _activity_sheets(context: Context) -> Iterator[Sheet]:
    """Yield the activity measures as month grids and as one long table, and the charts."""
    results = context.results
    if results.plan.activity and results.series:
        grids = tuple(activity_table(context, key, trend=True) for key in results.plan.activity)
        yield Sheet("Verksamhetsmått", "Verksamhetsmått per månad", grids)
        yield Sheet("Mått lång tabell", "Verksamhetsmått, en rad per värde", (long_table(context),))
    groups = measure_groups(results)
    if groups:
        tables = tuple(measure_table(context, key, group.name) for key, group in groups.items())
        yield Sheet("Åtgärder", "Åtgärder", tables)
    drawn = tuple(found for key in results.plan.charts if (found := drawing(context, key)) is not None)
    drawn += tuple(
        found for key in results.own_tables if (found := variance_drawing(context, key)) is not None
    )
    if drawn:
        yield Sheet("Diagram", "Diagram", tuple(chart_table(one) for one in drawn), charts=drawn)


def _legends(context: Context) -> Iterator[str]:
    plan = context.results.plan
    for name in dict.fromkeys(
        result.assessment.computed.rule for result in context.results.every_indicator()
    ):
        sentence = legend_sentence(plan, name)
        if sentence:
            yield sentence


def sheet_name(title: str) -> str:
    """Return a sheet name that Excel takes: 31 characters, none of its special ones."""
    longest = 31
    return (
        "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:longest].strip().strip("'")
        or "Tabell"
    )
