//! The one error of the runtime: why a component cannot be taken or made ready. Faults of calls are in `fault`.

/// Why a component cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum RuntimeError {
    /// The engine cannot start on this machine.
    #[error("the plugin engine cannot start: {0}")]
    Engine(String),
    /// The file is not a component that this hub can run: what is wrong and what to do.
    #[error("{0}")]
    Refused(String),
    /// The memory given did not suffice to read or compile the component.
    #[error("there is not enough memory to read and compile the component")]
    NoMemory,
    /// The component could not be read from the database.
    #[error("the component of {plugin} cannot be read: {reason}")]
    Missing {
        /// The plugin.
        plugin: String,
        /// Why.
        reason: String,
    },
}
