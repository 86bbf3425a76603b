"""Models that come and go by the control address: listed, taken, refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from playground.jimeng_service.catalog_routes import image_models, video_models
from playground.jimeng_service.model_shop import ModelShop
from playground.jimeng_service.regions import REGIONS

NEW = {"key": "high_aes_general_v55", "name": "Image 5.5", "sites": ["cn"]}


def change(shop: ModelShop, **body: Any) -> None:
    shop.change(json.dumps(body).encode())


def keys(listed: list[Any]) -> set[str]:
    return {model["model_req_key"] for model in listed}


def test_a_new_model_is_listed_where_it_is_sold() -> None:
    shop = ModelShop()
    change(shop, add=NEW)
    assert "high_aes_general_v55" in keys(image_models(shop, REGIONS["cn"]))
    assert "high_aes_general_v55" not in keys(image_models(shop, REGIONS["us"]))
    assert "high_aes_general_v55" not in keys(image_models(ModelShop(), REGIONS["cn"]))
    change(shop, add={"key": "film", "name": "Film 9", "kind": "video", "seconds": [6]})
    film = next(m for m in video_models(shop, REGIONS["us"]) if "film" in str(m))
    assert "144" in str(film)  # frames


def test_a_dropped_model_is_gone() -> None:
    shop = ModelShop()
    change(shop, drop="text2img_xl_sft")
    assert "text2img_xl_sft" not in keys(image_models(shop, REGIONS["cn"]))
    with pytest.raises(ValueError, match="no model text2img_xl_sft"):
        change(shop, drop="text2img_xl_sft")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"add": NEW, "drop": "x"},
        {"add": NEW | {"sites": ["mars"]}},
        {"add": NEW | {"sites": []}},
        {"add": NEW | {"kind": "song"}},
        {"add": NEW | {"key": " "}},
        {"add": NEW | {"kind": "video", "seconds": [0]}},
        {"add": NEW | {"key": "high_aes_general_v40"}},
        {"add": NEW | {"price": 1}},
        {"add": {"key": "a"}},
        {"remove": "a"},
    ],
)
def test_what_makes_no_sense_is_told(body: dict[str, Any]) -> None:
    shop = ModelShop()
    with pytest.raises(ValueError, match=r".+"):
        change(shop, **body)
    assert shop.to_json() == ModelShop().to_json()
