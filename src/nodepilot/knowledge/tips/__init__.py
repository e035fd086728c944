"""Tips: advice that is given only where it fits.

    for advice in advise(load_workflow(text), catalog):
        advice.tip.title, advice.nodes          # what, and at which nodes
        mended = apply(workflow, advice.mend)   # where there is a mend

Each tip is an entry in `data/tips/<category>.toml` with the condition under which it applies
(`conditions.py`) and, where a change of settings does it, the mend as edits.
"""

from nodepilot.knowledge.tips.advice import Advice, advise
from nodepilot.knowledge.tips.search import search_tips
from nodepilot.knowledge.tips.tip import Tip, load_tips

__all__ = ["Advice", "Tip", "advise", "load_tips", "search_tips"]
