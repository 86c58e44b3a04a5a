//! Addresses and networks that the operator names: proxies that are trusted, machines that read the figures.

use std::net::IpAddr;

use ipnet::IpNet;

/// A list of addresses and networks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks(Vec<IpNet>);

impl Networks {
    /// Reads `192.0.2.7`, `2001:db8::/32`... The error says which one cannot be read.
    pub fn parse(texts: &[String]) -> Result<Self, String> {
        texts.iter().map(|text| network(text)).collect::<Result<_, _>>().map(Self)
    }

    /// True if the address is in one of them.
    pub fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address.to_canonical()))
    }
}

fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let address = text.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
    address
        .or_else(|_| text.parse::<IpNet>())
        .map_err(|_| format!("'{text}' is neither an address (192.0.2.7) nor a network (192.0.2.0/24)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_networks_are_read_and_hold_what_they_should() {
        let list = ["192.0.2.7", "10.0.0.0/8", "2001:db8::/32"].map(str::to_owned);
        let networks = Networks::parse(&list).expect("networks");
        for inside in ["192.0.2.7", "10.255.0.1", "2001:db8:1::1", "::ffff:10.1.1.1"] {
            assert!(networks.contain(inside.parse().expect("address")), "{inside}");
        }
        for outside in ["192.0.2.8", "11.0.0.1", "2001:db9::1", "::1"] {
            assert!(!networks.contain(outside.parse().expect("address")), "{outside}");
        }
        for wrong in ["proxy", "10.0.0.0/33", ""] {
            assert!(Networks::parse(&[wrong.to_owned()]).is_err_and(|error| error.contains("neither")));
        }
    }
}
