import pytest

from briefer.models import Article, Passage
from briefer.verification.analysis import CitedPassage, analyse
from briefer.verification.antecedents import with_pronouns
from briefer.verification.counterparts import pair


def beside(claim: str, passage: str) -> str:
    article = Article(id="a", title="", text=passage, content_hash="a")
    cited = Passage(article_id="a", index=0, start=0, end=len(passage), text=passage)
    return with_pronouns(claim, pair(analyse(claim), [CitedPassage(cited, article)]))


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Lena Fjord opened the rebuilt bridge.", "She opened the rebuilt bridge."),
        ("The bridge will stay shut, Fjord said.", "The bridge will stay shut, she said."),
        ("Fjord's deputy closed the harbour bridge.", "Her deputy closed the harbour bridge."),
        ("Mrs Fjord opened the rebuilt bridge.", "She opened the rebuilt bridge."),
    ],
)
def test_a_named_pronoun_is_read_as_the_passage_has_it(claim: str, passage: str) -> None:
    assert beside(claim, passage) == passage


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Fjord opened the rebuilt bridge.", "Brandt opened the rebuilt bridge."),
        ("Fjord opened the rebuilt bridge.", "The mayor opened the rebuilt bridge."),
        ("Snow fell on the hills for days.", "She opened the rebuilt bridge."),
    ],
)
def test_what_is_no_pronoun_stays(claim: str, passage: str) -> None:
    assert beside(claim, passage) == claim
