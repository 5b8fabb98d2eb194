"""The base of every record: frozen, strict about keys, aware of the line it came from."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator

from rapport.model.scalar import ORIGIN_KEY, Written, refuse
from rapport.origin import Origin

T = TypeVar("T")

_ID = re.compile(r"[^\W_][\w-]*")


def _origin(value: object) -> Origin:
    return value if isinstance(value, Origin) else Origin("")


class Record(BaseModel):
    """A record with English field names and the Swedish keys that users write as aliases.

    ``origin`` is where the record was written; two records that say the same are equal wherever they stand.
    """

    # A record inside another is built with it; built for itself too, every command would start slower.
    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=True, defer_build=True
    )

    origin: Annotated[Origin, PlainValidator(_origin)] = Field(
        default_factory=lambda: Origin(""), alias=ORIGIN_KEY, repr=False
    )

    def __eq__(self, other: object) -> bool:
        """Compare what the records say, not where."""
        if type(other) is not type(self):
            return NotImplemented
        mine = {key: value for key, value in self.__dict__.items() if key != "origin"}
        theirs = {key: value for key, value in other.__dict__.items() if key != "origin"}
        return mine == theirs and self.__pydantic_extra__ == getattr(other, "__pydantic_extra__", None)

    def __hash__(self) -> int:
        """Hash by identity of type and place; records with lists in them have no better one."""
        return hash((type(self), self.origin))


def without_origin(value: Any) -> Any:
    """Return a mapping of ids without the reader's note of where the mapping stood.

    Raises:
        PydanticCustomError: no mapping.
    """
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise refuse(
            "not-a-mapping", "här ska det stå namngivna poster, en per rad", "skriv till exempel   mitt-id:"
        )
    return {key: entry for key, entry in value.items() if key != ORIGIN_KEY}


def _with_ids(value: Any) -> Any:
    entries = without_origin(value)
    for key in entries:
        if not _ID.fullmatch(key):
            raise refuse(
                "odd-id",
                f"”{key}” kan inte vara ett id",
                "ett id består av bokstäver, siffror och bindestreck, till exempel hvb-dygn",
            )
    return entries


def shorthand(field: str) -> BeforeValidator:
    """Return a validator that lets a single value stand for a record with just that field.

    ``hvb-dygn: 1 050`` is read as ``hvb-dygn: {utfall: 1 050}``.
    """

    def expand(value: Any) -> Any:
        if isinstance(value, Written):
            return {field: value, ORIGIN_KEY: value.origin}
        if isinstance(value, dict) and set(value) - {ORIGIN_KEY} == {"ord"}:
            return {field: value, ORIGIN_KEY: value.get(ORIGIN_KEY)}
        return value

    return BeforeValidator(expand)


ById = Annotated[dict[str, T], BeforeValidator(_with_ids)]
"""Records by id, in the order written."""
ByName = Annotated[dict[str, T], BeforeValidator(without_origin)]
"""Records by a name that may be any text, in the order written."""
