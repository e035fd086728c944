"""What an operation's labels mean, and how well a phrase fits them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import mul
from typing import NamedTuple

from nodepilot.kit.records import dataclass
from nodepilot.knowledge.lexicon import load_lexicon
from nodepilot.knowledge.operation_facts import OperationFact
from nodepilot.knowledge.phrase import FAMILY, Phrase, is_plural
from nodepilot.knowledge.words import split_identifier, stem, tokens


class Evidence(NamedTuple):
    """What speaks for an operation, feature by feature; also used for the weights of the features."""

    verb: float
    """The verb says it."""
    other: float
    """The phrase's main verb says something else."""
    thing: float
    """What is acted on is its resource, or a noun of its label."""
    both: float
    """Resource and label are named."""
    extra: float
    """Words of the label that the phrase does not have."""
    unsaid: float
    """Words of the phrase that another operation's labels have, and these have not."""
    placed: float
    """It makes anew what the phrase takes for a place ("add it to the list")."""
    learnt: float
    """Words that people use in the names of such nodes."""
    use: float
    """How common it is (logarithm, 0 for average)."""
    default: float
    """n8n's default."""


WEIGHTS = Evidence(4.0, -1.0, 2.6, 1.0, -0.5, -0.65, -1.5, 0.3, 0.65, 0.2)

SAME_WORD = 0.85
"""A verb said as n8n's label says it, whatever it means."""
ON_LABEL = 0.9
"""A thing that the operation's label names, against one that its resource is."""
MEANT = 0.7
"""From here on a noun of the label is meant by another word ("fila" for "row")."""
FULL = 0.95
"""From here on a label counts as wholly named."""
AKIN = 0.9
"""A word of the same family ("aggregation" for "aggregate")."""
AS_RESOURCE = 0.8
"""A resource that is called like the verb ("find files": the resource “search”)."""
NOUN_ALONE = 0.8
"""How far a thing that is named stands for a verb where the operation has none."""
NEAR = 0.3
"""Under this nearness a verb says something else."""
_MOST_EXTRA, _MOST_LEARNT = 2, 3.0

_FILLER = frozenset(map(stem, tokens("a an the of to from in on for by or and with all many")))


@dataclass(frozen=True, slots=True)
class Profile:
    """An operation with what its labels mean, worked out once.

    `label_nouns` maps the nouns of the operation's own label ("Add Label") to their stems;
    `label_stems` are the stems of its label that are no verb, `verb_stems` of its first word, `stems`
    of everything that the labels say; `words` are those learnt from node names. `resource_verbs`: a
    resource that is called like what one does ("search"); `alone`: what a label of a single noun names ("tag").
    `nouns` and `families` are all of its nouns and the beginnings of its long words.
    """

    fact: OperationFact
    verbs: frozenset[str]
    verb_stems: frozenset[str]
    resource_nouns: frozenset[str]
    resource_verbs: frozenset[str]
    resource_stems: frozenset[str]
    alone: frozenset[str]
    label_nouns: Mapping[str, frozenset[str]]
    label_stems: frozenset[str]
    words: Mapping[str, float]
    use: float
    stems: frozenset[str]
    nouns: frozenset[str]
    families: frozenset[str]


def make_profile(fact: OperationFact, use: float, words: Mapping[str, float]) -> Profile:
    lexicon = load_lexicon()
    label = tokens(fact.operation_label)
    value = split_identifier(fact.operation or "")
    verbs: set[str] = set()
    verb_words: set[str] = set()
    single: set[str] = set()
    for written in (label, value):
        for hit in lexicon.verbs.find_in_label(written):
            verbs.add(hit.concept)
            verb_words.update(written[hit.at : hit.at + hit.length])
            if hit.length == 1:
                single.add(written[hit.at])
    if "get" in verbs and any(is_plural(word) for word in label[1:]):
        verbs.add("list")
    rest = [word for word in (*label, *value) if word not in verb_words and word not in _FILLER]
    resource = tokens(fact.resource_label)
    resource_stems = frozenset(map(stem, resource)) - _FILLER
    first = label[0] if label else ""
    is_no_noun = first not in verb_words and not any(lexicon.nouns.find([first]))
    verb_stems = frozenset({stem(first)} if first in single or is_no_noun else ())
    label_stems = frozenset(map(stem, rest)) - resource_stems
    stems = resource_stems | label_stems | verb_stems
    resource_nouns = frozenset(hit.concept for hit in lexicon.nouns.find_in_label(resource)) | (
        frozenset([" ".join(resource), *resource]) - {""}
    )
    alone = frozenset(hit.concept for hit in lexicon.nouns.find_in_label(label) if len(label) == 1)
    label_nouns = {
        hit.concept: frozenset(map(stem, rest[hit.at : hit.at + hit.length]))
        for hit in lexicon.nouns.find_in_label(rest)
    }
    return Profile(
        fact=fact,
        verbs=frozenset(verbs),
        verb_stems=verb_stems,
        resource_nouns=resource_nouns,
        resource_verbs=frozenset(hit.concept for hit in lexicon.verbs.find_in_label(resource)),
        resource_stems=resource_stems,
        alone=alone,
        label_nouns=label_nouns,
        label_stems=label_stems,
        words={word: odds for word, odds in words.items() if word not in resource_stems | label_stems},
        use=use,
        stems=stems,
        nouns=resource_nouns | alone | label_nouns.keys(),
        families=frozenset(each[:FAMILY] for each in stems if len(each) >= FAMILY),
    )


def weigh(profile: Profile, phrase: Phrase, named: frozenset[str]) -> Evidence:
    """How well the phrase fits. `named`: its stems that some operation of the node type has in its labels."""
    verb = _best(phrase.verbs, profile.verbs)
    other = float(bool(phrase.main and profile.verbs) and _best(phrase.main, profile.verbs) < NEAR)
    if _has_nothing_of(profile, phrase):
        # Most operations of most node types: nothing of what follows can tell anything.
        return Evidence(
            verb=verb,
            other=other,
            thing=AS_RESOURCE * _best(phrase.main, profile.resource_verbs),
            both=0.0,
            extra=min(len(profile.label_stems), _MOST_EXTRA),
            unsaid=min(len(named), _MOST_EXTRA),
            placed=0.0,
            learnt=0,
            use=profile.use,
            default=float(profile.fact.is_default),
        )
    if profile.verb_stems & phrase.stems and not (phrase.many and "get" in profile.verbs):
        verb = max(verb + 0.05, SAME_WORD)
    elif _akin(profile.verb_stems, phrase):
        verb = max(verb, AKIN * SAME_WORD)
    resource = _likeness(profile.resource_stems, profile.resource_nouns, phrase)
    resource = max(resource, AS_RESOURCE * _best(phrase.main, profile.resource_verbs))
    label = _likeness(profile.label_stems, profile.label_nouns, phrase)
    # "put a version tag on it", "the history": what is called by a thing alone is asked for by that thing.
    verb = max(verb, NOUN_ALONE * _best(phrase.nouns, profile.alone))
    if not profile.verbs:
        verb = max(verb, NOUN_ALONE * min(label, 1.0))
    extra = 0
    if label < FULL and profile.label_stems:
        unsaid = set(profile.label_stems - phrase.stems)
        for noun, stems in profile.label_nouns.items():
            if phrase.nouns.get(noun, 0.0) >= MEANT:
                unsaid -= stems
        extra = len(unsaid)
    learnt = sum(profile.words[word] for word in phrase.stems & profile.words.keys())
    return Evidence(
        verb=verb,
        other=other,
        thing=max(resource, ON_LABEL * label),
        both=min(resource, label),
        extra=min(extra, _MOST_EXTRA),
        unsaid=min(len(named - profile.stems), _MOST_EXTRA),
        placed=float(_is_place(profile, phrase)),
        learnt=min(learnt, _MOST_LEARNT),
        use=profile.use,
        default=float(profile.fact.is_default),
    )


def _has_nothing_of(profile: Profile, phrase: Phrase) -> bool:
    """Whether none of its words and things is said, nor a relative of one."""
    return (
        profile.stems.isdisjoint(phrase.stems)
        and profile.families.isdisjoint(phrase.families)
        and phrase.nouns.keys().isdisjoint(profile.nouns)
        and phrase.stems.isdisjoint(profile.words)
    )


def total(evidence: Evidence) -> float:
    """The evidence as one number."""
    amount: float = sum(map(mul, WEIGHTS, evidence))
    return amount


def _is_place(profile: Profile, phrase: Phrase) -> bool:
    return (
        bool(profile.resource_stems & phrase.placed)
        and not profile.resource_stems & (phrase.stems - phrase.placed)
        and "create" in profile.verbs
        and "add_to" not in profile.verbs
    )


def _best(reach: Mapping[str, float], offered: Iterable[str]) -> float:
    best = 0.0
    for concept in offered:
        served = reach.get(concept, 0.0)
        if served > best:  # noqa: PLR1730  (asked a thousand times for a request: a call costs more)
            best = served
    return best


def _akin(stems: Iterable[str], phrase: Phrase) -> int:
    """How many of the words have a relative there: “register” for “registrant”, “analyze” for “analyzer”."""
    families = phrase.families
    return sum(len(word) >= FAMILY and word[:FAMILY] in families for word in stems) if families else 0


def _likeness(stems: frozenset[str], nouns: Iterable[str], phrase: Phrase) -> float:
    """How well a resource or label is named by the phrase; over 1 when several of its words are."""
    if not stems:
        return 0.0
    shared = len(stems & phrase.stems)
    if shared == len(stems):
        return 1.0 + 0.35 * (shared - 1)
    akin = _akin(stems - phrase.stems, phrase)
    if shared + akin == len(stems):
        return AKIN
    literal = 0.7 * (shared + AKIN * akin) / len(stems)
    meant = 0.85 * _best(phrase.nouns, nouns)
    return 1 - (1 - literal) * (1 - meant)
