"""Scraped texts as they come, and what must be left of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.language.sentences import split_sentences
from briefer.sources.cleaning import clean_text
from briefer.sources.lines import line_key
from tests.shared_data import require

LEDE = "A ferry with 60 people on board sank off the northern coast on Thursday, its crew said."
SECOND = "Rescuers pulled 48 people out of the water within two hours, the coast guard reported."
THIRD = "“We heard a loud noise and then the lights went out,” a passenger told reporters."
FOURTH = (
    "The company that runs the ferry, founded in 1987, has not commented on the accident so far."
)
BODY = [LEDE, SECOND, THIRD, FOURTH]


def body_of(*lines: str, title: str | None = None) -> list[str]:
    return clean_text("\n\n".join(lines), title=title).body.split("\n\n")


def test_an_article_without_anything_around_it_stays_as_it_is() -> None:
    clean = clean_text("\n\n".join(BODY))
    assert clean.body == "\n\n".join(BODY)
    assert clean.removed == ""


NOISE = {
    "share button": "Share this articleComments",
    "advertisement": "ADVERTISEMENT",
    "advertisement as a sentence": "Advertisement. Scroll to continue.",
    "read more": "READ MORE",
    "read more about": "Read more: Ferry company fined twice last year.",
    "copied link": "Copy/paste the article video embed link below:Copy to clipboardCopied",
    "newsletter": "Sign up for our morning newsletter and never miss a story.",
    "cookies": "We use cookies to improve your experience on this site.",
    "subscription": "To continue reading, please subscribe to one of our offers.",
    "handle": "@harbourpost",
    "follow": "Follow us on social media for the latest on the accident.",
    "byline": "By Ana Marin with AP",
    "date line": "Published on 14 March 2024 at 10:32.",
    "section": "What is known so far",
    "question as a section": "What happened on board?",
    "bread crumbs": "News  /  Europe  /  More",
    "caption with credit": "The ferry at its pier. Photograph: Lee Wong/AFP via Getty Images",
    "caption with agency": "Relatives wait at the port on March 14, 2024. (Reuters photo)",
    "caption with credit line": "Boats search the bay. [Ana Marin/AP Photo]",
    "caption of a scene": "A diver enters the water near the wreck, Port Haven, March 14, 2024.",
    "caption naming places": "Minister Ola Berg (L) meets the harbour master on the pier.",
    "file photo": "The ferry in calmer days. File photo",
    "copyright": "Copyright 2024 The Harbour Post. All rights reserved.",
    "photographer": "Copyright Ana Marin/Copyright 2024 The AP. All rights reserved",
    "script": "Please enable JavaScript to view the comments.",
    "reporting": "Reporting by Lee Wong; Editing by Ola Berg.",
    "contribution": "The Associated Press contributed to this report.",
    "capitals": "BREAKING NEWS.",
    "rule": "* * *",
    "bare address": "https://news.example/more",
    "member appeal": "Become a member to support our journalism.",
    "desk note": "(With inputs from agencies.)",
    "syndication": "(This story has not been edited by our staff and comes from a wire.)",
    "information from": "Some information in this report came from Reuters.",
    "app": "Catch all the latest news. Download the app to get daily updates.",
    "policy": "To read how we use artificial intelligence, click here.",
    "image source": "Image source, Getty Images",
    "image caption": "Image caption, The harbour master said the pier was closed.",
    "bracketed credit": "Boats search the bay all night. [Ana Marin/Harbour Pictures]",
    "teaser": "Also read: Ferry company fined twice last year.",
    "video teaser": "Watch: How the ferry went down in four minutes.",
}


@pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE.keys())
def test_what_the_page_puts_between_paragraphs_is_cut(noise: str) -> None:
    assert body_of(LEDE, SECOND, noise, THIRD, FOURTH) == BODY


KEPT = {
    "short sentence": "Nobody was hurt.",
    "quotation alone": "“It was dark.”",
    "question in quotes": "“Where are they?” she asked.",
    "capital first word": "SHARE prices of the company fell by 4 per cent.",
    "share as a verb": "Share prices of the company fell by four per cent in Oslo.",
    "support as a verb": "Support US troops gave was praised by the harbour master.",
    "more on": "More than 30 boats took part in the search on Thursday night.",
    "next": "Next week the parliament is to debate a law on old ships.",
    "also on": "Also on Thursday, a cargo ship ran aground near Port Haven.",
    "end": "The end of the search is set for Friday evening.",
    "recommended": "Recommended by experts years ago, the radar was never bought.",
    "report": "Report by the navy found rust in the hull.",
    "photo in a sentence": "A photo posted by a passenger showed water in the dining room.",
    "agency as a source": "Two of the dead were children, the Reuters news agency reported.",
    "told the agency": "“We are still searching,” the captain told AFP.",
    "bracketed word": "The ship (built in 1987) had been checked in January.",
    "published": "Published on Tuesday, an earlier report had warned of such an accident at sea.",
    "sponsor": "Sponsored by four parties, the bill would ban ships older than 30 years.",
    "date at the end": "The ship was last checked by the authorities on January 12, 2024.",
    "colon": "The minister named three causes that are now being looked into by her office:",
    "voters": "Voter registration is required by law before the ferry can change its owner.",
    "ellipsis": "And then there was silence…",
}


@pytest.mark.parametrize("sentence", KEPT.values(), ids=KEPT.keys())
def test_what_a_journalist_wrote_stays(sentence: str) -> None:
    assert body_of(LEDE, SECOND, sentence, THIRD, FOURTH) == [LEDE, SECOND, sentence, THIRD, FOURTH]


def test_a_line_that_comes_twice_in_a_row_is_a_caption() -> None:
    caption = "Relatives wait at the port while the boats come in."
    assert body_of(LEDE, SECOND, caption, caption, THIRD, FOURTH) == BODY


def test_a_caption_repeated_with_its_credit_goes_both_times() -> None:
    caption = "Crew of the tug lower a boat near the pier, Port Haven, 3/3/24."
    credited = f"{caption} Copyright Ana Marin/Copyright 2024 The AP. All rights reserved"
    assert body_of(caption, credited, *BODY) == BODY


def test_a_sentence_that_comes_again_later_stays_once() -> None:
    assert body_of(LEDE, SECOND, THIRD, FOURTH, SECOND) == BODY


def test_a_standfirst_that_is_the_lede_again_stays_once() -> None:
    assert body_of("Ferry sinks off the coast", LEDE, LEDE, SECOND, THIRD, FOURTH) == BODY


def test_an_article_that_comes_twice_stays_once() -> None:
    assert body_of(*BODY, *BODY) == BODY
    assert body_of(*BODY * 3, " ".join(BODY * 3)) == BODY


def test_a_pull_quote_that_repeats_a_sentence_is_cut() -> None:
    quote = "“We heard a loud noise and then the lights went out”"
    assert body_of(LEDE, quote, SECOND, THIRD, FOURTH) == BODY
    assert body_of(LEDE, "We heard a loud noise and then the lights went out.", *BODY[1:]) == BODY


def test_a_caption_glued_to_the_lede_is_cut() -> None:
    glued = f"A tug in Port Haven, Northland. Photograph: AFP via Getty Images {LEDE}"
    clean = clean_text("\n\n".join([glued, SECOND, THIRD]))
    assert clean.body.startswith(LEDE)
    assert "Photograph: AFP via Getty Images" in clean.removed


@pytest.mark.parametrize(
    "dateline",
    [
        "PORT HAVEN, March 14 (Reuters) - ",
        "PORT HAVEN, Northland (AP) — ",
        "OSLO — ",
        "OSLO, Norway, Mar. 14, 2024 -- ",
        "(CNN) -- ",
        "Oslo (AFP) – ",
        "São Paulo - ",
        "March 14, 2024 ",
        "March 14 (UPI) -- ",
        "OSLO: ",
        "OSLO, March 14. /TASS/. ",
        "New Delhi [India], March 14 (ANI): ",
        "Oslo, Mar 14 (PTI) ",
        "Oslo, Norway – ",
        "CNN — ",
        "Oslo, Norway CNN — ",
        "By Ana Marin 14 March 2024 ",
        "Thursday March 14, 2024 8:16 PM AP Photo XY104 By ANA MARIN Staff OSLO, Norway (AP) - ",
    ],
)
def test_a_dateline_is_cut_and_kept_for_dating(dateline: str) -> None:
    clean = clean_text("\n\n".join([dateline + LEDE, SECOND, THIRD, FOURTH]))
    assert clean.body.split("\n\n") == BODY
    assert dateline.strip() in clean.removed


def test_a_speaker_before_a_colon_is_no_dateline() -> None:
    answer = "CAPTAIN BERG: There was no time to think about the cargo."
    assert body_of(answer, LEDE, "MINISTER: We have to wait for the divers.")[0] == answer


@pytest.mark.parametrize(
    "tail", [" – Guardian", " — Reuters", " (Reuters)", " - AFP", " – with agencies", " [ENDS]"]
)
def test_the_tag_of_an_agency_at_the_end_is_cut(tail: str) -> None:
    assert body_of(LEDE, SECOND, THIRD, FOURTH + tail) == BODY


def test_a_speaker_named_after_a_quotation_is_no_agency() -> None:
    said = "“It is a hard day for all of us here” - Ola Berg, minister."
    assert body_of(LEDE, SECOND, said)[-1] == said


@pytest.mark.parametrize(
    "mark",
    [
        "You might also like",
        "Related stories",
        "Read more from The Harbour Post.....",
        "PREV Ten ways to cook a herring",
        "More on this story",
        "12 Comments",
        "Harbour TV’s website can also be accessed at the following alternate addresses:",
        "Most read",
    ],
)
def test_everything_after_the_article_is_cut(mark: str) -> None:
    after = ["Minister says the ferry should not have sailed.", "Ten ways to cook a herring"]
    assert body_of(*BODY, mark, *after) == BODY


def test_a_box_inside_the_article_does_not_end_it() -> None:
    box = ["Related stories", "Minister says ferry should not have sailed", "Herring prices rise"]
    assert body_of(LEDE, *box, SECOND, THIRD, FOURTH) == BODY


def test_words_glued_to_the_end_of_a_paragraph_are_cut() -> None:
    assert body_of(LEDE, f"{SECOND} READ MORE", THIRD, FOURTH) == BODY
    assert body_of(LEDE, f"{SECOND} (Full story)", THIRD, FOURTH) == BODY
    assert body_of(LEDE, f"{SECOND} Smooth waters", THIRD, FOURTH) == BODY
    assert body_of(LEDE, SECOND, THIRD, f"{FOURTH} The next thing we [+1203 chars]") == BODY


def test_a_long_sentence_that_lost_its_full_stop_stays() -> None:
    line = f"{SECOND} They were taken to a school near the port and given blankets and tea"
    assert body_of(LEDE, line, THIRD, FOURTH)[1] == line


def test_hard_wrapped_text_is_mended() -> None:
    import textwrap

    wrapped = "\n\n".join(
        textwrap.fill(paragraph * 3, 72) for paragraph in (f"{LEDE} ", f"{FOURTH} ")
    )
    assert clean_text(wrapped).body == "\n\n".join(
        [(f"{LEDE} " * 3).strip(), (f"{FOURTH} " * 3).strip()]
    )


def test_a_sentence_broken_by_a_link_is_mended() -> None:
    broken = "The harbour master, according to\nthe daily newspaper of the town, asked for help."
    assert broken.replace("\n", " ") in clean_text(f"{LEDE}\n\n{broken}\n\n{SECOND}").body


@pytest.mark.parametrize(
    "about",
    [
        "Ana Marin is a correspondent for The Harbour Post in Oslo.",
        "The Harbour Post sends a weekly letter from the coast.",
        "The Harbour Post can also be read at these addresses:",
    ],
)
def test_what_follows_about_author_and_outlet_is_cut(about: str) -> None:
    assert body_of(*BODY, about) == BODY


def test_a_teaser_without_a_full_stop_is_better_than_nothing() -> None:
    teaser = "Rescuers pull 48 people out of the water off the northern coast"
    assert clean_text(teaser, title="Ferry sinks").body == teaser


class TestTitle:
    def test_first_headline_is_found_behind_bread_crumbs(self) -> None:
        clean = clean_text("\n".join(["Home > News > Europe", "Ferry sinks off the coast", *BODY]))
        assert clean.title == "Ferry sinks off the coast"
        assert clean.body == "\n\n".join(BODY)

    def test_a_masthead_is_passed_over(self) -> None:
        lines = ["The Harbour Post", "Share", "Ferry sinks off the northern coast", *BODY]
        assert clean_text("\n".join(lines)).title == "Ferry sinks off the northern coast"

    def test_metadata_wins_and_its_repetition_goes(self) -> None:
        title = "Who let the ferry sail?"
        clean = clean_text("\n".join([title, *BODY]), title=f"{title} | The Harbour Post")
        assert clean.title == title
        assert clean.body == "\n\n".join(BODY)

    def test_a_site_name_is_no_title(self) -> None:
        clean = clean_text("\n".join(["Ferry sinks off the coast", *BODY]), title="News")
        assert clean.title == "Ferry sinks off the coast"

    def test_search_bait_goes_and_the_repeated_headline_too(self) -> None:
        line = "Minister 'ashamed' of old ferries trends now"
        clean = clean_text("\n".join([line, line, line, *BODY]))
        assert clean.title == "Minister 'ashamed' of old ferries"
        assert clean.body == "\n\n".join(BODY)

    def test_without_a_headline_the_lede_is_shortened_at_a_word(self) -> None:
        long = LEDE.replace("sank", "that had been built in a shipyard far away in the south sank")
        title = clean_text("\n\n".join([long, SECOND])).title
        assert len(title) <= 100
        assert title.endswith("…")
        assert long.startswith(title[:-1])
        assert long[len(title) - 1] in " ,"

    def test_a_byline_names_the_publisher(self) -> None:
        clean = clean_text("\n".join(["Ferry sinks off the coast", "By Harbour with AP", *BODY]))
        assert clean.publisher == "Harbour"


@given(st.lists(st.sampled_from([*BODY, *NOISE.values(), *KEPT.values(), "", "Some heading"])))
def test_cleaning_any_mixture_keeps_words_verbatim_and_order(lines: list[str]) -> None:
    clean = clean_text("\n".join(lines))
    position = 0
    whole = " ".join(" ".join(lines).split())
    for paragraph in clean.body.split("\n\n"):
        assert paragraph in whole
        position += len(paragraph)
    assert position <= len(whole)
    again = clean_text(clean.body, title=clean.title)
    assert set(filter(None, again.body.split("\n\n"))) <= set(clean.body.split("\n\n"))


@given(st.text())
def test_cleaning_never_fails(text: str) -> None:
    clean_text(text, title=text, publisher=text, url=text)


@pytest.mark.shared_data
def test_seed_sentences_are_verbatim_and_free_of_the_page() -> None:
    for path in sorted(require("seeds").glob("*.txt")):
        raw = " ".join(path.read_text(encoding="utf-8").split())
        clean = clean_text(path.read_text(encoding="utf-8"))
        sentences = [clean.body[start:end] for start, end in split_sentences(clean.body)]
        assert len(sentences) >= 12
        for sentence in sentences:
            assert sentence in raw
            assert not any(
                mark in sentence
                for mark in ("Photograph:", "Share", "ADVERT", "READ MORE", "presstv", "dailymail")
            )


@pytest.mark.shared_data
def test_seeds_have_no_sentence_twice() -> None:
    for path in sorted(require("seeds").glob("*.txt")):
        body = clean_text(path.read_text(encoding="utf-8")).body
        keys = [line_key(body[start:end]) for start, end in split_sentences(body)]
        assert len(keys) == len(set(keys))
