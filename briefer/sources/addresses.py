"""Addresses on the web: which may be asked for, and what comes back."""

import ipaddress
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from briefer.errors import FetchError


class Page(NamedTuple):
    """What an address answered: the `url` after redirects, and the body, decompressed."""

    url: str
    content_type: str
    charset: str | None
    body: bytes


class Fetch(Protocol):
    """Gets one page from the web."""

    def __call__(self, url: str) -> Page:
        """The page at `url`.

        Raises:
            FetchError: it is refused, unreachable, too large or too slow.
        """


def is_address(location: str) -> bool:
    """Whether `location` is meant as an address rather than a file."""
    return location.lower().startswith(("http://", "https://"))


def check_address(url: str) -> tuple[str, int]:
    """The host and port to connect to for `url`.

    Raises:
        FetchError: `url` is no http or https address, or carries a name and password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise FetchError(f"{url[:200]} is not a valid address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise FetchError(f"{url[:200]} is not an http or https address")
    if parts.username is not None or parts.password is not None:
        raise FetchError(f"{parts.hostname} is given with a name or password, which are never sent")
    return parts.hostname, port or (443 if parts.scheme == "https" else 80)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: no private, local or reserved one."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
