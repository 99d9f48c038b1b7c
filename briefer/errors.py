"""Everything that can go wrong, and what the `brief` command answers.

    BrieferError                 exit 2; `str(error)` is one clear sentence for the user
    ├── InputError               an option, a date, a time zone, a file name that cannot be used
    │   └── ConfigError          the same, found in briefer.toml or the environment
    ├── NoArticlesError          nothing for that day; says which days have some
    ├── SourceError              a file or page that could not become an article
    │   └── FetchError           an address that is refused, unreachable, too large or too slow
    ├── StoreError               the store is missing, damaged, locked or newer than this program
    ├── PromptError              a template is missing or does not render
    └── ModelError               the model did not give a usable draft
        ├── ModelUnavailable     no answer: network, time-out, server error, rate limit, bad key
        ├── BadReply             an answer that is not the JSON asked for, after one repair
        ├── CeilingReached       the next call would exceed the token or cost ceiling
        └── RecordingMissing     replay has no reply for this request

`ModelUnavailable` and `BadReply` lead to the extractive writer unless the fallback is off.
"""


class BrieferError(Exception):
    """Base of every error a user can cause; its message is shown without a traceback."""


class InputError(BrieferError):
    """Something the user gave cannot be used; the message says what is accepted."""


class ConfigError(InputError):
    """A setting in `briefer.toml` or the environment cannot be used."""


class NoArticlesError(BrieferError):
    """There is nothing to brief on for that day."""


class SourceError(BrieferError):
    """A file or page could not become an article."""


class FetchError(SourceError):
    """An address was refused, unreachable, too large or too slow."""


class StoreError(BrieferError):
    """The store cannot be opened, read or written."""


class PromptError(BrieferError):
    """A prompt template is missing or does not render."""


class ModelError(BrieferError):
    """The model did not give a usable draft."""


class ModelUnavailable(ModelError):
    """The model could not be reached or refused to answer."""


class BadReply(ModelError):
    """The model answered, twice, with something other than what was asked for."""


class CeilingReached(ModelError):
    """The next call would exceed the token or cost ceiling."""


class RecordingMissing(ModelError):
    """There is no recorded reply for this request."""
