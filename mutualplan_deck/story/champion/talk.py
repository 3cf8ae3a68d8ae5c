"""The talk track in the notes of each slide: what to say, what they will ask, what to do before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mutualplan_deck.plan.model import Person
from mutualplan_deck.story.champion.answers import Question, question
from mutualplan_deck.story.champion.colleagues import at_vendor, for_figures, lead, of_function, ours
from mutualplan_deck.story.champion.say import say
from mutualplan_deck.story.facts import Facts
from mutualplan_deck.story.story import Block, Text

QUESTIONS = 3
OPEN = 2  # of them without an answer
_FIGURES = ("sure", "origin", "payback", "wait")
_OF_VENDOR = ("works", "options", "systems", "security")

# Who will ask what on which slide, the likeliest first.
_ASKED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "summary": (
        ("finance", "sure"),
        ("executive", "wait"),
        ("operations", "wrong"),
        ("security", "security"),
    ),
    "issues": (("finance", "origin"), ("operations", "first"), ("executive", "answers")),
    "solution": (
        ("operations", "works"),
        ("executive", "options"),
        ("it", "systems"),
        ("security", "security"),
    ),
    "line_of_sight": (("finance", "origin"), ("operations", "works"), ("executive", "options")),
    "value": (("finance", "sure"), ("finance", "payback"), ("executive", "wait")),
    "people": (("executive", "decides"), ("operations", "effort"), ("it", "systems")),
    "timeline": (
        ("executive", "slip"),
        ("security", "security"),
        ("it", "systems"),
        ("operations", "wrong"),
    ),
    "timeline_people": (("executive", "slip"), ("security", "security"), ("operations", "effort")),
}


def talk(facts: Facts, name: str, block: Block) -> tuple[Text, ...]:
    """The paragraphs for a block, before the lists its notes hold; keys name what they say."""
    return (*_said(facts, name, block), *_questions(facts, name), *_before(facts, name), *block.notes)


def _said(facts: Facts, name: str, block: Block) -> Iterator[Text]:
    yield facts.say("talk.say", f"notes/{name}/say/head")
    for what, words in say(facts, name, block):
        yield Text(f"notes/{name}/say/{what}", words)


def _questions(facts: Facts, name: str) -> Iterator[Text]:
    """Questions the plan answers go first, and of those the ones that somebody named here will ask."""
    every = [(kind, question(facts, by, kind)) for by, kind in _ASKED[name]]
    chosen = _likeliest(facts, every)
    yield facts.say("talk.asked", f"notes/{name}/asked/head")
    for kind, asked in (q for q in every if q in chosen):
        key = f"notes/{name}/asked/{kind}"
        answer = _answer(facts, kind, asked)
        who = _asker(facts, asked.function, answer)
        yield facts.say("talk.question", f"{key}/question", who=who, question=asked.words)
        yield Text(key, answer)


def _likeliest(facts: Facts, every: list[tuple[str, Question]]) -> list[tuple[str, Question]]:
    """What the plan answers first, and of that what somebody named here will ask; few open ones."""
    by_person = sorted(every, key=lambda q: of_function(facts, q[1].function) is None)
    answered = list({q[1].answer.words: q for q in reversed(by_person) if q[1].answer}.values())[::-1]
    unanswered = [q for q in every if not q[1].answer]
    return [*answered, *unanswered[:OPEN]][:QUESTIONS]


def _asker(facts: Facts, function: str, answer: str) -> str:
    """The function, and its person by name unless the answer is about or with that person."""
    person, words = of_function(facts, function), facts.voice.say(f"talk.by.{function}")
    if person is None or person.name in answer:
        return words
    return facts.voice.say("talk.person", function=words, name=person.name)


def _who_knows(facts: Facts, kind: str) -> Person | None:
    """Who can find out what the plan does not tell."""
    if kind in _FIGURES:
        return for_figures(facts) or lead(facts)
    if kind in _OF_VENDOR:
        return at_vendor(facts) or lead(facts)
    return lead(facts) or at_vendor(facts)


def _answer(facts: Facts, kind: str, asked: Question) -> str:
    if asked.answer is None:
        return _find_out(facts, _who_knows(facts, kind))
    sources = [s for s in asked.answer.sources if s]
    told = facts.voice.say("talk.source", list=facts.voice.series(sources)) if sources else ""
    return f"{asked.answer.words} {told}".strip()


def _find_out(facts: Facts, person: Person | None) -> str:
    if person is None:
        return facts.voice.say("talk.find_out_nobody")
    titled = facts.voice.say("talk.titled", name=person.name, title=person.title)
    return facts.voice.say("talk.find_out", who=titled if person.title else person.name)


def _before(facts: Facts, name: str) -> Iterator[Text]:
    """Which version this is and who has a newer one; on the first slide, whom to speak with before."""
    yield facts.say("talk.before", f"notes/{name}/before/head")
    yield _version(facts, f"notes/{name}/before/version")
    steps = facts.decisions[:3]
    asked = dict.fromkeys(n for s in steps for n in facts.owners(s) if n in {p.name for p in ours(facts)})
    if name == "summary" and asked:
        names = facts.voice.list_and(list(asked))
        yield facts.say("talk.deciders", f"notes/{name}/before/deciders", names=names)


def _version(facts: Facts, key: str) -> Text:
    plan, person = facts.plan, at_vendor(facts) or lead(facts)
    kind = ("version" if plan.version else "dated") + ("" if person else "_alone")
    date = facts.voice.long(plan.as_of or facts.today)
    return facts.say(f"talk.{kind}", key, version=plan.version, date=date, who=person.name if person else "")
