"""The typed sample of the SDK leaves nothing out: the type checker reads it, this counts."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

from jimeng import AsyncJimengClient, JimengClient

SAMPLE = Path(__file__).parents[1] / "typing/api.py"


def used_on_client(function: str) -> set[str]:
    """The names that a function of the sample takes from its client."""
    body = next(
        node
        for node in ast.parse(SAMPLE.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == function
    )
    return {
        node.attr
        for node in ast.walk(body)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "client"
    }


@pytest.mark.parametrize(
    ("client", "function"), [(JimengClient, "sync"), (AsyncJimengClient, "awaited")]
)
def test_every_public_method_is_in_the_sample(client: type, function: str) -> None:
    public = {
        name
        for name, member in inspect.getmembers(client, inspect.isfunction)
        if not name.startswith("_")
    }
    assert len(public) > 15
    assert public <= used_on_client(function)


def test_every_argument_of_the_clients_is_in_the_sample() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    arguments = set(inspect.signature(JimengClient).parameters) - {"refresh_token"}
    assert {name for name in arguments if f"{name}=" not in text} == set()


def test_both_clients_have_the_same_methods() -> None:
    """And the same arguments, in their order: what one can do, the other can."""

    def face(client: type) -> dict[str, list[str]]:
        return {
            name: list(inspect.signature(member).parameters)
            for name, member in inspect.getmembers(client, inspect.isfunction)
            if not name.startswith("_")
        }

    sync, awaited = face(JimengClient), face(AsyncJimengClient)
    assert sync.pop("close") == awaited.pop("aclose")
    assert sync == awaited
