#!/usr/bin/env bash
# rustc with Clippy's lints, each an error, for `cargo xtask test`: Cargo calls it for the crates of the workspace
# (RUSTC_WORKSPACE_WRAPPER) and keeps what it makes apart. The crates of others are then compiled once: `cargo clippy`
# would check all of them a second time, which takes half as long as to compile them.
# Not sh: dash drops variables with a hyphen in their name, as CARGO_BIN_EXE_faults-writer.
case " $* " in
# A plugin as a library of the host: nobody loads it, and names of the contract's exports are none that a linker here takes.
*" --crate-type cdylib "*) set -- "$@" -Clinker=true ;;
esac
exec clippy-driver "$@" -Dwarnings
