"""Holding what was typed against what a model can do: a value that can be sent, or a refusal.

Each refusal names what is allowed. Nothing is changed silently: where a value has to give way, a
note says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.grammar import values
from bot.domain.grammar.flags import Flag, Target
from bot.domain.grammar.lexing import Fits
from bot.domain.grammar.model_names import find_models, is_place, models_called
from bot.domain.grammar.reading import Given
from bot.domain.grammar.results import Findings, listed
from bot.domain.grammar.suggestions import nearest
from bot.domain.grammar.usual import NONE, Usual
from bot.domain.models import Catalogue, Model
from bot.domain.ratios import aspect_of, nearest_ratio
from bot.domain.requests import MediaKind


def fits_in(catalogue: Catalogue, kind: MediaKind) -> Fits:
    """The judge for short flags and `key=value`: only a value that can be read makes them flags."""
    models, offered = catalogue.of_kind(kind), catalogue.offered(kind)

    def fits(flag: Flag, value: str) -> bool:
        match flag.target:
            case Target.RATIO:
                return values.read_ratio(value) is not None
            case Target.RESOLUTION:
                return values.read_resolution(value) is not None
            case Target.COUNT:
                return values.read_count(value) is not None
            case Target.SEED:
                return values.read_seed(value) is not None
            case Target.MODEL:
                # Several words must be a whole name, or the prompt would be eaten.
                if len(value.split()) > 1:
                    return len(models_called(value, models)) == 1
                return len(find_models(value, models, offered)) == 1
            case _:
                return bool(value)

    return fits


@dataclass(frozen=True, slots=True)
class Chooser:
    """What was given, the catalogue, and where the notes go."""

    given: Mapping[Target, Given]
    catalogue: Catalogue
    kind: MediaKind
    findings: Findings
    usual: Usual = NONE

    def model(self) -> Model:
        """The model asked for, else the person's own, else the default of the kind."""
        given = self.given.get(Target.MODEL)
        if given is None:
            return self._usual_model()
        models = self.catalogue.of_kind(self.kind)
        offered = self.catalogue.offered(self.kind)
        found = find_models(given.value, models, offered)
        allowed = _names(offered or models)
        here = tuple(model for model in found if model in offered)
        if len(found) > 1 and len(here) == 1:
            found = here
        if len(found) == 1:
            self._tell_of_model(given, found[0])
            return found[0]
        if found:
            raise given.error("grammar-model-ambiguous", candidates=_names(found))
        elsewhere = [model for model in self.catalogue.models if model.kind is not self.kind]
        others = find_models(given.value, elsewhere)
        if others and self.kind is MediaKind.IMAGE:
            raise given.error("grammar-model-for-video", allowed=allowed)
        if others:
            raise given.error("grammar-model-for-image", allowed=allowed)
        suggestion = nearest(given.value, [model.shown_name for model in offered or models])
        if suggestion is None:
            raise given.error("grammar-model-unmatched", allowed=allowed)
        raise given.error(
            "grammar-model-unknown", suggestion=f"--model {suggestion}", allowed=allowed
        )

    def _usual_model(self) -> Model:
        """The person's own model; one that is gone gives way, which is said."""
        wish, default = self.usual.model, self.catalogue.default(self.kind)
        if wish is None:
            return default
        model = self.catalogue.named(wish)
        if model is None or model not in self.catalogue.offered(self.kind):
            self.findings.tell("grammar-usual-model-gone", wish=wish, used=default.shown_name)
            return default
        self.findings.usual.append(Target.MODEL)
        return model

    def _tell_of_model(self, given: Given, model: Model) -> None:
        """A number is no name, and nobody here knows the limits of a model that is new."""
        called = models_called(given.value, self.catalogue.of_kind(self.kind))
        if is_place(given.value) and model not in called:
            self.findings.tell("grammar-model-by-number", typed=given.value, model=model.shown_name)
        if not model.is_built_in:
            self.findings.tell("grammar-model-new", model=model.shown_name)

    def leaves_ratio_open(self) -> bool:
        """Whether `--ar auto` was given."""
        given = self.given.get(Target.RATIO)
        return given is not None and values.read_ratio(given.value) == "auto"

    def ratio(self, model: Model) -> str | None:
        """The ratio asked for; None when none was, or when `auto` leaves it open."""
        given = self.given.get(Target.RATIO)
        asked = values.read_ratio(given.value) if given else None
        if given is None or asked == "auto":
            return None
        allowed = self._allowed(given, model, model.ratios, self.ratios())
        if asked is None:
            raise given.error("grammar-ratio-unreadable", allowed=listed(allowed))
        if not allowed:
            return None
        near = nearest_ratio(asked.aspect, allowed)
        if asked.is_size:
            self.findings.tell("grammar-ratio-nearest", asked=given.value, used=near)
        elif aspect_of(near) != asked.aspect:
            raise given.error(
                "grammar-ratio-unknown", allowed=listed(allowed), suggestion=f"--ar {near}"
            )
        return near

    def ratios(self) -> Sequence[str]:
        """Every ratio that any model of the kind takes."""
        models = self.catalogue.of_kind(self.kind)
        return tuple(dict.fromkeys(ratio for model in models for ratio in model.ratios))

    def resolution(self, model: Model) -> str | None:
        """The class of size asked for, or None."""
        given = self.given.get(Target.RESOLUTION)
        if given is None:
            return None
        models = self.catalogue.of_kind(self.kind)
        every = tuple(dict.fromkeys(name for each in models for name in each.resolutions))
        allowed = self._allowed(given, model, model.resolutions, every)
        if given.flag.preset:
            largest = max(allowed, key=values.size_of, default=None)
            if largest is not None:
                self.findings.tell("grammar-hd", used=largest)
            return largest
        asked = values.read_resolution(given.value)
        if asked is None or (allowed and asked not in allowed):
            able = [each.shown_name for each in self._offered() if asked in each.resolutions]
            raise given.error(
                "grammar-res-unknown",
                model=model.shown_name,
                allowed=listed(allowed),
                others=listed(able) or "none",
            )
        return asked

    def _allowed(
        self, given: Given, model: Model, of_model: Sequence[str], of_kind: Sequence[str]
    ) -> Sequence[str]:
        """What may be asked of the model. One without a list decides for itself, which is said."""
        if not of_model:
            self.findings.tell("grammar-model-decides", flag=given.name, model=model.shown_name)
        return of_model or of_kind

    def seconds(self, model: Model) -> int | None:
        """The length asked for in seconds, or None."""
        given = self.given.get(Target.SECONDS)
        if given is None:
            return None
        asked = values.read_seconds(given.value)
        if asked is None and not model.seconds:
            raise given.error("grammar-dur-unreadable")
        if asked is None or (model.seconds and asked not in model.seconds):
            able = [each.shown_name for each in self._offered() if asked in each.seconds]
            raise given.error(
                "grammar-dur-unknown",
                model=model.shown_name,
                allowed=listed([f"{seconds}" for seconds in model.seconds]),
                others=listed(able) or "none",
            )
        return asked

    def count(self, model: Model) -> int | None:
        """The number of results asked for, whatever the model makes; None when not asked."""
        given = self.given.get(Target.COUNT)
        if given is None:
            return None
        asked = values.read_count(given.value)
        if asked is None:
            raise given.error(
                "grammar-count-range",
                most=values.LARGEST_COUNT,
                kind=self.kind.value,
                model=model.shown_name,
                makes=model.makes,
            )
        self.tell_count(model, asked)
        return asked

    def tell_count(self, model: Model, asked: int) -> None:
        """Say how many there will be, if that isn't what was asked: none is ever hidden."""
        if self.kind is MediaKind.VIDEO and asked != 1:
            self.findings.tell("grammar-count-video", asked=asked, model=model.shown_name)
        if self.kind is MediaKind.IMAGE and asked != model.makes:
            self.findings.tell(
                "grammar-count-fixed", asked=asked, made=model.makes, model=model.shown_name
            )

    def strength(self) -> float | None:
        given = self.given.get(Target.STRENGTH)
        asked = values.read_strength(given.value) if given else None
        if given is not None and asked is None:
            raise given.error("grammar-strength-range")
        if asked == values.USUAL_STRENGTH:
            self.findings.tell("grammar-strength-usual", strength=f"{asked:g}")
        return asked

    def negative(self, model: Model) -> str:
        given = self.given.get(Target.NEGATIVE)
        if given is not None and given.value and not self._takes_negative(model):
            able = [each.shown_name for each in self._offered() if self._takes_negative(each)]
            raise given.error(
                "grammar-no-negative", model=model.shown_name, others=listed(able) or "none"
            )
        return given.value if given else ""

    def _offered(self) -> Sequence[Model]:
        """The models that this person's site has."""
        return self.catalogue.offered(self.kind)

    def _takes_negative(self, model: Model) -> bool:
        """Videos have no negative prompt on the wire."""
        return model.takes_negative and self.kind is MediaKind.IMAGE

    def seed(self, pictures: int) -> tuple[int | None, bool]:
        """The seed, and whether that of the replied job is wanted."""
        given = self.given.get(Target.SEED)
        if given is None:
            return None, False
        asked = values.read_seed(given.value)
        if asked is None:
            raise given.error("grammar-seed-range", most=values.LARGEST_SEED)
        if pictures and self.kind is MediaKind.IMAGE and asked != "random":
            # Protocol notes, section 8: a composition carries no seed.
            raise given.error("grammar-seed-with-pictures")
        if isinstance(asked, str):
            return None, asked == "same"
        return asked, False


def _names(models: Sequence[Model]) -> str:
    return listed([model.shown_name for model in models])
