from briefer.models import Article
from briefer.retrieval.copies import group_copies, shared_share
from briefer.retrieval.publishers import independent_voices
from briefer.retrieval.terms import Rarity, lead_terms, make_vector, similarity
from tests.retrieval.corpus import DAY, EVENTS, make_article

WIRE = " ".join(report.text.replace("\n\n", " ") for report in EVENTS["refinery"])
QUOTES = (
    "“We will rebuild the plant before winter and nobody will go without fuel,” the minister said "
    "in a statement. “The attack was cowardly and it changes nothing about our plans for the "
    "north,” the statement added."
)


def grouped(*articles: Article) -> list[list[str | None]]:
    counts = [lead_terms(article) for article in articles]
    rarity = Rarity(counts)
    vectors = [make_vector(count, rarity) for count in counts]
    likeness = [
        {
            other: similarity(vector, vectors[other])
            for other in range(len(articles))
            if other != index
        }
        for index, vector in enumerate(vectors)
    ]
    return [[articles[index].path for index in group] for group in group_copies(articles, likeness)]


def article(path: str, text: str, **options: str) -> Article:
    return make_article(f"Headline of {path}", text, path=path, publisher=options.get("publisher"))


def test_a_wire_copy_in_five_outlets_is_one_voice() -> None:
    words = WIRE.split()
    edited = " ".join("several" if index % 14 == 3 else word for index, word in enumerate(words))
    copies = [
        article("a", WIRE),
        article("b", f"RYZKA, March 14 (Nordic Wire) - {WIRE}"),
        article("c", edited),
        article("d", " ".join(words[: len(words) // 2])),
        article("e", WIRE.replace("“", '"').replace("”", '"').upper()),
    ]
    assert len(grouped(*copies)) == 1


def test_the_complete_copy_speaks_for_the_cut_one() -> None:
    cut = " ".join(WIRE.split()[:60])
    assert grouped(article("cut", cut), article("whole", WIRE)) == [["whole", "cut"]]


def test_the_surely_dated_copy_speaks_for_the_guessed_one() -> None:
    guessed = make_article("One", WIRE, path="guessed", basis="corroborated")
    published = guessed.published
    assert published is not None
    unsure = guessed.model_copy(
        update={"published": published.model_copy(update={"confidence": 0.5})}
    )
    assert grouped(unsure, article("declared", WIRE))[0][0] == "declared"


def test_reports_that_quote_one_statement_are_not_copies() -> None:
    first = article("first", f"{EVENTS['refinery'][0].text} {QUOTES}")
    second = article("second", f"{EVENTS['refinery'][1].text} {QUOTES}")
    assert shared_share(first.text, second.text) > 0.2
    assert len(grouped(first, second)) == 2


def test_a_short_report_made_mostly_of_a_quotation_is_no_copy_of_the_long_one() -> None:
    long = article("long", f"{WIRE} {QUOTES}")
    short = article(
        "short",
        "Fuel will not run out in Karvia this winter although its biggest plant burns, the "
        f"energy minister promised drivers who queue in the capital. {QUOTES}",
    )
    assert len(grouped(long, short)) == 2


INTRO = (
    "Prices at the pump will climb before the weekend, the automobile club of Karvia fears.\n\nIts "
    "chairman spoke of queues in the capital and asked members to leave their cars at home."
)
STRANGE_NEWS = " ".join(
    report.text for event in ("ferry", "rates", "earthquake") for report in EVENTS[event]
)


def test_wire_copy_behind_a_new_opening_is_the_same_voice() -> None:
    paragraphs = "\n\n".join(report.text for report in EVENTS["refinery"])
    behind = article("behind", f"{INTRO}\n\n{paragraphs}")
    headless = article("headless", paragraphs[len(paragraphs) // 3 :])
    assert len(grouped(article("wire", paragraphs), behind)) == 1
    assert len(grouped(article("wire", paragraphs), headless)) == 1


def test_a_round_up_that_holds_a_wire_report_keeps_its_own_voice() -> None:
    wire = EVENTS["refinery"][0].text
    roundup = article("roundup", f"{STRANGE_NEWS}\n\n{wire}")
    assert len(grouped(article("wire", wire), roundup)) == 2


def test_an_update_by_the_same_publisher_is_the_same_voice() -> None:
    common = EVENTS["refinery"][0].text
    news = (
        "The fire at Ryzka is out. Investigators are on the way, the ministry said, and trains "
        "pass again after nine hours. Two of the injured were flown to the capital. Insurers "
        "expect the largest claim in a decade. Neighbours spoke of a night without sleep and of "
        "windows that burst one after the other."
    )
    update = f"{common} {news}"
    first = article("first", f"{common} {EVENTS['refinery'][1].text}", publisher="Harbour Post")
    own = article("own", update, publisher="The Harbour Post")
    other = article("other", update, publisher="Coastal Tribune")
    assert 0.4 <= shared_share(first.text, update) < 0.6
    assert len(grouped(first, own)) == 1
    assert len(grouped(first, other)) == 2


def test_unrelated_articles_and_empty_ones_are_left_apart() -> None:
    assert len(grouped(article("a", EVENTS["vote"][0].text), article("b", WIRE))) == 2
    assert shared_share("", WIRE) == 0
    assert shared_share("two words", "two words") == 0


def test_two_articles_of_one_publisher_are_one_independent_voice() -> None:
    voices = [
        (article("a", WIRE, publisher="Nordic Wire"),),
        (article("b", QUOTES, publisher="nordic wire"),),
        (article("c", "Someone else."),),
        (article("d", "And another."),),
    ]
    assert independent_voices(voices) == 3


def test_a_web_address_names_a_publisher() -> None:
    one = make_article("A", WIRE, url="https://www.example.org/a", day=DAY, path="a")
    two = make_article("B", QUOTES, url="https://example.org/b", day=DAY, path="b")
    assert independent_voices([(one,), (two,)]) == 1
