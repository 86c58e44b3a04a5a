//! Strangers' code against a running hub: whatever a plugin does, the page answers, its neighbours are there, and the log
//! says why. Nothing here knows the hub's insides.

mod card;
mod components;
mod hostile_hub;
mod pages;
mod pages_table;
mod refreshes;
mod refused;
