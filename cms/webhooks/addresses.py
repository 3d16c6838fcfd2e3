"""Where messages may go: to public servers by https, never into the network that this server stands in."""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(ValueError):
    """An address that nothing is sent to."""


def check_url(url: str) -> SplitResult:
    """The parts of a URL. :raises Refused: where nothing is sent to it, as far as its text tells."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise Refused(_("This is no address of a server.")) from None
    schemes = ("https", "http") if settings.WEBHOOKS_ANYWHERE else ("https",)
    if parts.scheme not in schemes or not host:
        raise Refused(_("The address must begin with https://."))
    if parts.username is not None or parts.password is not None:
        raise Refused(_("The address must hold no user name and no password."))
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        return parts
    check_ip(literal)
    return parts


def check_ip(address: Ip) -> None:
    """:raises Refused: where ``address``, or the IPv4 address inside of it, isn't public."""
    if settings.WEBHOOKS_ANYWHERE:
        return
    inner: list[Ip] = [address]
    if isinstance(address, ipaddress.IPv6Address):
        carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in ipaddress.ip_network("64:ff9b::/96"):
            carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        inner += [one for one in carried if one is not None]
    if any(not one.is_global or one.is_multicast or one.is_reserved for one in inner):
        raise Refused(_("The address leads to no public server."))


def resolved(host: str, port: int) -> str:
    """The IP address to connect to, looked up once: who answers differently a moment later gains nothing.

    :raises Refused: where the name has no address, or any of them isn't public.
    """
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise Refused(_("The name of the server isn’t known.")) from None
    addresses = sorted((ipaddress.ip_address(text.partition("%")[0]) for text in found), key=lambda one: one.version)
    for address in addresses:
        check_ip(address)
    return str(addresses[0])
