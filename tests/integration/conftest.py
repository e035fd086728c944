"""A real PostgreSQL for all integration tests, and folders that its account can reach."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from nodepilot.storage.addresses import APP, Address
from nodepilot.storage.database import Database
from nodepilot.storage.embedded import EmbeddedPostgres
from nodepilot.storage.migrate import migrate
from tests.aimock import FakeModels, fake_models, open_clients

MakeDataDir = Callable[[], Path]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.integration)


@pytest.fixture(scope="module")
def models(request: pytest.FixtureRequest) -> Iterator[FakeModels]:
    """Both providers, imitated: they answer what the module's `FIXTURES` say."""
    with fake_models(request.module.FIXTURES) as running:
        yield running
    assert open_clients() == []


@pytest.fixture(scope="session")
def make_data_dir() -> Iterator[MakeDataDir]:
    """Makes data folders. pytest's own temporary folders are closed to the account that root drops to."""
    made = []

    def make() -> Path:
        parent = Path(tempfile.mkdtemp(prefix="nodepilot-test-"))
        parent.chmod(0o711)
        made.append(parent)
        return parent / "data"

    yield make
    for parent in made:
        shutil.rmtree(parent, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(make_data_dir: MakeDataDir) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(make_data_dir()) as server:
        yield server


@pytest.fixture(scope="session")
def owner(postgres: EmbeddedPostgres) -> Address:
    """The owner's login to a migrated database."""
    migrate(postgres.owner)
    return postgres.owner


@pytest.fixture
async def database(owner: Address) -> AsyncIterator[Database]:
    """The app's own way to the database."""
    opened = Database(owner.as_user(APP))
    await opened.open()
    yield opened
    await opened.close()
