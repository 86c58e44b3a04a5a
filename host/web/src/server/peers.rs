//! How much of the hub one address holds at this moment. In memory only, forgotten with its last connection, never logged.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Connection,
    Request,
}

/// The counts of every address that is here. No `Debug`: it could be printed.
#[derive(Default)]
pub(super) struct Peers {
    counts: Mutex<HashMap<IpAddr, [usize; 2]>>,
}

/// One counted connection or request. Given back when dropped.
pub(super) struct Seat {
    peers: Arc<Peers>,
    address: IpAddr,
    kind: Kind,
}

impl Peers {
    /// A seat for this address, or `None` if it has `most` already.
    pub(super) fn seat(self: &Arc<Self>, address: IpAddr, kind: Kind, most: usize) -> Option<Seat> {
        let address = household(address);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = &mut counts.entry(address).or_default()[kind as usize];
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Seat { peers: self.clone(), address, kind })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut counts = self.peers.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            count[self.kind as usize] -= 1;
            if *count == [0, 0] {
                counts.remove(&self.address);
            }
        }
    }
}

/// An IPv6 connection has a whole /64 to choose from.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_seats_and_not_one_more() {
        let peers = Arc::new(Peers::default());
        let seat = |address: &str, kind| peers.seat(address.parse().expect("address"), kind, 2);
        let first = seat("192.0.2.7", Kind::Connection).expect("one");
        let _second = seat("192.0.2.7", Kind::Connection).expect("two");
        assert!(seat("192.0.2.7", Kind::Connection).is_none(), "one past");
        assert!(seat("::ffff:192.0.2.7", Kind::Connection).is_none(), "the same address in other words");
        assert!(seat("192.0.2.8", Kind::Connection).is_some(), "another address");
        let _request = seat("192.0.2.7", Kind::Request).expect("requests are counted apart");
        drop(first);
        assert!(seat("192.0.2.7", Kind::Connection).is_some(), "given back");
    }

    #[test]
    fn an_ipv6_household_is_one_and_nothing_is_kept() {
        let peers = Arc::new(Peers::default());
        let seat = |address: &str| peers.seat(address.parse().expect("address"), Kind::Connection, 1);
        let held = seat("2001:db8::1");
        assert!(held.is_some() && seat("2001:db8::2").is_none() && seat("2001:db8:0:1::1").is_some());
        drop(held);
        assert!(peers.counts.lock().expect("counts").is_empty());
    }
}
