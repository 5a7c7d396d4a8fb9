"""What all types of the API's input and output have in common."""

from __future__ import annotations

from ninja import Schema
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel


class Shape(Schema):
    """Names are camelCase in JSON, and our own in Python."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Taken(Shape):
    """Input. An unknown name is refused as a mistake."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")
