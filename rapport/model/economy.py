"""Economy tables (ekonomi): columns times rows; an input is typed once, the rest is formulas."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from rapport.model.record import Blanks, ById, ByName, Field, Record, Rest, shorthand
from rapport.model.scalar import (
    NO_TEXT,
    CellField,
    FigureField,
    OptionalPlaced,
    OptionalText,
    ProseField,
    ReferenceField,
    Text,
    YesNo,
    choice,
)


class Scope(StrEnum):
    """What time a column is about (avser); it completes the column's title."""

    PERIOD = "perioden"
    YEAR = "helår"
    PREVIOUS_YEAR = "föregående år"
    NONE = "inget"


class EconomyColumn(Record):
    """A column: an input, a formula of other columns, or a traffic light.

    ``formula`` is written with column ids and ``+ - * /`` between spaces: ``prognos - budget``. ``previous``
    fetches another column from the previous report of the same table. A light (``rule`` with ``of`` and
    ``against``) rates the deviation in one column as a share of another.
    """

    name: Text = Field(key="namn")
    scope: Annotated[Scope, choice(Scope)] = Field(default=Scope.NONE, key="avser")
    formula: OptionalPlaced = Field(default=NO_TEXT, key="formel")
    previous: ReferenceField | None = Field(default=None, key="föregående")
    rule: ReferenceField | None = Field(default=None, key="regel")
    of: ReferenceField | None = Field(default=None, key="avvikelse")
    against: ReferenceField | None = Field(default=None, key="mot")
    shown: YesNo = Field(default=True, key="visas")
    deviation: YesNo = Field(default=False, key="är_avvikelse")
    """Whether a negative figure is bad news, to be marked as such."""
    unit: OptionalText = Field(default="", key="enhet")
    decimals: FigureField | None = Field(default=None, key="decimaler")


class RowType(StrEnum):
    """What a row is (typ)."""

    LINE = "rad"
    HEADING = "rubrik"
    SUBTOTAL = "delsumma"
    SUM = "summa"
    TOTAL = "total"
    MEMO = "varav"


class Line(Record):
    """A row (rad) of an economy table. Other keys than those below are figures by column id, such as budget.

    ``total`` names the rows that a sum row adds up. ``ordinary`` is "nej" for rows outside the ordinary
    activities (covid-19, unfunded cost): no traffic light, not counted among lines within budget. ``same_as``
    (``tabell.rad``) says that another table shows the same thing, so that the two must agree.
    """

    name: OptionalText = Field(default="", key="namn")
    owner: OptionalPlaced = Field(default=NO_TEXT, key="ansvarig")
    """A role or one of the year's units: who reports the row's figures."""
    type: Annotated[RowType, choice(RowType)] | None = Field(default=None, key="typ")
    total: list[ReferenceField] = Field(default_factory=list, key="summa")
    ordinary: YesNo = Field(default=True, key="ordinarie")
    light: YesNo | None = Field(default=None, key="ljus")
    """Whether the row gets a traffic light; lines do unless they are not ordinary."""
    shown: YesNo = Field(default=True, key="visas")
    same_as: ReferenceField | None = Field(default=None, key="samma_som")
    fetched: ReferenceField | None = Field(default=None, key="hämtas_från")
    """``tabell.rad``: the row's figures are those of another table's row."""
    committee: ReferenceField | None = Field(default=None, key="nämnd")
    """The committee whose table ``fetched`` names; without it the table is the project's own."""
    footnote: OptionalText = Field(default="", key="fotnot")
    without: list[ReferenceField] = Field(default_factory=list, key="utan")
    """Columns that the row has no figure in by nature, such as a unit without grant: formulas leave them out.

    A figure whose every operand is left out is typed, and nothing computes it.
    """
    figures: ByName[CellField] = Rest(default_factory=dict)
    """The typed figures by column id."""
    blanks: list[str] = Blanks(default_factory=list)
    """The columns that are named with nothing after them: figures that are still to be written."""

    @property
    def is_bare_heading(self) -> bool:
        """Whether the row is a heading without figures; one that adds up rows carries its group's sum."""
        return self.part is RowType.HEADING and not self.total

    def lacks(self, column: str) -> bool:
        """Whether the row has no figure in a column by nature."""
        return bool(self.without) and any(reference.id == column for reference in self.without)

    @property
    def part(self) -> RowType:
        """What the row is: as typed, else a sum when it adds up others, else a line."""
        return self.type or (RowType.SUM if self.total else RowType.LINE)


class EconomyTable(Record):
    """An economy table (ekonomitabell): its unit, its columns (own or a shipped layout's), its rows."""

    name: Text = Field(key="namn")
    unit: Text = Field(default="tkr", key="enhet")
    """The unit that figures are typed in: kr, tkr or mnkr, or another such as årsarbetare."""
    shown_in: Text = Field(default="", key="visas_i")
    """The unit that documents show; without it tkr for kronor, otherwise the unit typed in."""
    costs_positive: YesNo = Field(default=False, key="kostnader_är_plus")
    """Whether costs are positive and revenue negative; a positive variance is good all the same."""
    layout: ReferenceField | None = None
    columns: ById[EconomyColumn] = Field(default_factory=dict, key="kolumner")
    lines: ById[Line] = Field(default_factory=dict, key="rader")
    notes: list[Text] = Field(default_factory=list, key="noter")

    @property
    def shown_unit(self) -> str:
        """The unit that documents show."""
        return self.shown_in or ("tkr" if self.unit.casefold() == "kr" else self.unit)


class Cause(Record):
    """A cause (orsak) of a deviation, with the amount it stands for where that is known."""

    text: ProseField
    amount: FigureField | None = Field(default=None, key="belopp")


class LineReport(Record):
    """What a period reports of a row: figures by column id, a comment, the causes of a deviation."""

    comment: ProseField | None = Field(default=None, key="kommentar")
    causes: list[Annotated[Cause, shorthand("text")]] = Field(default_factory=list, key="orsaker")
    figures: ByName[CellField] = Rest(default_factory=dict)
    """The typed figures by column id."""
    blanks: list[str] = Blanks(default_factory=list)
    """The columns that are named with nothing after them: figures that are still to be written."""


TableReport = ById[LineReport]
EconomyTables = ById[EconomyTable]
EconomyReport = ById[TableReport]


class Layout(Record):
    """A named set of columns that tables share."""

    columns: ById[EconomyColumn] = Field(default_factory=dict, key="kolumner")
    notes: list[Text] = Field(default_factory=list, key="noter")


class Layouts(Record):
    """All layouts by name (``tabeller.yaml``)."""

    layouts: ById[Layout] = Field(default_factory=dict, key="layouter")
