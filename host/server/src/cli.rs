//! The command line: what can be typed.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use parvis_model::{Instant, Permission};
use parvis_plugin_runtime::{CompileLimits, Order};

/// Parvis, a district's digital square.
#[derive(Debug, Parser)]
#[command(name = "parvis", version, about, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the hub with the sample territory, the bundled plugins and the example timetable.
    Demo(HubArgs),
    /// Run the hub of a territory.
    Serve(HubArgs),
    /// Build, check, install and look after plugins.
    #[command(subcommand)]
    Plugin(PluginCommand),
    /// Connect files and feeds of partners, and see what the hub holds.
    #[command(subcommand)]
    Data(DataCommand),
    /// Look after the keys of the hub.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Check that a hub can run here: files, disk, database, configuration, plugins, system. Repairs nothing.
    ///
    /// Ends with 0 if all is well, 1 if something should be looked at, 2 if the hub cannot run so.
    Doctor {
        /// Configuration file of the hub, TOML.
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// Folder of the hub's database. [default: as configured, else data]
        #[arg(long, value_name = "FOLDER")]
        data: Option<PathBuf>,
        /// Address and port that the hub is to listen on. [default: as configured, else 127.0.0.1:8080]
        #[arg(long, value_name = "ADDRESS:PORT")]
        listen: Option<SocketAddr>,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// Read a component from standard input and compile it: run by the hub and by `plugin`, not by people.
    #[command(hide = true)]
    CompileWorker(WorkerArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum DataCommand {
    /// Connect a file or a feed: it is read now and again by a task of a plugin, and shown under your terms.
    ///
    /// The same can stand in the configuration file under [connector.NAME]. A running hub hears of it within a second.
    Import(Box<ImportArgs>),
    /// Disconnect a file or a feed: what it brought is no longer shown.
    Remove {
        /// Name of the connector.
        name: String,
        #[command(flatten)]
        data: DataArg,
    },
    /// List the connected files and feeds: how their last runs went, and what is wrong in them.
    Sources {
        /// Only this one, with every remark.
        name: Option<String>,
        #[command(flatten)]
        data: DataArg,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// List the collections: how many features there are, who publishes them, under which terms.
    Collections {
        #[command(flatten)]
        data: DataArg,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
}

/// A connector, as it is typed.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// A file of this machine or an address, https://...
    pub(crate) source: String,
    /// Name for it, lower-case letters, digits and '-'. An existing one is replaced.
    #[arg(long = "as", value_name = "NAME")]
    pub(crate) name: String,
    /// The plugin and its task that read it; `plugin inspect PLUGIN` lists them.
    #[arg(long, value_name = "PLUGIN.TASK", value_parser = plugin_task)]
    pub(crate) with: (String, String),
    /// Which column or member holds what: PROPERTY=COLUMN; may be repeated.
    #[arg(long = "map", value_name = "PROPERTY=COLUMN", value_parser = pair)]
    pub(crate) mapping: Vec<(String, String)>,
    /// A setting of the plugin, for this connector alone: NAME=VALUE; may be repeated.
    #[arg(long = "setting", value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) settings: Vec<(String, String)>,
    /// Seconds between two runs. [default: the task's own]
    #[arg(long, value_name = "SECONDS")]
    pub(crate) every_s: Option<i64>,
    /// Title for residents.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Who made the data.
    #[arg(long)]
    pub(crate) attribution: Option<String>,
    /// Licence of the data.
    #[arg(long)]
    pub(crate) licence: Option<String>,
    /// Page about the data, for residents.
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// It is renewed, or found unchanged, within so many seconds; later, pages say so.
    #[arg(long, value_name = "SECONDS")]
    pub(crate) promise_s: Option<i64>,
    /// The data is lent, under these terms: shown on pages, never exported.
    #[arg(long, value_name = "TERMS")]
    pub(crate) lent: Option<String>,
    #[command(flatten)]
    pub(crate) data: DataArg,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Seal cookies with a new key. A running hub hears of it within a second.
    ///
    /// Cookies that the old key has sealed still open for the 30 days that browsers keep them, or until the next rotation.
    Rotate {
        /// For a key that somebody may have read: the old one opens nothing any more, visitors choose their place again.
        #[arg(long)]
        at_once: bool,
        #[command(flatten)]
        data: DataArg,
    },
}

/// What a compile worker may take.
#[derive(Debug, Args)]
pub(crate) struct WorkerArgs {
    #[arg(long)]
    cpu_s: u64,
    #[arg(long)]
    memory_mib: usize,
    /// Read it, and do not compile it.
    #[arg(long)]
    only_read: bool,
}

impl WorkerArgs {
    pub(crate) fn order(&self) -> Order {
        if self.only_read { Order::Read } else { Order::Compile }
    }

    pub(crate) fn limits(&self) -> CompileLimits {
        CompileLimits {
            cpu: Duration::from_secs(self.cpu_s),
            memory_bytes: self.memory_mib.saturating_mul(1024 * 1024),
            ..CompileLimits::default()
        }
    }
}

/// How to run a hub. What is given here wins over the configuration file.
#[derive(Debug, Args)]
pub(crate) struct HubArgs {
    /// Configuration file, TOML.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Address and port to listen on. [default: 127.0.0.1:8080; the demo takes the next free port]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// Folder of the database, keys and native code. [default: data]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,
    /// Folder of the bundled plugins. [default: beside the binary, or target/plugins]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) plugins: Option<PathBuf>,
    /// Folder of what draws maps. [default: beside the binary, or target/map]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) map: Option<PathBuf>,
    /// Start the hub's clock at this instant, 2017-03-15T08:30:00+01:00: for demonstrations and tests.
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(crate) clock: Option<Instant>,
    /// A setting of a plugin, PLUGIN.NAME=VALUE; may be repeated.
    #[arg(long = "setting", value_name = "PLUGIN.NAME=VALUE", value_parser = setting)]
    pub(crate) settings: Vec<Setting>,
}

/// `PLUGIN.NAME=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    pub(crate) plugin: String,
    pub(crate) name: String,
    pub(crate) value: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PluginCommand {
    /// Build a plugin's folder into a component with its manifest. Needs no hub.
    Build {
        /// Folder with plugin.toml and a program: Cargo.toml (Rust), package.json (JavaScript) or app.py (Python).
        folder: PathBuf,
        /// A component that another tool made for the contract: only add the manifest of FOLDER to it.
        #[arg(long, value_name = "FILE")]
        component: Option<PathBuf>,
        /// Where to put NAME.wasm. [default: target/plugins]
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// Say whether this hub would take a component, and what it could do. Installs nothing.
    Check {
        /// The component, NAME.wasm.
        file: PathBuf,
        #[command(flatten)]
        config: ConfigArg,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// Install a component, or replace the one of the same name. A new one starts disabled and without powers.
    ///
    /// A replaced one stays enabled or disabled as it was, and keeps its grants.
    Install {
        /// The component, NAME.wasm.
        file: PathBuf,
        /// Grant everything that it asks for.
        #[arg(long)]
        grant_all: bool,
        /// Enable it at once.
        #[arg(long)]
        enable: bool,
        #[command(flatten)]
        data: DataArg,
        #[command(flatten)]
        config: ConfigArg,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// List the installed plugins.
    List {
        #[command(flatten)]
        data: DataArg,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// Everything about an installed plugin: what it can do, what it was granted, what it read, its limits.
    Inspect {
        /// Name of the plugin.
        name: String,
        #[command(flatten)]
        data: DataArg,
        #[command(flatten)]
        config: ConfigArg,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// Enable a plugin. A running hub hears of it within a second.
    Enable {
        /// Name of the plugin.
        name: String,
        #[command(flatten)]
        data: DataArg,
    },
    /// Disable a plugin: it is kept and never called.
    Disable {
        /// Name of the plugin.
        name: String,
        #[command(flatten)]
        data: DataArg,
    },
    /// Give a plugin a power that it asks for.
    Grant {
        /// Name of the plugin.
        name: String,
        /// The power: read:COLLECTION, publish:COLLECTION, outbound:HOST...
        permission: Permission,
        #[command(flatten)]
        data: DataArg,
    },
    /// Take a power back.
    Revoke {
        /// Name of the plugin.
        name: String,
        /// The power.
        permission: Permission,
        #[command(flatten)]
        data: DataArg,
    },
    /// Show what plugins and the hub wrote about their calls, newest last.
    Logs {
        /// Name of a plugin. [default: all]
        name: Option<String>,
        /// At most this many lines.
        #[arg(long, default_value_t = 100)]
        limit: i64,
        #[command(flatten)]
        data: DataArg,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Which hub a command is about.
#[derive(Debug, Args)]
pub(crate) struct DataArg {
    /// Folder of the hub's database; the demo's is target/demo.
    #[arg(long, value_name = "FOLDER", default_value = "data")]
    pub(crate) data: PathBuf,
}

/// Whose limits hold.
#[derive(Debug, Args)]
pub(crate) struct ConfigArg {
    /// Configuration file of the hub, for its [limits]. [default: the limits of a hub without one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

impl Cli {
    /// What is logged unless `PARVIS_LOG` says otherwise.
    pub(crate) fn default_log(&self) -> &'static str {
        match self.command {
            Command::Demo(_) | Command::Serve(_) => "info",
            Command::Plugin(_)
            | Command::Data(_)
            | Command::Key(_)
            | Command::Doctor { .. }
            | Command::CompileWorker(_) => "warn",
        }
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write NAME=VALUE".to_owned()),
    }
}

fn plugin_task(text: &str) -> Result<(String, String), String> {
    match text.split_once('.') {
        Some((plugin, task)) if !plugin.is_empty() && !task.is_empty() => {
            Ok((plugin.to_owned(), task.to_owned()))
        }
        _ => Err("write PLUGIN.TASK, for example culture.ical".to_owned()),
    }
}

fn instant(text: &str) -> Result<Instant, String> {
    Instant::parse(text).ok_or_else(|| "write an instant such as 2017-03-15T08:30:00+01:00".to_owned())
}

fn setting(text: &str) -> Result<Setting, String> {
    let parts = text.split_once('=').and_then(|(key, value)| Some((key.split_once('.')?, value)));
    match parts {
        Some(((plugin, name), value)) if !plugin.is_empty() && !name.is_empty() => {
            Ok(Setting { plugin: plugin.to_owned(), name: name.to_owned(), value: value.to_owned() })
        }
        _ => Err("write PLUGIN.NAME=VALUE, for example transport.gtfs=timetable.zip".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn a_setting_is_split_at_its_first_equals_sign() {
        let parsed = setting("transport.gtfs=https://example.org/?a=b").expect("setting");
        assert_eq!(parsed.value, "https://example.org/?a=b");
        assert!(setting("transport=x").is_err());
        assert!(setting("transport.gtfs").is_err());
    }
}
