//! Reading from outside on behalf of a plugin: granted hosts, and sources that the operator named.

use std::path::Path;
use std::time::Duration;

use parvis_model::{Permission, PlatformError};
use parvis_outbound::{Exchange, FetchRequest, Fetched, HostPattern, OutboundError, Traffic};

use crate::settings::SourceLocation;
use crate::{Platform, PluginRecord};

/// Why nothing was brought in.
#[derive(Debug)]
pub struct NotFetched {
    /// The contract's error for the plugin.
    pub error: PlatformError,
    /// What to tell the operator; may be empty.
    pub detail: String,
    /// What to tell in the report of the run: the same, without the folders of this machine.
    pub reason: String,
    /// Bytes that came nevertheless, as they came over the line.
    pub received: u64,
}

impl Platform {
    /// Fetches an address. `Denied` for a host that was not granted.
    pub async fn fetch(
        &self,
        plugin: &PluginRecord,
        url: &str,
        headers: &[(String, String)],
        timeout: Duration,
        max_bytes: u64,
    ) -> Result<Fetched, NotFetched> {
        // A grant that names no host covers nothing; the command that grants refuses it.
        let granted: Vec<HostPattern> =
            plugin.granted_hosts().iter().filter_map(|host| host.parse().ok()).collect();
        let traffic = Traffic::default();
        let own = plugin.source_headers();
        let granted = &granted;
        let request = FetchRequest { url, headers, own, granted, timeout, max_bytes, traffic: &traffic };
        let fetched = self.outbound.fetch(&request).await;
        let mut received = 0;
        for (host, exchange) in traffic.by_grant() {
            received += exchange.received;
            self.count_exchange(plugin, &Permission::Outbound(host), exchange);
        }
        fetched.map_err(|error| NotFetched { received, ..self.explained(plugin, error) })
    }

    /// Opens the file or address that the operator named in a setting. The host of a named address is granted by it.
    /// The source of a connector is asked for only if it has changed since a run of the same day that ended well: the
    /// answer then has status 304 and no bytes.
    pub async fn open_source(
        &self,
        plugin: &PluginRecord,
        setting: &str,
        timeout: Duration,
        max_bytes: u64,
    ) -> Result<Fetched, NotFetched> {
        let location = plugin.source(setting).map_err(|error| NotFetched {
            error,
            detail: String::new(),
            reason: String::new(),
            received: 0,
        })?;
        match location {
            SourceLocation::File(path) => {
                self.outbound.open_file(path, max_bytes).await.map_err(|error| self.explained(plugin, error))
            }
            SourceLocation::Url(url) => {
                let granted = [HostPattern::of_address(url).map_err(|error| self.explained(plugin, error))?];
                let connector = plugin.conditional_connector();
                let made_of = self.made_of_today(plugin);
                let conditions = connector.map(|name| self.validators.conditions(name, &made_of));
                let traffic = Traffic::default();
                let request = FetchRequest {
                    url,
                    headers: &conditions.unwrap_or_default(),
                    own: plugin.source_headers(),
                    granted: &granted,
                    timeout,
                    max_bytes,
                    traffic: &traffic,
                };
                let fetched = self.outbound.fetch(&request).await;
                let mut received = 0;
                for (_, exchange) in traffic.by_grant() {
                    received += exchange.received;
                    self.count_exchange(plugin, &Permission::Source(setting.to_owned()), exchange);
                }
                if let (Some(connector), Ok(fetched)) = (connector, &fetched) {
                    self.validators.answered(connector, &made_of, fetched);
                }
                fetched.map_err(|error| NotFetched { received, ..self.explained(plugin, error) })
            }
        }
    }

    /// A body for which the disk has no room is no fault of the plugin: its refresh is tried again soon.
    fn explained(&self, plugin: &PluginRecord, error: OutboundError) -> NotFetched {
        let reason = match &error {
            OutboundError::Spool { .. } => {
                self.storing.refresh_failed(plugin, &error.to_string());
                String::new()
            }
            OutboundError::File { path, reason } => {
                let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy();
                format!("the file {name} {reason}")
            }
            error => error.to_string(),
        };
        NotFetched { error: error.for_plugin(), detail: error.to_string(), reason, received: 0 }
    }

    /// Requests of a fetch are counted under what granted them. The host of a source is the operator's own affair.
    fn count_exchange(&self, plugin: &PluginRecord, grant: &Permission, exchange: Exchange) {
        self.audit().count_exchange(plugin.name(), grant, exchange, self.clock().real_now());
    }
}
