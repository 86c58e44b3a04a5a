//! parvis-storage-sqlite
