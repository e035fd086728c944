from __future__ import annotations

import pytest

from nodepilot.catalog import Catalog, load_catalog


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog("2.40.7")
