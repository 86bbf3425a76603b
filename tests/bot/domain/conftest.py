from __future__ import annotations

import pytest

from bot.domain.models import Catalogue
from tests.catalogue import make_catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return make_catalogue()
