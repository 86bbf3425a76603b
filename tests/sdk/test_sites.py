"""The five sites, as section 2 of the wire notes lists them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from jimeng import Region
from jimeng.sdk.protocol import regions
from tests.documents.markdown import read

NOTES = Path(__file__).parents[2] / "docs/protocol/README.md"
COLUMNS = {
    "mweb + passport origin": "mweb",
    "commerce origin": "commerce",
    "ImageX origin": "imagex",
    "AWS region in the ImageX signature": "aws_region",
    "ImageX `ServiceId`": "service_id",
    "`aid` (query, `Appid` header, `http_common_info.aid`)": "aid",
    "query `region`": "query_region",
    "`Lan` header": "lan",
    "`Loc` header": "loc",
    "`webId` in the query": "web_id_in_query",
    "web origin used in referers": "web",
}


def noted() -> dict[str, dict[str, Any]]:
    """The notes' table, by region and by the name that the field has here."""
    table = next(
        table
        for table in read(NOTES.read_text(encoding="utf-8")).tables
        if table.rows and "mweb + passport origin" in table.rows[0].values()
    )
    sites: dict[str, dict[str, Any]] = {region.value: {} for region in Region}
    for title, *cells in (list(row.values()) for row in table.rows):
        for index, (region, cell) in enumerate(zip(sites, cells, strict=True)):
            meant = cell if "same" not in cell and "as us" not in cell else earlier(cells, index)
            sites[region][COLUMNS[title]] = meant.rpartition(" ")[2].strip("`")
    return sites


def earlier(cells: list[str], index: int) -> str:
    """What `same` and `same as hk` and `as us` stand for: the nearest cell that says it."""
    return next(
        cell for cell in reversed(cells[:index]) if "same" not in cell and "as us" not in cell
    )


def afresh() -> Any:
    """The room of sites built once more, so that what builds its table is looked at too."""
    spec = importlib.util.spec_from_file_location(regions.__name__, str(regions.__file__))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("region", list(Region))
def test_a_site_is_as_noted(region: Region) -> None:
    site = next(site for key, site in afresh().SITES.items() if key.value == region.value)
    want = noted()[region.value]
    assert set(want) == set(COLUMNS.values())
    said = {name: str(getattr(site, name)) for name in want}
    said["web_id_in_query"] = "yes" if site.web_id_in_query else "no"
    assert said == want
    assert (site.region.value, site.vod) == (region.value, "https://vod.bytedanceapi.com")
