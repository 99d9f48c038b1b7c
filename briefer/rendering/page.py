"""What our self-contained pages share: colours and letters, and a policy for their own text."""

import base64
import hashlib
from importlib.resources import files


def style_sheet(package: str, name: str) -> str:
    """The style sheet `name` of a package, after the colours and letters of all our pages."""
    return f"{resource('briefer.rendering', 'palette.css')}{resource(package, name)}"


def resource(package: str, name: str) -> str:
    """The text of a file that lies in a package."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def content_hash(text: str) -> str:
    """The source expression that lets a content security policy accept exactly this text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
