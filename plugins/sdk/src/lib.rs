//! parvis-sdk
