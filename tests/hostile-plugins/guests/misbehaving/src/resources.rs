//! Misdeeds against time, memory, the stack and the log.

use std::hint::black_box;

use parvis_sdk::{Error, Level, View, clock, log};

use crate::{machine, survived};

/// Bytes of a page of memory.
const PAGE: usize = 64 * 1024;

#[inline(never)]
pub(crate) fn trap() -> Result<View, Error> {
    machine::unreachable()
}

#[inline(never)]
pub(crate) fn panic() -> Result<View, Error> {
    panic!("on purpose")
}

#[inline(never)]
pub(crate) fn endless() -> Result<View, Error> {
    let mut count = 0_u64;
    loop {
        count = black_box(count.wrapping_add(1));
    }
}

/// Works for so many rounds and answers: no misdeed alone, so that a test can come close to a budget.
pub(crate) fn burn(rounds: &str) -> Result<View, Error> {
    let rounds: u64 = rounds.parse().map_err(|_| Error::NotFound)?;
    let sum = (0..rounds).fold(0_u64, |sum, round| black_box(sum.wrapping_add(round)));
    survived(sum.to_string())
}

/// Fills 32 MiB again and again: one instruction that is long, in a loop.
pub(crate) fn fill() -> Result<View, Error> {
    let mut block = vec![0_u8; 32 * 1024 * 1024];
    let mut value = 0_u8;
    loop {
        value = value.wrapping_add(1);
        black_box(&mut block).fill(value);
    }
}

/// Moves 24 MiB within the memory again and again.
pub(crate) fn copy() -> Result<View, Error> {
    let mut block = vec![1_u8; 48 * 1024 * 1024];
    let half = block.len() / 2;
    let mut up = false;
    loop {
        up = !up;
        let (from, to) = if up { (0, half) } else { (half, 0) };
        black_box(&mut block).copy_within(from..from + half, to);
    }
}

/// Makes 60 MiB its own and holds them for as long as it may.
pub(crate) fn touch() -> Result<View, Error> {
    let mut block = vec![0_u8; 60 * 1024 * 1024];
    black_box(&mut block).fill(0x5a);
    endless()
}

pub(crate) fn memory() -> Result<View, Error> {
    let mut kept = Vec::new();
    loop {
        kept.push(black_box(vec![1_u8; 1024 * 1024]));
    }
}

/// Grows until the hub says no, and goes on calmly.
pub(crate) fn memory_ignored() -> Result<View, Error> {
    while machine::memory_grow(1) != usize::MAX {}
    survived(format!("{} Mio", machine::memory_size() * PAGE / (1024 * 1024)))
}

/// Looks for what another call left behind, and leaves something behind.
pub(crate) fn memory_dirty() -> Result<View, Error> {
    let mut block = vec![0_u8; 16 * 1024 * 1024];
    // Zeroed memory fresh from `memory.grow` is taken as it is: this reads what the hub gave.
    let dirty = black_box(&block).iter().filter(|byte| **byte != 0).count();
    black_box(&mut block).fill(0xa5);
    survived(format!("{dirty} sales"))
}

#[inline(never)]
pub(crate) fn recursion() -> Result<View, Error> {
    survived(deeper(1).to_string())
}

#[expect(unconditional_recursion, reason = "this is the misdeed")]
#[inline(never)]
fn deeper(level: u64) -> u64 {
    let frame = black_box([level; 16]);
    deeper(level + 1) + frame[3]
}

pub(crate) fn host_calls() -> Result<View, Error> {
    for _ in 0..100_000 {
        black_box(clock::now());
    }
    survived("100000")
}

pub(crate) fn flood_log() -> Result<View, Error> {
    for line in 0..1_000 {
        log::write(Level::Info, &format!("\u{1b}[31mrouge {line}\n{{\"level\":\"error\"}}"));
    }
    survived("1000")
}

pub(crate) fn huge_log() -> Result<View, Error> {
    log::write(Level::Info, &"x".repeat(2 * 1024 * 1024));
    survived("2 Mio")
}
