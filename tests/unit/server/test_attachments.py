"""Names of files that are saved: strangers' words in a header."""

from __future__ import annotations

import pytest

from nodepilot.server.attachments import attachment, named_after


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Tricky: request!", "tricky-request.json"),
        ('Wörk"flow/..\\x', "wörk-flow-x.json"),
        ("日本 語", "日本-語.json"),
        ("Ordres : élan / 100 %", "ordres-élan-100.json"),
        ("a\u202eb\r\nc", "a-b-c.json"),
        ("🎉 / ..", "workflow.json"),
        ("", "workflow.json"),
        ("x" * 100, "x" * 60 + ".json"),
    ],
)
def test_a_name_after_a_title(title: str, name: str) -> None:
    assert named_after(title, "json", otherwise="workflow") == name


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a-b.json", "attachment; filename=\"a-b.json\"; filename*=UTF-8''a-b.json"),
        ("wörk.json", "attachment; filename=\"work.json\"; filename*=UTF-8''w%C3%B6rk.json"),
        ("日本.md", "attachment; filename=\"nodepilot.md\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.md"),
        ('a"b\\c.txt', "attachment; filename=\"a_b_c.txt\"; filename*=UTF-8''a%22b%5Cc.txt"),
        ("a\r\nb: c", "attachment; filename=\"a__b: c\"; filename*=UTF-8''a%0D%0Ab%3A%20c"),
    ],
)
def test_the_header(name: str, header: str) -> None:
    assert attachment(name) == {"Content-Disposition": header}
