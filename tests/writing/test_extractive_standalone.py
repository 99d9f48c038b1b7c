"""Which sentences an editor could print alone, and which not."""

import pytest

from briefer.writing.extractive.people import People, Person
from briefer.writing.extractive.standalone import (
    count_loose_ends,
    find_objections,
    goes_on_from,
    is_printable,
)

PEOPLE = People([Person("Mira Kosta", "Kosta", {})])


@pytest.mark.parametrize(
    "sentence",
    [
        "The government of Valdoria declared a state of emergency in three provinces on Tuesday.",
        "Mira Kosta said she would not form a government with the far right.",
        "Turnout was 71%, the highest since 1990.",
        "In her speech, Mira Kosta promised lower taxes for small firms.",
        "“The house moved like a boat,” said Luis Prado, a fisherman from Serra.",
        "It is not yet known whether the dam at Lorn will hold.",
        "This week Valdoria marks the anniversary of its first free election.",
        "The EU's new copyright law will change how search engines show news.",
        "Dock workers said they would end their strike at midnight.",
        "The third test of Valdoria's giant rocket ended on Thursday over the sea.",
        "Luis Prado is certain to win, which would let him stay until 2030.",
        "Reacting to the vote in Lorn, Mira Kosta said nothing would change.",
        "Both Kosta and Stein spoke at the port of Velmar on Thursday.",
        "In Velmar it is not known who will pay for the bridge.",
        "The youngest minister in the cabinet leads the inquiry.",
        "iPhone sales fell by a tenth in the three months to March.",
        "Mira Kosta said that prices are falling, which is a relief to the poor.",
        "Mira Kosta said that the dam is safe and that the town below it is the priority.",
    ],
)
def test_a_sentence_that_names_everything_stands_alone(sentence: str) -> None:
    assert find_objections(sentence, PEOPLE) == ()


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Write a letter to the bank of Valdoria that asks for all accounts.", "headless"),
        ("Mira Kosta mentioned that banks are able to fail is a worry for Valdoria.", "garbled"),
        ("He will be eligible for parole after six years.", "lost person"),
        ("Presenting the annual report in Lorn, he called for lower taxes.", "lost person"),
        ("“We shall not give up this port,” he added on Friday.", "lost person"),
        ("They will publish a full report next month.", "lost group"),
        ("The council has praised them twice this spring.", "lost group"),
        ("By August they were mending nine nets a day for the port.", "lost group"),
        ("In one letter Kosta insisted on the bridge.", "points back"),
        ("“Who shall carry the post?” asked its chairman, Jan Roos.", "points back"),
        ("Mending it will take the yard in Lorn a year.", "points back"),
        ("Both coughed for a week and stayed in bed in Lorn.", "points back"),
        ("The youngest was a baby from Serra of nine weeks.", "points back"),
        ("What drives it is a bank in Lorn with nine branches.", "points back"),
        ("At full speed it burns nine tonnes of oil an hour.", "points back"),
        ("In Upper Lorn they sang until the evening came.", "points back"),
        ("The people of Serra have waited nine years for this.", "points back"),
        ("The museum agreed, but for nine years.", "points back"),
        ("The regional dyke board hopes to have mended it by Friday.", "lost group"),
        ("An inspector in the autumn had put it among the worst.", "lost group"),
        ("The Kremlin called it a provocation by the rebels.", "lost group"),
        ("The latter was sold to a bank in Lorn last year.", "points back"),
        ("Judge Mira Kosta told him that he had betrayed his trust.", "lost person"),
        ("It also raised its full-year forecast to 9.4 billion.", "points back"),
        ("It will be built in stages, starting with the eastern wall.", "points back"),
        ("This would give the party 97 of the 200 seats.", "points back"),
        ("If confirmed, that would give Kosta 97 of the 200 seats.", "points back"),
        ("The plant handles about a tenth of the country's crude oil.", "points back"),
        ("The 24-year-old striker rose above two defenders.", "points back"),
        ("The two men were arrested near the border on Monday.", "points back"),
        ("Another was found in the cellar of a house in Lorn.", "points back"),
        ("On Tuesday the company hired a thousand people in Rostock.", "points back"),
        ("If it documents its actions, the ministry can reassure voters.", "points back"),
        ("Did you feel the quake in your town on Tuesday?", "question"),
        ("“Every day of delay has real consequences in the east.", "broken quotation"),
        ("“We shall not give up this port without a fight.”", "no speaker"),
        ("We asked three ministers what the vote means for schools.", "first person"),
        ("Here is what your bank must tell you about the new rules.", "second person"),
        ("Photograph: the harbour of Velmar on a winter morning.", "page furniture"),
        ("11.03am: the first ministers arrive at the palace in Lorn.", "page furniture"),
        ("SECRETARY KOSTA: Good afternoon, ladies and gentlemen of the press.", "page furniture"),
        ("Harbour City: Ames, Cole, Reyes, Batty, Holt, Lind, Marsh, Okafor.", "list"),
        ("Voting in the eastern provinces under the eyes of soldiers", "not a sentence"),
        ("and was taken to a hospital in the capital on Sunday.", "not a sentence"),
        ("PSV Lorn v AS Velmar FC 7.", "headless"),
        ("No.", "length"),
    ],
)
def test_what_a_reader_would_miss_is_named(sentence: str, reason: str) -> None:
    assert reason in find_objections(sentence, PEOPLE)


@pytest.mark.parametrize(
    ("before", "sentence", "clear"),
    [
        ("Ministers added €5 billion to a fund for arms.", "The money rewards joint buying.", True),
        ("Deputies voted to close the port.", "The bill passed by 352 votes to 65.", True),
        ("A fire at Ostra's plant stopped two units.", "The plant refines a tenth of it.", True),
        ("A quake of magnitude 6.8 struck Serra.", "The quake was felt in the capital.", True),
        ("Insurers face claims of a billion.", "The region was last hit in 1998 or so.", False),
        ("Deputies voted to close the port.", "It passed by 352 votes to 65.", False),
        ("Deputies voted to close the port.", "The bill passed after they had wept.", False),
    ],
)
def test_the_thing_pointed_at_must_be_in_the_sentence_before(
    before: str, sentence: str, clear: bool
) -> None:
    assert goes_on_from(sentence, before, PEOPLE) is clear


def test_a_pronoun_inside_a_quotation_is_the_speakers_own_business() -> None:
    assert find_objections("“He must go, and they know it,” Mira Kosta said.", PEOPLE) == ()


def test_a_person_told_something_must_be_named_too() -> None:
    assert "lost person" in find_objections("“You stole from widows,” Mira Kosta told him.", PEOPLE)


def test_things_pointed_at_are_counted() -> None:
    plain = "Ministers met in Lorn on Friday and agreed on a budget."
    pointing = "Ministers met there again on Friday and agreed on the proposal."
    assert count_loose_ends(plain) == 0
    assert count_loose_ends(pointing) >= 2


def test_a_comment_on_a_comment_counts_more_than_a_definite_noun() -> None:
    remark = "Kosta's comments came a day before the vote in Valdoria."
    noun = "Ministers agreed on the proposal on Friday after long hours."
    assert count_loose_ends(remark) > count_loose_ends(noun)


@pytest.mark.parametrize(
    ("sentence", "printable"),
    [
        ("Der Hafen von Velmar wurde am Donnerstag nach dem Streik geöffnet.", True),
        ("Lesen Sie mehr über den Streik im Hafen von Velmar", False),
    ],
)
def test_any_language_needs_a_whole_sentence(sentence: str, printable: bool) -> None:
    assert is_printable(sentence) is printable
