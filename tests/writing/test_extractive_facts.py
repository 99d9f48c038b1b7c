"""When two sentences tell one fact."""

from briefer.writing.extractive.facts import Telling, is_same_fact


def telling(words: str) -> Telling:
    stems = words.split()
    numbers = frozenset(stem for stem in stems if stem.isdigit())
    return Telling(dict.fromkeys(stems, 1.0), frozenset(), numbers, {}, float(len(stems)))


def test_half_of_the_lesser_is_the_same_fact() -> None:
    long = telling("council close librari velmar thursday debat long")
    assert is_same_fact(telling("council close librari mill"), long)
    assert not is_same_fact(telling("council reader march mill"), long)


def test_two_figures_make_less_enough() -> None:
    vote = telling("council 31 28 close librari")
    assert is_same_fact(telling("31 28 ballot debat night"), vote)
    assert not is_same_fact(telling("31 librari ballot debat night"), vote)
