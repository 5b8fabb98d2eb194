"""Decisions (beslut): what a frozen period was when the committee decided on it, and decisions taken back."""

from __future__ import annotations

from rapport.model.record import ByName, Field, Record
from rapport.model.scalar import Date, OptionalText, Text


class Decision(Record):
    """What ``rapport freeze`` recorded: when, under which number, and the sums of everything it rests on."""

    date: Date = Field(key="datum")
    reference: OptionalText = Field(default="", key="ärende")
    """The decision's number in the municipality's register, such as ASN 2020/123."""
    program: OptionalText = ""
    """The version of the program that built the documents."""
    content: Text = Field(key="innehåll")
    """The sum of everything that the report states; plan data that is of no consequence to it may change."""
    files: ByName[Text] = Field(default_factory=dict, key="filer")
    """The sum (SHA-256) of each file by its path."""
    documents: ByName[Text] = Field(default_factory=dict, key="dokument")
    """The sum (SHA-256) of each document by its name."""


class RevokedDecision(Record):
    """A decision that was taken back (hävt), so that the period could be changed."""

    date: Date = Field(key="datum")
    reference: OptionalText = Field(default="", key="ärende")
    revoked: Date = Field(key="hävt")
    """The day it was taken back."""
    reason: Text = Field(key="motivering")
