"""Steps that a language model does: summarise, extract, classify, score, write, translate, draw, transcribe."""

from __future__ import annotations

from nodepilot.composer.build.ai_extract import extract
from nodepilot.composer.build.ai_matter import STRUCTURED, bring_page, bring_text, is_seen
from nodepilot.composer.build.ai_media import becomes_sound, describe_image, draw_image, speak, transcribe
from nodepilot.composer.build.ai_writing import several_texts, write_named, write_several, write_text
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.rag import answer_from_store
from nodepilot.composer.reading.story import Act


def ai_step(draft: Draft, flow: Flow, act: Act) -> None:
    """The step or steps for an act of a language model."""
    bring_page(draft, flow, act)
    if act.verb in {"compose", "create"} and _is_picture(act):
        draw_image(draft, flow, act)
        return
    if act.verb == "transcribe":
        transcribe(draft, flow, act)
        return
    if becomes_sound(draft, act):
        speak(draft, flow, act)
        return
    if answer_from_store(draft, flow, act):
        return
    bring_text(draft, flow, act)
    if is_seen(draft, flow, act):
        describe_image(draft, flow, act)
        said = act.argument("object")
        read_out = act.verb == "extract" and said is not None and said.nouns == ["text"]
        read = act.verb == "get" and said is not None and said.pronoun
        only_looked = said is not None and set(said.nouns) <= {"image"} and not read
        to_rows = act.verb in {"get", "analyze"} and not only_looked and _goes_to_rows(draft, act)
        if read_out or not (act.verb in STRUCTURED or to_rows):
            return
    outputs = several_texts(act)
    if act.texts and not outputs:
        write_named(draft, flow, act)
    elif outputs:
        write_several(draft, flow, act, outputs)
    elif act.verb in STRUCTURED or (act.verb in {"get", "analyze"} and _goes_to_rows(draft, act)):
        extract(draft, flow, act)
    else:
        write_text(draft, flow, act)


def _is_picture(act: Act) -> bool:
    """“an image from the text of the form”: a picture is what is made, no text."""
    made = act.argument("object")
    nouns = set(made.nouns) if made is not None else set(act.nouns)
    return "image" in nouns and not nouns & {"article", "text", "post"}


def _goes_to_rows(draft: Draft, act: Act) -> bool:
    """Whether what the model reads goes into a table: then it has to come out as fields."""
    u = draft.utterance
    return (
        any(
            u.has(i, "nouns", "row", "sheet", "table", "record", "field", "database")
            for i in range(act.last, len(u.tokens))
        )
        or act.verb == "get"
    )
