from briefer.verification.citations import needed_passages
from tests.verification.newsroom import ARTICLES, FERRY, HARBOUR, passages_of

BOATS, SAILORS = passages_of(HARBOUR)[1:3]
REOPENS = passages_of(FERRY)[0]


def test_a_passage_that_adds_nothing_goes() -> None:
    text = "Lobo said 12 boats had been lost since January."
    assert needed_passages(text, [SAILORS, BOATS, REOPENS], ARTICLES) == [BOATS]


def test_passages_that_hold_different_parts_stay() -> None:
    text = "Lobo said 12 boats had been lost since January and over 340 sailors rescued."
    assert needed_passages(text, [BOATS, SAILORS], ARTICLES) == [BOATS, SAILORS]


def test_a_passage_that_corroborates_stays() -> None:
    text = "Lobo said 12 boats had been lost since January."
    again = HARBOUR.model_copy(update={"id": "b" * 16})
    other = BOATS.model_copy(update={"article_id": again.id})
    articles = {**ARTICLES, again.id: again}
    assert needed_passages(text, [BOATS, other], articles) == [BOATS, other]


def test_one_passage_always_stays() -> None:
    assert needed_passages("Nothing of this is said.", [REOPENS], ARTICLES) == [REOPENS]
