import json
from pathlib import Path

import pytest

from briefer.errors import InputError
from evals.cases import load_case, load_cases
from tests.evals.cases import CASE_FILE, LIGHTHOUSE, write_case


def problems(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_case(folder)
    return str(caught.value)


def test_a_case_is_read_with_its_articles_by_the_beginning_of_their_names(tmp_path: Path) -> None:
    case = load_case(write_case(tmp_path / "lighthouse"))
    assert case.record.id == "lighthouse"
    assert list(case.articles) == ["001", "002", "003"]
    assert case.record.facts[1].sources == ("001", "002")
    assert case.request.date.isoformat() == "2031-05-15"
    assert case.outdated == {"003"}
    assert case.note is None


def test_its_hash_changes_with_the_case_file_and_with_any_article(tmp_path: Path) -> None:
    first = load_case(write_case(tmp_path / "one" / "a")).record.sha256
    assert load_case(write_case(tmp_path / "two" / "a")).record.sha256 == first
    other = LIGHTHOUSE | {"003_osk-gazette_old.txt": LIGHTHOUSE["003_osk-gazette_old.txt"] + "\n"}
    assert load_case(write_case(tmp_path / "three" / "a", files=other)).record.sha256 != first
    told = CASE_FILE.replace("okay", "vital")
    assert load_case(write_case(tmp_path / "four" / "a", told)).record.sha256 != first


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    told = (
        CASE_FILE.replace("id: keeper", "id: off")
        .replace('relevant: ["001", "002"]', 'relevant: ["001", "001", "009"]')
        .replace("importance: vital", "importance: okay")
        .replace("painted red in April", "switched off after 140 years")
    )
    said = problems(write_case(tmp_path / "a", told))
    assert said.startswith(str(tmp_path / "a" / "case.yaml"))
    for wanted in (
        "the fact off is there 2 times",
        "the relevant article 001 is there 2 times",
        "relevant names 009, which is no article that can be read",
        "the fact off rests on 002, which is not among the relevant",
        "the stale fact paint is in the reference",
        "no fact is vital",
    ):
        assert wanted in said


def test_a_fact_must_be_findable_in_each_of_its_sources(tmp_path: Path) -> None:
    told = CASE_FILE.replace('sources: ["001"]', 'sources: ["001", "002"]').replace(
        "The lighthouse of Sarn has been switched off.", "Ships find their way by satellite now."
    )
    said = problems(write_case(tmp_path / "a", told))
    assert "the fact off is not in its source 002" in said
    assert "source 001" not in said


def test_a_source_in_another_language_is_named_and_not_searched(tmp_path: Path) -> None:
    german = """Das Licht geht aus

15. Mai 2031

Der Leuchtturm von Sarn ist am Donnerstag nach 140 Jahren abgeschaltet worden, teilte die Behörde
mit. Die Wärterin sagte, dass sie das Licht vermissen werde, und stieg ein letztes Mal die Stufen
hinab. Die Schiffe finden ihren Weg jetzt mit Satelliten, und der Turm wird ein Museum.
"""
    told = CASE_FILE.replace('["001", "002"]', '["001", "002", "004"]').replace(
        "sources: [001, 002]", "sources: [004]"
    )
    folder = write_case(tmp_path / "a", told, LIGHTHOUSE | {"004_sarner-bote.txt": german})
    assert load_case(folder).note == "a: facts were not looked for in 004 (de)"


def test_articles_of_one_file_are_numbered(tmp_path: Path) -> None:
    lines = "\n".join(
        json.dumps({"title": title, "text": text, "date": "2031-05-15"})
        for title, text in (
            ("One", "The bridge at Osk was closed for repairs, the town council said on Thursday."),
            (
                "Two",
                "A choir of forty sang on the quay of Sarn until the rain came in the evening.",
            ),
        )
    )
    files = LIGHTHOUSE | {"004_wire.jsonl": lines}
    case = load_case(write_case(tmp_path / "a", files=files))
    assert list(case.articles) == ["001", "002", "003", "004.1", "004.2"]
    told = CASE_FILE.replace('relevant: ["001",', 'relevant: ["004", "001",')
    said = problems(write_case(tmp_path / "b", told, files))
    assert "relevant names 004, a file of several articles, which are 004.1, 004.2" in said


def test_two_files_may_not_begin_alike(tmp_path: Path) -> None:
    files = LIGHTHOUSE | {
        "002_again.txt": LIGHTHOUSE["002_osk-gazette.txt"] + "\nMore follows soon."
    }
    assert "several files begin with 002" in problems(write_case(tmp_path / "a", files=files))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("date: [", "is not valid YAML"),
        ("- 1", "Input should be"),
        (CASE_FILE.replace("2031-05-15", "2031-05-32"), "date: "),
        (CASE_FILE + "colour: red\n", "colour: is no field of a case"),
        (CASE_FILE + "timezone: Sarn/Osk\n", "timezone: is no time zone"),
        (CASE_FILE.replace("vital", "huge"), "facts.0.importance: Input should be 'vital'"),
        (CASE_FILE.replace('sources: ["001"]', "sources: []"), "facts.0.sources: "),
        (CASE_FILE + "date: 2031-05-16\n", "date is there twice"),
        (CASE_FILE.replace("id: off", "id: &x off"), "aliases are not accepted (line 6)"),
        (CASE_FILE.replace("id: off", "id: *x"), "anchors and aliases are not accepted"),
        ("[" * 5_000, "case.yaml"),
        ("x" * 300_000, "is larger than 256 KiB"),
        (CASE_FILE + "draft: true\n", "it is a draft"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused(told: str, said: str, tmp_path: Path) -> None:
    found = problems(write_case(tmp_path / "a", told))
    assert said in found
    assert "\n" not in found


def test_a_tag_constructs_nothing(tmp_path: Path) -> None:
    told = CASE_FILE.replace("id: off", "id: !!python/object/apply:os.getcwd off")
    assert load_case(write_case(tmp_path / "a", told)).record.facts[0].id == "off"


def test_the_problems_of_all_cases_come_together(tmp_path: Path) -> None:
    write_case(tmp_path / "a", CASE_FILE + "draft: true\n")
    write_case(tmp_path / "b")
    write_case(tmp_path / "c", CASE_FILE.replace("relevant", "wanted"))
    with pytest.raises(InputError) as caught:
        load_cases(tmp_path)
    assert "a/case.yaml: it is a draft" in str(caught.value)
    assert "c/case.yaml: relevant: Field required" in str(caught.value)
    assert "b/case.yaml" not in str(caught.value)


def test_one_case_may_be_named_itself(tmp_path: Path) -> None:
    assert [case.record.id for case in load_cases(write_case(tmp_path / "a"))] == ["a"]


def test_a_folder_without_cases_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no golden case"):
        load_cases(tmp_path)
    with pytest.raises(InputError, match="there is no folder of golden cases at"):
        load_cases(tmp_path / "missing")


def test_the_golden_cases_of_the_repository_load() -> None:
    cases = load_cases(Path(__file__).resolve().parents[2] / "golden")
    assert len({case.record.id for case in cases}) == len(cases) >= 12
