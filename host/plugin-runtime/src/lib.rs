//! parvis-plugin-runtime
