//! Wiring: from arguments and configuration to a running hub.

use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use parvis_model::{Clock, Territory};
use parvis_outbound::{Outbound, OutboundConfig};
use parvis_pages::{Composer, Pages};
use parvis_plugin_runtime::{PluginRuntime, RuntimeOptions};
use parvis_services::{OperatorSettings, Platform, PlatformParts};
use parvis_storage::Storage;
use parvis_storage_sqlite::SqliteStorage;
use parvis_web::WebState;

use crate::cli::HubArgs;
use crate::compiler::compiler;
use crate::config::Config;
use crate::data_lock::DataLock;
use crate::native_key::native_key;
use crate::{
    bundled, connectors, cookie_key, listen, map, open_files, sample, sample_partners, scheduler, territory,
};

/// The folder of native code, in the data folder.
pub(crate) const NATIVE_CODE: &str = "native-code";
/// A start waits this long for plugins to be ready; what takes longer to compile becomes ready later.
const WAIT_FOR_PLUGINS: Duration = Duration::from_secs(60);

/// Which hub is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The sample territory, the bundled plugins, the example timetable.
    Demo,
    /// A territory of one's own.
    Serve,
}

/// Runs the hub until it is told to stop.
pub(crate) async fn run(kind: Kind, args: HubArgs) -> anyhow::Result<()> {
    let config = args.config.as_deref().map(Config::read).transpose()?.unwrap_or_default();
    let operator = config.hub.operator()?;
    let (site, proxies, http_limits) = (config.hub.site()?, config.hub.proxies()?, config.http.limits()?);
    let territory = the_territory(kind, &config)?;
    let map_files = map::files(args.map.as_deref(), &config.map)?;
    let data = data_folder(&args, &config)?;
    let limits = config.limits.limits()?;
    let _lock = DataLock::take(&data)?;
    let clock = args.clock.map_or_else(Clock::real, Clock::starting_at);
    let storage = Arc::new(SqliteStorage::open(&data.join("parvis.sqlite")).await?);
    let compiler = compiler(&config.limits)?;
    if kind == Kind::Demo {
        let plugins = args.plugins.as_deref().or(config.hub.plugins.as_deref());
        bundled::install(&*storage, &clock, &compiler, &bundled::folder(plugins)?).await?;
    }
    let mut connected = connectors::read(&config)?;
    let mut settings = settings(&args, &config)?;
    if kind == Kind::Demo {
        // What the demo brings along is for the plugins that are there.
        let installed = storage.plugins().await?;
        let is_there = |name: &str| installed.iter().any(|plugin| plugin.manifest.name == name);
        connected.extend(sample_partners::connectors(&data)?.into_iter().filter(|it| is_there(&it.plugin)));
        if is_there("transport") {
            let timetable = sample::write_timetable(&data)?;
            settings.set_default("transport", "gtfs", &timetable.to_string_lossy());
        }
    }
    connectors::follow_configuration(&*storage, connected).await?;
    let parts = PlatformParts {
        outbound: outbound(&config, &data)?,
        territory,
        settings,
        quotas: limits.quotas,
        clock,
        storage,
    };
    let platform = Platform::start(parts).await?;
    check_settings(&platform, &config)?;
    let options = RuntimeOptions {
        limits,
        compiler,
        native_code: data.join(NATIVE_CODE),
        native_key: native_key(&data)?,
        cache_views: true,
    };
    let runtime = Arc::new(PluginRuntime::new(platform.clone(), options)?);
    if let Err(error) = runtime.note_limits().await {
        tracing::warn!(%error, "the limits cannot be noted; commands show those of the last start");
    }
    runtime.sweep_native_code();
    prepare(&runtime).await;
    scheduler::start(&platform, &runtime);
    let composer = Composer::new(Pages::new()?, platform.clone(), runtime);
    let composer = Arc::new(composer.run_by(operator).with_map(map_files.setup()));
    tokio::spawn(scheduler::keep_search_ready(composer.clone()));
    let keys = cookie_key::load_or_make(&data)?;
    tokio::spawn(cookie_key::follow(data, keys.clone()));
    let web = WebState::new(composer, keys, site).with_map(map_files);
    let listener = listen::listen(args.listen.or(config.hub.listen), kind == Kind::Demo).await?;
    say_address(&format!("http://{}/", listener.local_addr()?));
    parvis_web::serve(listener, web, open_files::fit(http_limits), proxies, stop_signal()).await;
    platform.flush().await;
    Ok(())
}

/// Makes the plugins ready. One that takes a minute to compile, or to be refused, does not keep the others from answering.
async fn prepare(runtime: &Arc<PluginRuntime>) {
    let preparing = tokio::spawn({
        let runtime = runtime.clone();
        async move { runtime.prepare().await }
    });
    if tokio::time::timeout(WAIT_FOR_PLUGINS, preparing).await.is_err() {
        tracing::warn!("some plugins are still being compiled; the hub starts without them");
    }
}

/// A setting that cannot be used stops the start: better than a hub that quietly lacks a part.
fn check_settings(platform: &Platform, config: &Config) -> anyhow::Result<()> {
    let reading = platform.read();
    for plugin in reading.registry.all() {
        if let Some(error) = &plugin.settings_error {
            anyhow::bail!("{error}");
        }
    }
    for connected in reading.registry.connectors() {
        // One made by a command may have lost its plugin since: the log tells of it.
        if let Err(error) = &connected.plugin
            && config.connector.contains_key(&connected.connector.name)
        {
            anyhow::bail!("{error}");
        }
    }
    for plugin in platform.settings().plugins() {
        anyhow::ensure!(
            reading.registry.get(plugin).is_some(),
            "setting {plugin}: there is no such plugin; installed are: {}",
            reading.registry.all().map(|plugin| plugin.name()).collect::<Vec<_>>().join(", ")
        );
    }
    Ok(())
}

fn data_folder(args: &HubArgs, config: &Config) -> anyhow::Result<PathBuf> {
    let data = args.data.clone().or_else(|| config.hub.data.clone()).unwrap_or_else(|| PathBuf::from("data"));
    // Nobody else on the machine needs to look into it.
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o750)
        .create(&data)
        .with_context(|| format!("the folder {} cannot be made", data.display()))?;
    Ok(data)
}

fn outbound(config: &Config, data: &std::path::Path) -> anyhow::Result<Outbound> {
    let temp_dir = data.join("temporary");
    std::fs::create_dir_all(&temp_dir)
        .with_context(|| format!("the folder {} cannot be made", temp_dir.display()))?;
    Outbound::new(OutboundConfig { private: config.outbound.private.clone(), temp_dir }).context("[outbound]")
}

fn the_territory(kind: Kind, config: &Config) -> anyhow::Result<Territory> {
    match (&config.territory, kind) {
        (Some(file), _) => territory::read(file.clone(), &config.folder),
        (None, Kind::Demo) => sample::territory(),
        (None, Kind::Serve) => anyhow::bail!(
            "no territory: name a configuration file with --config that has a section [territory]; \
             `parvis demo` runs the sample territory"
        ),
    }
}

/// Settings of the file, then those of the command line.
fn settings(args: &HubArgs, config: &Config) -> anyhow::Result<OperatorSettings> {
    let mut settings = OperatorSettings::default();
    for (plugin, name, value) in config.settings()? {
        settings.set(&plugin, &name, &value);
    }
    for setting in &args.settings {
        settings.set(&setting.plugin, &setting.name, &setting.value);
    }
    Ok(settings)
}

/// The one thing that the person at the terminal needs. Nobody to read it, or no space for it, is no reason to stop.
fn say_address(address: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "Parvis listens on {address}");
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
    tracing::info!("stopping");
}
