//! Strangers' code against a running hub: whatever a plugin does, the page answers, its neighbours are there, and the log
//! says why. Nothing here knows the hub's insides.

mod card;
mod catalogue;
mod components;
mod crowd;
mod every;
mod hostile_hub;
mod later;
mod limits;
mod oracle;
mod outside;
mod outside_table;
mod pages;
mod pages_table;
mod refreshes;
mod refreshes_table;
mod refused;
mod repeats;
mod web_server;
