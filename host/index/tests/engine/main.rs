//! The engine from outside: against a naive engine on random data, at the edges, and under replacement.

mod brute_force;
mod data;
mod edges;
mod measure;
mod naive;
mod queries;
mod replacement;
mod touching;
