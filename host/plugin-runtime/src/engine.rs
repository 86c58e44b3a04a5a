//! The one engine of the process, its pool of instances and its ticker.

use std::time::Duration;

use wasmtime::{Config, Enabled, Engine, InstanceAllocationStrategy, PoolingAllocationConfig};

use crate::{Limits, RuntimeError};

/// How often a running guest lets others run, and its budget is checked.
pub(crate) const TICK: Duration = Duration::from_millis(10);

const MIB: usize = 1024 * 1024;

/// An engine with a pool for `limits`, and a thread that ticks while the engine lives.
pub(crate) fn new_engine(limits: &Limits) -> Result<Engine, RuntimeError> {
    let failed = |error: wasmtime::Error| RuntimeError::Engine(error.to_string());
    let engine = Engine::new(&config(limits)).map_err(failed)?;
    let weak = engine.weak();
    std::thread::Builder::new()
        .name("plugin-ticker".to_owned())
        .spawn(move || {
            while let Some(engine) = weak.upgrade() {
                engine.increment_epoch();
                drop(engine);
                std::thread::sleep(TICK);
            }
        })
        .map_err(|error| RuntimeError::Engine(error.to_string()))?;
    Ok(engine)
}

fn config(limits: &Limits) -> Config {
    let mut config = Config::new();
    config
        .epoch_interruption(true)
        .cranelift_nan_canonicalization(true)
        .async_stack_zeroing(true)
        // Addresses of 64 bits would do without the guard pages that keep a guest in its memory.
        .wasm_memory64(false)
        .wasm_relaxed_simd(false)
        .relaxed_simd_deterministic(true)
        .wasm_backtrace_max_frames(std::num::NonZeroUsize::new(20))
        .allocation_strategy(InstanceAllocationStrategy::Pooling(pool(limits)));
    config
}

/// Room for every call at once and some more, so that a full pool is never met before the queue for a turn.
fn pool(limits: &Limits) -> PoolingAllocationConfig {
    let calls = u32::try_from(limits.calls_at_once).unwrap_or(u32::MAX / 16).saturating_add(16);
    let memory = limits.view.memory_bytes.max(limits.refresh.memory_bytes);
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(calls)
        .total_core_instances(calls * 5)
        .total_memories(calls * 2)
        .total_tables(calls * 4)
        .total_stacks(calls)
        .max_memories_per_component(4)
        .max_tables_per_component(8)
        .max_core_instances_per_component(64)
        .table_elements(20_000)
        .max_memory_size(memory)
        .max_unused_warm_slots(32)
        .linear_memory_keep_resident(MIB)
        .table_keep_resident(64 * 1024)
        .pagemap_scan(Enabled::Auto);
    pool
}
