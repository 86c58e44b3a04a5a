//! `parvis data`: connectors made and removed, how their runs went, what the collections hold.

use std::path::Path;

use anyhow::{bail, ensure};
use parvis_model::{Connector, Instant, SecretHeaders, SourceState, SourceTerms, Text};
use parvis_services::check_connector;
use parvis_storage::{PublishedPart, Storage, StorageError, StoredConnector};
use serde_json::{Value, json};

use super::plugin_show::report;
use super::{open, plugin_data::known, print};
use crate::cli::{DataCommand, ImportArgs};
use crate::connectors::located;

pub(super) async fn run(command: DataCommand) -> anyhow::Result<()> {
    match command {
        DataCommand::Import(args) => import(*args).await,
        DataCommand::Remove { name, data } => remove(&data.data, &name).await,
        DataCommand::Sources { name, data, json } => sources(&data.data, name.as_deref(), json).await,
        DataCommand::Collections { data, json } => collections(&data.data, json).await,
    }
}

async fn import(args: ImportArgs) -> anyhow::Result<()> {
    let storage = open(&args.data.data).await?;
    let (plugin, task) = args.with;
    let connector = Connector {
        name: args.name,
        plugin,
        task,
        source: located(&args.source, Path::new(""))?,
        every_s: args.every_s,
        settings: args.settings.into_iter().collect(),
        mapping: args.mapping.into_iter().collect(),
        // A key that is typed stands in `ps` and in the history of the shell: it is written in the file alone.
        headers: SecretHeaders::default(),
        terms: SourceTerms {
            title: args.title.map(Text::from),
            attribution: args.attribution,
            licence: args.licence,
            url: args.url,
            promise_s: args.promise_s,
            example: false,
            lent: args.lent.map(Text::from),
        },
    };
    let reader = known(&storage, &connector.plugin).await?;
    if let Err(reason) = check_connector(&reader.manifest, &connector) {
        bail!("{}: {reason}", connector.name);
    }
    // A file that comes later may be named in the configuration; one that is typed is meant to be there.
    let is_file = !connector.source.contains("://");
    ensure!(
        !is_file || Path::new(&connector.source).is_file(),
        "{}: there is no such file",
        connector.source
    );
    check_not_of_the_file(&storage, &connector.name).await?;
    let name = connector.name.clone();
    storage.put_connector(&StoredConnector { connector, from_file: false }).await?;
    if !reader.enabled {
        print::progress(format!("plugin {0} is disabled: `parvis plugin enable {0}`", reader.manifest.name));
    }
    print::progress(format!("connected; `parvis data sources {name}` shows how it was read"));
    Ok(())
}

async fn remove(data: &Path, name: &str) -> anyhow::Result<()> {
    let storage = open(data).await?;
    check_not_of_the_file(&storage, name).await?;
    match storage.remove_connector(name).await {
        Err(StorageError::NotFound(_)) => {
            let stored = storage.connectors().await?;
            let names = stored.into_iter().map(|stored| stored.connector.name);
            bail!("there is no connector '{name}'; there are: {}", print::list(names));
        }
        removed => removed?,
    }
    print::progress(format!("{name} is removed; what it brought is no longer shown"));
    Ok(())
}

async fn check_not_of_the_file(storage: &dyn Storage, name: &str) -> anyhow::Result<()> {
    let stored = storage.connectors().await?;
    let of_the_file = stored.iter().any(|stored| stored.from_file && stored.connector.name == name);
    ensure!(!of_the_file, "'{name}' stands in the configuration file: change [connector.{name}] there");
    Ok(())
}

async fn sources(data: &Path, name: Option<&str>, json: bool) -> anyhow::Result<()> {
    let storage = open(data).await?;
    let mut connectors = storage.connectors().await?;
    connectors.retain(|stored| name.is_none_or(|name| stored.connector.name == name));
    if let (Some(name), true) = (name, connectors.is_empty()) {
        bail!("there is no connector '{name}'; `parvis data sources` lists them");
    }
    let states = storage.sources().await?;
    let state_of = |connector: &Connector| {
        states.iter().find(|state| state.plugin == connector.plugin && state.name == connector.name)
    };
    if json {
        let described = connectors.iter().map(|stored| as_json(stored, state_of(&stored.connector)));
        return print::json(&described.collect::<Vec<_>>());
    }
    if connectors.is_empty() {
        print::progress("nothing is connected; `parvis data import --help` says how");
    }
    for stored in &connectors {
        show(stored, state_of(&stored.connector), name.is_some());
    }
    Ok(())
}

fn as_json(stored: &StoredConnector, state: Option<&SourceState>) -> Value {
    let headers: Vec<&str> = stored.connector.headers.names().collect();
    json!({ "connector": stored.connector, "from-file": stored.from_file, "headers": headers, "state": state })
}

fn show(stored: &StoredConnector, state: Option<&SourceState>, whole: bool) {
    let Connector { name, plugin, task, source, .. } = &stored.connector;
    let features = state.map_or(0, |state| state.features);
    print::line(format!("{name}: {features} features, by {plugin}.{task} from {source}"));
    let headers: Vec<&str> = stored.connector.headers.names().collect();
    if !headers.is_empty() {
        print::line(format!(
            "    asked with the headers {}, whose values are kept secret",
            headers.join(", ")
        ));
    }
    match state.and_then(|state| state.last_run.clone()) {
        Some(mut run) => {
            let remarks = run.lines.len();
            if !whole {
                run.lines.clear();
            }
            report(&run);
            if !whole && remarks > 0 {
                print::line(format!("    {remarks} remarks: `parvis data sources {name}`"));
            }
        }
        None => print::line("    has not run yet"),
    }
}

async fn collections(data: &Path, json: bool) -> anyhow::Result<()> {
    let storage = open(data).await?;
    let (parts, states) = (storage.published_parts().await?, storage.sources().await?);
    let connectors = storage.connectors().await?;
    let mut parts: Vec<PublishedPart> = parts.into_iter().filter(|part| part.features > 0).collect();
    parts.sort_by(|a, b| {
        (&a.part.collection, &a.plugin, &a.source).cmp(&(&b.part.collection, &b.plugin, &b.source))
    });
    let described: Vec<Value> = parts.iter().map(|part| described(part, &states, &connectors)).collect();
    if json {
        return print::json(&described);
    }
    if described.is_empty() {
        print::progress("no data is published yet");
    }
    let mut collection = "";
    for (part, described) in parts.iter().zip(&described) {
        if part.part.collection != collection {
            collection = &part.part.collection;
            print::line(collection);
        }
        let word = |name: &str| described[name].as_str().unwrap_or_default().to_owned();
        let terms = match described["lent"].is_null() {
            true => word("licence"),
            false => "lent: never exported".to_owned(),
        };
        print::line(format!(
            "  {:>9}  {}/{}  {}  {terms}",
            part.features,
            part.plugin,
            part.source,
            word("published")
        ));
    }
    Ok(())
}

/// A part of a collection with what is said of its source.
fn described(part: &PublishedPart, states: &[SourceState], connectors: &[StoredConnector]) -> Value {
    let state = states.iter().find(|state| state.plugin == part.plugin && state.name == part.source);
    let connector = connectors.iter().map(|stored| &stored.connector);
    let terms = connector
        .filter(|connector| connector.plugin == part.plugin && connector.name == part.source)
        .map(|connector| connector.terms.clone())
        .next();
    let info = state.and_then(|state| state.info.clone()).map(|info| info.under(&terms.unwrap_or_default()));
    let published: Option<Instant> = state.and_then(|state| state.published);
    json!({
        "collection": part.part.collection,
        "plugin": part.plugin,
        "source": part.source,
        "features": part.features,
        "published": published.map(|at| at.to_string()),
        "attribution": info.as_ref().map(|info| info.attribution.clone()),
        "licence": info.as_ref().map(|info| info.licence.clone()),
        "lent": info.as_ref().and_then(|info| info.lent.clone()),
    })
}
