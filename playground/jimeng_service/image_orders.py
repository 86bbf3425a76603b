"""Read the component of an image draft: text to image, or a composition of uploaded pictures.

Rule: protocol notes, sections 8.3, 8.4 and 11. Sizes come from any known table; the ratio code has
to be a known one but need not agree with the pixels, as the server does not insist (section 11.3).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from playground.jimeng_service import catalog
from playground.jimeng_service.drafts import Submission, version_of
from playground.jimeng_service.envelope import Refusal
from playground.jimeng_service.fields import (
    Object,
    exactly,
    filled_text_of,
    flag_of,
    integer_of,
    number_of,
    object_of,
    objects_of,
    text_of,
    texts_of,
)
from playground.jimeng_service.model_shop import ModelShop
from playground.jimeng_service.regions import Region

KnowsUri = Callable[[str], bool]

DEFAULT_COUNT = 4
MOST_PICTURES = 15
MOST_REFERENCES = 10
_WANTED_NUMBER = re.compile(r"(\d+)\s*张")


@dataclass(frozen=True)
class ImageOrder:
    """What is to be painted."""

    kind: Literal["generate", "blend"]
    model: str
    prompt: str
    size: catalog.Size
    count: int
    seed: int
    references: tuple[str, ...] = ()

    @property
    def generate_type(self) -> int:
        """The record's number for the kind (section 10.3)."""
        return 1 if self.kind == "generate" else 12


def read_image_order(
    submission: Submission, region: Region, knows: KnowsUri, shop: ModelShop
) -> ImageOrder:
    """Check an image component; `knows` tells whether an uploaded picture exists."""
    component = submission.component
    kind = exactly(component, "generate_type", "generate", "blend")
    abilities = object_of(component, "abilities")
    ability = object_of(abilities, kind)
    core = object_of(ability, "core_param")
    model = _model(core, submission, region, shop)
    prompt = filled_text_of(core, "prompt")
    if not 0 <= number_of(core, "sample_strength") <= 1:
        raise Refusal("1000", "invalid parameter: sample_strength")
    _check_negative_prompt(core, kind)
    references = _references(ability, knows) if kind == "blend" else ()
    return ImageOrder(
        kind="blend" if kind == "blend" else "generate",
        model=model,
        prompt=without_marks(prompt, len(references)),
        size=_size(core, model, prompt),
        count=_count(abilities, ability, model, prompt, kind),
        seed=_seed(core, kind, submission.submit_id),
        references=references,
    )


def without_marks(prompt: str, references: int) -> str:
    """The prompt that a person wrote: clients put `##` before it, once or once per picture."""
    bare = prompt
    for _ in range(references):
        bare = bare.removeprefix("##")
    if references and bare == prompt:
        bare = bare.removesuffix("##")  # one client puts it behind
    return bare


def _model(core: Object, submission: Submission, region: Region, shop: ModelShop) -> str:
    model = filled_text_of(core, "model")
    known = shop.images.get(model)
    if known is None or region.cluster not in known.clusters or model != submission.root_model:
        raise Refusal("1000", "invalid parameter: model")
    return model


def _size(core: Object, model: str, prompt: str) -> catalog.Size:
    info = object_of(core, "large_image_info")
    resolution = filled_text_of(info, "resolution_type")
    if "min_version" in info:
        version_of(info, "min_version")
    size = integer_of(info, "width"), integer_of(info, "height")
    if not catalog.size_is_taken(model, resolution, size):
        raise Refusal("1000", "invalid parameter: large_image_info")
    chosen_by_model = flag_of(core, "intelligent_ratio")
    if "image_ratio" in core or not chosen_by_model:
        code = integer_of(core, "image_ratio")
        if not catalog.ratio_code_is_taken(code, resolution):
            raise Refusal("1000", "invalid parameter: image_ratio")
    if chosen_by_model and resolution in catalog.SIZES:
        table = catalog.SIZES[resolution]
        return table[_number(prompt) % len(table)]
    return size


def _count(abilities: Object, ability: Object, model: str, prompt: str, kind: str) -> int:
    """How many pictures: `gen_count` where given, a number before 张 on 4.x, else four."""
    for place in (abilities, ability):
        if "gen_option" in place and "gen_count" in object_of(place, "gen_option"):
            count = integer_of(object_of(place, "gen_option"), "gen_count")
            if not 1 <= count <= 8:
                raise Refusal("1000", "invalid parameter: gen_count")
            return count
    wanted = _WANTED_NUMBER.search(prompt)
    if kind == "generate" and model in catalog.MANY_PICTURES and wanted is not None:
        return max(1, min(int(wanted[1]), MOST_PICTURES))
    return DEFAULT_COUNT


def _check_negative_prompt(core: Object, kind: str) -> None:
    """Always there in a text to image; older clients leave it out of a composition."""
    if kind == "generate" or "negative_prompt" in core:
        text_of(core, "negative_prompt")


def _seed(core: Object, kind: str, submit_id: str) -> int:
    """A text to image names its seed, a composition has none."""
    if kind == "blend" and "seed" not in core:
        return _number(submit_id)
    seed = integer_of(core, "seed")
    if not 0 <= seed < 2**32:
        raise Refusal("1000", "invalid parameter: seed")
    return seed


def _references(blend: Object, knows: KnowsUri) -> tuple[str, ...]:
    uris: list[str] = []
    for ability in objects_of(blend, "ability_list"):
        exactly(ability, "name", "byte_edit")
        if not 0 <= number_of(ability, "strength") <= 1:
            raise Refusal("1000", "invalid parameter: strength")
        here = texts_of(ability, "image_uri_list")
        shown = [text_of(picture, "uri") for picture in objects_of(ability, "image_list")]
        if not here or here != shown:
            raise Refusal("1000", "invalid parameter: image_uri_list")
        uris += here
    if not 1 <= len(uris) <= MOST_REFERENCES or not all(knows(uri) for uri in uris):
        raise Refusal("1000", "invalid parameter: ability_list")
    _check_placeholders(blend, len(objects_of(blend, "ability_list")))
    return tuple(uris)


def _check_placeholders(blend: Object, abilities: int) -> None:
    if "prompt_placeholder_info_list" not in blend:
        return
    for placeholder in objects_of(blend, "prompt_placeholder_info_list"):
        if not 0 <= integer_of(placeholder, "ability_index") < abilities:
            raise Refusal("1000", "invalid parameter: ability_index")


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
