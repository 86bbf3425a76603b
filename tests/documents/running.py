"""Runs the code of a document as a reader would paste it."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import inspect
import io
from typing import Any

from tests.documents.markdown import Block

Names = dict[str, Any]


def run_text(text: str, names: Names, *, where: str = "<document>", line: int = 0) -> str:
    """Run code among `names` and return what it printed; `await` may stand at the top.

    `line` is where the code begins, so that a traceback names the document's own lines.
    """
    tree = ast.increment_lineno(ast.parse(text), line)
    code = compile(tree, where, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        if code.co_flags & inspect.CO_COROUTINE:
            asyncio.run(eval(code, names))
        else:
            exec(code, names)
    return printed.getvalue()


def run_block(block: Block, names: Names, *, where: str = "<document>") -> str:
    """Run a block as it stands."""
    return run_text(block.text, names, where=where, line=block.line)
