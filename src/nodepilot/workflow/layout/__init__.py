"""Where nodes stand on the canvas.

    arrange(workflow)                     # every node gets a new place
    place_new(workflow, {"Slack"})        # only these; all others stay where a person put them

Items flow from left to right; branches stand one under another in the order of the outputs;
sub-nodes stand under their root node, side by side. Nodes never overlap. Every number is a multiple of
n8n's grid. The same document gives the same places.
"""

from nodepilot.workflow.layout.arrange import arrange
from nodepilot.workflow.layout.measures import GRID, PortCounts, Rectangle, Size
from nodepilot.workflow.layout.place_new import place_new
from nodepilot.workflow.layout.ports import count_ports_by

__all__ = ["GRID", "PortCounts", "Rectangle", "Size", "arrange", "count_ports_by", "place_new"]
