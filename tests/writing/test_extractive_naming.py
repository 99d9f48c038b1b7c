"""Whom a sentence means, and when that is certain."""

import pytest

from briefer.writing.extractive.introducing import introduce_people
from briefer.writing.extractive.naming import Phrasebook, Phrased
from briefer.writing.extractive.people import People, meet_people
from briefer.writing.extractive.reading import Reading
from tests.writing.stories import article, passages


def phrase_last(*sentences: str) -> Phrased:
    """What becomes of the last of the sentences of one article."""
    of = article(sentences)
    reading = Reading(of)
    found = passages(of)
    passage_ids = {(of.id, passage.index): passage.id for passage in found}
    book = Phrasebook(meet_people([reading], passage_ids), passage_ids)
    last = found[-1]
    return book.phrase(reading, last.index, (last.id,), last.text)


def text_of(*sentences: str) -> str:
    return phrase_last(*sentences).text


def test_the_only_person_before_is_meant() -> None:
    phrased = phrase_last(
        "Former banker Tom Hallory was convicted of fraud.", "He will appeal in Lorn."
    )
    assert phrased.text == "Hallory will appeal in Lorn."
    assert [passage_id.rsplit(".")[-1] for passage_id in phrased.passage_ids] == ["1", "0"]


def test_who_speaks_goes_on_speaking() -> None:
    assert (
        text_of(
            "Spokesman Jan Roos said President Mira Kosta would travel to Lorn.",
            "“The date is not fixed,” he added.",
        )
        == "“The date is not fixed,” Roos said."
    )


def test_a_speaker_is_found_behind_his_own_quotation() -> None:
    assert (
        text_of(
            "Manager Sue Tarrant praised the crowd.",
            "“This is for them,” she said.",
            "She said the final would be harder.",
        )
        == "Tarrant said the final would be harder."
    )


def test_two_people_leave_a_pronoun_open() -> None:
    last = "He will travel to Lorn on Monday."
    assert text_of("President Radu Stein met Minister Jan Roos.", last) == last


def test_somebody_without_a_name_leaves_a_pronoun_open() -> None:
    last = "He was taken to hospital."
    assert text_of("Mayor Jan Roos said a farmer had been hurt.", last) == last


def test_a_stranger_leaves_a_pronoun_open() -> None:
    last = "His manager called it the best night of the year."
    before = "Captain Paul Dreyer scored first.", "Then Osei rose above two defenders."
    assert text_of(*before, last) == last


def test_a_pronoun_that_goes_on_about_another_is_not_the_last_name() -> None:
    last = "In July she travelled to Asia."
    before = "Adviser Cora Rye has worked for years.", "She met Minister Ahmed Koray in May."
    assert text_of(*before, last) != "In July Koray travelled to Asia."


def test_a_pronoun_deep_in_a_sentence_stays_open() -> None:
    last = "Two countries signed a road deal to be finished by the end of his term."
    assert text_of("President Jan Roos spoke in Cuzco.", last) == last


def test_a_man_is_not_she() -> None:
    last = "She will travel to Lorn on Monday."
    assert text_of("Spokesman Jan Roos denied the report.", last) == last


def test_a_pronoun_inside_a_quotation_is_left_alone() -> None:
    last = "Voters wrote: “He must go.”"
    assert text_of("President Jan Roos spoke in Cuzco.", last) == last


def test_a_company_goes_on_as_it() -> None:
    assert (
        text_of("Turbine maker Nordwind AG reported record orders.", "It also raised its forecast.")
        == "Nordwind AG raised its forecast."
    )


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ("Engine trials on the ferry went well, Jan Roos said.", "It has lost a propeller."),
        ("Nordwind AG repaired the ferry in Lorn.", "It is to sail again in May."),
        ("Nordwind AG sued the harbour board.", "It said the quay was unsafe."),
        ("Nordwind AG beat Solis Energy to the contract.", "The company said it was pleased."),
    ],
)
def test_it_is_named_only_where_nothing_else_can_be_meant(before: str, last: str) -> None:
    assert text_of(before, last) == last


def test_a_village_is_no_he() -> None:
    last = "He was treated for a broken arm."
    before = (
        "Volunteers searched Lark Head, Lower Wick and Tarn Moss.",
        "A rower comes from Tarn Moss.",
    )
    assert text_of(*before, last) == last


def test_a_man_without_a_name_at_the_head_of_a_sentence_leaves_a_pronoun_open() -> None:
    last = "He was taken to hospital."
    assert text_of("The docker hit the car of Mayor Jan Roos.", last) == last


def test_the_party_is_the_one_just_named() -> None:
    assert (
        text_of("The centre-left Civic Alliance has won the election.", "The party took 38.4%.")
        == "The Civic Alliance took 38.4%."
    )


def test_a_common_word_is_no_company() -> None:
    last = "It also raised its full-year forecast."
    assert text_of("Revenue climbed by a tenth to 2.3 billion euros.", last).startswith("It ")


def test_the_ministry_gets_its_name() -> None:
    assert (
        text_of("The Valdorian Foreign Ministry rejected the vote.", "The ministry closed a road.")
        == "The Valdorian Foreign Ministry closed a road."
    )


def test_two_ministries_leave_the_ministry_open() -> None:
    last = "The ministry closed a road."
    before = "The Foreign Ministry and the Valdorian Defence Ministry disagreed."
    assert text_of(before, last) == last


def introduced(*sentences: str, printed: str) -> Phrased:
    of = article(sentences)
    reading = Reading(of)
    passage_ids = {(of.id, passage.index): passage.id for passage in passages(of)}
    people: People = meet_people([reading], passage_ids)
    return introduce_people([Phrased(printed, ("own",))], people)[0]


def test_a_surname_is_introduced_where_it_first_stands() -> None:
    claim = introduced("Nato secretary general Jens Aldo spoke.", printed="Mr Aldo left Lorn.")
    assert claim.text == "Nato secretary general Jens Aldo left Lorn."
    assert len(claim.passage_ids) == 2


def test_a_name_in_full_needs_no_introduction() -> None:
    claim = introduced("Nato secretary general Jens Aldo spoke.", printed="Jens Aldo left Lorn.")
    assert claim == Phrased("Jens Aldo left Lorn.", ("own",))


def test_a_role_that_opened_its_sentence_loses_its_capital() -> None:
    claim = introduced("Coach John Brace smiled.", printed="“We won,” Brace said.")
    assert claim.text == "“We won,” coach John Brace said."


def test_somebody_elses_relative_is_introduced_by_name_alone() -> None:
    claim = introduced("Roos and his lawyer Dana Fripp left.", printed="Later Fripp spoke.")
    assert claim.text == "Later Dana Fripp spoke."


def test_words_of_a_compound_are_no_person() -> None:
    claim = introduced(
        "Groups of anti-Kremlin Russians crossed.", "Russians said so.", printed="Russians voted."
    )
    assert claim.text == "Russians voted."


def test_a_role_begins_where_its_body_is_named() -> None:
    before = "The final will see former Lorn coach Paul Dreyer, who grew up in Serra."
    claim = introduced(before, printed="Dreyer praised the crowd.")
    assert claim.text == "Former Lorn coach Paul Dreyer praised the crowd."
    claim = introduced(before.replace("former ", ""), printed="Dreyer praised the crowd.")
    assert claim.text == "Lorn coach Paul Dreyer praised the crowd."


def test_what_belongs_to_a_place_is_no_person() -> None:
    before = "Lorn's Velgrain said that its mill was safe."
    claim = introduced(before, printed="An explosion tore open the Velgrain mill.")
    assert claim.text == "An explosion tore open the Velgrain mill."


def test_a_surname_behind_a_particle_is_not_split() -> None:
    claim = introduced("General Jan de Roos landed.", printed="A report by Colonel de Roos is due.")
    assert claim.text == "A report by Colonel de Roos is due."


def test_an_initial_is_no_surname() -> None:
    before = "Chairman Brett A. said that the port was safe."
    claim = introduced(before, printed="A preliminary count found nine boats.")
    assert claim.text == "A preliminary count found nine boats."
