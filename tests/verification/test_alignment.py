from briefer.verification.alignment import Alignment, Claim, Evidence


def align(claim: str, *passages: str) -> Alignment:
    return Alignment(Claim(claim), Evidence(passages))


def test_the_best_sentence_holds_most_of_the_claim() -> None:
    alignment = align("The mayor opened the bridge.", "A mayor spoke. The mayor opened a bridge.")
    assert alignment.best_sentence == 1
    assert alignment.best == [1.0, 1.0, 1.0]


def test_an_acronym_is_found_spelt_out() -> None:
    alignment = align("ESA launched it.", "The European Space Agency launched a probe.")
    assert alignment.best == [0.8, 1.0]


def test_a_name_one_slip_of_spelling_away_is_found() -> None:
    assert align("Zelensky spoke.", "Volodymyr Zelenskiy spoke.").best[0] > 0
    assert align("Yevgeny spoke.", "Yevheny spoke.").best[0] == 0.8


def test_copied_runs_are_cut_as_long_as_they_go() -> None:
    alignment = align("the red boat sank in the harbour", "The red boat lay in the harbour.")
    assert list(alignment.runs()) == [3, 3]


def test_holders_are_as_few_sentences_as_say_it() -> None:
    alignment = align(
        "Ada sold the boat and bought a barn.",
        "Ada sold a boat.",
        "Ada is old.",
        "She bought the barn.",
    )
    assert alignment.fewest_holders(4) == [0, 2]


def test_a_run_across_two_sentences_is_no_copy() -> None:
    assert align("boat sank", "He saw the boat. Sank did not answer.").copying_sentences() == []
    assert align("boat sank", "The boat sank.").copying_sentences() == [0]
