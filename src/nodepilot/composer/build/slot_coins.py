"""Slots of market data: which coins a request names, and in which money their price is told."""

from __future__ import annotations

from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.plan.model import Value

_COINS = {
    "bitcoin": "bitcoin btc bitcoinkurs",
    "ethereum": "ethereum eth ether",
    "solana": "solana sol",
    "cardano": "cardano ada",
    "dogecoin": "dogecoin doge",
    "litecoin": "litecoin ltc",
    "ripple": "ripple xrp",
    "polkadot": "polkadot dot",
    "chainlink": "chainlink",
    "tether": "tether usdt",
}
_MONEY = {
    "eur": "eur euro euros €",
    "gbp": "gbp pound pounds £",
    "brl": "brl reais real r$",
    "chf": "chf francs",
}


def coins(slot: Slot) -> Value | None:
    """CoinGecko's ids of the coins that are named; Bitcoin by assumption."""
    found: list[str] = []
    for token in slot.utterance.tokens:
        for coin, names in _COINS.items():
            if token.norm in names.split() and coin not in found:
                found.append(coin)
                slot.said((token.start, token.end))
    if not found:
        slot.assumed("Bitcoin")
    return found or ["bitcoin"]


def coin_currency(slot: Slot) -> Value | None:
    """US dollars unless the request counts in other money."""
    text = slot.utterance.text.lower()
    words = {token.norm for token in slot.utterance.tokens}
    for code, names in _MONEY.items():
        if any(name in words or (not name.isalpha() and name in text) for name in names.split()):
            return [code]
    return ["usd"]


SLOTS: dict[str, SlotFunction] = {"coins": coins, "coin_currency": coin_currency}
