"""A judge from settings: a live model, kept replies, or both."""

from briefer.writing.connecting import check_access, connect
from briefer.writing.ledger import Ledger, meter_for
from briefer.writing.prompts import Prompts
from briefer.writing.replay import recorded_model
from briefer.writing.settings import DEFAULT_MODEL, WriterSettings
from evals.judging.asking import Asker
from evals.judging.composing import TEMPLATES, Composer
from evals.judging.judge import Judge


def make_judge(settings: WriterSettings, above: Ledger | None = None) -> Judge:
    """The judge in `settings`, as a writer's are; what it spends counts in `above` too.

    With a key or an address the model is asked whatever `settings.recordings` has no reply to;
    with neither, all replies come from there.

    Raises:
        InputError: a setting it needs is missing.
        PromptError: the prompt templates cannot be used.
    """
    reachable = settings.api_key is not None or settings.base_url is not None
    if reachable or settings.recordings is None:
        check_access(settings)
        model = settings.model or DEFAULT_MODEL
    else:
        model = settings.model or recorded_model(settings.recordings)
    prompts = Prompts(settings.prompts, TEMPLATES)
    meter = meter_for(model, settings.prices, settings.ceiling)
    ledger = Ledger(settings.ceiling, above)
    client = connect(settings, meter, ledger, prompts.sha256) if reachable else None
    asker = Asker(
        client,
        recordings=settings.recordings,
        meter=meter,
        ledger=ledger,
        concurrency=settings.concurrency,
    )
    return Judge(Composer(model, settings, prompts), asker)
