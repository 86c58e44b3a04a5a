//! What a running hub noted for commands to show: the limits in force, and which plugins are paused.

use parvis_model::Instant;
use parvis_plugin_runtime::{Compiler, HEALTH_NOTE, LIMITS_NOTE, Limits, limits_as_json};
use parvis_storage::Storage;
use serde_json::{Map, Value};

use super::print;

/// Limits in the sections of the configuration.
pub(super) struct ShownLimits {
    /// The limits.
    pub(super) values: Value,
    /// False: no hub ever started here, so these are the defaults.
    of_a_hub: bool,
}

/// The limits of the hub that runs here or ran here last, else the defaults.
pub(super) async fn limits(storage: &dyn Storage) -> anyhow::Result<ShownLimits> {
    let noted = storage.note(LIMITS_NOTE).await?.and_then(|text| serde_json::from_str(&text).ok());
    let of_a_hub = noted.is_some();
    Ok(ShownLimits { values: noted.unwrap_or_else(defaults), of_a_hub })
}

fn defaults() -> Value {
    limits_as_json(Limits::default().lines().into_iter().chain(Compiler::in_process().limit_lines()))
}

impl ShownLimits {
    /// One line for each, as it would stand under `[limits]` of the configuration.
    pub(super) fn print(&self) {
        print::line(match self.of_a_hub {
            true => "  limits in force, as [limits] of the configuration names them:",
            false => {
                "  limits by default, as [limits] of the configuration names them; no hub has started here yet:"
            }
        });
        let mut lines = Vec::new();
        flatten("", &self.values, &mut lines);
        lines.iter().for_each(|line| print::line(format!("    {line}")));
    }
}

/// Those without a section first.
fn flatten(section: &str, values: &Value, lines: &mut Vec<String>) {
    let all: Map<String, Value> = values.as_object().cloned().unwrap_or_default();
    let (sections, values): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, value)| value.is_object());
    lines.extend(values.into_iter().map(|(name, value)| format!("{section}{name} = {value}")));
    sections.into_iter().for_each(|(name, inner)| flatten(&format!("{section}{name}."), &inner, lines));
}

/// What the running hub noted of the plugin; an empty object if all is well.
pub(super) async fn health(storage: &dyn Storage, plugin: &str) -> anyhow::Result<Value> {
    let noted: Option<Value> =
        storage.note(HEALTH_NOTE).await?.and_then(|text| serde_json::from_str(&text).ok());
    Ok(noted.and_then(|mut all| all.get_mut(plugin).map(Value::take)).unwrap_or_else(|| Map::new().into()))
}

/// One line for each kind of call that is paused.
pub(super) fn print_health(health: &Value) {
    for (key, what) in [("pages-paused-until", "pages"), ("refreshes-paused-until", "refreshes")] {
        if let Some(until) = health[key].as_i64() {
            print::line(format!("  {what} are paused after too many faults, until {}", Instant(until)));
        }
    }
}
