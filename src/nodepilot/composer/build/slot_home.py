"""Slots of a smart home: which kind of device is meant, and what it shall do."""

from __future__ import annotations

from nodepilot.composer.build.slot_content import message
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.plan.model import Value

_DOMAINS = {
    "light": "light lights lamp lamps licht lichter lampe lampen luz luces lumiere lumieres lampada luzes",
    "switch": "switch socket plug outlet steckdose schalter enchufe prise tomada fan ventilator",
    "climate": "heating heater thermostat climate heizung thermostaat calefaccion chauffage aquecimento temperature",
    "cover": "blinds blind shutters shutter curtains garage rollladen jalousie persianas volets cortinas",
    "lock": "door doors lock tur schloss puerta porte porta",
    "scene": "scene szene escena cena",
    "script": "script skript",
    "automation": "automation automatisierung",
    "vacuum": "vacuum robot staubsauger aspiradora aspirateur",
    "media_player": "music speaker tv musik musica musique",
    "notify": "notification notify message alert benachrichtigung notificacion notificacao",
}
_OFF = frozenset("off aus apaga apagar eteins eteindre desliga desligar stop".split())
_SHUT = frozenset("close closed shut schliesse schliess cierra ferme feche".split())
_UNLOCK = frozenset("unlock aufschliessen abre ouvre abra".split())


def _domain(slot: Slot) -> str | None:
    u, act = slot.utterance, slot.act
    for index in range(act.first, min(act.last, len(u.tokens))):
        norm = u.tokens[index].norm
        found = next((domain for domain, words in _DOMAINS.items() if norm in words.split()), None)
        if found is not None:
            slot.said(u.span(index, index + 1))
            return found
    return "notify" if act.verb in {"notify", "message", "send"} else None


def home_domain(slot: Slot) -> Value | None:
    """Home Assistant's name for the kind of device."""
    return _domain(slot)


def home_service(slot: Slot) -> Value | None:
    """What the device shall do: on unless the request says otherwise."""
    u, act = slot.utterance, slot.act
    words = {u.tokens[i].norm for i in range(act.first, min(act.last, len(u.tokens)))}
    match _domain(slot):
        case "notify":
            return "notify"
        case "cover":
            return "close_cover" if words & _SHUT else "open_cover"
        case "lock":
            return "unlock" if words & _UNLOCK else "lock"
        case "vacuum":
            return "stop" if words & _OFF else "start"
        case "automation":
            return "trigger"
        case None:
            return None
        case _:
            return "turn_off" if words & _OFF else "turn_on"


def home_message(slot: Slot) -> Value | None:
    """What a notification says; the device of everything else is for a person to fill in."""
    if _domain(slot) == "notify":
        return {"attributes": [{"name": "message", "value": message(slot)}]}
    return {"attributes": [{"name": "entity_id", "value": "YOUR_ENTITY_ID"}]}


SLOTS: dict[str, SlotFunction] = {
    "home_domain": home_domain,
    "home_service": home_service,
    "home_message": home_message,
}
