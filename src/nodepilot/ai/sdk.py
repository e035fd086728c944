"""The providers' SDKs, loaded when they are needed: that takes a second, and most servers never need them."""

from __future__ import annotations

import asyncio
from importlib import import_module
from types import ModuleType
from typing import Any

_LOADED: dict[str, ModuleType] = {}


async def loaded(name: str) -> Any:
    """The module of that name."""
    if name not in _LOADED:
        _LOADED[name] = await asyncio.to_thread(import_module, name)
    return _LOADED[name]
