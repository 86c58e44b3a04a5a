//! parvis-plugin-build
