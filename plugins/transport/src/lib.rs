//! plugin-transport
