//! What only WebAssembly can do. Elsewhere the guest is only checked, never run.

#[cfg(target_arch = "wasm32")]
pub(crate) use core::arch::wasm32::unreachable;

/// Asks for more pages of 64 KiB; `usize::MAX` when refused.
#[cfg(target_arch = "wasm32")]
pub(crate) fn memory_grow(pages: usize) -> usize {
    core::arch::wasm32::memory_grow::<0>(pages)
}

/// Pages of 64 KiB that the memory has.
#[cfg(target_arch = "wasm32")]
pub(crate) fn memory_size() -> usize {
    core::arch::wasm32::memory_size::<0>()
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn unreachable() -> ! {
    std::process::abort()
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn memory_grow(_pages: usize) -> usize {
    usize::MAX
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn memory_size() -> usize {
    0
}
