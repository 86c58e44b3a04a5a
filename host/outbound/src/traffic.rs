//! What went out and came in, counted while it happens, so that a fetch that fails is counted too.

use std::collections::BTreeMap;
use std::sync::Mutex;

/// Exchanges with the hosts of one grant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// Requests that were sent; each redirect that is followed is one.
    pub requests: u64,
    /// Bytes that the caller chose or may have chosen: addresses, and headers that are passed on.
    pub sent: u64,
    /// Bytes of bodies as they came over the line, before decoding.
    pub received: u64,
}

/// Counts of one or several fetches, by the grant that covered each request.
#[derive(Debug, Default)]
pub struct Traffic {
    by_grant: Mutex<BTreeMap<String, Exchange>>,
}

impl Traffic {
    /// The counts, by grant as its pattern is written.
    pub fn by_grant(&self) -> Vec<(String, Exchange)> {
        let counts = self.by_grant.lock();
        counts
            .map(|counts| counts.iter().map(|(grant, sum)| (grant.clone(), *sum)).collect())
            .unwrap_or_default()
    }

    pub(crate) fn asked(&self, grant: &str, bytes: usize) {
        self.count(grant, |sum| {
            sum.requests += 1;
            sum.sent += bytes as u64;
        });
    }

    pub(crate) fn received(&self, grant: &str, bytes: usize) {
        self.count(grant, |sum| sum.received += bytes as u64);
    }

    fn count(&self, grant: &str, add: impl FnOnce(&mut Exchange)) {
        if let Ok(mut counts) = self.by_grant.lock() {
            add(counts.entry(grant.to_owned()).or_default());
        }
    }
}
