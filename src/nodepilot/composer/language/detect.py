"""Which of the seven languages a text is written in, from its small words alone."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from nodepilot.composer.language.lexicon import LANGUAGES, vocabulary
from nodepilot.composer.language.tokens import Kind, Token, tokenise

# Words that are frequent in one language and (nearly) absent from the others.
_MARKS = {
    "en": "the a an and to of in my with when for it is every each new send from then if me on that i you "
    "should want please whenever otherwise into all this into post add get make save create by at are or not "
    "what how why which does do can where who build give show using use ai email page form list wanna gimme lemme gotta thru pls plz smth sth sum1 some1 ppl doesnt dont thats evry evrytime everytime someone somebody let through know get gets ping text thank thank-you",
    "es": "el la los las un una y de del en mi cuando con para por que cada si nuevo nueva envia mande lunes hoja "
    "correo luego es al se hazme quita avisame quiero necesito manda enviame crea guarda recibo llega haz tiene cual como porque nuestro nuestra nuestros nuestras alguien todos todas",
    "de": "der die das und ein eine einen in mein meine wenn mit fur von zu jeden jede neue neuen neuer schicke sende ich "
    "nach aus an nur kein keine oder bis ab darunter unter uber auf beim zum zur wird dem den ist sobald bitte dann sonst im mir per uhr tabelle mail alle nicht was wie warum welche brauche nimm statt schick mach lass bestellungen aus bei noch taglich stundlich werktags wochentlich monatlich uhr des dem montags freitags meinen meinem meiner unser unsere unseren unserem mittwochs samstags sonntags dienstags donnerstags mich uns jemand immer danach hole lege leg auch wurde neues neuem",
    "fr": "le la les un une et de du des en mon ma mes quand avec pour par que chaque si nouveau nouvelle envoie tous "
    "ca faut toutes tourne je dans est au aux puis qui sur ajoute veux mail feuille sinon fais moi quel comment pourquoi d l j qu notre nos chez lorsque lorsqu quelqu des ou",
    "pt": "o a os as um uma e de do da em no na meu minha quando com para por que cada se novo nova envie toda todo "
    "eu mande depois e ao pro pra dos das voce troca troque bota quero planilha chegar senao pegar mandar crie salve preciso qual como nosso nossa nossos alguem pelo pela meus nao",
    "it": "il lo gli di che per con ogni quando se nuovo nuova nuovi nuove alle del della dei delle nel nella sul sulla un una e mio mia mandami invia crea salva aggiungi voglio vorrei qualcuno e su messaggio messaggi pagamento ordine riga foglio avvisami cliente dal dalla nuove arriva",
    "nl": "het een van op naar met voor elke wanneer als nieuwe nieuw stuur mijn onze ik wil zodra iemand aan bij de en maak voeg niet dan anders dit er uit om uur bericht melding wanneer elk ieder",
}


@cache
def _marks() -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = {}
    for language, words in _MARKS.items():
        for word in set(words.split()):
            weights.setdefault(word, {})[language] = 1.0
    for languages in weights.values():
        share = 1.0 / len(languages)
        for language in languages:
            languages[language] = share
    return weights


_CLEAR = 1.5
"""By how many words a language has to lead for a text to be taken as written in it."""


def detect_language(tokens: Iterable[Token]) -> str:
    """The language code; `en` when nothing speaks for another one."""
    tokens = list(tokens)
    scores = _scores(tokens)
    if not any(scores.values()):
        scores = _known(tokens)
    best = max(LANGUAGES, key=lambda language: (scores[language], language == "en"))
    even = [language for language in LANGUAGES if scores[language] == scores[best]]
    if scores[best] >= 1 and len(even) > 1:
        # As many small words of one as of another ("übersetze den Text"): all the words tell.
        known = _known(tokens)
        return max(even, key=lambda language: (known[language], language == "en"))
    if 0 < scores[best] <= 1:
        # One small word ("no"), or one that several languages have ("mail"), says less than all the others.
        known = _known(tokens)
        best = best if known[best] >= known["en"] else "en"
    return best if scores[best] > scores["en"] else "en"


def _known(tokens: list[Token]) -> dict[str, float]:
    """How many words of a text without any small word ("solo pedidos pagados") each language knows."""
    words = {token.norm for token in tokens if token.kind is Kind.WORD}
    return {language: float(len(words & vocabulary(language))) for language in LANGUAGES}


def clear_language(text: str) -> str | None:
    """The language code of a message; None where its words do not tell it clearly."""
    scores = _scores(tokenise(text))
    first, second = sorted(LANGUAGES, key=lambda language: -scores[language])[:2]
    return first if scores[first] - scores[second] >= _CLEAR else None


def _scores(tokens: Iterable[Token]) -> dict[str, float]:
    scores = dict.fromkeys(LANGUAGES, 0.0)
    marks = _marks()
    for token in tokens:
        if token.kind is not Kind.WORD:
            continue
        for part in token.norm.split("'"):
            for language, weight in marks.get(part, {}).items():
                scores[language] += weight
    return scores
