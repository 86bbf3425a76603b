"""Checks on single values of a request: each passes a value on or names what is allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias, TypeVar

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError
from jimeng.sdk.types import Result, Task

T = TypeVar("T")
Options: TypeAlias = Mapping[str, object] | None

SEED_LIMIT = 2**32

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def checked_options(options: Options, allowed: tuple[str, ...]) -> Mapping[str, object]:
    """The options as a mapping without unknown names, and with a value for each name."""
    if options is None:
        return {}
    if not isinstance(options, Mapping):
        raise InvalidRequestError(f"options must be a dict with {', '.join(allowed)}")
    unknown = [str(name) for name in options if name not in allowed]
    if unknown:
        raise InvalidRequestError(
            f"unknown option {', '.join(sorted(unknown))}; allowed: {', '.join(allowed)}"
        )
    empty = [name for name, value in options.items() if value is None]
    if empty:
        raise InvalidRequestError(
            f"{', '.join(sorted(empty))} must not be None: leave an option out for its default"
        )
    return options


def checked_prompt(prompt: object, *, may_be_empty: bool = False) -> str:
    """The prompt as given; only what cannot be sent at all is refused."""
    if not isinstance(prompt, str):
        raise InvalidRequestError("the prompt must be text")
    if not prompt.strip() and not may_be_empty:
        raise InvalidRequestError("the prompt is empty")
    try:
        prompt.encode()
    except UnicodeEncodeError as error:
        raise InvalidRequestError("the prompt has half a surrogate pair in it") from error
    return prompt


def text_option(given: Mapping[str, object], name: str, default: str) -> str:
    """A text option, or its default."""
    value = given.get(name)
    if value is None:
        return default
    if not isinstance(value, str):
        raise InvalidRequestError(f"{name} must be text, not {type(value).__name__}")
    return checked_prompt(value, may_be_empty=True)


def whole_option(given: Mapping[str, object], name: str) -> int | None:
    """A whole-number option; True and 1.0 are not numbers here."""
    value = given.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidRequestError(f"{name} must be a whole number, not {value!r}")
    return value


def seed_option(given: Mapping[str, object]) -> int | None:
    """The seed, 0 to 2^32-1."""
    seed = whole_option(given, "seed")
    if seed is not None and not 0 <= seed < SEED_LIMIT:
        raise InvalidRequestError(f"seed {seed} is not between 0 and {SEED_LIMIT - 1}")
    return seed


def checked_submit_id(submit_id: object) -> str | None:
    """A caller's own submit id: a UUID in its usual text form."""
    if submit_id is None:
        return None
    if not isinstance(submit_id, str) or not _UUID.fullmatch(submit_id):
        raise InvalidRequestError(
            "submit_id must be a UUID like 1b4e28ba-2fa1-41d2-883f-0016d3cca427"
        )
    return submit_id


def checked_task(task: object) -> Task:
    """A task; a submit id alone is the usual mistake."""
    if not isinstance(task, Task):
        raise InvalidRequestError(
            f"a Task is needed, not {type(task).__name__}: find(submit_id) gives the task of an id"
        )
    return task


def checked_tasks(tasks: object) -> Sequence[Task]:
    """A list of tasks; one alone must stand in a list too."""
    if isinstance(tasks, str | bytes) or not isinstance(tasks, Sequence):
        raise InvalidRequestError(f"a list of tasks is needed, not {type(tasks).__name__}")
    return [checked_task(task) for task in tasks]


def checked_results(results: object) -> tuple[Result, ...]:
    """Results as a status or `wait` gives them."""
    if not isinstance(results, list | tuple) or not all(isinstance(r, Result) for r in results):
        raise InvalidRequestError("a list of results is needed, as a status or wait gives them")
    return tuple(results)


def checked_callback(name: str, given: T) -> T:
    """A function of the caller's, or None; one that cannot be called would fail much later."""
    if given is not None and not callable(given):
        raise InvalidRequestError(f"{name} must be callable, not {type(given).__name__}")
    return given


def flag_option(given: Mapping[str, object], name: str) -> bool:
    """A switch; only True and False are taken."""
    value = given.get(name)
    if value is None:
        return False
    if not isinstance(value, bool):
        raise InvalidRequestError(f"{name} must be True or False")
    return value
