//! The binary `parvis`: configuration, wiring, commands, scheduler. Knows every host crate; nobody knows it.
//! It must never know: rules of the platform, HTML, SQL. It puts the parts together and starts them.
//! To add a command: a case in `cli.rs` and a file in `commands/`; to add a section of the configuration: `config.rs`.
//! Tested by `tests/end-to-end`, which runs this binary.

mod bundled;
mod cli;
mod commands;
mod compiler;
mod component_limits;
mod config;
mod connectors;
mod cookie_key;
mod data_lock;
mod http_limits;
mod hub;
mod limits;
mod listen;
mod map;
mod native_key;
mod open_files;
mod sample;
mod sample_partners;
mod scheduler;
mod secret_file;
mod territory;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    // Before any thread, file or log: a worker first confines itself.
    if let cli::Command::CompileWorker(args) = &cli.command {
        let code = parvis_plugin_runtime::compile_worker(args.order(), &args.limits());
        return ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX));
    }
    let log = tracing_subscriber::EnvFilter::try_from_env("PARVIS_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(cli.default_log()));
    tracing_subscriber::fmt()
        .with_env_filter(log)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        // A log on a full disk is no reason to panic.
        .log_internal_errors(false)
        .init();
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(commands::run(cli)));
    match outcome {
        Ok(code) => code,
        Err(error) => {
            tell_error(&error);
            ExitCode::FAILURE
        }
    }
}

#[expect(
    clippy::print_stderr,
    reason = "the one place that tells the person at the terminal what went wrong"
)]
fn tell_error(error: &anyhow::Error) {
    eprintln!("parvis: {error:#}");
}
