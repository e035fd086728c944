"""What stands in front of cases: “a bot where photos are saved to … and texts to …”, “Email attachments: …”."""

from __future__ import annotations

import re

from nodepilot.kit.patterns import Pattern

_SENT_KIND = r"(?:photos?|pictures?|images?|pics?|voice (?:messages?|notes?)|audio|videos?|documents?|files?|pdfs?|texts?|text messages?|plain text)\b"
_BOT = r"(?:(?:make|build|create|i (?:want|need))(?: me)? )?(?:an? |my |our |the )?(?:simple )?(?:\ue000+(?: (?:chat ?)?bot)?|(?:chat ?)?bot (?:on|in|for) \ue000+)"
HEADED: tuple[tuple[Pattern, str], ...] = (
    (
        Pattern(
            rf"^(?P<b>{_BOT})(?:,? where|, in which|: where) (?=(?:the |all )?{_SENT_KIND})", re.IGNORECASE
        ),
        "{b}: ",
    ),
    (
        Pattern(
            rf"^(?P<b>{_BOT}),? (?:that|which|to) (?:saves?|stores?|uploads?|puts?|keeps?|archives?|files?) (?=(?:the |all )?{_SENT_KIND}[^,;.]* and (?:the |all )?{_SENT_KIND} (?:in|to|into|on|as) )",
            re.IGNORECASE,
        ),
        "{b}: ",
    ),
    (
        Pattern(
            r"^(?:(?:sort|file) )?(?:my |the )?(?:e-?mail|mail) attachments(?: sorted)?: ?", re.IGNORECASE
        ),
        "Attachments of new emails: ",
    ),
    (
        Pattern(r"^(?:(?:sort|file) )?(?:my |the )?(?P<s>\ue000+) attachments(?: sorted)?: ?", re.IGNORECASE),
        "Attachments from {s}: ",
    ),
)
"""What stands in front of cases, as a heading."""
