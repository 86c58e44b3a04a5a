//! Room in memory. A sandbox that has no more ends in a trap, which names neither file nor line: so what may become
//! large asks before it grows, whatever limit the operator set.

use std::hint::black_box;

/// True if so many bytes can still be had.
pub(super) fn for_bytes(bytes: usize) -> bool {
    let mut room: Vec<u8> = Vec::new();
    let found = room.try_reserve_exact(bytes).is_ok();
    // Kept from being optimised away: only an allocator that really tries knows.
    black_box(room.as_ptr());
    found
}

/// True if the list can take one more item.
pub(super) fn for_one_more<T>(list: &mut Vec<T>) -> bool {
    list.try_reserve(1).is_ok()
}
