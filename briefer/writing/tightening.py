"""The local writer: sentences chosen and cited by code, tightened by a small model.

A small model cannot write a cited brief, but it can shorten a sentence and word a headline. It
sees one at a time, and decides nothing: what to tell and what to cite is the extractive writer's
choice. Every wording then goes through the checks of any claim; a shorter sentence has to be the
longer one with words left out that change nothing, too. What fails stands in the source's words.
"""

from collections.abc import Sequence

from pydantic import BaseModel, Field, ValidationError

from briefer.language.sentences import split_sentences
from briefer.models import (
    BriefRequest,
    Draft,
    DraftClaim,
    DraftStory,
    FailedClaim,
    Repair,
    Story,
    Usage,
)
from briefer.progress import Progress, silent
from briefer.writing.chat import ChatClient, ChatReply, ChatRequest, Message
from briefer.writing.evidence import defuse
from briefer.writing.extractive import ExtractiveWriter
from briefer.writing.prompts import Prompts
from briefer.writing.schema import strict_schema

_LONG_WORDS = 20  # a shorter sentence has little to lose
_LEAST_SHARE, _MOST_SHARE = 0.4, 0.9  # of the words: less tells less, more is not worth a change
_HEADLINE_WORDS = 12
_HEADLINE_SENTENCES = 3
_REPLY_TOKENS = 160


class Wording(BaseModel):
    """What the model answers."""

    text: str = Field(max_length=600)


class LocalWriter:
    """Writes what the extractive writer writes, tightened.

    `client` answers for `model`. A claim that fails its checks is repaired by giving back the
    wording it had.
    """

    name = "local"

    def __init__(self, client: ChatClient, model: str, prompts: Prompts) -> None:
        self.model: str | None = model
        self._client = client
        self._name = model
        self._prompts = prompts
        self._extractive = ExtractiveWriter()
        self._plain: dict[tuple[str, str], DraftClaim] = {}

    def write(
        self, request: BriefRequest, stories: Sequence[Story], *, progress: Progress = silent
    ) -> Draft:
        """Write every story, in the order given; raises ModelError when the model is out."""
        plain = self._extractive.write(request, stories).stories
        written: list[DraftStory] = []
        spent = Usage()
        for done, story in enumerate(plain):
            progress("writing", done, len(plain))
            told, usage = self._tighten(story)
            written.append(told)
            spent += usage
        progress("writing", len(plain), len(plain))
        return Draft(stories=tuple(written), usage=spent, prompt_sha256=self._prompts.sha256)

    def repair(
        self,
        request: BriefRequest,  # noqa: ARG002  the wording is there already
        story: Story,
        failed: Sequence[FailedClaim],
    ) -> Repair:
        """Give the source's wording back for each claim that has another one."""
        return Repair(claims=tuple(self._plain.get((story.id, one.claim.text)) for one in failed))

    def _tighten(self, story: DraftStory) -> tuple[DraftStory, Usage]:
        spent = Usage()
        claims: list[DraftClaim] = []
        for claim in story.claims:
            text = claim.text
            if len(text.split()) > _LONG_WORDS:
                wording, usage = self._ask("local-sentence", sentence=defuse(text))
                spent += usage
                if is_tighter(wording, text):
                    self._plain[story.story_id, wording] = claim
                    claims.append(claim.model_copy(update={"text": wording, "longer": text}))
                    continue
            claims.append(claim)
        headline, usage = self._headline(story)
        told = story.model_copy(
            update={
                "headline": headline or story.headline,
                "plain_headline": story.headline,
                "claims": tuple(claims),
            }
        )
        return told, spent + usage

    def _headline(self, story: DraftStory) -> tuple[str, Usage]:
        """The model's headline for the first claims, empty where it gave none that will do."""
        sentences = [defuse(claim.text) for claim in story.claims[:_HEADLINE_SENTENCES]]
        if not sentences:
            return "", Usage()
        wording, usage = self._ask("local-headline", sentences=sentences)
        headline = wording.rstrip(".")
        return headline if 3 <= len(headline.split()) <= _HEADLINE_WORDS else "", usage

    def _ask(self, template: str, **values: object) -> tuple[str, Usage]:
        """The model's wording as one line, empty where it gave none, and the tokens spent."""
        reply = self._client.complete(
            ChatRequest(
                model=self._name,
                messages=(Message(role="user", content=self._prompts.render(template, **values)),),
                schema_name="wording",
                reply_schema=strict_schema(Wording),
                reply_tokens=_REPLY_TOKENS,
                temperature=0.0,
            )
        )
        return _read_wording(reply), _usage(reply)


def is_tighter(wording: str, sentence: str) -> bool:
    """Whether `wording` is one whole sentence, shorter than `sentence` by enough, not by far."""
    share = len(wording.split()) / len(sentence.split())
    return (
        _LEAST_SHARE <= share <= _MOST_SHARE
        and wording.endswith((".", "!", "?", ".”", ".’", '."'))
        and len(list(split_sentences(wording))) == 1
    )


def _read_wording(reply: ChatReply) -> str:
    if reply.finish != "stop":
        return ""
    try:
        return " ".join(Wording.model_validate_json(reply.text).text.split())
    except ValidationError:
        return ""


def _usage(reply: ChatReply) -> Usage:
    if reply.tokens is None:
        return Usage()
    return Usage(prompt_tokens=reply.tokens.prompt, completion_tokens=reply.tokens.completion)
