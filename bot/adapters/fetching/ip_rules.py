"""Which IP addresses belong to the public internet. Pure, by tables of our own.

`ipaddress.is_global` is no help: up to Python 3.11 it says yes to 6to4, multicast, site-local and
NAT64 addresses, and what it says changes with the version. Sources: the IANA registries of special
purpose addresses for IPv4 and IPv6 (RFC 6890 and its successors).
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final

IPAddress = IPv4Address | IPv6Address

_NOT_PUBLIC_4: Final = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # "this network"; Linux connects 0.0.0.0 to itself
            "10.0.0.0/8",
            "100.64.0.0/10",  # carrier-grade NAT, and the inside of some clouds
            "127.0.0.0/8",
            "169.254.0.0/16",  # link-local, where clouds keep their metadata services
            "172.16.0.0/12",
            "192.0.0.0/24",  # protocol assignments, DS-Lite
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",
            "198.18.0.0/15",  # benchmarks, and the fake answers of some proxies
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, with the broadcast address
        ),
    )
)

_UNICAST_6: Final = IPv6Network("2000::/3")
"""All that is given out as global unicast. Outside lie `::1`, `::ffff:0:0/96` (mapped), `::/96`
(compatible), link-local, site-local, unique local, multicast, discard-only and local NAT64."""

_NOT_PUBLIC_6: Final = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4: any IPv4 address can hide in it
            "3fff::/20",  # documentation
        ),
    )
)

_NAT64: Final = IPv6Network("64:ff9b::/96")
"""The well-known prefix of NAT64 (RFC 6052). Networks without IPv4 reach all of it this way, so it
counts as what it holds."""


def is_public(address: IPAddress) -> bool:
    """Whether a connection to the address surely leaves for the public internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    if address.scope_id is not None:  # an interface of this machine
        return False
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in _UNICAST_6 and not any(address in network for network in _NOT_PUBLIC_6)
