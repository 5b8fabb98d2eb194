"""A report of an invented municipality that uses everything a Word document can hold."""

from __future__ import annotations

from decimal import Decimal

from rapport.compose.document import (
    BulletList,
    Contents,
    Cover,
    Document,
    Heading,
    Item,
    Landscape,
    Paragraph,
    Role,
    TableBlock,
    Text,
)
from rapport.tables.cell import EMPTY, Cell, Column, Kind, Row, RowKind, Table, Tone

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")

GREEN = Cell("Grön", Kind.RATING, tone=Tone.GOOD)
YELLOW = Cell("Gul", Kind.RATING, tone=Tone.WATCH)
RED = Cell("Röd", Kind.RATING, tone=Tone.BAD)
UNRATED = Cell("Ej bedömd", Kind.RATING, tone=Tone.UNRATED)


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def amount(value: int | None, tone: Tone = Tone.PLAIN) -> Cell:
    return Cell(None if value is None else Decimal(value), Kind.NUMBER, tone=tone)


def goal_table() -> Table:
    def goal(key: str, name: str, reached: str, rating: Cell) -> Row:
        return Row(
            key,
            (Cell(name), Cell(reached), Cell(" av ".join((reached[-1], reached[-1]))), rating),
            RowKind.GROUP,
        )

    def indicator(key: str, name: str, outcome: str, target: str, rating: Cell, *, note: str = "") -> Row:
        return Row(key, (Cell(name, note=note), Cell(outcome), Cell(target), rating), indent=1)

    return Table(
        key="mål",
        caption="Nämndmål och indikatorer, januari–april 2031",
        columns=(
            Column("namn", "Nämndmål och indikator", Kind.TEXT),
            Column("utfall", "Utfall"),
            Column("mål", "Målvärde"),
            Column("bedömning", "Bedömning", Kind.RATING),
        ),
        rows=(
            goal("m1", "Biblioteken når fler barn och unga", "1 av 2", YELLOW),
            indicator("i1", "Aktiva låntagare under 18 år", "2 310", "≥ 2 000", GREEN),
            indicator(
                "i2",
                "Besök i sagostunder på de tre filialerna i Sundby, Ekeby och Norrhamn",
                "402",
                "≥ 450",
                RED,
                note="Filialen i Ekeby var stängd för ombyggnad i mars & april.",
            ),
            goal("m2", "Simhallen är öppen för alla", "1 av 2", YELLOW),
            indicator("i3", "Simkunniga i årskurs 6", "96,4 %", "100 %", YELLOW),
            indicator("i4", "Andel badgäster som är nöjda", "mäts i dec", "≥ 85 %", UNRATED),
            indicator("i5", "Öppettimmar per vecka", "71", "≥ 70", GREEN),
        ),
        notes=(
            "Nämndmål visas i fetstil med antal uppnådda indikatorer.",
            "Källa: förvaltningens mätningar, april 2031.",
        ),
        description="Varje nämndmål följs av sina indikatorer med utfall, målvärde och bedömning.",
    )


def economy_table(*, notes: tuple[str, ...] = ("Minustecken är nettokostnad eller underskott.",)) -> Table:
    def line(
        key: str, name: str, figures: tuple[int | None, ...], kind: RowKind = RowKind.ITEM, **more: object
    ) -> Row:
        variance = figures[2]
        cells = [amount(figure) for figure in figures]
        if variance is not None and variance < 0:
            cells[2] = amount(variance, Tone.BAD)
        return Row(key, (Cell(name), *cells, YELLOW if variance and variance < 0 else GREEN), kind, **more)  # type: ignore[arg-type]

    return Table(
        key="driftbudget",
        caption="Utfall och helårsprognos per verksamhet, tkr",
        columns=(
            Column("verksamhet", "Verksamhet", Kind.TEXT),
            Column("utfall", "Utfall\njan–apr"),
            Column("budget", "Budget\njan–apr"),
            Column("avvikelse", "Avvikelse\njan–apr"),
            Column("prognos", "Prognos\nhelår"),
            Column("bedömning", "Bedömning", Kind.RATING),
        ),
        rows=(
            Row("r1", (Cell("Kultur"), EMPTY, EMPTY, EMPTY, EMPTY, EMPTY), RowKind.HEADING),
            line("bibliotek", "Bibliotek", (-8112, -8200, 88, -24500), indent=1),
            line(
                "musik",
                "Musikskola",
                (-3990, -3750, -240, -11600),
                indent=1,
                footnote="Varav hyra för ny lokal 180 tkr.",
            ),
            line("kultur", "Summa kultur", (-12102, -11950, -152, -36100), RowKind.SUM),
            Row("r2", (Cell("Fritid"), EMPTY, EMPTY, EMPTY, EMPTY, EMPTY), RowKind.HEADING),
            line("simhall", "Simhall och ishall", (-6480, -6500, 20, None), indent=1),
            line("varav", "varav energi", (-1210, -1000, -210, -3300), RowKind.MEMO, indent=1),
            line("fritid", "Summa fritid", (-6480, -6500, 20, -19400), RowKind.SUM),
            line("totalt", "Totalt", (-18582, -18450, -132, -55500), RowKind.TOTAL),
        ),
        notes=notes,
        description="Nettokostnad per verksamhet med utfall, budget, avvikelse och prognos.",
    )


def month_table() -> Table:
    units = ("Biblioteken", "Musikskolan", "Simhallen", "Fritidsgårdarna")
    ratings = (GREEN, YELLOW, RED, GREEN, GREEN)
    return Table(
        key="månader",
        caption="Bedömning per enhet och månad 2031",
        columns=(
            Column("enhet", "Enhet", Kind.TEXT),
            *(Column(month, month, Kind.RATING) for month in MONTHS),
        ),
        rows=tuple(
            Row(
                unit,
                (
                    Cell(unit),
                    *(
                        ratings[(place + month) % 5]
                        if month < 4
                        else Cell("–", Kind.RATING, tone=Tone.UNRATED)
                        for month in range(12)
                    ),
                ),
            )
            for place, unit in enumerate(units)
        ),
        notes=("Streck betyder att månaden ännu inte har bedömts.",),
    )


def risk_table() -> Table:
    scale = (Tone.GOOD, Tone.FAIR, Tone.WATCH, Tone.POOR, Tone.BAD)
    names = ("Mycket låg", "Låg", "Måttlig", "Hög", "Mycket hög")
    return Table(
        key="risker",
        caption="Risker och åtgärder",
        columns=(
            Column("risk", "Risk", Kind.TEXT),
            Column("värde", "Riskvärde"),
            Column("nivå", "Nivå", Kind.RATING),
            Column("åtgärd", "Åtgärd och ansvarig roll", Kind.TEXT),
            Column("uppföljning", "Uppföljning", Kind.TEXT),
        ),
        rows=tuple(
            Row(
                f"k{place}",
                (
                    Cell("Bassängvattnet håller inte gränsvärdena under sommarens belastningstoppar"),
                    amount(place * 4),
                    Cell(names[place], Kind.RATING, tone=scale[place], symbol="●"),
                    Cell("Reningsanläggningen byts i etapper. Driftansvarig vid simhallen."),
                    Cell("Upphandlingen är klar; etapp ett börjar i juni." if place % 2 else None),
                ),
            )
            for place in range(5)
        ),
        description="Risker för nämndens verksamhet med riskvärde, nivå, åtgärd och uppföljning.",
    )


def long_table(count: int = 60) -> Table:
    return Table(
        key="mått",
        caption="Verksamhetsmått per enhet",
        columns=(Column("mått", "Mått", Kind.TEXT), Column("2030", "2030"), Column("2031", "2031")),
        rows=tuple(
            Row(
                f"rad{place}",
                (Cell(f"Lån per invånare, filial {place + 1}"), amount(place * 17), amount(place * 19)),
            )
            for place in range(count)
        ),
    )


def report() -> Document:
    ordered = BulletList(
        (
            Item(words("Nämnden godkänner delårsrapporten.")),
            Item(
                words("Förvaltningen får i uppdrag att"),
                (
                    BulletList(
                        (
                            Item(words("se över öppettiderna i Ekeby,")),
                            Item(words("återkomma senast i september.")),
                        ),
                        ordered=True,
                    ),
                ),
            ),
        ),
        ordered=True,
    )
    bullets = BulletList(
        (
            Item(
                words("Nytt huvudbibliotek invigdes i februari."),
                (
                    BulletList(
                        (
                            Item(
                                words("Besöken ökade med en fjärdedel."),
                                (BulletList((Item(words("Mest på lördagar.")),)),),
                            ),
                        )
                    ),
                    Paragraph(words("Invigningen följdes av en vecka med program för alla åldrar.")),
                ),
            ),
            Item(words("Ishallen fick nytt kylaggregat.")),
        )
    )
    prose = (
        "Nämndens verksamhet har under perioden präglats av att fler invånare söker sig till kultur och idrott. "
        "Köerna till musikskolan växer, och simhallens öppettider har utökats med två timmar i veckan."
    )
    return Document(
        cover=Cover(
            title="Delårsrapport 1\nkultur- och fritidsnämnden 2031",
            subtitle="Januari–april 2031",
            municipality="Norrhamns kommun",
            organ="Kultur- och fritidsnämnden",
            scope="Verksamheterna bibliotek, musikskola, simhall & ishall samt fritidsgårdar",
            motto="Plats för alla",
            facts=(("Datum", "2031-05-20"), ("Diarienummer", "KFN 2031/0042"), ("Handläggare", "Controller")),
        ),
        blocks=(
            Contents(),
            Heading(1, "Sammanfattning", "sammanfattning"),
            Paragraph(words("Två av nämndens fem mål är uppnådda och prognosen är i balans."), Role.LEAD),
            Paragraph(
                (
                    Text(prose + " Se "),
                    Text("ekonomiavsnittet", link="#ekonomi"),
                    Text(" och "),
                    Text("kommunens webbplats", link="https://norrhamn.example/rapport?år=2031&del=1"),
                    Text(". Underskottet är "),
                    Text("132 tkr", bold=True),
                    Text(", en "),
                    Text("mindre", italic=True),
                    Text(" avvikelse."),
                )
            ),
            Heading(2, "Viktiga händelser", "händelser"),
            bullets,
            Heading(2, "Förslag till beslut", "beslut"),
            ordered,
            Paragraph(words("Därutöver föreslås följande.")),
            BulletList((Item(words("Protokollet justeras omedelbart.")),), ordered=True),
            Paragraph(words("Vi har aldrig haft så många barn i läsecirklarna."), Role.QUOTE),
            Heading(1, "Måluppfyllelse", "mål"),
            Paragraph(
                (
                    Text("Så sätts bedömningen. ", bold=True),
                    Text(
                        "Grön: målet är uppnått eller överträffat. Gul: avvikelsen är mindre än 10 procent. "
                        "Röd: avvikelsen är 10 procent eller mer."
                    ),
                ),
                Role.NOTE,
            ),
            Heading(2, "Strategiskt mål: En kommun där alla får plats", "strategi"),
            TableBlock(goal_table(), 1),
            Heading(3, "Kommentar till målen", "kommentar"),
            Paragraph(words(prose)),
            Heading(4, "Biblioteken", "biblioteken"),
            Paragraph(words(prose)),
            Heading(1, "Ekonomi", "ekonomi"),
            Paragraph(words(prose)),
            TableBlock(economy_table(), 2),
            Paragraph(words(prose)),
            TableBlock(economy_table(notes=()), 3),
            Paragraph(words(prose)),
            Heading(1, "Månadsöversikt", "månader"),
            Landscape(
                (TableBlock(month_table(), 4), Heading(2, "Risker", "risker"), TableBlock(risk_table(), 5))
            ),
            Heading(1, "Verksamhetsmått", "mått"),
            TableBlock(long_table(), 6),
        ),
        date="2031-05-20",
    )
