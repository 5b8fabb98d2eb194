"""Activity measures (verksamhetsmått), measures taken (åtgärder) and charts (diagram)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from rapport.model.record import ById, ByName, Field, Record, Written, shorthand
from rapport.model.scalar import (
    NO_TEXT,
    CellField,
    Date,
    FigureField,
    OptionalPlaced,
    OptionalText,
    ProseField,
    ReferenceField,
    Text,
    YesNo,
    choice,
)
from rapport.written import Entry


class ActivityMeasure(Record):
    """An activity measure: a figure that is followed month by month and has no target."""

    name: Text = Field(key="namn")
    heading: OptionalText = Field(default="", key="rubrik")
    """Opens a group of measures within the table."""
    unit: OptionalText = Field(default="", key="enhet")
    persons: YesNo = Field(default=False, key="personer")
    """Whether the values count persons, so that small ones may point somebody out."""


class ActivityGroup(Record):
    """The activity measures of one unit or area, printed as one table."""

    name: Text = Field(key="namn")
    owner: OptionalPlaced = Field(default=NO_TEXT, key="ansvarig")
    """A role or one of the year's units; without it a group with a unit's id or name is that unit's."""
    measures: ById[Annotated[ActivityMeasure, shorthand("namn")]] = Field(default_factory=dict, key="mått")


Series = ByName[CellField]
"""Values by month: ``{jan: 20, feb: 26}``."""
ActivityReport = ById[ById[Series]]
"""Series by group and measure."""


class Measure(Record):
    """A measure taken (åtgärd): what is done, how far it has come, what it should lead to."""

    activity: Text = Field(key="aktivitet")
    status: OptionalPlaced = NO_TEXT
    description: ProseField | None = Field(default=None, key="beskrivning")
    effect: ProseField | None = Field(default=None, key="effekt")
    amount: FigureField | None = Field(default=None, key="belopp")
    """The expected effect in money."""
    owner: OptionalPlaced = Field(default=NO_TEXT, key="ansvarig")
    """A role, never a person."""
    due: Date | None = Field(default=None, key="klart")
    written: dict[str, Entry] = Written(default_factory=dict)


class MeasureGroup(Record):
    """The measures of one area."""

    name: Text = Field(key="namn")
    measures: ById[Measure] = Field(default_factory=dict, key="poster")


class ChartKind(StrEnum):
    """How a chart is drawn (typ)."""

    LINE = "linje"
    COLUMN = "stapel"


class ChartSeries(Record):
    """A line or a set of columns with figures of its own, by category."""

    name: Text = Field(key="namn")
    values: ByName[FigureField] = Field(default_factory=dict, key="värden")


class Chart(Record):
    """A chart: drawn from activity measures (``grupp.mått``) or from figures of its own.

    ``lost`` says why there are no figures; the report then says so in one line instead of drawing.
    """

    name: Text = Field(key="namn")
    kind: Annotated[ChartKind, choice(ChartKind)] = Field(default=ChartKind.LINE, key="typ")
    unit: OptionalText = Field(default="", key="enhet")
    measures: list[ReferenceField] = Field(default_factory=list, key="mått")
    series: ById[ChartSeries] = Field(default_factory=dict, key="serier")
    lost: OptionalText = Field(default="", key="saknas")
