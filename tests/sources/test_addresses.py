import pytest

from briefer.errors import FetchError
from briefer.sources.addresses import check_address, is_address, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_of_ones_own_network_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/x",
        "file:///etc/passwd",
        "https://",
        "https://a.example:port/",
        "https://user:word@a.example/",
        "https://user@a.example/",
        "//a.example",
        "http://[::1",
    ],
)
def test_only_plain_http_addresses_are_accepted(url: str) -> None:
    with pytest.raises(FetchError):
        check_address(url)


def test_the_port_follows_from_the_scheme() -> None:
    assert check_address("https://a.example/x") == ("a.example", 443)
    assert check_address("http://a.example:8080") == ("a.example", 8080)
    assert is_address("HTTPS://a.example")
    assert not is_address("http.txt")
