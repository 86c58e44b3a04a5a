//! What can go wrong outside, told to the operator in full and to the plugin only as far as it concerns it.

use std::time::Duration;

use parvis_model::{Permission, PlatformError};

/// Why nothing was brought in. The text is for the operator's log: it names hosts and files, never the path
/// or query of an address, which may hold a key.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// A line of the configuration or a grant names no host.
    #[error("'{text}' names no host: {reason}")]
    BadHost {
        /// What was written.
        text: String,
        /// What is wrong and what would be right.
        reason: String,
    },
    /// The request itself is wrong.
    #[error("{field}: {reason}")]
    Invalid {
        /// Path of the field, `request.url`.
        field: &'static str,
        /// What is wrong and what would be right.
        reason: String,
    },
    /// No grant covers this host, which the plugin asked for or a redirect led to.
    #[error("no grant covers {host}; to allow it, grant outbound:{host}")]
    NotGranted {
        /// Host, with its port where that is not the usual one.
        host: String,
    },
    /// The host is inside, or nowhere.
    #[error("{host} is refused: {reason}; if it is yours, list it as host:port under [outbound] private")]
    Refused {
        /// Host, with its port where that is not the usual one.
        host: String,
        /// Which address was found, and in which range.
        reason: String,
    },
    /// It did not answer, or not to the end, in the time given.
    #[error("{host} took longer than {:.1} s", after.as_secs_f64())]
    Timeout {
        /// Host that was asked first.
        host: String,
        /// The time that was given.
        after: Duration,
    },
    /// More bytes than allowed, counted after decoding.
    #[error("{name} holds more than the {max_bytes} bytes allowed")]
    TooLarge {
        /// The host or the file.
        name: String,
        /// The limit.
        max_bytes: u64,
    },
    /// The host could not be reached, broke off, or answered nonsense.
    #[error("{host}: {reason}")]
    Failed {
        /// Host, with its port where that is not the usual one.
        host: String,
        /// What happened.
        reason: String,
    },
    /// The file that the operator named cannot be used.
    #[error("the file {path} {reason}")]
    File {
        /// Its path, as the operator wrote it.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The hub's own folder for temporary files cannot be used, or is full.
    #[error("{}", not_kept(folder, reason))]
    Spool {
        /// The folder.
        folder: String,
        /// What the system says.
        reason: std::io::Error,
    },
}

impl OutboundError {
    /// What the plugin is told: `denied`, `invalid` or `unavailable`, without the operator's details.
    pub fn for_plugin(&self) -> PlatformError {
        match self {
            OutboundError::NotGranted { host } => PlatformError::Denied(Permission::Outbound(host.clone())),
            OutboundError::Invalid { field, reason } => PlatformError::invalid(*field, reason),
            _ => PlatformError::Unavailable,
        }
    }
}

/// A full disk is told in the same words wherever it is met.
fn not_kept(folder: &str, reason: &std::io::Error) -> String {
    match reason.kind() {
        std::io::ErrorKind::StorageFull => {
            format!("the disk is full: free space in {folder} and try again [{reason}]")
        }
        _ => format!("cannot keep the body in the folder {folder} for temporary files: {reason}"),
    }
}
