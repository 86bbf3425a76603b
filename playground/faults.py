"""Misbehaviour on request: which call goes wrong, how, and how often.

Rule: faults are off until asked for, apply in the order they were added, and are used up. Before
its effect a fault means that the call never happened; with `after_effect` the call takes effect and
only its answer suffers.
"""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

Service = Literal["telegram", "jimeng"]
Kind = Literal[
    "error",
    "reset",
    "truncate",
    "slow",
    "trickle",
    "wrong_type",
    "job_fails",
    "record_missing",
    "record_says",
    "result_differs",
]
Outcome = Literal["job_fails", "record_missing", "record_says", "result_differs"]

OUTCOMES: frozenset[Kind] = frozenset(get_args(Outcome))  # applied by the Jimeng service itself
WITH_SECONDS: frozenset[Kind] = frozenset({"slow", "trickle"})
# These spoil an answer, and so need one: the call takes effect first.
AFTER_ONLY: frozenset[Kind] = frozenset({"truncate", "trickle", "wrong_type"})

SIDE_MAX = 8192
MEGABYTES_MAX = 200


class FaultError(ValueError):
    """A fault that cannot be planned; the text is a plain sentence for the driver."""


class Fault(msgspec.Struct, forbid_unknown_fields=True):
    """One planned misbehaviour.

    `method` (Bot API method, any case) or `path` (whole, or its last segment) picks the calls,
    neither means every call; `contains` must occur in the call's text. `code` is an HTTP status,
    or for jimeng outside 100..599 a `ret`.

    Kinds: `error` answers with the code, `reset` aborts the connection, `truncate` sends half of
    the body, `slow` waits `seconds` (service time) first, `trickle` takes them for the body,
    `wrong_type` sends a page of HTML. Jimeng alone: `job_fails` accepts a submission whose record
    fails later with the code, keeping `items` results; `record_missing` leaves a record out of a
    look-up; `record_says` shows it with `status` and `items`, however contradictory;
    `result_differs` makes results of `width` by `height` pixels instead of those that were asked
    for, or a film of at least `megabytes`.
    """

    service: Service
    method: str | None = None
    path: str | None = None
    code: int | str | None = None
    retry_after: int | None = None
    times: int = 1
    contains: str | None = None
    after_effect: bool = False
    kind: Kind = "error"
    seconds: float = 0.0
    items: int = 0
    status: int | None = None
    width: int = 0
    height: int = 0
    megabytes: float = 0.0

    def __post_init__(self) -> None:
        if self.method is not None and self.path is not None:
            raise FaultError("a fault takes method or path, not both")
        if self.times < 1:
            raise FaultError("times must be at least 1")
        if self.retry_after is not None and self.retry_after < 0:
            raise FaultError("retry_after must not be negative")
        self._check_kind()

    def _check_kind(self) -> None:
        if self.kind in ("error", "job_fails"):
            if self.code is None and not (self.after_effect and self.kind == "error"):
                raise FaultError("an error needs a code (or after_effect, for a lost answer)")
            if self.code is not None and not str(self.code).lstrip("-").isdigit():
                raise FaultError("code must be a number")
        elif self.code is not None:
            raise FaultError(f"a fault of kind {self.kind} takes no code")
        if self.kind in WITH_SECONDS and not self.seconds > 0:
            raise FaultError(f"a fault of kind {self.kind} needs seconds above 0")
        if self.kind == "record_says" and self.status is None:
            raise FaultError("a record that says something needs a status")
        self._check_result()
        if self.kind in AFTER_ONLY:
            self.after_effect = True

    def _check_result(self) -> None:
        told = (self.width, self.height, self.megabytes)
        if self.kind != "result_differs":
            if any(told):
                raise FaultError("width, height and megabytes belong to result_differs")
            return
        if min(told) < 0 or self.width > SIDE_MAX or self.height > SIDE_MAX:
            raise FaultError(f"sides must be 1 to {SIDE_MAX} pixels")
        if self.megabytes > MEGABYTES_MAX:
            raise FaultError(f"megabytes must be at most {MEGABYTES_MAX}")
        if (self.width > 0) != (self.height > 0) or not any(told):
            raise FaultError("a result that differs needs width and height, or megabytes")

    @property
    def loses_answer(self) -> bool:
        """Whether the call takes effect and the connection is then aborted."""
        return self.after_effect and (
            self.kind == "reset" or (self.kind == "error" and self.code is None)
        )

    @property
    def label(self) -> str:
        """A short name for the journal."""
        what = "lost" if self.loses_answer else self.kind
        return f"{what} {self.code}" if self.code is not None else what

    def fits(self, service: str, name: str, text: str) -> bool:
        """Whether a call of this service, name (method or path) and text is meant."""
        wanted = self.method if self.method is not None else self.path
        if self.service != service or (wanted is not None and not same_call(wanted, name)):
            return False
        return self.contains is None or self.contains in text


def same_call(wanted: str, name: str) -> bool:
    """Whether `wanted` names this call: whole, any case, or the last segment of its path."""
    ours, theirs = wanted.strip("/").lower(), name.strip("/").lower()
    return ours == theirs or ours == theirs.rsplit("/", 1)[-1]


class Faults:
    """The planned faults, oldest first."""

    def __init__(self) -> None:
        self._planned: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Plan a fault."""
        self._planned.append(fault)

    def clear(self) -> None:
        """Forget all planned faults."""
        self._planned.clear()

    def planned(self) -> tuple[Fault, ...]:
        """What is still to come."""
        return tuple(self._planned)

    def take(
        self, service: str, name: str, text: str, *, after_effect: bool | None = None
    ) -> Fault | None:
        """Use up one turn of the first fault that fits, or return None.

        `after_effect` limits the search to faults of that side; None takes either.
        """
        for fault in self._planned:
            if fault.kind in OUTCOMES or not fault.fits(service, name, text):
                continue
            if after_effect is None or fault.after_effect is after_effect:
                return self._use(fault)
        return None

    def take_outcome(self, name: str, text: str, *kinds: Outcome) -> Fault | None:
        """The same for kinds that the Jimeng service applies itself."""
        for fault in self._planned:
            if fault.kind in kinds and fault.fits("jimeng", name, text):
                return self._use(fault)
        return None

    def _use(self, fault: Fault) -> Fault:
        fault.times -= 1
        if fault.times == 0:
            self._planned.remove(fault)
        return fault
