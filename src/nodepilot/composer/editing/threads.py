"""“Answer in the thread”: a message of Slack goes below the one that it answers."""

from __future__ import annotations

import re

from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import SetParameter

_THREADED = re.compile(
    r"(?<!\w)(?:in|into|as|to|im|dans|en|no) (?:the |a |its |same |that |le |un |el |o |dem |den )*(?:message'?s )?(?:threads?|fil|hilo)(?: repl(?:y|ies))?(?!\w)|(?<!\w)thread(?:ed)? (?:reply|replies|answer)"
)


def answer_in_thread(scene: Scene) -> Step | None:
    """The one message of Slack that is posted, or the one that is named, in the thread of what came in."""
    if _THREADED.search(scene.flat) is None or scene.says("also") is not None:
        return None
    came_in = [node for node in scene.canvas.triggers if node.type == BASE + "slackTrigger"]
    posting = [
        node for node in scene.canvas.nodes if node.type == BASE + "slack" and scene.canvas.is_writing(node)
    ]
    meant = [each.node for each in nodes_meant(scene) if each.node in posting]
    node = posting[0] if len(posting) == 1 else meant[0] if meant else None
    if len(came_in) != 1 or node is None:
        return None
    output = scene.canvas.output(came_in[0])
    thread = output.find("thread") or output.find("id")
    if thread is None:
        return None
    value = f"={{{{ {javascript_of(thread)} }}}}"
    return Step(
        (SetParameter(node.name, "otherOptions.thread_ts", {"replyValues": {"thread_ts": value}}),), 0.9
    )
