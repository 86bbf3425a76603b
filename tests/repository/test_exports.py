"""What the SDK offers by name, and that the bot has words for everything that it raises."""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest

import jimeng
from bot.adapters.jimeng_failures import to_failure
from bot.domain.jobs import FailureKind
from jimeng.sdk import types
from jimeng.sdk.lib.exceptions import api_exception


def public_classes(module: ModuleType) -> set[str]:
    """Classes that a module defines itself under a public name."""
    return {
        name
        for name, value in inspect.getmembers(module, inspect.isclass)
        if value.__module__ == module.__name__ and not name.startswith("_")
    }


def errors() -> list[type[jimeng.APIException]]:
    """Every error of the SDK, the root aside."""
    found: list[type[jimeng.APIException]] = []
    waiting = list(jimeng.APIException.__subclasses__())
    while waiting:
        error = waiting.pop()
        if error.__module__.startswith("jimeng."):
            found.append(error)
            waiting += error.__subclasses__()
    return sorted(set(found), key=lambda error: error.__name__)


def test_exports_are_sorted_and_there() -> None:
    assert list(jimeng.__all__) == sorted(set(jimeng.__all__))
    assert [name for name in jimeng.__all__ if not hasattr(jimeng, name)] == []


def test_every_public_name_of_the_package_is_exported() -> None:
    """An import at the top that is missing in `__all__` would work by accident only."""
    here = {
        name
        for name, value in vars(jimeng).items()
        if not name.startswith("_") and not inspect.ismodule(value) and name != "annotations"
    }
    assert here == set(jimeng.__all__)


@pytest.mark.parametrize("module", [types, api_exception], ids=["types", "errors"])
def test_results_and_errors_are_exported(module: ModuleType) -> None:
    """Whoever gets one can name it without a deep import."""
    assert public_classes(module) - set(jimeng.__all__) == set()


def test_the_two_paths_of_the_document_lead_to_the_same_classes() -> None:
    from jimeng.sdk.jimeng_client import JimengClient
    from jimeng.sdk.lib.exceptions.api_exception import APIException

    assert JimengClient is jimeng.JimengClient
    assert APIException is jimeng.APIException


@pytest.mark.parametrize("error", errors(), ids=lambda error: error.__name__)
def test_the_bot_has_a_word_for_every_error(error: type[jimeng.APIException]) -> None:
    """A new error that nobody mapped would be told as "something went wrong"."""
    failure = to_failure(error("what the service said"))
    assert failure.kind is not FailureKind.UNCLASSIFIED
    assert failure.detail == error.__name__


def test_an_error_without_a_class_keeps_its_code() -> None:
    failure = to_failure(jimeng.APIException("what the service said", code="424242"))
    assert (failure.kind, failure.code) == (FailureKind.UNCLASSIFIED, "424242")
