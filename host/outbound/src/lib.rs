//! parvis-outbound
