//! Requests and bytes to and from the outside, by plugin, grant and day. They are counts of the audit, kept in its table
//! under subjects of their own.

use std::collections::BTreeMap;

use parvis_model::{Instant, Permission};
use parvis_outbound::Exchange;
use parvis_storage::ReadCount;
use serde::Serialize;

use crate::Audit;

const REQUESTS: &str = "requests ";
const SENT: &str = "sent ";
const RECEIVED: &str = "received ";

/// What a plugin exchanged with the outside on one day, under one of its grants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TrafficLine {
    /// The grant, `outbound:example.org` or `source:gtfs`.
    pub grant: String,
    /// Start of the day, UTC.
    pub day: Instant,
    /// Requests, redirects among them.
    pub requests: i64,
    /// Bytes of addresses and headers: all that a plugin can tell the outside.
    pub sent_bytes: i64,
    /// Bytes of bodies as they came, packed or not.
    pub received_bytes: i64,
}

impl Audit {
    /// Counts an exchange under a grant at real time `at`.
    pub(crate) fn count_exchange(&self, plugin: &str, grant: &Permission, exchange: Exchange, at: Instant) {
        for (what, amount) in
            [(REQUESTS, exchange.requests), (SENT, exchange.sent), (RECEIVED, exchange.received)]
        {
            if amount > 0 {
                self.add(plugin, &format!("{what}{grant}"), i64::try_from(amount).unwrap_or(i64::MAX), at);
            }
        }
    }
}

/// Parts the counts of a plugin into what it read of the hub's data and what went out and came in.
pub fn part_counts(counts: Vec<ReadCount>) -> (Vec<ReadCount>, Vec<TrafficLine>) {
    let mut reads = Vec::new();
    let mut traffic: BTreeMap<(Instant, String), TrafficLine> = BTreeMap::new();
    for count in counts {
        let field = [REQUESTS, SENT, RECEIVED].into_iter().find(|field| count.subject.starts_with(field));
        let Some(field) = field else {
            reads.push(count);
            continue;
        };
        let grant = count.subject[field.len()..].to_owned();
        let line = traffic.entry((count.day, grant.clone())).or_default();
        (line.grant, line.day) = (grant, count.day);
        match field {
            REQUESTS => line.requests += count.count,
            SENT => line.sent_bytes += count.count,
            _ => line.received_bytes += count.count,
        }
    }
    (reads, traffic.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exchanges_are_told_from_reads() {
        let count = |subject: &str, count| ReadCount {
            plugin: "p".into(),
            subject: subject.into(),
            day: Instant(0),
            count,
        };
        let counts = vec![
            count("stops", 3),
            count("requests outbound:example.org", 2),
            count("sent outbound:example.org", 90),
            count("received source:gtfs", 5),
        ];
        let (reads, traffic) = part_counts(counts);
        assert_eq!(reads, [count("stops", 3)]);
        let line = |grant: &str| TrafficLine { grant: grant.into(), ..TrafficLine::default() };
        let expected = [
            TrafficLine { requests: 2, sent_bytes: 90, ..line("outbound:example.org") },
            TrafficLine { received_bytes: 5, ..line("source:gtfs") },
        ];
        assert_eq!(traffic, expected);
    }
}
