"""The converters that data files name, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nodepilot.upgrade.draft import Draft
from nodepilot.upgrade.moves.conditions import filter_conditions, if_conditions
from nodepilot.upgrade.moves.fields import (
    fields_to_assignments,
    json_schema,
    session_key,
    values_to_assignments,
)
from nodepilot.upgrade.moves.http_request import http_request_3
from nodepilot.upgrade.moves.merge import merge_1_to_3, merge_2_to_3
from nodepilot.upgrade.moves.messages import email_send_2, slack_2
from nodepilot.upgrade.moves.old_nodes import (
    convert_to_file,
    extract_from_file,
    function_code,
    function_item_code,
    html_extract,
    item_lists,
    read_file,
    write_file,
)
from nodepilot.upgrade.moves.schedules import cron_rule, interval_rule
from nodepilot.upgrade.moves.sheets import sheet_columns
from nodepilot.upgrade.moves.switch import switch_1, switch_2

CONVERTERS: Mapping[str, Callable[[Draft], None]] = {
    "convert to file": convert_to_file,
    "cron rule": cron_rule,
    "email send 2": email_send_2,
    "extract from file": extract_from_file,
    "fields to assignments": fields_to_assignments,
    "filter conditions": filter_conditions,
    "function code": function_code,
    "function item code": function_item_code,
    "html extract": html_extract,
    "http request 3": http_request_3,
    "if conditions": if_conditions,
    "interval rule": interval_rule,
    "item lists": item_lists,
    "json schema": json_schema,
    "merge 1 to 3": merge_1_to_3,
    "merge 2 to 3": merge_2_to_3,
    "read file": read_file,
    "session key": session_key,
    "sheet columns": sheet_columns,
    "slack 2": slack_2,
    "switch 1": switch_1,
    "switch 2": switch_2,
    "values to assignments": values_to_assignments,
    "write file": write_file,
}
