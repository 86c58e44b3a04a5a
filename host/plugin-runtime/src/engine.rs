//! The one engine of the process, its pool of instances and its ticker.

use std::time::Duration;

use wasmtime::{Config, Enabled, Engine, InstanceAllocationStrategy, PoolingAllocationConfig};

use crate::{ComponentLimits, Limits, RuntimeError};

/// How often a running guest lets others run, and its budget is checked.
pub(crate) const TICK: Duration = Duration::from_millis(10);

const MIB: usize = 1024 * 1024;

/// What the stack of a call has beyond what the guest may use of it, for host functions.
const HOST_STACK: usize = 3 * MIB / 2;

fn failed(error: wasmtime::Error) -> RuntimeError {
    RuntimeError::Engine(error.to_string())
}

/// An engine with a pool for `limits`, and a thread that ticks while the engine lives.
pub(crate) fn new_engine(limits: &Limits, component: &ComponentLimits) -> Result<Engine, RuntimeError> {
    let mut config = config();
    config
        .max_wasm_stack(component.stack_bytes)
        .async_stack_size(component.stack_bytes.saturating_add(HOST_STACK))
        .allocation_strategy(InstanceAllocationStrategy::Pooling(pool(limits, component)));
    let engine = Engine::new(&config).map_err(failed)?;
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

/// An engine whose native code fits the others, and which makes no instances: it has no pool and no ticker.
pub(crate) fn compiling_engine() -> Result<Engine, RuntimeError> {
    Engine::new(&config()).map_err(failed)
}

/// All that native code depends on.
fn config() -> Config {
    let mut config = Config::new();
    config
        .epoch_interruption(true)
        .cranelift_nan_canonicalization(true)
        .async_stack_zeroing(true)
        // Addresses of 64 bits would do without the guard pages that keep a guest in its memory.
        .wasm_memory64(false)
        .wasm_relaxed_simd(false)
        .relaxed_simd_deterministic(true)
        .wasm_backtrace_max_frames(std::num::NonZeroUsize::new(20));
    config
}

/// Room for every call at once and some more, each of the largest component, so that a full pool is never met before the
/// queue for a turn. What is not used costs addresses and no memory.
fn pool(limits: &Limits, component: &ComponentLimits) -> PoolingAllocationConfig {
    let calls = narrow(limits.calls_at_once).saturating_add(16);
    let memory = limits.view.memory_bytes.max(limits.refresh.memory_bytes);
    let [instances, memories, tables] =
        [component.core_instances, component.memories, component.tables].map(narrow);
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(calls)
        .total_core_instances(calls.saturating_mul(instances))
        .total_memories(calls.saturating_mul(memories))
        .total_tables(calls.saturating_mul(tables))
        .total_stacks(calls)
        .max_memories_per_module(memories)
        .max_tables_per_module(tables)
        .max_memories_per_component(memories)
        .max_tables_per_component(tables)
        .max_core_instances_per_component(instances)
        .table_elements(component.table_elements)
        .max_memory_size(memory)
        .max_unused_warm_slots(32)
        .linear_memory_keep_resident(MIB)
        .table_keep_resident(64 * 1024)
        .pagemap_scan(Enabled::Auto);
    pool
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX / 16)
}
