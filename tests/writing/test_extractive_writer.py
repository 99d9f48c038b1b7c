"""The brief that needs no model."""

import time
from datetime import date

import pytest

from briefer.models import (
    BriefRequest,
    DraftClaim,
    DraftStory,
    FailedClaim,
    Story,
    passages_by_id,
)
from briefer.writing.extractive import ExtractiveWriter
from briefer.writing.extractive.candidates import Desk
from tests import shared_data
from tests.writing.stories import REQUEST, article, story

QUAKE = (
    "A magnitude 6.8 earthquake struck off Marrano on Thursday, injuring at least 43 people.",
    "The quake was felt in the capital.",
    "“We are still reaching villages,” said Ana Belmonte, head of the rescue service.",
    "She said two bridges had collapsed near the town of Serra.",
    "Meanwhile, the airport reopened by noon after inspectors found no damage to the runway.",
    "Did you feel it?",
    "Marrano was last hit by a major quake in 1998, when 211 people died.",
)
QUAKE_TOO = (
    "A magnitude 6.8 earthquake struck off Marrano on Thursday and injured at least 43 people.",
    "Power company EnerSol said 80,000 homes had electricity again by the evening.",
    "He thanked the crews.",
)


def write(*stories: Story, request: BriefRequest = REQUEST) -> list[DraftStory]:
    return list(ExtractiveWriter().write(request, stories).stories)


def texts(told: DraftStory) -> list[str]:
    return [claim.text for claim in told.claims]


def quake_story() -> Story:
    return story(
        article(QUAKE, title="Strong quake off Marrano"), article(QUAKE_TOO, title="Quake")
    )


def test_the_quake_is_told_in_sentences_that_stand_alone() -> None:
    told = texts(write(quake_story())[0])
    assert told[0].startswith("A magnitude 6.8 earthquake struck off Marrano")
    assert any(text.startswith("The airport reopened") for text in told)
    assert any("EnerSol" in text for text in told)
    assert not any(text.startswith(("He ", "She ", "Did ", "Meanwhile")) for text in told)


def test_one_fact_is_one_claim_that_cites_both_sources() -> None:
    of = quake_story()
    claims = write(of)[0].claims
    struck = [claim for claim in claims if "earthquake struck" in claim.text]
    assert len(struck) == 1
    known = passages_by_id([of])
    articles = {known[passage_id].article_id for passage_id in struck[0].passage_ids}
    assert articles == {each.id for each in of.articles}


def test_a_sentence_with_another_number_is_no_corroboration() -> None:
    other = (QUAKE_TOO[0].replace("43", "51"),)
    of = story(article(QUAKE[:1]), article(other, title="Quake"))
    for claim in write(of)[0].claims:
        assert len(claim.passage_ids) == 1


def test_background_comes_last() -> None:
    told = texts(write(quake_story())[0])
    assert "1998" in told[-1]


def test_every_claim_rests_on_evidence_of_its_story() -> None:
    of = quake_story()
    known = passages_by_id([of])
    for claim in write(of)[0].claims:
        assert set(claim.passage_ids) <= set(known)


def test_no_claim_more_than_asked_for() -> None:
    request = BriefRequest(date=date(2024, 3, 14), max_claims=2)
    assert len(write(quake_story(), request=request)[0].claims) == 2


def test_a_full_day_is_told_more_briefly() -> None:
    sentences = [f"Minister Ana Prado opened bridge number {n} over the Lorn." for n in range(3, 9)]
    filler = [
        "Fishermen in Serra landed a record catch of mackerel on Monday.",
        "Orchards near Velmar lost half of their apples to hail and wind.",
        "Engineers closed a leaking dam above the village of Ostra.",
        "Libraries in Porto Alva will lend violins, ladders and tents.",
        "Astronomers in Lorn photographed a comet with a green tail.",
        "Bakers warned that flour would cost a fifth more by winter.",
    ] * 6
    one = story(article([*sentences, *filler]))
    alone = write(one)[0]
    many = write(*[one.model_copy(update={"id": f"s{n}"}) for n in range(20)])
    assert len(many) == 20
    assert all(len(each.claims) <= 3 < len(alone.claims) for each in many)


BILL = (
    "The lower house of Valdoria voted on Thursday to force the sale of the port of Velmar.",
    "The bill, which passed by 352 votes to 65, gives the owner Ostra Lines six months.",
    "Dockers in Velmar fear for 1,200 jobs, union leader Jan Petrik said.",
)


def test_what_goes_on_from_a_claim_is_told_right_after_it_and_cites_both() -> None:
    of = story(article(BILL))
    claims = write(of)[0].claims
    vote, bill = (
        next(at for at, claim in enumerate(claims) if words in claim.text)
        for words in ("voted on Thursday", "352 votes")
    )
    assert bill == vote + 1
    assert set(claims[vote].passage_ids) < set(claims[bill].passage_ids)


def test_what_goes_on_from_an_untold_sentence_is_not_told() -> None:
    of = story(article(BILL))
    without_vote = of.model_copy(update={"evidence": of.evidence[1:]})
    assert not any("352 votes" in text for text in texts(write(without_vote)[0]))


REOPENED = "The port of Velmar reopened on Thursday after a strike, Mayor Petra Lind said."
DELAY = '“Every day of delay has hurt the town of Velmar. So this is a good day," Lind said.'


def test_a_quotation_of_two_sentences_is_told_whole() -> None:
    told = texts(write(story(article([f"{REOPENED}\n\n{DELAY}"])))[0])
    assert DELAY in told


def test_words_of_a_quotation_are_never_told_as_fact() -> None:
    told = texts(write(story(article([f"{REOPENED} {DELAY}"])))[0])
    assert not any(text.startswith("Every day of delay") for text in told)


def test_the_readers_language_is_not_mixed_with_others() -> None:
    german = (
        "Ein starkes Erdbeben hat am Donnerstag die Küste von Marrano erschüttert.",
        "Die Regierung hat in drei Provinzen den Notstand ausgerufen.",
    )
    both = story(article(QUAKE), article(german, title="Erdbeben"))
    assert not any("Küste" in text or "Notstand" in text for text in texts(write(both)[0]))
    foreign_first = story(article(german, title="Erdbeben vor Marrano"), article(QUAKE))
    assert "Erdbeben" not in write(foreign_first)[0].headline
    alone = texts(write(story(article(german, title="Starkes Erdbeben vor Marrano")))[0])
    assert alone[0] == german[0]


def test_where_nothing_stands_alone_the_first_evidence_is_printed() -> None:
    of = story(article(("He said so again and again, they heard.", "It was this.")))
    assert texts(write(of)[0]) == [of.evidence[0].text]


def test_a_story_without_evidence_has_no_claims() -> None:
    assert write(story(article(QUAKE), evidence=()))[0].claims == ()


def test_the_same_stories_give_the_same_draft() -> None:
    assert write(quake_story()) == write(quake_story())


def test_the_order_of_evidence_does_not_decide_alone() -> None:
    of = quake_story()
    turned = of.model_copy(update={"evidence": tuple(reversed(of.evidence))})
    assert texts(write(turned)[0])[0].startswith("A magnitude 6.8 earthquake")


def test_progress_is_told_story_by_story() -> None:
    heard: list[tuple[str, int, int | None]] = []
    ExtractiveWriter().write(
        REQUEST,
        [quake_story()],
        progress=lambda stage, done, total: heard.append((stage, done, total)),
    )
    assert heard == [("writing", 0, 1), ("writing", 1, 1)]


def test_a_failed_claim_is_given_up() -> None:
    of = quake_story()
    claim = DraftClaim(text="Nobody was hurt.", passage_ids=(of.evidence[0].id,))
    failed = [FailedClaim(claim=claim, problems=("the passage says otherwise",))] * 2
    assert ExtractiveWriter().repair(REQUEST, of, failed).claims == (None, None)


@pytest.mark.shared_data
@pytest.mark.parametrize(
    "words",
    [
        ("ammunition", "weapons"),
        ("political will",),
        ("condemned", "vot"),
        ("€276 million",),
        ("€5 billion",),
        ("34", "drones"),
        ("Kursk",),
        ("refiner",),
        ("nuclear", "Kremlin"),
    ],
)
def test_the_real_day_is_told_whole(words: tuple[str, ...]) -> None:
    from briefer.models import Article
    from briefer.retrieval import build_stories
    from briefer.sources.reading import read_articles

    folder = shared_data.require("seeds")
    names = ("000_", "001_", "002_")
    articles = [
        read
        for read in read_articles([str(folder)])
        if isinstance(read, Article) and (read.path or "").split("/")[-1].startswith(names)
    ]
    told = [text for each in write(*build_stories(articles, REQUEST)) for text in texts(each)]
    assert any(all(word in text for word in words) for text in told)


@pytest.mark.parametrize(
    "noise", ["It 'a", "``a '' ", '"a ', "A. ", "X, ", "Foo said ", "however, "]
)
def test_endless_noise_is_read_in_no_time(noise: str) -> None:
    of = story(article([*QUAKE[:1], noise * 3_000]))
    started = time.process_time()
    assert texts(write(of)[0])[0] == QUAKE[0]
    assert time.process_time() - started < 5


def test_the_number_of_dead_is_told_wherever_it_stands() -> None:
    flood = article(
        (
            "The River Serra broke its dyke above Lorn at four on Thursday morning.",
            "Brown water ran through the market and into the cellars of Mill Lane.",
            "Some 1,200 people from three villages were taken to schools and churches.",
            "Engineers fear that a second dyke, further up the river, will break as well.",
            "The waterworks at Velmar have stopped their pumps, and 40,000 people boil water.",
            "Nine people are dead, said Jan Roos of the fire service.",
            "Soldiers in rubber boats are searching the houses along the river.",
            "Bakers from Ostra have sent a lorry of bread to the camp in Lorn.",
        ),
        title="Dyke breaks above Lorn",
    )
    (told,) = write(story(flood))
    assert any("Nine people are dead" in text for text in texts(told))


def test_what_the_headline_of_a_single_report_promises_matters_more() -> None:
    sentences = (
        "Tom Hallory was treasurer of Lorn Rowing Club for nine years.",
        "Judge Mira Kosta sent Hallory to prison for three years on Thursday.",
    )

    def importance(title: str) -> float:
        desk = Desk(REQUEST, story(article(sentences, title=title)))
        return next(each for each in desk.candidates() if each.position == 1).importance

    assert importance("Three years in prison for treasurer") > importance("A boathouse and a horse")


@pytest.mark.parametrize(
    "imprint",
    [
        "The Lorn Lantern is read in every kitchen between Serra and Velmar.",
        "Lantern Weekly appears on the first Friday of the month.",
        "The Lantern thanks its readers in Lorn for nine years of letters.",
    ],
)
def test_an_outlet_speaking_of_itself_at_the_end_is_no_news(imprint: str) -> None:
    bridge = (
        "Velmar opened a bridge of 740 metres over the River Serra on Thursday.",
        "Engineer Jan Roos said that the bridge carries 3,000 cars an hour.",
        "Traders in Ostra expect a third more custom from the north.",
        imprint,
    )
    (told,) = write(story(article(bridge)))
    assert imprint not in texts(told)


def test_what_a_report_is_about_may_be_read_and_printed() -> None:
    codex = (
        "Velmar Museum bought the Serra Codex for 34 million euros on Thursday.",
        "The Serra Codex is written on the skins of ninety goats.",
    )
    (told,) = write(story(article(codex)))
    assert codex[1] in texts(told)


def test_a_thing_is_not_taken_as_known_before_it_is_told_of() -> None:
    theft = (
        "Treasurer Tom Hallory of Lorn Harbour was sent to prison for three years on Thursday.",
        "Hallory had pleaded guilty to eleven charges of fraud in Velmar in June.",
        "I think he wanted a yacht, a clerk told us.",
        "The yacht was sold to a bank in Serra for 90,000 euros.",
    )
    (told,) = write(story(article(theft)))
    assert not any("yacht" in text for text in texts(told))
    bought = (*theft[:2], "Hallory bought a yacht in Ostra with 120,000 euros.", theft[3])
    (told,) = write(story(article(bought)))
    assert bought[2:] == tuple(text for text in texts(told) if "yacht" in text)
