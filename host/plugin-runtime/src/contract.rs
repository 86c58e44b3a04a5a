//! Contract versions. Each folder holds one: its bindings, its conversions to the model, its host functions.

pub(crate) mod v0_1;

/// The package of the contract, as imports and exports name it.
pub(crate) const PACKAGE: &str = "parvis:hub/";
/// The version that this hub speaks.
pub(crate) const PACKAGE_VERSION: &str = "0.1.0";
/// Interfaces that a plugin may import.
pub(crate) const IMPORTS: &[&str] = &[
    "errors",
    "text",
    "geo",
    "data",
    "feeds",
    "views",
    "publication",
    "outbound",
    "settings",
    "random",
    "clock",
    "log",
];
/// Interfaces that a plugin may export.
pub(crate) const EXPORTS: &[&str] = &["home", "page", "sync"];
