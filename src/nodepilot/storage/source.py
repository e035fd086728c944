"""Which database the settings name: the embedded one or a server of the operator's."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from nodepilot.settings import Settings
from nodepilot.storage.addresses import APP, Address, parse_address
from nodepilot.storage.embedded import EmbeddedPostgres
from nodepilot.storage.migrate import migrate


class DatabaseSource:
    """Holds the embedded server for as long as it is entered; with `DATABASE_URL` there is none to hold.

    Blocking: call it off the event loop.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._embedded: EmbeddedPostgres | None = None
        if settings.database_url is None:
            self._embedded = EmbeddedPostgres(settings.data_dir, account=settings.database_account)

    def __enter__(self) -> Self:
        if self._embedded is not None:
            self._embedded.attach()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._embedded is not None:
            self._embedded.detach()

    def ensure_running(self) -> None:
        """Starts the embedded server again if it has died."""
        if self._embedded is not None:
            self._embedded.ensure_running()

    @property
    def owner(self) -> Address:
        """For migrations."""
        if self._settings.database_url is not None:
            return parse_address(self._settings.database_url)
        if self._embedded is None:  # pragma: no cover - excluded by __init__
            raise RuntimeError("no database")
        return self._embedded.owner

    @property
    def app(self) -> Address:
        """For the server."""
        if self._settings.database_app_url is not None:
            return parse_address(self._settings.database_app_url)
        return self.owner.as_user(APP)

    def migrate(self) -> list[str]:
        """Brings the schema up to date and returns the versions applied."""
        return migrate(self.owner)
