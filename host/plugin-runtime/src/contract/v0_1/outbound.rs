//! `outbound`: granted hosts, and sources that the operator named. Answers only in `sync`.

use std::time::Duration;

use parvis_model::{Permission, PlatformError};
use parvis_services::{Fetched, NotFetched};
use parvis_storage::LogOrigin;
use wasmtime::component::Resource;

use super::bindings::errors::Error;
use super::bindings::outbound::{self as wit, Header, Request};
use crate::state::{CallKind, CallState};

/// After how many milliseconds a plugin may ask again that has brought in all that a refresh may: in its next one.
const NEXT_REFRESH_MS: i64 = 60_000;
/// Most bytes in one piece.
const MOST_PIECE: i32 = 1024 * 1024;

/// What was fetched, behind a handle of the guest.
#[expect(unreachable_pub, reason = "the generated bindings name it in public items")]
pub struct BodyHandle(Fetched);

impl CallState {
    fn may_fetch(&self, permission: Permission) -> Result<(), PlatformError> {
        match self.kind {
            CallKind::Refresh => Ok(()),
            CallKind::View => Err(PlatformError::Denied(permission)),
        }
    }

    async fn fetch_request(&mut self, request: Request) -> Result<Fetched, PlatformError> {
        self.may_fetch(Permission::Outbound("*".to_owned()))?;
        let asked = Duration::from_millis(u64::try_from(request.timeout_ms).unwrap_or(0));
        let (time, bytes) = self.outside_left()?;
        let headers: Vec<(String, String)> =
            request.headers.into_iter().map(|header| (header.name, header.value)).collect();
        let began = tokio::time::Instant::now();
        let fetched = self.platform.fetch(&self.plugin, &request.url, &headers, asked.min(time), bytes).await;
        self.brought_in(began.elapsed(), fetched)
    }

    async fn open_source(&mut self, setting: &str) -> Result<Fetched, PlatformError> {
        self.may_fetch(Permission::Source(setting.to_owned()))?;
        let (time, bytes) = self.outside_left()?;
        let began = tokio::time::Instant::now();
        let opened = self.platform.open_source(&self.plugin, setting, time, bytes).await;
        self.brought_in(began.elapsed(), opened)
    }

    /// Counts one more fetch: what time and how many bytes it may take.
    fn outside_left(&mut self) -> Result<(Duration, u64), PlatformError> {
        match self.outside.next() {
            Some((time, bytes)) => Ok((time.min(self.time_left()), bytes)),
            None => {
                self.warn("the refresh has brought in all that it may; see [limits.outbound]");
                Err(PlatformError::Quota(NEXT_REFRESH_MS))
            }
        }
    }

    /// Counts what a fetch used. Tells the operator what went wrong; the guest learns only the contract's error.
    fn brought_in(
        &mut self,
        time: Duration,
        fetched: Result<Fetched, NotFetched>,
    ) -> Result<Fetched, PlatformError> {
        let bytes = fetched.as_ref().map_or_else(|failed| failed.received, Fetched::length);
        self.outside.used(time, bytes);
        self.run.not_fetched = None;
        fetched.map_err(|failed| {
            self.warn(&failed.detail);
            self.run.not_fetched = Some(failed.reason).filter(|reason| !reason.is_empty());
            failed.error
        })
    }

    /// Tells the operator, if there is something to tell.
    fn warn(&self, detail: &str) {
        if !detail.is_empty() {
            self.platform.log(self.plugin.name(), &self.name, LogOrigin::Hub, "warn", detail);
        }
    }
}

impl wit::Host for CallState {
    async fn fetch(&mut self, request: Request) -> wasmtime::Result<Result<Resource<BodyHandle>, Error>> {
        self.enter(request.url.len())?;
        match self.fetch_request(request).await {
            Ok(fetched) => Ok(Ok(self.table.push(BodyHandle(fetched))?)),
            Err(error) => Ok(Err(error.into())),
        }
    }

    async fn open(&mut self, setting: String) -> wasmtime::Result<Result<Resource<BodyHandle>, Error>> {
        self.enter(setting.len())?;
        match self.open_source(&setting).await {
            Ok(fetched) => Ok(Ok(self.table.push(BodyHandle(fetched))?)),
            Err(error) => Ok(Err(error.into())),
        }
    }
}

impl wit::HostBody for CallState {
    fn status(&mut self, body: Resource<BodyHandle>) -> wasmtime::Result<i32> {
        self.enter(4)?;
        Ok(i32::from(self.table.get(&body)?.0.status()))
    }

    fn headers(&mut self, body: Resource<BodyHandle>) -> wasmtime::Result<Vec<Header>> {
        self.enter(256)?;
        let headers = self.table.get(&body)?.0.headers();
        Ok(headers.iter().map(|(name, value)| Header { name: name.clone(), value: value.clone() }).collect())
    }

    fn length(&mut self, body: Resource<BodyHandle>) -> wasmtime::Result<i64> {
        self.enter(8)?;
        Ok(i64::try_from(self.table.get(&body)?.0.length()).unwrap_or(i64::MAX))
    }

    fn digest(&mut self, body: Resource<BodyHandle>) -> wasmtime::Result<String> {
        self.enter(64)?;
        Ok(self.table.get(&body)?.0.digest().to_owned())
    }

    async fn read_at(
        &mut self,
        body: Resource<BodyHandle>,
        offset: i64,
        length: i32,
    ) -> wasmtime::Result<Result<Vec<u8>, Error>> {
        let (Ok(offset), 1..=MOST_PIECE) = (u64::try_from(offset), length) else {
            let reason = format!("an offset of at least 0 and a length from 1 to {MOST_PIECE}");
            return Ok(Err(PlatformError::invalid("read-at", reason).into()));
        };
        let piece = self.table.get(&body)?.0.read_at(offset, length as usize);
        match piece {
            Ok(bytes) => {
                self.enter(bytes.len())?;
                Ok(Ok(bytes))
            }
            Err(error) => {
                self.warn(&format!("a fetched body cannot be read: {error}"));
                Ok(Err(PlatformError::Unavailable.into()))
            }
        }
    }

    fn drop(&mut self, body: Resource<BodyHandle>) -> wasmtime::Result<()> {
        self.table.delete(body)?;
        Ok(())
    }
}
