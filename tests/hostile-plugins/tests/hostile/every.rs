//! Every case is looked at, also after one that fails: one run tells of all of them.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Calls `check` with each case, and fails at the end if one did; what each failure was is said as it happens.
pub(crate) fn every<T>(cases: impl IntoIterator<Item = T>, mut check: impl FnMut(T)) {
    let failed = cases.into_iter().filter_map(|case| catch_unwind(AssertUnwindSafe(|| check(case))).err());
    let failed = failed.count();
    assert_eq!(failed, 0, "{failed} cases failed; each is named above");
}
