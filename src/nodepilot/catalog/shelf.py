"""A file of many small JSON documents, each readable alone.

Every document is compressed by itself against one shared dictionary, so that one can be read
without the others and small ones still compress well.

    4 bytes   b"NPS1"
    4 bytes   length of the directory, big-endian
    directory zlib of JSON: {"dictionary": [offset, length], "documents": {key: [offset, length]}}
    data      offsets count from here
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

_MAGIC = b"NPS1"
_HEADER = 8
_WINDOW = 32_768


def dump_json(value: Any) -> bytes:
    """Compact JSON in UTF-8; key order is kept, so equal input gives equal bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class Shelf:
    """Read access to a shelf; documents are decoded each time they are asked for."""

    def __init__(self, data: bytes) -> None:
        """`data` is the content of the file; raises ValueError when it is something else."""
        if data[:4] != _MAGIC:
            raise ValueError("not a catalog data file")
        start = _HEADER + int.from_bytes(data[4:_HEADER], "big")
        directory = json.loads(zlib.decompress(data[_HEADER:start]))
        self._data = memoryview(data)[start:]
        self._places: dict[str, list[int]] = directory["documents"]
        offset, length = directory["dictionary"]
        self._dictionary = zlib.decompress(self._data[offset : offset + length])

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def read(self, key: str) -> Any:
        """The document; KeyError when there is none of that key."""
        offset, length = self._places[key]
        reader = zlib.decompressobj(zdict=self._dictionary)
        return json.loads(reader.decompress(self._data[offset : offset + length]))


def write_shelf(documents: Mapping[str, Any], dictionary: bytes) -> bytes:
    """The bytes of a shelf; the same documents in the same order give the same bytes."""
    dictionary = dictionary[-_WINDOW:]
    packed = zlib.compress(dictionary, 9)
    parts, offset = [packed], len(packed)
    places: dict[str, list[int]] = {}
    for key, document in documents.items():
        writer = zlib.compressobj(9, zdict=dictionary)
        chunk = writer.compress(dump_json(document)) + writer.flush()
        places[key] = [offset, len(chunk)]
        parts.append(chunk)
        offset += len(chunk)
    head = {"dictionary": [0, len(packed)], "documents": places}
    directory = zlib.compress(dump_json(head), 9)
    return b"".join([_MAGIC, len(directory).to_bytes(4, "big"), directory, *parts])
