#!/bin/sh
# rustc for `cargo xtask fuzz`: our own crates that targets read with count their edges and comparisons for libFuzzer.
# Called by Cargo for the crates of the workspace (RUSTC_WORKSPACE_WRAPPER), whose results it keeps apart from others.
case " $* " in
*" --crate-name parvis_"* | *" --crate-name plugin_transport "*)
    exec "$@" -Cpasses=sancov-module \
        -Cllvm-args=-sanitizer-coverage-level=4 \
        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
        -Cllvm-args=-sanitizer-coverage-pc-table \
        -Cllvm-args=-sanitizer-coverage-trace-compares \
        -Copt-level=2 -Cdebug-assertions=on -Coverflow-checks=on
    ;;
*)
    exec "$@"
    ;;
esac
