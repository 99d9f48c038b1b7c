import pytest

from evals.calibration.judgements import FaithfulnessRow
from evals.calibration.rejoining import rejoin


@pytest.mark.parametrize(
    ("tokens", "prose"),
    [
        (
            "the mayor 's plan , he said , was n't cheap .",
            "the mayor's plan, he said, wasn't cheap.",
        ),
        ("she called it `` a bad day '' .", 'she called it "a bad day".'),
        ("the UNK council [UNK] met on <unk> monday .", "the council met on monday."),
        ("it cost $ 5,000 -lrb- more than ever -rrb- .", "it cost $5,000 (more than ever)."),
        ("it rained . nobody came .", "it rained.\nnobody came."),
        ("<t> it rained </t> <t> nobody came </t>", "it rained\nnobody came"),
        ("it rained<q>nobody 's here", "it rained\nnobody's here"),
        ("rain -LRB- again -RRB- .<q> <q> nobody came .", "rain (again).\nnobody came."),
        ("`` it rained . '' nobody came .", '"it rained."\nnobody came.'),
    ],
)
def test_tokens_become_prose(tokens: str, prose: str) -> None:
    assert rejoin(tokens) == prose


@pytest.mark.parametrize(
    "prose",
    [
        "The mayor's plan, he said, wasn't cheap.\n\nNobody came.",
        'He said: "No." It cost $5,000 (more than ever).',
        "The UNK is a student society.",
        "",
    ],
)
def test_prose_stays_as_it_is(prose: str) -> None:
    assert rejoin(prose) == prose


def test_a_summary_of_nothing_but_unknown_words_is_not_made_empty() -> None:
    assert rejoin("UNK 's") == "'s"
    assert rejoin("UNK .") == "."
    assert rejoin("[UNK] , [UNK]") == ","


def test_summaries_are_read_as_prose() -> None:
    row = FaithfulnessRow(
        id="1", system="s", subset="x", summary="rain fell . it stopped .", article="Rain fell ."
    )
    assert (row.summary, row.article) == ("rain fell.\nit stopped.", "Rain fell .")
