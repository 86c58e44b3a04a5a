//! Addresses in every spelling, inside and outside: how they are judged, and that no packet goes to an inside one.

use std::net::IpAddr;

use parvis_outbound::special_range;
use url::{Host, Url};

/// Hosts that are not the outside, however they are written.
pub(crate) const INSIDE: &[&str] = &[
    // Spellings of this machine.
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "127.0.0.1.",
    "１２７.0.0.1",
    "127。0。0。1",
    "%31%32%37.0.0.1",
    "127.255.255.254",
    "0",
    "0.0.0.0",
    "0.1.2.3",
    // First and last address of each range of IPv4.
    "10.0.0.0",
    "10.255.255.255",
    "100.64.0.0",
    "100.127.255.255",
    "100.100.100.200",
    "169.254.0.0",
    "169.254.169.254",
    "0xa9fea9fe",
    "169.254.255.255",
    "168.63.129.16",
    "172.16.0.0",
    "172.31.255.255",
    "192.0.0.0",
    "192.0.0.192",
    "192.0.0.255",
    "192.0.2.0",
    "192.0.2.255",
    "192.88.99.1",
    "192.168.0.0",
    "192.168.255.255",
    "198.18.0.0",
    "198.19.255.255",
    "198.51.100.0",
    "198.51.100.255",
    "203.0.113.0",
    "203.0.113.255",
    "224.0.0.0",
    "239.255.255.255",
    "240.0.0.0",
    "255.255.255.254",
    "255.255.255.255",
    // IPv6, and IPv4 dressed as IPv6.
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:8.8.8.8]",
    "[::127.0.0.1]",
    "[::7f00:1]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::169.254.169.254]",
    "[64:ff9b:1::a00:1]",
    "[2002:7f00:1::]",
    "[2002:c0a8:101::1]",
    "[2001::1]",
    "[2001:0:ffff::1]",
    "[2001:10::1]",
    "[2001:20::1]",
    "[2001:2::1]",
    "[2001:1ff:ffff::1]",
    "[2001:db8::1]",
    "[2001:db8:ffff:ffff::1]",
    "[3fff::1]",
    "[3fff:fff:ffff::1]",
    "[100::1]",
    "[5f00::1]",
    "[4000::]",
    "[fc00::1]",
    "[fdff:ffff::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[febf::1]",
    "[fec0::1]",
    "[feff::1]",
    "[ff02::1]",
    "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]",
    "[1fff:ffff::1]",
];

/// Hosts of the outside, up to the edges of what is not.
pub(crate) const OUTSIDE: &[&str] = &[
    "1.0.0.0",
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "168.63.129.15",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.0.3.0",
    "192.88.98.255",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "198.51.99.255",
    "198.51.101.0",
    "203.0.112.255",
    "203.0.114.0",
    "223.255.255.255",
    "[2000::1]",
    "[2001:200::1]",
    "[2001:db7:ffff::1]",
    "[2001:db9::1]",
    "[2003::1]",
    "[2606:4700::1111]",
    "[2a01:cb00::1]",
    "[3ffe::1]",
    "[3fff:1000::1]",
];

/// The address that a URL with this host really names.
fn address(host: &str) -> IpAddr {
    match Url::parse(&format!("http://{host}/")).expect(host).host().expect(host) {
        Host::Ipv4(v4) => v4.into(),
        Host::Ipv6(v6) => v6.into(),
        Host::Domain(name) => panic!("{host} was read as the name {name}"),
    }
}

#[test]
fn inside_is_refused_in_every_spelling() {
    for host in INSIDE {
        assert!(special_range(address(host)).is_some(), "{host} was taken for an outside address");
    }
}

#[test]
fn outside_is_not_refused_up_to_the_edges() {
    for host in OUTSIDE {
        assert_eq!(special_range(address(host)), None, "{host}");
    }
}
