//! Which addresses are outside: everything that is not globally routed is refused, in every spelling.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Ranges of IPv4 that are not the outside: first address, length of the prefix, name.
/// From the IANA special-purpose registry; multicast and what is reserved come last.
const SPECIAL_V4: [(Ipv4Addr, u32, &str); 17] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8, "this network"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "private network"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "shared by carriers"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "this machine"),
    // Not special to IANA: Azure answers its machines' own questions here.
    (Ipv4Addr::new(168, 63, 129, 16), 32, "cloud metadata"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local, cloud metadata"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "private network"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "protocol assignments"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "documentation"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "6to4 relay"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "private network"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "benchmarks"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "documentation"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "documentation"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast"),
    (Ipv4Addr::new(255, 255, 255, 255), 32, "broadcast"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved"),
];

/// The only part of IPv6 that is globally routed. Everything else is refused without a name of its own:
/// loopback, private, link-local, multicast, and every way to write an IPv4 address inside IPv6 (mapped,
/// compatible, NAT64).
const GLOBAL_V6: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Ranges inside the global part that are not the outside either.
const SPECIAL_V6: [(Ipv6Addr, u32, &str); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, "Teredo and other protocol assignments"),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, "documentation"),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, "6to4"),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, "documentation"),
];

/// The name of the special range that `address` lies in; `None` for an address of the outside.
pub fn special_range(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(v4) => {
            let inside = |(first, length, _): &&(Ipv4Addr, u32, &str)| {
                (v4.to_bits() ^ first.to_bits()).leading_zeros() >= *length
            };
            SPECIAL_V4.iter().find(inside).map(|(_, _, name)| *name)
        }
        IpAddr::V6(v6) if !starts_with(v6, GLOBAL_V6.0, GLOBAL_V6.1) => Some("not globally routed"),
        IpAddr::V6(v6) => SPECIAL_V6
            .iter()
            .find(|(first, length, _)| starts_with(v6, *first, *length))
            .map(|(_, _, name)| *name),
    }
}

fn starts_with(address: Ipv6Addr, first: Ipv6Addr, length: u32) -> bool {
    (address.to_bits() ^ first.to_bits()).leading_zeros() >= length
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::{Host, Url};

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
        let inside = [
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
        for host in inside {
            assert!(special_range(address(host)).is_some(), "{host} was taken for an outside address");
        }
    }

    #[test]
    fn outside_is_not_refused_up_to_the_edges() {
        let outside = [
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
        for host in outside {
            assert_eq!(special_range(address(host)), None, "{host}");
        }
    }
}
