//! parvis-web
