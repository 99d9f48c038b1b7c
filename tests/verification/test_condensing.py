"""A shorter sentence is the longer one with words left out that change nothing."""

import pytest

from briefer.verification.condensing import check_condensed

HARBOUR = (
    "The port of Velmar, which is the largest on the northern coast, may reopen on Thursday after "
    "a strike that lasted nine days, harbour master Petra Lindqvist said."
)
SPOKEN = ", harbour master Petra Lindqvist said."
QUOTED = (
    "“The farmers are not short of will, they are short of rain. Together, we have the means to "
    "help the farmers, now we need to agree,” Lindqvist said."
)


@pytest.mark.parametrize(
    ("short", "sentence"),
    [
        (HARBOUR.replace(", which is the largest on the northern coast,", ""), HARBOUR),
        (
            f"Harbour master Petra Lindqvist said t{HARBOUR.removesuffix(SPOKEN)[1:]}.",
            HARBOUR,
        ),
        (
            "Velmar's harbour was closed, more than two years after the flood.",
            "More than two years after the flood, Velmar's old harbour was again closed.",
        ),
        (HARBOUR, HARBOUR),
    ],
)
def test_words_that_change_nothing_may_go(short: str, sentence: str) -> None:
    assert check_condensed(short, sentence) == ()


@pytest.mark.parametrize(
    ("short", "sentence", "problem"),
    [
        (HARBOUR.replace("may reopen", "reopens"), HARBOUR, "it leaves out “may”"),
        (HARBOUR.replace(" on Thursday", ""), HARBOUR, "it leaves out Thursday"),
        (HARBOUR.replace("nine days", "days"), HARBOUR, "it leaves out nine days"),
        (HARBOUR.replace("Velmar", "the coast"), HARBOUR, "it leaves out Velmar"),
        (HARBOUR.replace("largest", "busiest"), HARBOUR, "it adds “busiest”"),
        (
            "The port may reopen on Thursday after Petra Lindqvist's strike of nine days.",
            HARBOUR,
            "it leaves out “said”",
        ),
        (
            "Lindqvist said the farmers have the means to help the farmers.",
            QUOTED,
            "it joins what two clauses say",
        ),
        (
            "The town says the union will pay.",
            "The town says the union thinks it will pay.",
            "it leaves out “it” before “will”",
        ),
        (
            "Ukraine's package is €276 million.",
            "A package of €276 million is meant for Ukraine.",
            "it tells it in another order",
        ),
        (
            "Three groups took the village, claiming a joint operation.",
            "Three groups claimed they took the village in a joint operation.",
            "it tells it in another order",
        ),
        (
            "The bridge is safe, the council said.",
            "The bridge is not safe, the council said.",
            "it leaves out “not”",
        ),
    ],
)
def test_what_would_change_the_meaning_is_named(short: str, sentence: str, problem: str) -> None:
    assert problem in check_condensed(short, sentence)
