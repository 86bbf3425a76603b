"""The two loops that run a flow: the only code of the SDK that sleeps or awaits.

A driver performs what the flow yields and sends the answer in. Exceptions go into the flow, which
may handle them; cancellation and Ctrl-C are no `Exception`, so they pass straight out and the flow
is closed where it stands.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Awaitable, Callable
from typing import TypeVar

from jimeng.sdk.lib.exceptions.api_exception import JimengWarning
from jimeng.sdk.protocol.messages import Answer, Effect, Flow, Report, Wait, Warn

T = TypeVar("T")

# From `warnings.warn` up: the driver, the client's `_run`, its public method, the caller.
_CALLER = 4


def run_flow(
    flow: Flow[T], perform: Callable[[Effect], Answer], sleep: Callable[[float], object]
) -> T:
    """Run a flow to its end; `perform` does everything but waiting."""
    try:
        effect = next(flow)
        while True:
            answer: Answer = None
            try:
                match effect:
                    case Wait(seconds):
                        sleep(seconds)
                    case Warn(text):
                        warnings.warn(text, JimengWarning, stacklevel=_CALLER)
                    case Report(call):
                        call()
                    case _:
                        answer = perform(effect)
            except Exception as error:
                effect = flow.throw(error)
            else:
                effect = flow.send(answer)
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        flow.close()


async def run_flow_async(
    flow: Flow[T],
    perform: Callable[[Effect], Awaitable[Answer]],
    sleep: Callable[[float], Awaitable[object]],
) -> T:
    """The same, awaited. A report's answer is awaited too if it can be."""
    try:
        effect = next(flow)
        while True:
            answer: Answer = None
            try:
                match effect:
                    case Wait(seconds):
                        await sleep(seconds)
                    case Warn(text):
                        warnings.warn(text, JimengWarning, stacklevel=_CALLER)
                    case Report(call):
                        told = call()
                        if inspect.isawaitable(told):
                            await told
                    case _:
                        answer = await perform(effect)
            except Exception as error:
                effect = flow.throw(error)
            else:
                effect = flow.send(answer)
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        flow.close()
