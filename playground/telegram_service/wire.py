"""JSON as it travels, and a reader of JSON objects with the real server's complaints.

Rule: this is the decoder. What comes out is typed; a field of the wrong type is refused in the
words that the Bot API server uses, so clients can be tested against them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
JsonObject = dict[str, Json]


class FieldError(Exception):
    """A field is missing or of the wrong type; the text goes after the caller's own prefix."""


def decode(text: str) -> Json:
    """Decode JSON text. Raises ValueError; NaN and the like are refused as JSON has none."""
    value: Json = json.loads(text, parse_constant=_no_constant)
    return value


def _no_constant(name: str) -> Json:
    raise ValueError(f"{name} is not JSON")


def as_array(value: Json) -> Sequence[Json] | None:
    """The value if it is an array."""
    return value if isinstance(value, list) else None


class Fields:
    """Typed access to the fields of a JSON object; a null field counts as absent."""

    def __init__(self, value: Mapping[str, Json]) -> None:
        self._value = value

    @classmethod
    def of(cls, value: Json, complaint: str) -> Fields:
        """Wrap a value that has to be an object. Raises FieldError with the complaint."""
        if not isinstance(value, dict):
            raise FieldError(complaint)
        return cls(value)

    def __contains__(self, name: str) -> bool:
        return self._value.get(name) is not None

    def raw(self, name: str) -> Json:
        """The field as it came, or None."""
        return self._value.get(name)

    def is_empty(self) -> bool:
        """Whether the object has no fields at all."""
        return not self._value

    def string(self, name: str) -> str:
        """A required text; numbers are taken as text, as the real server does."""
        if name not in self:
            raise FieldError(f'Can\'t find field "{name}"')
        return self.optional_string(name)

    def optional_string(self, name: str) -> str:
        """A text, empty if absent."""
        value = self._value.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise FieldError(f'Field "{name}" must be of type String')
        return str(value)

    def integer(self, name: str) -> int:
        """A required whole number; digits in a text are taken, too."""
        if name not in self:
            raise FieldError(f'Can\'t find field "{name}"')
        return self.optional_integer(name)

    def optional_integer(self, name: str, default: int = 0) -> int:
        """A whole number, the default if absent."""
        value = self._value.get(name)
        if value is None:
            return default
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            try:
                return int(str(value))
            except ValueError:
                raise FieldError(f'Field "{name}" must be a valid Number') from None
        raise FieldError(f'Field "{name}" must be of type Number')

    def optional_boolean(self, name: str) -> bool:
        """A truth value, false if absent."""
        value = self._value.get(name)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise FieldError(f'Field "{name}" must be of type Boolean')
        return value

    def object(self, name: str) -> Fields:
        """A required object."""
        if name not in self:
            raise FieldError(f'Can\'t find field "{name}"')
        return Fields.of(self._value[name], f'Field "{name}" must be of type Object')

    def optional_array(self, name: str) -> Sequence[Json] | None:
        """An array, or None if absent."""
        value = self._value.get(name)
        if value is None:
            return None
        if not isinstance(value, list):
            raise FieldError(f'Field "{name}" must be of type Array')
        return value
