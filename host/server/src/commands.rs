//! The commands. Each opens the database as one more short-lived writer; a running hub hears through the change log.

mod doctor;
mod key;
mod plugin_build;
mod plugin_data;
mod plugin_show;
mod plugin_state;
mod print;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, ensure};
use parvis_storage_sqlite::SqliteStorage;

use crate::cli::{Cli, Command, KeyCommand, PluginCommand};
use crate::hub::{self, Kind};

/// Runs what was typed.
pub(crate) async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Demo(args) => hub::run(Kind::Demo, args).await?,
        Command::Serve(args) => hub::run(Kind::Serve, args).await?,
        Command::Plugin(command) => plugin(command).await?,
        Command::Key(KeyCommand::Rotate { at_once, data }) => key::rotate(&data.data, at_once)?,
        Command::Doctor { config, data, listen, json } => {
            return doctor::run(config.as_deref(), data, listen, json).await;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn plugin(command: PluginCommand) -> anyhow::Result<()> {
    use PluginCommand as P;
    match command {
        P::Build { folder, out, json } => plugin_build::build(&folder, out, json),
        P::Check { file, json } => plugin_build::check(&file, json),
        P::Install { file, grant_all, enable, data, json } => {
            plugin_data::install(&data.data, &file, grant_all, enable, json).await
        }
        P::List { data, json } => plugin_show::list(&data.data, json).await,
        P::Inspect { name, data, json } => plugin_show::inspect(&data.data, &name, json).await,
        P::Enable { name, data } => plugin_data::set_enabled(&data.data, &name, true).await,
        P::Disable { name, data } => plugin_data::set_enabled(&data.data, &name, false).await,
        P::Grant { name, permission, data } => plugin_data::grant(&data.data, &name, permission).await,
        P::Revoke { name, permission, data } => plugin_data::revoke(&data.data, &name, &permission).await,
        P::Logs { name, limit, data, json } => {
            plugin_show::logs(&data.data, name.as_deref(), limit, json).await
        }
    }
}

/// The database of a hub that exists.
async fn open(data: &Path) -> anyhow::Result<SqliteStorage> {
    let file = data.join("parvis.sqlite");
    ensure!(
        file.is_file(),
        "{} holds no hub: name its data folder with --data (the demo's is target/demo)",
        data.display()
    );
    SqliteStorage::open(&file).await.with_context(|| format!("the hub of {}", data.display()))
}
