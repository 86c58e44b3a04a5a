//! The HTTP client: encryption as the platform trusts it, and connections to checked addresses only.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

/// Time to connect, encryption included.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// How the hub presents itself.
const USER_AGENT: &str = "Parvis/0.1";

/// Makes a client for one request. The settings of encryption are made once, as reading the system's
/// authorities is slow.
pub(crate) struct Connector {
    tls: ClientConfig,
    /// Why https cannot be used, if so.
    trouble: Option<String>,
}

impl Connector {
    /// Reads the authorities that the system trusts. Without any the hub still starts, and https fails with
    /// the reason.
    pub(crate) fn new() -> Result<Self, rustls::Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder =
            ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
        let (builder, trouble) = match Verifier::new(provider) {
            // "Dangerous" is any verifier of one's own; this one is the platform's.
            Ok(verifier) => (builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)), None),
            Err(e) => (builder.with_root_certificates(RootCertStore::empty()), Some(e.to_string())),
        };
        Ok(Self { tls: builder.with_no_client_auth(), trouble })
    }

    /// A client that connects to `addresses` whatever host it is asked for, following nothing by itself.
    pub(crate) fn client(&self, https: bool, addresses: Vec<SocketAddr>) -> Result<Client, String> {
        if let (true, Some(trouble)) = (https, &self.trouble) {
            return Err(format!("https cannot be used here: {trouble}; install the package ca-certificates"));
        }
        Client::builder()
            .tls_backend_preconfigured(self.tls.clone())
            .dns_resolver(Arc::new(Pinned(addresses)))
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .pool_max_idle_per_host(0)
            .http1_only()
            .connect_timeout(CONNECT_TIMEOUT)
            .user_agent(USER_AGENT)
            .build()
            .map_err(|e| error_text(&e))
    }
}

/// A resolver that knows one answer, so that no name is resolved a second time after the check.
struct Pinned(Vec<SocketAddr>);

impl Resolve for Pinned {
    fn resolve(&self, _: Name) -> Resolving {
        let addresses: Addrs = Box::new(self.0.clone().into_iter());
        Box::pin(std::future::ready(Ok(addresses)))
    }
}

/// The whole chain of causes in one line. The client's own line is left out where there are causes: it names
/// the full address, which may hold a key.
pub(crate) fn error_text(error: &reqwest::Error) -> String {
    let mut causes = Vec::new();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        causes.push(cause.to_string());
        next = cause.source();
    }
    if causes.is_empty() { "the request cannot be made".to_owned() } else { causes.join(": ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn the_checked_address_is_used_and_the_name_not_resolved_again() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let mut request = [0; 1024];
            let length = stream.read(&mut request).await.expect("a request");
            assert!(String::from_utf8_lossy(&request[..length]).contains("user-agent: Parvis/0.1\r\n"));
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await.expect("an answer");
        });
        let client = Connector::new().map(|c| c.client(false, vec![address])).expect("TLS settings");
        // No resolver knows a name under .invalid (RFC 6761): only the pinned address can answer.
        let url = format!("http://rebinding.invalid:{}/", address.port());
        let response = client.expect("a client").get(url).send().await.expect("the pinned server");
        assert_eq!(response.status(), 204);
    }
}
