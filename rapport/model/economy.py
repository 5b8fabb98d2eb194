"""Economy tables (ekonomi): columns times rows; an input is typed once, the rest is formulas."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from rapport.model.record import ById, Record, shorthand
from rapport.model.scalar import (
    CellField,
    Figure,
    FigureField,
    OptionalText,
    ProseField,
    ReferenceField,
    Text,
    Words,
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

    name: Text = Field(alias="namn")
    scope: Annotated[Scope, choice(Scope)] = Field(Scope.NONE, alias="avser")
    formula: OptionalText = Field("", alias="formel")
    previous: ReferenceField | None = Field(None, alias="föregående")
    rule: ReferenceField | None = Field(None, alias="regel")
    of: ReferenceField | None = Field(None, alias="avvikelse")
    against: ReferenceField | None = Field(None, alias="mot")
    shown: YesNo = Field(default=True, alias="visas")
    deviation: YesNo = Field(default=False, alias="är_avvikelse")
    """Whether a negative figure is bad news, to be marked as such."""
    unit: OptionalText = Field("", alias="enhet")
    decimals: FigureField | None = Field(None, alias="decimaler")


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

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, CellField | None]

    name: OptionalText = Field("", alias="namn")
    owner: OptionalText = Field("", alias="ansvarig")
    """A role or one of the year's units: who reports the row's figures."""
    type: Annotated[RowType, choice(RowType)] | None = Field(None, alias="typ")
    total: list[ReferenceField] = Field(default_factory=list, alias="summa")
    ordinary: YesNo = Field(default=True, alias="ordinarie")
    light: YesNo | None = Field(None, alias="ljus")
    """Whether the row gets a traffic light; lines do unless they are not ordinary."""
    shown: YesNo = Field(default=True, alias="visas")
    same_as: ReferenceField | None = Field(None, alias="samma_som")
    fetched: ReferenceField | None = Field(None, alias="hämtas_från")
    """``tabell.rad``: the row's figures are those of another table's row."""
    footnote: OptionalText = Field("", alias="fotnot")
    without: list[ReferenceField] = Field(default_factory=list, alias="utan")
    """Columns that the row has no figure in by nature, such as a unit without grant: formulas leave them out.

    A figure whose every operand is left out is typed, and nothing computes it.
    """

    @property
    def figures(self) -> dict[str, Figure | Words]:
        """The typed figures by column id."""
        return {key: figure for key, figure in (self.__pydantic_extra__ or {}).items() if figure is not None}

    @property
    def blanks(self) -> list[str]:
        """The columns that are named with nothing after them: figures that are still to be written."""
        return [key for key, figure in (self.__pydantic_extra__ or {}).items() if figure is None]

    @property
    def is_bare_heading(self) -> bool:
        """Whether the row is a heading without figures; one that adds up rows carries its group's sum."""
        return self.part is RowType.HEADING and not self.total

    def lacks(self, column: str) -> bool:
        """Whether the row has no figure in a column by nature."""
        return any(reference.id == column for reference in self.without)

    @property
    def part(self) -> RowType:
        """What the row is: as typed, else a sum when it adds up others, else a line."""
        return self.type or (RowType.SUM if self.total else RowType.LINE)


class EconomyTable(Record):
    """An economy table (ekonomitabell): its unit, its columns (own or a shipped layout's), its rows."""

    name: Text = Field(alias="namn")
    unit: Text = Field("tkr", alias="enhet")
    """The unit that figures are typed in: kr, tkr or mnkr, or another such as årsarbetare."""
    shown_in: Text = Field("", alias="visas_i")
    """The unit that documents show; without it tkr for kronor, otherwise the unit typed in."""
    costs_positive: YesNo = Field(default=False, alias="kostnader_är_plus")
    """Whether costs are positive and revenue negative; a positive variance is good all the same."""
    layout: ReferenceField | None = None
    columns: ById[EconomyColumn] = Field(default_factory=dict, alias="kolumner")
    lines: ById[Line] = Field(default_factory=dict, alias="rader")
    notes: list[Text] = Field(default_factory=list, alias="noter")

    @property
    def shown_unit(self) -> str:
        """The unit that documents show."""
        return self.shown_in or ("tkr" if self.unit.casefold() == "kr" else self.unit)


class Cause(Record):
    """A cause (orsak) of a deviation, with the amount it stands for where that is known."""

    text: ProseField
    amount: FigureField | None = Field(None, alias="belopp")


class LineReport(Record):
    """What a period reports of a row: figures by column id, a comment, the causes of a deviation."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, CellField | None]

    comment: ProseField | None = Field(None, alias="kommentar")
    causes: list[Annotated[Cause, shorthand("text")]] = Field(default_factory=list, alias="orsaker")

    @property
    def figures(self) -> dict[str, Figure | Words]:
        """The typed figures by column id."""
        return {key: figure for key, figure in (self.__pydantic_extra__ or {}).items() if figure is not None}

    @property
    def blanks(self) -> list[str]:
        """The columns that are named with nothing after them: figures that are still to be written."""
        return [key for key, figure in (self.__pydantic_extra__ or {}).items() if figure is None]


TableReport = ById[LineReport]
EconomyTables = ById[EconomyTable]
EconomyReport = ById[TableReport]


class Layout(Record):
    """A named set of columns that tables share."""

    columns: ById[EconomyColumn] = Field(default_factory=dict, alias="kolumner")
    notes: list[Text] = Field(default_factory=list, alias="noter")


class Layouts(Record):
    """All layouts by name (``tabeller.yaml``)."""

    layouts: ById[Layout] = Field(default_factory=dict, alias="layouter")
