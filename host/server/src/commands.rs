//! The commands. Each opens the database as one more short-lived writer; a running hub hears through the change log.

mod data;
mod doctor;
mod key;
mod plugin_build;
mod plugin_data;
mod plugin_show;
mod plugin_state;
mod print;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail, ensure};
use parvis_storage_sqlite::SqliteStorage;

use crate::cli::{Cli, Command, ConfigArg, KeyCommand, PluginCommand};
use crate::config::Config;
use crate::hub::{self, Kind};
use crate::limits::LimitsSection;

/// Runs what was typed.
pub(crate) async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Demo(args) => hub::run(Kind::Demo, args).await?,
        Command::Serve(args) => hub::run(Kind::Serve, args).await?,
        Command::Plugin(command) => plugin(command).await?,
        Command::Data(command) => data::run(command).await?,
        Command::Key(KeyCommand::Rotate { at_once, data }) => key::rotate(&data.data, at_once)?,
        Command::Doctor { config, data, listen, json } => {
            return doctor::run(config.as_deref(), data, listen, json).await;
        }
        Command::CompileWorker(_) => bail!("a worker has no business here"),
    }
    Ok(ExitCode::SUCCESS)
}

async fn plugin(command: PluginCommand) -> anyhow::Result<()> {
    use PluginCommand as P;
    match command {
        P::Build { folder, component, out, json } => {
            plugin_build::build(&folder, component.as_deref(), out, json)
        }
        P::Check { file, config, json } => plugin_build::check(&file, &limits(config)?, json),
        P::Install { file, grant_all, enable, data, config, json } => {
            let wanted = plugin_data::Wanted { file: &file, grant_all, enable };
            plugin_data::install(&data.data, &limits(config)?, &wanted, json).await
        }
        P::List { data, json } => plugin_show::list(&data.data, json).await,
        P::Inspect { name, data, config, json } => {
            plugin_show::inspect(&data.data, &limits(config)?, &name, json).await
        }
        P::Enable { name, data } => plugin_data::set_enabled(&data.data, &name, true).await,
        P::Disable { name, data } => plugin_data::set_enabled(&data.data, &name, false).await,
        P::Grant { name, permission, data } => plugin_data::grant(&data.data, &name, permission).await,
        P::Revoke { name, permission, data } => plugin_data::revoke(&data.data, &name, &permission).await,
        P::Logs { name, limit, data, json } => {
            plugin_show::logs(&data.data, name.as_deref(), limit, json).await
        }
    }
}

/// The limits of a hub with this configuration.
fn limits(arg: ConfigArg) -> anyhow::Result<LimitsSection> {
    Ok(arg.config.as_deref().map(Config::read).transpose()?.unwrap_or_default().limits)
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
