"""Hosted language models: OpenAI, Anthropic, and whatever speaks as OpenAI does.

Nothing here is needed to make workflows: without keys the built-in engine does it all.
"""
