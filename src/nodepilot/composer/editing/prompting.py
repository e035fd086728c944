"""“Write the summary in German”, “keep it shorter”: what a language model is told."""

from __future__ import annotations

import re

from nodepilot.composer.editing.canvas import LANGCHAIN
from nodepilot.composer.editing.cues import cue, flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.named_places import named_place
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Node

_PROMPTS = {
    LANGCHAIN + "chainLlm": ("text",),
    LANGCHAIN + "agent": ("options.systemMessage", "text"),
    LANGCHAIN + "openAi": ("responses.values[0].content", "messages.values[0].content"),
    LANGCHAIN + "anthropic": ("messages.values[0].content",),
    LANGCHAIN + "googleGemini": ("messages.values[0].content",),
    LANGCHAIN + "informationExtractor": ("options.systemPromptTemplate",),
    LANGCHAIN + "textClassifier": ("options.systemPromptTemplate",),
    LANGCHAIN + "chainSummarization": (),
}


_SORTING = frozenset({LANGCHAIN + "informationExtractor", LANGCHAIN + "textClassifier"})
_LANGUAGE_WORK = frozenset({"summarize", "translate", "compose", "rewrite", "reply"})
"""Work that a step that only takes values out of a text, or sorts it, cannot do."""


_INTO_MAIL = re.compile(
    r"(?:in|into|as|via|by) (?:an? )?(?:e-?mail|mail|message|post|sms)(?: message)? (?:to|for|in) "
)


def instruct(scene: Scene) -> Step | None:
    """The instruction goes on at the end of the prompt that it is about."""
    if cue("rewrite").search(scene.flat) is None:
        return None
    if any(_goes_elsewhere(scene, act) for act in scene.acts()):
        return None
    is_placed = any(t.kind in {Kind.EMAIL, Kind.CHANNEL} for t in scene.u.tokens)
    if is_placed and (scene.says("also") is not None or _INTO_MAIL.search(scene.flat)):
        # "also send the summary to …", "put the summary in an email to …": it is told somewhere else, too.
        return None
    if scene.says("replying") is not None and not any(
        node.type == LANGCHAIN + "agent" for node in scene.canvas.nodes
    ):
        # "reply to the sender with the summary": a step of its own.
        return None
    place = named_place(scene)
    if place.before is not None or place.after is not None:
        # "after the ticket is made, answer the sender": a step of its own, at a place of its own.
        return None
    models = [node for node in scene.canvas.nodes if _PROMPTS.get(node.type)]
    meant = [each.node for each in nodes_meant(scene) if each.node in models]
    node = meant[0] if meant else models[0] if len(models) == 1 else None
    if node is None or (node.type in _SORTING and _LANGUAGE_WORK & {act.verb for act in scene.acts()}):
        return None
    path, before = _prompt(node)
    if (spoken := _in_another_tongue(scene, before)) is not None:
        return Step((SetParameter(node.name, path, spoken),), 0.85)
    if (measured := _of_another_length(scene, before)) is not None:
        tongue = next(
            (
                n
                for n, words in table("tongues").items()
                if re.search(rf"(?<!\w)(?:{words})(?!\w)", scene.flat)
            ),
            None,
        )
        if tongue is not None:
            # "in one sentence in French"
            measured = f"{measured.rstrip()}\nWrite it in {tongue}."
        return Step((SetParameter(node.name, path, measured),), 0.85)
    text = _order(scene)
    if not text:
        return None
    value = f"{before.rstrip()}\n{text}" if before.strip() else text
    return Step((SetParameter(node.name, path, value),), 0.8)


_COUNTS = {
    "1": "an?|one|eine[mnr]?|une?|una?|uma?|um",
    "2": "two|zwei|deux|dos|duas|dois",
    "3": "three|drei|trois|tres",
    "4": "four|vier|quatre|cuatro|quatro",
    "5": "five|funf|cinq|cinco",
    "6": "six|sechs|seis",
    "7": "seven|sieben|sept|siete|sete",
    "8": "eight|acht|huit|ocho|oito",
    "9": "nine|neun|neuf|nueve|nove",
    "10": "ten|zehn|dix|diez|dez",
}
_MEASURES = {
    "sentence": "sentences?|satz(?:en|e)?|saetzen?|phrases?|frases?|oracion(?:es)?",
    "word": "words?|wort(?:en|e)?|worter(?:n)?|mots?|palabras?|palavras?",
    "line": "lines?|zeilen?|lignes?|lineas?|linhas?",
    "bullet point": "bullet points?|bullets?|stichpunkten?|puces?|vinetas?|topicos?",
    "paragraph": "paragraphs?|absatz(?:en)?|absatze|paragraphes?|parrafos?|paragrafos?",
}
_LENGTH = re.compile(
    rf"(?<!\w)(?P<count>\d+|{'|'.join(_COUNTS.values())})(?: short| brief| kurzen?| courtes?| cortas?| curtas?)? (?P<unit>{'|'.join(_MEASURES.values())})(?!\w)"
)


def _measure(match: re.Match[str]) -> tuple[str, str]:
    """(how many, of what) as English has it."""
    count = next((n for n, words in _COUNTS.items() if re.fullmatch(words, match["count"])), match["count"])
    unit = next(name for name, words in _MEASURES.items() if re.fullmatch(words, match["unit"]))
    return count, unit


def _of_another_length(scene: Scene, prompt: str) -> str | None:
    """“summarize in three sentences” where the prompt asks for two, and that is all that is said."""
    said, held = list(_LENGTH.finditer(scene.flat)), list(_LENGTH.finditer(flat(prompt)))
    if len(said) != 1 or len(held) != 1 or len(scene.u.tokens) > _FEW:
        return None
    count, unit = _measure(said[0])
    if unit != _measure(held[0])[1] and not _MAKE_IT.match(scene.flat):
        return None
    new = scene.text[slice(*said[0].span())]
    if unit == _measure(held[0])[1] and said[0]["unit"].rstrip("s") != held[0]["unit"].rstrip("s"):
        # Told in another language than the prompt is written in.
        new = f"{_IN_WORDS.get(count, count)} {held[0]['unit'].rstrip('s')}{'' if count == '1' else 's'}"
    return prompt[: held[0].start()] + new + prompt[held[0].end() :]


_MAKE_IT = re.compile(
    r"\W*(?:please )?(?:make (?:it|that|the summary|them)|write(?: it)?|give me|i want|as|in)(?: only| just)? [\w-]+ [\w ]{3,20}\W*$"
)
"""“make it two bullet points”: instead of sentences."""
_IN_WORDS = dict(zip(_COUNTS, "one two three four five six seven eight nine ten".split(), strict=True))


def _in_another_tongue(scene: Scene, prompt: str) -> str | None:
    """“translate to Spanish instead”: the one language that the prompt names gives way, where that is all that is said."""
    said = [
        name
        for name, words in table("tongues").items()
        if re.search(rf"(?<!\w)(?:{words})(?!\w)", scene.flat)
    ]
    held = [
        match
        for words in table("tongues").values()
        for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", flat(prompt))
    ]
    named = {match.group() for match in held}
    new = [name for name in said if not any(re.fullmatch(table("tongues")[name], each) for each in named)]
    if len(new) != 1 or len(named) != 1 or len(scene.u.tokens) > _FEW:
        return None
    text = prompt
    for match in sorted(held, key=lambda each: -each.start()):
        text = text[: match.start()] + new[0] + text[match.end() :]
    return text


_FEW = 9
"""Words of an order that is about the language alone."""


def instruct_agent(scene: Scene) -> Step | None:
    """“it should never talk about prices”: what an assistant is told, whatever its words say elsewhere."""
    order = cue("agent_order").match(cue("polite").sub("", scene.flat).strip())
    agents = [node for node in scene.canvas.nodes if node.type == LANGCHAIN + "agent"]
    if (
        (order is None and not _KNOWS_DATE.search(scene.flat))
        or len(agents) != 1
        or any(not hit.is_generic for hit in scene.u.services)
    ):
        return None
    if cue("tool").search(scene.flat) and scene.says("add_verb") is not None:
        return None
    if _ABLE.search(scene.flat) is not None and scene.says("tool") is not None:
        return None
    if _FORGETTING.search(scene.flat) is not None:
        # Whether it remembers is no matter of what it is told.
        return None
    taken = scene.says("remove")
    if (
        taken is not None
        and _FORBIDDEN.search(scene.flat[: taken.start()]) is None
        and nodes_meant(scene, (taken.end(), len(scene.text)))
    ):
        # "it needs no past, drop the memory": a step of its own is what shall go.
        return None
    path, before = _prompt(agents[0])
    text = _order(scene)
    if _KNOWS_DATE.search(scene.flat):
        # A model knows no date but the one that it is told.
        text, before = (
            "Now it is {{ $now.toFormat('cccc, yyyy-MM-dd HH:mm') }}.",
            f"={before.removeprefix('=')}",
        )
    value = f"{before.rstrip()}\n{text}" if before.strip() else text
    return Step((SetParameter(agents[0].name, path, value),), 0.85) if text else None


_FORBIDDEN = re.compile(
    r"(?:(?<!\w)(?:not|never|nothing|nicht|nie|pas|jamais|no|nunca|nao)|n't)(?: \w+ or)? $"
)
"""“it must not delete anything”: no step is taken away."""
_KNOWS_DATE = re.compile(
    r"(?:know|knows|aware of|kennen|wissen|connaitre|savoir|saber|conocer|conhecer) (?:what (?:day|date|time) it is|(?:about )?(?:today'?s|the (?:current|actual)|the) (?:date|time|day)|welcher tag|das (?:heutige |aktuelle )?datum|la date|la fecha|a data)(?!\w)"
)
_ABLE = re.compile(r"(?<!\w)(?:be able to|in der lage|capable de|capaz de)(?!\w)")
_FORGETTING = re.compile(
    r"(?:not|n't|nothing|never|nicht|nichts|kein\w*|rien|pas|nada|no|nao)\W+(?:\w+\W+){0,2}?(?:remember|memori[sz]e|recall|keep in mind|merken|erinnern|retenir|souvenir|recordar|lembrar)"
    r"|(?:remember|recall|merken|retenir|recordar|lembrar)\w*\W+(?:nothing|nichts|rien|nada)"
)


def _goes_elsewhere(scene: Scene, act: Act) -> bool:
    """“log every answer to a sheet”: work for a step, nothing to tell the model."""
    if act.target is None or act.ai:
        return False
    if act.target.is_generic:
        # "also save the summaries to a sheet"
        return scene.says("also") is not None and act.verb in {"add", "create", "update"}
    return scene.roles.is_app(act.target)


def _prompt(node: Node) -> tuple[str, str]:
    """Where the prompt stands, and how it reads now."""
    paths = _PROMPTS[node.type]
    for path in paths:
        held: object = node.parameters
        for part in re.findall(r"[^.\[\]]+", path):
            if isinstance(held, dict):
                held = held.get(part)
            elif isinstance(held, list) and part.isdigit() and int(part) < len(held):
                held = held[int(part)]
            else:
                held = None
        if isinstance(held, str):
            return path, held
    return paths[0], ""


_FILED = re.compile(rf"\W*(?:\b(?:and|und|et|y|e)\s+)?{cue('for_model').pattern}\W*$")
"""“…, add that to its instructions”: where it is written, nothing that the model has to know."""


def _order(scene: Scene) -> str:
    """The instruction as a sentence to the model, without courtesies."""
    text = scene.text.strip()
    while (match := _FILED.search(flat(text))) is not None:
        text = text[: match.start()] + text[match.end() :]
    while (match := cue("to_model").match(flat(text))) is not None:
        text = text[match.end() :].lstrip(" ,.:;")
    text = text.strip()
    if not text:
        return ""
    if (denied := re.match(r"(?i)not (?=\w)", text)) is not None:
        # "it must not answer …"
        text = f"Do not {text[denied.end() :]}"
    text = text[:1].upper() + text[1:]
    return text if text[-1] in ".!?" else f"{text}."
