"""Lines that come twice: captions, standfirsts, pull quotes, and whole articles pasted again."""

from collections import Counter

from briefer.sources.lines import ends_sentence, line_key

_SHORTEST_WORDS = 5
_LONGEST_WORDS = 60
_MOST_PARAGRAPHS = 500
_WHOLE_ARTICLE_CHARACTERS = 1000


class RepeatedLines:
    """Which of the lines of one text are there again."""

    def __init__(self, keys: list[str]) -> None:
        self._keys = keys
        self._counts = Counter(keys)
        self._first: dict[str, int] = {}
        for number, key in enumerate(keys):
            self._first.setdefault(key, number)

    def goes(self, number: int, line: str, *, started: bool) -> bool:
        """Whether this occurrence goes: of a heading every one, of a sentence all but the first.

        Twice in a row after the article has `started`, a sentence is a caption and goes too.
        """
        key = self._keys[number]
        if self._counts[key] < 2:
            return False
        if not ends_sentence(line) or self._first[key] < number:
            return True
        return started and self._keys[number + 1] == key


def drop_repetitions(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """The paragraphs that stay, and those that say word for word what others say.

    These are pull quotes and standfirsts that a paragraph contains, and a paragraph that is the
    whole article again, its line breaks lost.
    """
    keys = [line_key(paragraph) for paragraph in paragraphs]
    if len(keys) <= _MOST_PARAGRAPHS:
        keys = ["" if _is_whole_article(key, keys) else key for key in keys]
    whole = "\n".join(keys)
    counts = Counter(keys)
    seen = {""}
    stays: list[str] = []
    removed: list[str] = []
    for paragraph, key in zip(paragraphs, keys, strict=True):
        contained = (
            len(keys) <= _MOST_PARAGRAPHS
            and _SHORTEST_WORDS <= key.count(" ") + 1 <= _LONGEST_WORDS
            and whole.count(key) > counts[key]
        )
        (removed if key in seen or contained else stays).append(paragraph)
        seen.add(key)
    return stays, removed


def _is_whole_article(key: str, keys: list[str]) -> bool:
    return (
        len(key) > _WHOLE_ARTICLE_CHARACTERS
        and sum(len(other) > 80 and other in key for other in keys) > 3
    )
