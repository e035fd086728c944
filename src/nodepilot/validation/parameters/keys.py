"""Keys by which nodes of one type share a state: equal when no condition can tell the nodes apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.catalog.model import DisplayOptions, NodeTypeVersion
from nodepilot.validation.parameters.conditions import first_key
from nodepilot.validation.parameters.levels import Level

_TRUE, _FALSE, _TEXT, _EXPRESSION = object(), object(), object(), object()


class StateKeys:
    """Makes keys for nodes of one type. `controls` are the top-level names that conditions read.

    `words` are further texts by name that must stay apart.
    """

    def __init__(
        self, level: Level, controls: frozenset[str], survey: Survey, words: Mapping[str, frozenset[str]]
    ) -> None:
        self._texts: dict[str, frozenset[str] | None] = {}
        for name in controls:
            texts = survey.texts.get(name, _NO_TEXTS)
            if any(entry.property.no_data_expression for entry in level.by_name[name]):
                # n8n cuts the `=` off such values, so what follows it matters.
                texts = None
            self._texts[name] = None if texts is None else texts | words.get(name, frozenset())

    def key(self, given: Mapping[str, Any]) -> tuple[Any, ...]:
        """The key of a node with these parameters."""
        texts = self._texts
        made: list[Any] = []
        for name, value in given.items():
            if name in texts:
                known = texts[name]
                made.append(name)
                if value.__class__ is str:
                    if known is None or value in known:
                        made.append(value)
                    else:
                        made.append(_EXPRESSION if value[:1] == "=" else _TEXT)
                else:
                    made.append(_class_of(value))
        return tuple(made)


def _class_of(value: Any) -> Any:
    if value is True:
        return _TRUE
    if value is False:
        return _FALSE
    if isinstance(value, dict | list):
        return ("", repr(value))
    return value


class Survey:
    """What all conditions of a node type together ask for.

    `texts` holds for each name that is asked for at the top (`/name`, or a name beside a top-level property)
    the texts that conditions compare it with, None when any text may matter.
    """

    def __init__(self, version: NodeTypeVersion) -> None:
        self.texts: dict[str, frozenset[str] | None] = {}
        for need in version.credentials:
            self._note(need.display_options, at_top=True)
        waiting = [(each, True) for each in version.properties]
        while waiting:
            each, at_top = waiting.pop()
            if each.display_options is not None:
                self._note(each.display_options, at_top=at_top)
            # n8n looks for the children of a collection at the top, too.
            inside = at_top and each.type == "collection"
            waiting.extend((child, inside) for child in each.children)
            for group in each.groups:
                waiting.extend((value, False) for value in group.values)

    def _note(self, options: DisplayOptions | None, *, at_top: bool) -> None:
        if options is None:
            return
        for path, accepted in (*options.show.items(), *options.hide.items()):
            if path[0] == "@" or (path[0] != "/" and not at_top):
                continue
            name = first_key(path)
            known = self.texts.get(name, _NO_TEXTS)
            if known is None:
                continue
            if any(isinstance(each, dict) for each in accepted):
                self.texts[name] = None
            else:
                self.texts[name] = known.union(each for each in accepted if isinstance(each, str))


_NO_TEXTS: frozenset[str] = frozenset()
