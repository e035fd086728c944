"""Who reads an instruction: one reader for each kind of change, the more special ones first."""

from __future__ import annotations

from collections.abc import Callable

from nodepilot.composer.editing.adding import add
from nodepilot.composer.editing.addressing import address
from nodepilot.composer.editing.answering import answer
from nodepilot.composer.editing.appointing import appoint
from nodepilot.composer.editing.approving import ask_approval
from nodepilot.composer.editing.assigning import assign
from nodepilot.composer.editing.attaching import keep_attachments
from nodepilot.composer.editing.batching import batch
from nodepilot.composer.editing.branching import add_case, branch
from nodepilot.composer.editing.categorising import categorise
from nodepilot.composer.editing.comparing import change_test
from nodepilot.composer.editing.copying import copy
from nodepilot.composer.editing.correcting import correct
from nodepilot.composer.editing.crossing import cross
from nodepilot.composer.editing.disarming import disarm
from nodepilot.composer.editing.diverting import divert
from nodepilot.composer.editing.doubling import double
from nodepilot.composer.editing.drafting import make_draft, send_draft
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.equipping import equip
from nodepilot.composer.editing.events import change_events
from nodepilot.composer.editing.extracting import extract_more
from nodepilot.composer.editing.failing import handle_errors
from nodepilot.composer.editing.fielding import add_field, keep_only
from nodepilot.composer.editing.filling import fill
from nodepilot.composer.editing.folders import put_in_folder
from nodepilot.composer.editing.form_endings import end_form
from nodepilot.composer.editing.form_options import offer
from nodepilot.composer.editing.forms import change_form
from nodepilot.composer.editing.gating import gate
from nodepilot.composer.editing.guarding import guard
from nodepilot.composer.editing.including import include, store_more
from nodepilot.composer.editing.joining_items import join_items
from nodepilot.composer.editing.knobs import tune
from nodepilot.composer.editing.listing_more import list_more
from nodepilot.composer.editing.looping import in_loop
from nodepilot.composer.editing.missing import when_missing
from nodepilot.composer.editing.models import remodel
from nodepilot.composer.editing.moving import move
from nodepilot.composer.editing.naming import rename
from nodepilot.composer.editing.narrowing import narrow
from nodepilot.composer.editing.operating import operate
from nodepilot.composer.editing.ordering import reorder
from nodepilot.composer.editing.originals import delete_original
from nodepilot.composer.editing.other_countries import another_country
from nodepilot.composer.editing.pausing import postpone
from nodepilot.composer.editing.prompting import instruct, instruct_agent
from nodepilot.composer.editing.rechecking import look_again
from nodepilot.composer.editing.reformatting import reformat
from nodepilot.composer.editing.reminding import remind
from nodepilot.composer.editing.removing import remove
from nodepilot.composer.editing.removing_cases import remove_case
from nodepilot.composer.editing.renumbering import renumber
from nodepilot.composer.editing.replacing import replace_service
from nodepilot.composer.editing.requesting import authenticate, send_along
from nodepilot.composer.editing.rescaling import rescale
from nodepilot.composer.editing.retesting import retest
from nodepilot.composer.editing.retooling import retool
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.scheduling import reschedule
from nodepilot.composer.editing.secret_values import change_secret
from nodepilot.composer.editing.switching import switch
from nodepilot.composer.editing.telling_only import mention, tell_more, tell_only
from nodepilot.composer.editing.threads import answer_in_thread
from nodepilot.composer.editing.throttling import throttle
from nodepilot.composer.editing.time_spans import look_back
from nodepilot.composer.editing.values import change_value
from nodepilot.composer.editing.widening import widen

Reader = Callable[[Scene], Step | None]
READERS: tuple[Reader, ...] = (
    correct,
    appoint,
    rename,
    disarm,
    answer_in_thread,
    instruct_agent,
    when_missing,
    guard,
    look_again,
    remind,
    tell_only,
    tell_more,
    list_more,
    store_more,
    mention,
    handle_errors,
    in_loop,
    switch,
    cross,
    join_items,
    throttle,
    move,
    reschedule,
    make_draft,
    send_draft,
    look_back,
    delete_original,
    put_in_folder,
    fill,
    remodel,
    change_events,
    reformat,
    double,
    copy,
    replace_service,
    retool,
    widen,
    change_secret,
    another_country,
    change_test,
    retest,
    rescale,
    operate,
    renumber,
    ask_approval,
    end_form,
    offer,
    change_form,
    extract_more,
    send_along,
    authenticate,
    categorise,
    add_case,
    reorder,
    tune,
    batch,
    answer,
    include,
    add_field,
    keep_only,
    remove_case,
    remove,
    postpone,
    narrow,
    gate,
    equip,
    divert,
    assign,
    address,
    change_value,
    branch,
    keep_attachments,
    instruct,
    add,
)

COMPOSING: frozenset[Reader] = frozenset(
    {add, in_loop, keep_attachments, branch, ask_approval, postpone, instruct}
)
"""Readers that compose new steps."""
