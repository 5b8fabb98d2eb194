"""Scales and rules (skalor, regler): which ratings there are and what earns them. Years differ here, not in code."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from rapport.model.record import ById, ByName, Field, Record
from rapport.model.scalar import FigureField, OptionalText, ReferenceField, Text, choice


class GradeTone(StrEnum):
    """How good a grade (betyg) is, best first; the looks of documents follow from it."""

    GOOD = "god"
    FAIR = "nöjaktig"
    WATCH = "varning"
    POOR = "svag"
    BAD = "dålig"


class Grade(Record):
    """One level of a scale (betyg)."""

    name: Text = Field(key="namn")
    tone: Annotated[GradeTone, choice(GradeTone, GradeTone.FAIR)] = Field(key="ton")
    symbol: OptionalText = ""
    meaning: OptionalText = Field(default="", key="betyder")
    """What the grade says about the thing rated, in the words of the legend."""


class Scale(Record):
    """A scale (skala) of two to five grades, best first."""

    grades: ById[Grade] = Field(key="betyg")


class RuleKind(StrEnum):
    """The kinds of rule; together they cover the rules that Swedish municipalities print."""

    RELATIVE = "relativ avvikelse"
    """Adverse deviation as a share of the target, in bands."""
    RATIO = "kvot"
    """Outcome as a share of the target, in bands."""
    POINTS = "avvikelse"
    """Adverse deviation in the indicator's own unit, in bands."""
    MOVEMENT = "förändring"
    """Improvement since an earlier value in the indicator's own unit, in bands."""
    YES_NO = "ja eller nej"
    """Reached or not: the first grade or the last."""
    POSITION = "placering"
    """Place among others as a share of all, best first, in bands."""
    JUDGED = "bedömd"
    """Set by a person; nothing is computed."""
    STATUS = "status"
    """Follows from a status word."""
    ROLL_UP = "sammanvägning"
    """Weighed together from the parts."""
    PRODUCT = "riskvärde"
    """Likelihood times impact, in bands."""


class Strategy(StrEnum):
    """How the ratings of parts become the rating of the whole."""

    UNANIMOUS = "alla lika"
    """All best: best; all worst: worst; otherwise the middle grade."""
    WORST = "sämsta"
    MEAN = "medel"
    """The mean of the parts' places on the scale, rounded half down to the worse grade."""
    SHARE_GOOD = "andel bästa"
    """The share of parts with the best grade, in bands."""
    MAJORITY = "flertal"
    """The grade that most parts have; on a tie the worse."""


class Band(Record):
    """The bounds of one grade. ``över`` and ``under`` are open, ``från`` and ``högst`` closed."""

    above: FigureField | None = Field(default=None, key="över")
    from_: FigureField | None = Field(default=None, key="från")
    below: FigureField | None = Field(default=None, key="under")
    at_most: FigureField | None = Field(default=None, key="högst")


class Rule(Record):
    """A rule (regel): its kind, the scale it answers in, and its bounds.

    ``about`` ("målet eller målnivån") is the subject of the generated sentence that explains the rule.
    """

    scale: ReferenceField = Field(key="skala")
    kind: Annotated[RuleKind, choice(RuleKind, RuleKind.JUDGED)] = Field(key="typ")
    about: OptionalText = Field(default="", key="benämning")
    bands: ById[Band] = Field(default_factory=dict, key="gränser")
    """Bounds by grade."""
    statuses: ById[list[Text]] = Field(default_factory=dict, key="status")
    """Status words by grade."""
    strategy: Annotated[Strategy, choice(Strategy)] = Field(default=Strategy.UNANIMOUS, key="sätt")
    required_share: FigureField | None = Field(default=None, key="minst_bedömda")
    """The share of parts (%) that must be rated before the whole is."""
    note: OptionalText = Field(default="", key="anmärkning")
    """Printed after the generated sentence, such as where the bounds come from."""


class GoalLevel(Record):
    """A level (nivå) of the goal tree, such as nämndmål."""

    plural: OptionalText = ""
    rule: ReferenceField | None = Field(default=None, key="regel")
    """The rule that rates goals of this level; without it they are headings and not rated."""
    indicator_rule: ReferenceField | None = Field(default=None, key="indikatorregel")
    """The rule for indicators below this level; a lower level's own rule goes before."""
    earlier_years: FigureField | None = Field(default=None, key="tidigare_år")
    """How many earlier years' outcomes the table of such a goal shows beside the year's."""


class DefaultRules(Record):
    """Which rule applies where nothing else is said (standardregler)."""

    indicator: ReferenceField | None = Field(default=None, key="indikator")
    assignment: ReferenceField | None = Field(default=None, key="uppdrag")
    risk: ReferenceField | None = None


Scales = ById[Scale]
Rules = ById[Rule]
GoalLevels = ByName[GoalLevel]
