"""Sources of one story that disagree, and the many that only seem to."""

import pytest

from briefer.models import Conflict
from briefer.verification import verify_draft
from briefer.verification.conflicts import find_conflicts
from briefer.writing.extractive import ExtractiveWriter
from tests.verification.newsroom import REQUEST, make_article, make_story


def conflicts_between(*texts: str) -> tuple[Conflict, ...]:
    articles = [make_article(f"Voice {number}", text) for number, text in enumerate(texts)]
    return find_conflicts(make_story(articles))


@pytest.mark.parametrize(
    ("first", "second", "about"),
    [
        (
            "At least 12 people were killed when a bomb exploded in Sarn on Monday, police said.",
            "A bomb in Sarn killed at least 15 people on Monday, the ministry said.",
            "number killed: at least 12 or at least 15",
        ),
        (
            "Two people were killed in Sarn, mayor Ana Lobo said.",
            "Three people were killed in the town of Sarn, police said.",
            "number killed: two or three",
        ),
        (
            "12 people died when a ferry capsized off the coast of Osk.",
            "Fifteen people died after the ferry capsized off Osk, the coast guard said.",
            "number killed: 12 or fifteen",
        ),
        (
            "The earthquake killed 120 people and injured 400 in the Tarvian province of Lomm.",
            "The death toll of the earthquake in Lomm stands at 135, with 400 injured.",
            "number killed: 120 or 135",
        ),
        (
            "Police arrested 45 protesters outside parliament in Sarn.",
            "Officers arrested 60 protesters outside the parliament in Sarn, organisers said.",
            "number arrested: 45 or 60",
        ),
        (
            "Norrvik will pay €2.4 million for the port of Sarn.",
            "Norrvik will pay €3.1 million for the port of Sarn, the company said.",
            "Norrvik, pay, port, Sarn: €2.4 million or €3.1 million",
        ),
        (
            "The company will cut 400 jobs at its plant in Osk.",
            "The company will cut 550 jobs at the plant in Osk, a union said.",
            "number of jobs: 400 or 550",
        ),
        (
            "Unemployment in Tarvia fell to 5.8 per cent in April, the bank said.",
            "Unemployment in Tarvia fell to 6.4 per cent in April.",
            "Unemployment, Tarvia, fell: 5.8 per cent or 6.4 per cent",
        ),
        (
            "Russia sent 34 attack drones at Ukraine overnight and 22 of them were shot down.",
            "Overnight, Russia launched 34 drones at Ukraine, of which 26 were brought down.",
            "number of drones: 22 or 26",
        ),
        (
            "Some 8,000 people marched through Sarn on Thursday against the ferry law.",
            "Police said 3,000 people marched through Sarn on Thursday against the law.",
            "number of people: 8,000 or 3,000",
        ),
        (
            "Rescuers pulled 14 miners alive from the flooded shaft near Lomm.",
            "Nine miners were pulled alive from the flooded shaft near Lomm.",
            "number of miners: 14 or nine",
        ),
        (
            "The storm left 40,000 homes without power in Sarn.",
            "The storm left 65,000 homes in Sarn without power.",
            "number of homes: 40,000 or 65,000",
        ),
        (
            "Militants kidnapped 30 pupils from a boarding school in Lomm.",
            "Militants kidnapped 42 pupils from the boarding school in Lomm, parents said.",
            "number of pupils: 30 or 42",
        ),
        (
            "The ferry line between Sarn and Osk will reopen on 20 May, Norrvik said.",
            "The ferry line between Sarn and Osk will reopen on 27 May.",
            "the day: 20 May or 27 May",
        ),
        (
            "The bridge over the Lomm river collapsed on Tuesday.",
            "The bridge over the Lomm river collapsed on Wednesday.",
            "the day: Tuesday or Wednesday",
        ),
        (
            "The court in Sarn sentenced the former mayor on Monday to prison.",
            "On Tuesday, the court in Sarn sentenced the former mayor to prison.",
            "the day: Monday or Tuesday",
        ),
        (
            "“The sea does not forgive those who hurry,” Ana Lobo told reporters.",
            "“The sea does not forgive those who hurry,” Piet Roos said.",
            "who said it: Ana Lobo or Piet Roos",
        ),
        (
            "Parliament elected Mara Quist as the head of the new ferry agency.",
            "Parliament elected Ole Hagen as the head of the new ferry agency.",
            "the name: Mara Quist or Ole Hagen",
        ),
    ],
)
def test_two_voices_that_cannot_both_be_right_conflict(first: str, second: str, about: str) -> None:
    (conflict,) = conflicts_between(first, second)
    assert conflict.about == about
    assert [position.text for position in conflict.positions] == [first, second]


def test_the_number_of_dead_is_one_number_whatever_words_stand_around_it() -> None:
    (killed, injured) = conflicts_between(
        "Seven people died when a silo blew up in Sarn, police said. The number of injured is 23.",
        "The harbour is closed. The fire service put the number of dead at six, of injured at 18.",
    )
    assert killed.about == "number killed: seven or six"
    assert injured.about == "number injured: 23 or 18"


def test_some_of_the_dead_are_not_all_of_them() -> None:
    assert not conflicts_between(
        "Seven people died when a silo blew up in Sarn, police said.",
        "The harbour is closed. Two of the dead were sailors, and one died in hospital.",
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Russia launched 34 drones at Ukraine overnight.",
            "Ukraine shot down 22 drones that Russia launched at Ukraine overnight.",
        ),
        (
            "Russia launched 34 drones at Ukraine overnight.",
            "On Monday Russia launched 16 drones at Ukraine.",
        ),
        (
            "Russia launched 34 drones at Ukraine overnight.",
            "Russia launched about 30 drones at Ukraine overnight.",
        ),
        (
            "Ukraine shot down 22 drones overnight.",
            "Ukraine shot down more than 20 drones overnight.",
        ),
        (
            "Russia launched 34 drones at Ukraine overnight.",
            "Russia launched dozens of drones at Ukraine overnight.",
        ),
        (
            "The package for Ukraine is worth €276 million.",
            "The package for Ukraine is worth $300 million.",
        ),
        (
            "The plant refines 5.8 per cent of Russian oil.",
            "The plant refines nearly 6 per cent of Russian oil.",
        ),
        (
            "The bomb killed 12 people at a market in Sarn.",
            "The death toll of the bomb at the market in Sarn rose to 15.",
        ),
        (
            "The bomb killed 12 people at a market in Sarn.",
            "A bomb killed 15 people at a market in Osk.",
        ),
        (
            "The bomb killed 12 people at a market in Sarn.",
            "A bomb killed 15 people at a market in Sarn in 2019.",
        ),
        (
            "The bomb killed 12 soldiers at a market in Sarn.",
            "The bomb killed 15 civilians at a market in Sarn.",
        ),
        (
            "The bomb injured 12 people at a market in Sarn.",
            "The bomb killed 15 people at a market in Sarn.",
        ),
        ("Police arrested 45 protesters in Sarn.", "Police arrested 12 protesters in Osk."),
        (
            "Norrvik reported a profit of €24 million.",
            "Norrvik expects a profit of €30 million next year.",
        ),
        ("Tarvia exported 300 ships to Osk last year.", "Tarvia exported 120 ships to Osk in May."),
        (
            "Inflation in Tarvia was 4.5 per cent in April.",
            "Inflation in Tarvia was 4.9 per cent in March.",
        ),
        (
            "Lobo scored 12 points for Sarn in the final.",
            "Quist scored 15 points for Sarn in the final.",
        ),
        (
            "The coast guard rescued 340 sailors from the storm.",
            "The coast guard rescued 341 sailors, 12 of them children, from two ships.",
        ),
        (
            "The strike by 84 crew members of the ferry ended on Monday.",
            "The strike by 84 crew members of the ferry ended on Monday after 12 days.",
        ),
        (
            "The company, which has 84 workers in Sarn, will close.",
            "The company, which has 250 workers in Tarvia, will close its yard in Sarn.",
        ),
        (
            "Ukraine destroyed 14 tanks on Wednesday, Kyiv said.",
            "Russia destroyed 9 tanks on Wednesday, Moscow said.",
        ),
        (
            "The government will spend 2 per cent of output on defence.",
            "The government will spend 3 per cent of output on defence by 2030.",
        ),
        (
            "The jury heard 12 witnesses on the first day.",
            "The jury heard 15 witnesses on the second day.",
        ),
        (
            "The fire destroyed 20 houses in the village of Osk.",
            "The fire destroyed 300 houses in three villages.",
        ),
        (
            "Three children were among 12 people killed in Sarn.",
            "The blast killed 12 people in Sarn, two of them women.",
        ),
        (
            "The shares fell 3 per cent in London on Thursday.",
            "The shares fell 4.5 per cent in New York on Thursday.",
        ),
        (
            "Israel said that Hamas killed 1,200 people in Israel in October.",
            "Israel has killed 31,000 people in Gaza since October.",
        ),
        (
            "The bridge over the Lomm river collapsed on Tuesday.",
            "The mayor visited the bridge over the Lomm river on Wednesday.",
        ),
        (
            "The bridge over the Lomm river collapsed on Tuesday.",
            "The bridge over the Lomm river collapsed, the police said on Wednesday.",
        ),
        (
            "The bridge over the Lomm river collapsed on Tuesday night.",
            "The bridge over the Lomm river collapsed early on Wednesday.",
        ),
        (
            "The ferry line between Sarn and Osk will reopen on 20 May, Norrvik said.",
            "The ferry line between Sarn and Lomm will reopen on 27 May.",
        ),
        (
            "“The sea does not forgive those who hurry,” Ana Lobo told reporters.",
            "“The sea does not forgive those who hurry,” harbour master Lobo said.",
        ),
        (
            "“The sea does not forgive those who hurry,” Lobo said.",
            "“The sea does not forgive those who hurry,” the harbour master said.",
        ),
        (
            "Sarn beat Osk in the first round of the ferry cup.",
            "Lomm beat Osk in the first round of the ferry cup. Sarn had won before.",
        ),
        ("Russia held its vote on Friday.", "Russia held its vote from Friday to Sunday."),
        ("Polls open on Friday in Russia.", "Polls close on Sunday in Russia."),
    ],
)
def test_two_voices_that_may_both_be_right_do_not_conflict(first: str, second: str) -> None:
    assert conflicts_between(first, second) == ()
    assert conflicts_between(second, first) == ()


def test_every_voice_that_says_so_is_cited() -> None:
    (conflict,) = conflicts_between(
        "In Sarn 34 ferries stayed at their moorings overnight.",
        "SARN, May 15 (Ledger Wire) - Overnight, 36 ferries stayed at their moorings in Sarn.",
        "All 34 ferries stayed at their moorings in Sarn overnight.",
    )
    assert conflict.about == "number of ferries: 34 or 36"
    assert [len(position.citations) for position in conflict.positions] == [2, 1]
    assert conflict.positions[1].text.startswith("Overnight, 36")
    assert conflict.positions[1].citations[0].quote.startswith("SARN, May 15")


def test_a_voice_that_knows_both_figures_settles_nothing() -> None:
    assert not conflicts_between(
        "In Sarn 34 ferries stayed at their moorings overnight. "
        "The operators count 36 ferries that stayed at their moorings in Sarn overnight.",
        "In Sarn 36 ferries stayed at their moorings overnight.",
    )


def test_one_voice_does_not_conflict_with_itself() -> None:
    assert not conflicts_between(
        "In Sarn 34 ferries stayed at their moorings overnight. "
        "In Sarn 36 ferries stayed at their moorings overnight."
    )


def test_a_checked_story_shows_its_conflicts_and_can_name_their_sources() -> None:
    story = make_story(
        [
            make_article("Ferries stay", "In Sarn 34 ferries stayed at their moorings overnight."),
            make_article("Waves", "In Sarn 36 ferries stayed at their moorings overnight."),
        ]
    )
    draft = ExtractiveWriter().write(REQUEST, [story])
    (told,) = verify_draft(REQUEST, draft, [story], ExtractiveWriter()).stories
    (conflict,) = told.conflicts
    cited = {cite.source_id for side in conflict.positions for cite in side.citations}
    assert cited <= set(told.source_ids)
    texts = {article.id: article.text for article in story.articles}
    for side in conflict.positions:
        for cite in side.citations:
            assert texts[cite.source_id][cite.start : cite.end] == cite.quote
