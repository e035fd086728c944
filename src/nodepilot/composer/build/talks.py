"""What a chat starts: an agent with its tools, a talk about documents, a picture that is asked for."""

from __future__ import annotations

from nodepilot.composer.build.ai_media import asks_picture, draw_image
from nodepilot.composer.build.chat import brief_agent, chat_agent
from nodepilot.composer.build.chats import speaks_of_documents, talk_about_documents, tools_of_chat
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.models import is_vector_store
from nodepilot.composer.build.rag import store_named
from nodepilot.composer.build.starts import add_start
from nodepilot.composer.build.tools import attach_tools
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Item, Thread, acts_of


def talk(draft: Draft, roles: Roles, thread: Thread) -> tuple[Flow, list[Item]]:
    """The chat with who answers in it, and what is left to do with the answer."""
    acts = acts_of(thread.items)
    store = store_named(draft)
    if store is not None or speaks_of_documents(draft, roles):
        loads = [
            act
            for act in acts
            if act.verb == "embed"
            or (
                act.target is not None
                and (
                    (store is not None and act.target.key == store.key)
                    or is_vector_store(draft, act.target.key)
                )
            )
        ]
        talk_about_documents(draft, roles, thread, loads)
        return Flow(), []
    flow = add_start(draft, thread.start)
    if (picture := asks_picture(draft, thread.start)) is not None:
        draw_image(draft, flow, picture)
        return flow, []
    agent = chat_agent(draft, flow, thread.start)
    tools, rest = tools_of_chat(draft, roles, thread)
    attach_tools(draft, agent, tools, acts)
    last = max([thread.start.last, *(act.last for act in acts if act not in rest)])
    brief_agent(draft, agent, "", thread.start.first, last)
    return flow, rest
