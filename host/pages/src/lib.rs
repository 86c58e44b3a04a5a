//! parvis-pages
