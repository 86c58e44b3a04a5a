//! parvis-services
