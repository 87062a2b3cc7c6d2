"""How English asks when it was, and how it says in one sentence what a fact was."""

from __future__ import annotations

import re
from functools import lru_cache

from history import evidence
from history.dates import HistoricalDate, Precision, say, unit_question, when
from history.demonyms import INFLECTIONS
from history.facts import Actor, ActorKind, DateRole, Fact, FactDate, FactKind, Role
from history.names import GAP, bare, fold
from history.wording import capital

DATE_QUESTIONS = {
    DateRole.SIGNED: "was it signed",
    DateRole.ADOPTED: "was it adopted",
    DateRole.IN_FORCE: "did it enter into force",
    DateRole.ENDED: "did it end",
    DateRole.TERMINATED: "was it terminated",
    DateRole.START: "did it begin",
    DateRole.BEGIN: "did it begin",
    DateRole.END: "did it end",
    DateRole.HELD: "was it held",
}
DATE_PHRASES = {
    DateRole.SIGNED: "signed",
    DateRole.ADOPTED: "adopted",
    DateRole.IN_FORCE: "in force",
    DateRole.ENDED: "ended",
    DateRole.TERMINATED: "terminated",
}
OF_AGREEMENTS = frozenset(DATE_PHRASES)

LONGEST_SUBJECT = 110
"""Characters of a title beyond which the verb of a question stands too far from its beginning."""

_ONE = frozenset(
    (
        "accord act agreement amendment armistice arrangement article charter code communique concordat "
        "constitution contract convention covenant decision declaration exchange extension framework "
        "instrument letter memorandum minute note pact protocol recommendation resolution settlement "
        "statement statute text treaty truce"
    ).split()
)
_SEVERAL = frozenset(
    (
        "accords amendments agreements arrangements articles conventions decisions declarations exchanges "
        "instruments letters minutes notes proposals protocols regulations resolutions treaties"
    ).split()
)
_AFTER_HEAD = re.compile(
    r"\s(?:amending|and|as|at|between|by|concerning|concluded|constituting|containing|establishing|exchanged|"
    r"extending|for|from|in|modifying|of|on|prolonging|providing|regarding|regulating|relating|relative|renewing|"
    r"respecting|revising|settling|forming|signed|supplementary|terminating|to|under|with)(?!\w)|\s?[\[(:;,.]|$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:resolution|No\.?|decision)\s+[\dA-Z/.-]+(?:\s*\([IVXLC]+\))?$", re.IGNORECASE)
_ONLY_A_NUMBER = re.compile(
    r"(?:(?:[A-Z][\w.'’-]*|of|the)\s)*(?i:resolution|decision|decree|law|order)\s(?:No\.?\s?)?"
    r"[\dA-Z/.-]*\d[\dA-Z/.-]*(?:\s?\([^)]*\))*"
)
_PAPERS = _ONE | _SEVERAL
_GENITIVE = re.compile(r"[A-Z][\w-]*['’]s ")
_UNSAFE = re.compile(
    r"[\[\](){};:?!“”\"]|\.\s|\.\.|\s[-–]\s|, [a-z]|, ?[\d…]|(?i:\b(?:signed|adopted|concluded|dated)\b)"
)
_FINITE = re.compile(
    r"(?<!\w)(?:is|are|was|were|has|have|had|will|would|may|might|can|could|must|should|becomes?|became|dies|died|opens?|opened|begins?|began|ends?|ended|falls|fell|"
    r"launches|launched|takes|took|wins|won|ceases?|ceased|crosses|crossed|signs|invades|meets|met|lands|dates|"
    r"leaves|joins|declares|proclaims|succeeds|ascends|abdicates|publishes|discovers|invents|founds|"
    r"conquers|captures|defeats|visits|establishes|starts|started|splits|collapses|surrenders|returns)(?!\w)"
)
_YEAR_GAP = re.compile(rf"\s*\({GAP}\)")
_BEFORE_GAP = re.compile(
    rf"(?<!\w)(?:in|on|of|by|since|until|till|from|before|after|to|and|during) {GAP}", re.IGNORECASE
)
_SHOWN_MONTH = re.compile(r"[A-Z][a-z]{2}")


def is_clause(title: str) -> bool:
    """Whether a title is a sentence of its own, such as "Getty Center opens"."""
    return _FINITE.search(title) is not None


def subject_of(title: str) -> tuple[str, bool] | None:
    """A title as the subject of a question, with its article, and whether it is several things.

    None where its head is no kind of agreement, or where it is too long or too crooked to stand in one.
    """
    text = _YEAR_GAP.sub("", title).rstrip(". ").strip()
    if len(text) > LONGEST_SUBJECT or _UNSAFE.search(_NUMBERED.sub("", text)):
        return None
    if _NUMBERED.search(text):
        return text, False
    several = is_several(text)
    if several is None or is_clause(text):
        return None
    if re.match(r"the\s", text, re.IGNORECASE):
        return f"the{text[3:]}", several
    return (text if _GENITIVE.match(text) else f"the {text}"), several


@lru_cache(maxsize=20_000)
def is_number(title: str) -> bool:
    """Whether a title is only a number in a row: who counts knows its time, and nobody what it is about."""
    return _ONLY_A_NUMBER.fullmatch(title) is not None


def is_several(title: str) -> bool | None:
    """Whether a title names several papers ("Exchanges of Notes"); None where it names no kind of paper."""
    found = _AFTER_HEAD.search(title)
    words = fold(title[: found.start()] if found else title).split()
    if not words:
        return None
    if words[-1] in _SEVERAL:
        return True
    if words[-1] not in _ONE:
        return None
    rest = fold(title[found.start() :]).split()[:4] if found else []
    return rest[:1] == ["and"] and not _PAPERS.isdisjoint(rest)


def date_stem(fact: Fact, dated: FactDate, unit: HistoricalDate, title: str) -> str:
    """The question for a date, in the unit that is asked: one sentence where the title can be its subject.

    A statement, and a title that is a sentence, are followed by "On which date was this?"; where the
    masked date is just what is asked for, by "Which date belongs in the gap?".
    """
    question, role = unit_question(unit.precision), DateRole(dated.role)
    if fact.title and (fact.kind == FactKind.AGREEMENT or role in OF_AGREEMENTS):
        asked = DATE_QUESTIONS.get(role, "was this")
        if " it" in asked and (found := subject_of(title)):
            subject, several = found
            verb, rest = asked.split(" it", 1)
            return f"{question} {'were' if several and verb == 'was' else verb} {subject}{rest}?"
        if is_several(title):
            asked = asked.replace("was it", "were they").replace(" it ", " they ")
        return f"{ended(_YEAR_GAP.sub('', title))} {question} {asked}?"
    if not fact.title and (noun := gap_asks(fact, unit, title)):
        return f"{ended(title)} Which {noun} belongs in the gap?"
    verb = "was this"
    if role in (DateRole.START, DateRole.BEGIN):
        verb = "did this begin"
    elif role in (DateRole.END, DateRole.ENDED):
        verb = "did this end"
    elif role == DateRole.HELD and fact.title and not is_clause(title):
        verb = "was this held"
    elif fact.title and not is_clause(title):
        verb = _by_type(fact.type)
    return f"{ended(_YEAR_GAP.sub('', title) if fact.title else title)} {question} {verb}?"


_TYPED = {
    "launch": "was it launched",
    "founding": "was it founded",
    "foundation": "was it founded",
    "creation": "was it created",
    "establishment": "was it established",
    "opening": "was it opened",
    "completion": "was it completed",
    "publication": "was it published",
    "construction": "was its construction begun",
    "start": "did it begin",
    "end": "did it end",
    "fall": "did it fall",
}


def _by_type(type: str) -> str:
    """What happened to a thing that is only named, where its type says so: "newspapers-launch-year"."""
    words = type.split("-")
    return next((asked for word, asked in _TYPED.items() if word in words[1:]), "was this")


_UNITS = {Precision.DAY: "date", Precision.MONTH: "month", Precision.YEAR: "year"}


def gap_asks(fact: Fact, unit: HistoricalDate, title: str) -> str:
    """What the one gap of a statement stands for, if that is just what is asked; else empty."""
    noun = _UNITS.get(unit.precision)
    if noun is None or title.count(GAP) != 1 or not _BEFORE_GAP.search(title):
        return ""
    before, after = title.split(GAP)
    original = fact.printed_title
    tail = after.strip(" .")[-20:]
    end = original.rfind(tail) if tail else len(original.rstrip("."))
    start = original.find(before.strip()[-20:])
    if start < 0 or end < 0:
        return ""
    hidden = original[start + len(before.strip()[-20:]) : end]
    has_day = re.search(r"(?<!\d)\d{1,2}(?!\d)", hidden) is not None
    has_month = _SHOWN_MONTH.search(hidden) is not None
    has_year = re.search(r"\d{3,4}", hidden) is not None
    found = Precision.DAY if has_month and has_day else Precision.MONTH if has_month else Precision.YEAR
    return noun if has_year and found == unit.precision else ""


_DATED = "|".join(
    sorted(_PAPERS | frozenset("conference election elections meeting summit talks visit war".split()))
)
_ASIDE = re.compile(rf"(?<!\w)(?P<of>(?i:{_DATED})) of {GAP}(?![\w-])|\s*\({GAP}\)")


def without_asides(fact: Fact, title: str, unit: HistoricalDate) -> str:
    """A statement without the gaps that it reads as well without: "the treaty of … took effect".

    The gap that is asked for stays, and so do those of a title, which is a name.
    """
    return (
        title
        if fact.title or gap_asks(fact, unit, title)
        else _ASIDE.sub(lambda aside: aside["of"] or "", title)
    )


def unfit(fact: Fact, title: str, unit: HistoricalDate | None = None) -> str:
    """Why a masked sentence cannot be asked; empty where it can. `unit` is given where its date is asked.

    A title may have several gaps, all for the date of the same thing; a statement with several says
    too many things with holes in them, and one gap of it is taken for what is asked.
    """
    if fact.title:
        return ""
    if title.count(GAP) > 1:
        return "Several gaps stand in the sentence, so that it is not clear which is asked."
    if unit is not None and GAP in title and not gap_asks(fact, unit, title):
        return "A gap stands in the sentence for more or less than the date that is asked."
    return ""


def ended(text: str) -> str:
    """A sentence with its full stop."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


_QUESTION = re.compile(
    r"(?:On|In|From|At|To|With|By|Between|For)\b|(?:Which|Who|Whom|Whose|What|When|Where|Did|Was|Were|Is|Do)\b"
)


def attributed(attribution: str, sentence: str) -> str:
    """A sentence with whose claim it is in front, before a question with a comma, else with a colon.

    >>> attributed("According to TASS", "Which of these did the Union sign?")
    'According to TASS, which of these did the Union sign?'
    """
    if not attribution:
        return sentence
    alone = sentence.endswith("?") and not re.search(r"[.!?…]\s", sentence[:-1])
    if alone and _QUESTION.match(sentence):
        return f"{attribution}, {sentence[:1].lower()}{sentence[1:]}"
    return f"{attribution}: {sentence}"


TOGETHER = "together"
"""What the parties of an agreement as a whole did, beside the roles of single actors."""

_DEEDS: dict[str, str] = {
    TOGETHER: "concluded",
    Role.PARTY: "was a party to",
    Role.SIGNATORY: "signed",
    Role.ADOPTER: "adopted",
    Role.HOST: "was the host of",
    Role.AUTHOR: "wrote",
    Role.PUBLISHER: "published",
    Role.ANNOUNCER: "announced",
    Role.BELLIGERENT: "fought in",
    Role.DELEGATE: "was a delegate at",
    Role.ABSTAINER: "abstained from",
    Role.SUBJECT: "is known from",
}
_WAS = {
    DateRole.SIGNED: ("was signed", "were signed"),
    DateRole.ADOPTED: ("was adopted", "were adopted"),
    DateRole.IN_FORCE: ("entered into force", "entered into force"),
    DateRole.ENDED: ("ended", "ended"),
    DateRole.TERMINATED: ("was terminated", "were terminated"),
    DateRole.HELD: ("was held", "were held"),
    DateRole.WHEN: ("was made", "were made"),
}


_IT = {
    DateRole.SIGNED: "was signed",
    DateRole.ADOPTED: "was adopted",
    DateRole.IN_FORCE: "entered into force",
    DateRole.START: "began",
    DateRole.BEGIN: "began",
    DateRole.END: "ended",
    DateRole.ENDED: "ended",
    DateRole.TERMINATED: "was terminated",
}


def when_it_was(fact: Fact, dated: FactDate, *, by: str = "") -> str:
    """The note of an option that prints the fact itself: "It was signed by A and B on 5 May 1950." """
    made = "was made" if fact.kind == FactKind.AGREEMENT else "was"
    told = f"{_IT.get(DateRole(dated.role), made)}{by} {when(dated.date)}."
    whose = evidence.attribution(fact, f"date:{dated.role}")
    return f"{whose}, it {told}" if whose else f"It {told}"


def note_of(
    fact: Fact,
    text: str,
    *,
    actor: str = "",
    named: bool = False,
    role: str = "",
    facet: str = "",
    there: str = "",
) -> str:
    """One sentence that says what a fact was and when: the note of a wrong option that comes from it.

    `text` is the fact in words; `actor` is the name of somebody who took part, as it stands in a sentence,
    `named` whether `text` names that actor already; `there` says where it was. Whose claim it is stands in
    front.
    """
    sentence = _told(fact, text.rstrip(". "), "" if named else actor, role, there)
    whose = evidence.attribution(fact, facet or "statement")
    return f"{whose}: {sentence}" if whose else sentence


def _told(fact: Fact, text: str, actor: str, role: str, there: str) -> str:
    dated = fact.primary
    date = say(dated.date) if dated and say(dated.date) not in text else ""
    remark = f" ({', '.join(filter(None, (there, date)))})" if there or date else ""
    if not fact.title or is_clause(text):
        told = f"{capital(text)}{remark}."
        return f"{capital(actor)} is known from this: {told}" if actor else told
    found = subject_of(text)
    if actor:
        deed = _DEEDS.get(role, "took part in")
        if deed == "signed" and fact.kind != FactKind.AGREEMENT:
            deed = "took part in"
        return f"{capital(actor)} {deed} {found[0] if found else f'“{text}”'}{remark}."
    was = _WAS.get(DateRole(dated.role)) if dated else None
    if dated and was and (found or fact.kind == FactKind.AGREEMENT):
        subject, several = found or (f"“{text}”", False)
        return " ".join(filter(None, (capital(subject), was[several], there, when(dated.date)))) + "."
    return f"{capital(text)}{remark}."


_WITH_ARTICLE = frozenset(
    (
        "union republic federation kingdom state states nations empire army command volunteers council "
        "assembly commission agency party duma institute group brigade panel ministry office community "
        "communities confederation organisation organization colony zone territory territories protectorate "
        "coast see bank emirates islands antilles indies league alliance netherlands philippines bahamas "
        "seychelles gambia maldives comoros"
    ).split()
)
_ADJECTIVES = frozenset(
    "soviet dominican argentine slovak malagasy lao ottoman irish somali philippine european".split()
)
_PLURAL = frozenset(
    "islands antilles indies states emirates settlements netherlands philippines maldives".split()
)


def the(actor: Actor) -> str:
    """An actor's name as it stands in a sentence, with the article that English wants.

    A name that begins with the bare name of a country has none: "Germany Federal Republic".
    """
    words = bare(actor.name).casefold().replace("-", " ").split()
    if actor.kind == ActorKind.PERSON or not words or words[0] == "the" or not _WITH_ARTICLE & set(words):
        return bare(actor.name)
    inverted = "," in actor.name or words[-1] == "of"
    country = words[0] in INFLECTIONS and words[0] not in _ADJECTIVES and words[-1] not in _PLURAL
    return bare(actor.name) if inverted or (country and len(words) > 1) else f"the {bare(actor.name)}"
