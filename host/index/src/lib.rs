//! parvis-index
