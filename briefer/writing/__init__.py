"""From stories to a draft: prompts, token budget, schema and the writers.

Importing this package is cheap: what a writer needs is imported when one is made.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.errors import InputError
from briefer.writing.settings import WriterSettings
from briefer.writing.writer import Writer

if TYPE_CHECKING:
    from briefer.writing.ledger import Ledger

__all__ = ["WRITERS", "Writer", "WriterSettings", "make_writer"]


def make_writer(
    name: str,
    settings: WriterSettings | None = None,
    *,
    stand_in: Writer | None = None,
    above: "Ledger | None" = None,
) -> Writer:
    """The writer called `name`.

    `stand_in` writes the stories that a model could not; without one, one missing story is an
    error. `above` is a ledger that many writers share: what this one spends counts there too.

    Raises:
        InputError: there is no such writer, or a setting it needs is missing.
        PromptError: the prompt templates cannot be used.
    """
    if name not in WRITERS:
        raise InputError(
            f"There is no writer called {name!r}; the writers are {', '.join(WRITERS)}."
        )
    return WRITERS[name](settings or WriterSettings(), stand_in, above)


def _make_extractive(
    settings: WriterSettings,  # noqa: ARG001  # one signature for all
    stand_in: Writer | None,  # noqa: ARG001
    above: "Ledger | None",  # noqa: ARG001
) -> Writer:
    from briefer.writing.extractive import ExtractiveWriter  # noqa: PLC0415  # only when asked for

    return ExtractiveWriter()


def _make_openai(
    settings: WriterSettings, stand_in: Writer | None, above: "Ledger | None"
) -> Writer:
    from briefer.writing.composing import make_composer  # noqa: PLC0415  # slow to import
    from briefer.writing.connecting import check_access, connect  # noqa: PLC0415  # so is openai
    from briefer.writing.ledger import Ledger  # noqa: PLC0415
    from briefer.writing.model import ModelWriter  # noqa: PLC0415
    from briefer.writing.replay import ToppingUpClient  # noqa: PLC0415

    check_access(settings)
    composer, ledger = make_composer(settings), Ledger(settings.ceiling, above)
    client = connect(settings, composer.meter, ledger, composer.prompts.sha256)
    if settings.recordings is not None:
        client = ToppingUpClient(client, settings.recordings)
    return ModelWriter(
        name="openai", client=client, composer=composer, ledger=ledger, stand_in=stand_in
    )


def _make_replay(
    settings: WriterSettings,
    stand_in: Writer | None,
    above: "Ledger | None",  # noqa: ARG001  # recorded replies cost nothing
) -> Writer:
    if settings.recordings is None:
        raise InputError(
            "The replay writer needs the folder that replies were recorded in with --record."
        )
    from briefer.writing.composing import make_composer  # noqa: PLC0415  # slow to import
    from briefer.writing.ledger import Ledger  # noqa: PLC0415
    from briefer.writing.model import ModelWriter  # noqa: PLC0415
    from briefer.writing.replay import ReplayClient, recorded_model  # noqa: PLC0415

    model = settings.model or recorded_model(settings.recordings)
    composer = make_composer(settings.model_copy(update={"model": model}))
    return ModelWriter(
        name="replay",
        client=ReplayClient(settings.recordings),
        composer=composer,
        ledger=Ledger(settings.ceiling),
        stand_in=stand_in,
    )


def _make_local(
    settings: WriterSettings,
    stand_in: Writer | None,  # noqa: ARG001  # the pipeline's fallback stands in
    above: "Ledger | None",  # noqa: ARG001  # its tokens cost nothing
) -> Writer:
    if settings.model is None:
        raise InputError("The local writer needs the GGUF file that it is to run in --model.")
    from briefer.writing.local import LocalClient  # noqa: PLC0415  # an extra
    from briefer.writing.prompts import Prompts  # noqa: PLC0415  # slow to import
    from briefer.writing.tightening import LocalWriter  # noqa: PLC0415

    weights = Path(settings.model).expanduser()
    return LocalWriter(LocalClient(weights), weights.stem, Prompts(settings.prompts))


WRITERS: Mapping[str, Callable[[WriterSettings, Writer | None, "Ledger | None"], Writer]] = {
    "extractive": _make_extractive,
    "openai": _make_openai,
    "local": _make_local,
    "replay": _make_replay,
}
