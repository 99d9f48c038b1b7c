"""The prompt templates: everything a model is told is a Jinja file in `prompts/`."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import jinja2

from briefer.errors import PromptError
from briefer.resources import prompts_folder

TEMPLATES = (
    "system",
    "story",
    "sources",
    "json-repair",
    "claim-repair",
    "local-sentence",
    "local-headline",
)


class Prompts:
    """The templates of one folder, read once; `sha256` is over those in `names`."""

    def __init__(self, folder: Path | None = None, names: Sequence[str] = TEMPLATES) -> None:
        """Read the templates `names` of `folder`, by default the writers' that ship with us.

        Raises:
            PromptError: one is missing, not UTF-8, or not valid Jinja.
        """
        self.folder = prompts_folder() if folder is None else folder
        sources = {name: self._read(name) for name in names}
        digest = hashlib.sha256()
        for name, source in sorted(sources.items()):
            digest.update(f"{name}\0{source}\0".encode())
        self.sha256 = digest.hexdigest()
        environment = jinja2.Environment(
            loader=jinja2.DictLoader({_file_name(name): text for name, text in sources.items()}),
            undefined=jinja2.StrictUndefined,
            autoescape=False,  # noqa: S701  # plain text for a model, not a page
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates = {name: self._compile(environment, name) for name in names}

    def render(self, name: str, /, **values: object) -> str:
        """The template `name` filled in, without surrounding white space.

        Raises:
            PromptError: it uses a value it was not given, or fails while rendering.
        """
        try:
            return self._templates[name].render(**values).strip()
        except Exception as error:  # a template can raise anything
            line = _template_line(error.__traceback__)
            raise PromptError(self._complaint(name, line, error)) from error

    def _read(self, name: str) -> str:
        path = self.folder / _file_name(name)
        try:
            return path.read_text(encoding="utf-8")
        except OSError as error:
            raise PromptError(
                f"The prompt template {path} cannot be read: {error.strerror}."
            ) from error
        except UnicodeDecodeError as error:
            raise PromptError(f"The prompt template {path} is not UTF-8 text.") from error

    def _compile(self, environment: jinja2.Environment, name: str) -> jinja2.Template:
        try:
            return environment.get_template(_file_name(name))
        except jinja2.TemplateSyntaxError as error:
            raise PromptError(self._complaint(name, error.lineno, error)) from error

    def _complaint(self, name: str, line: int | None, error: Exception) -> str:
        where = f", line {line}" if line is not None else ""
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return f"The prompt template {self.folder / _file_name(name)}{where} fails: {reason}"


def _file_name(name: str) -> str:
    return f"{name}.jinja"


def _template_line(traceback: TracebackType | None) -> int | None:
    """The line of the template a rendering error comes from; Jinja rewrites tracebacks for it."""
    line = None
    while traceback is not None:
        if traceback.tb_frame.f_globals.get("__jinja_template__") is not None or (
            traceback.tb_frame.f_code.co_filename == "<template>"
        ):
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
