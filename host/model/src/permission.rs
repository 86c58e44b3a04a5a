//! Powers that a plugin asks for and an operator grants.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One power, as the manifest asks for it and the operator grants it. Written `read:stops`, `outbound:example.org`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Permission {
    /// Read a collection itself (not needed to show it through a feed).
    Read(String),
    /// Fill a collection with a source of its own.
    Publish(String),
    /// Fetch from an outside host, `example.org` or `example.org:8443`; `*.example.org` for its sub-domains.
    Outbound(String),
    /// Open the source that the operator named in this setting.
    Source(String),
    /// Commit effects: put or withdraw features of this collection in the name of a resident.
    Write(String),
    /// Record responses of residents (join, pledge, vote, comment).
    Respond(String),
    /// Notify residents who asked for it.
    Notify,
    /// See a pseudonym of the viewer.
    Viewer,
    /// Hold the coarse place of the viewer.
    Here,
}

impl Permission {
    fn parts(&self) -> (&'static str, Option<&str>) {
        match self {
            Permission::Read(of) => ("read", Some(of)),
            Permission::Publish(of) => ("publish", Some(of)),
            Permission::Outbound(of) => ("outbound", Some(of)),
            Permission::Source(of) => ("source", Some(of)),
            Permission::Write(of) => ("write", Some(of)),
            Permission::Respond(of) => ("respond", Some(of)),
            Permission::Notify => ("notify", None),
            Permission::Viewer => ("viewer", None),
            Permission::Here => ("here", None),
        }
    }

    /// What it is about, as written: the collection, host or setting.
    pub(crate) fn of(&self) -> Option<&str> {
        self.parts().1
    }

    /// The contract interface whose import shows this power.
    pub fn interface(&self) -> &'static str {
        match self {
            Permission::Read(_) => "data",
            Permission::Publish(_) => "publication",
            Permission::Outbound(_) | Permission::Source(_) => "outbound",
            Permission::Write(_) | Permission::Respond(_) | Permission::Notify => "actions",
            Permission::Viewer => "viewer",
            Permission::Here => "here",
        }
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parts() {
            (kind, Some(of)) => write!(f, "{kind}:{of}"),
            (kind, None) => f.write_str(kind),
        }
    }
}

impl FromStr for Permission {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, of) = match text.split_once(':') {
            Some((kind, of)) if !of.trim().is_empty() => (kind, Some(of.trim().to_owned())),
            Some((kind, _)) => (kind, None),
            None => (text, None),
        };
        match (kind, of) {
            ("read", Some(of)) => Ok(Permission::Read(of)),
            ("publish", Some(of)) => Ok(Permission::Publish(of)),
            ("outbound", Some(of)) => Ok(Permission::Outbound(of)),
            ("source", Some(of)) => Ok(Permission::Source(of)),
            ("write", Some(of)) => Ok(Permission::Write(of)),
            ("respond", Some(of)) => Ok(Permission::Respond(of)),
            ("notify", None) => Ok(Permission::Notify),
            ("viewer", None) => Ok(Permission::Viewer),
            ("here", None) => Ok(Permission::Here),
            _ => Err(format!(
                "'{text}' is no power; write read:COLLECTION, publish:COLLECTION, outbound:HOST, source:SETTING, \
                 write:COLLECTION, respond:COLLECTION, notify, viewer or here"
            )),
        }
    }
}

impl From<Permission> for String {
    fn from(permission: Permission) -> String {
        permission.to_string()
    }
}

impl TryFrom<String> for Permission {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// A power that the operator gave to a plugin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The power.
    pub permission: Permission,
    /// True if it follows from a source that the operator named in the settings, and goes with it.
    pub by_setting: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_written_and_read_alike() {
        for text in ["read:stops", "outbound:example.org:8443", "source:gtfs", "here"] {
            assert_eq!(text.parse::<Permission>().expect(text).to_string(), text);
        }
        for text in ["read", "read:", "here:x", "write", "fly:home"] {
            assert!(text.parse::<Permission>().is_err(), "{text} was taken for a power");
        }
    }
}
