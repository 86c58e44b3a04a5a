//! Pages over HTTP: the hub's whole router against native handlers, on loopback, one thread for each side.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use axum::Router;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::IntoResponse;
use axum_extra::extract::cookie::{Cookie, Key, PrivateCookieJar};
use parvis_plugin_runtime::PluginRuntime;
use parvis_web::{CookieKey, CookieKeys, Site, WebState};
use rustix::thread::Pid;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Handle};

use crate::client::Target;
use crate::hub::{Hub, STOP};
use crate::rounds::{Series, interleaved};
use crate::{machine, native};

/// How long one sample lasts.
const SAMPLE: Duration = Duration::from_millis(700);
/// Seals the cookies of this run and nothing else.
const COOKIE_KEY: [u8; CookieKey::LENGTH] = [7; CookieKey::LENGTH];

/// Requests per second of one page on the three servers.
pub(crate) struct Served {
    pub(crate) name: &'static str,
    /// Bytes of the page.
    pub(crate) bytes: usize,
    pub(crate) native: Load,
    pub(crate) cached: Load,
    pub(crate) fresh: Load,
}

/// What one server did.
#[derive(Clone)]
pub(crate) struct Load {
    pub(crate) per_second: Series,
    /// Microseconds of the server's processor for each request.
    pub(crate) micros: Series,
}

/// Measures two pages in one set of rounds.
pub(crate) fn measure(hub: &Hub, rounds: usize) -> anyhow::Result<Vec<Served>> {
    let client = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let servers = client.block_on(servers(hub))?;
    machine::stay_on(1);
    let cookie = sealed_place(hub)?;
    let pages = [
        (
            "the board of a stop",
            format!("/services/transport/arret/{}", STOP.replace('/', "%2F")),
            String::new(),
        ),
        ("`/` with a place", "/".to_owned(), cookie),
    ];
    let target = |page: usize, server: usize| Target {
        address: [servers.native, servers.cached, servers.fresh][server],
        path: pages[page].1.clone(),
        cookie: pages[page].2.clone(),
    };
    let bytes: Vec<usize> = (0..pages.len())
        .map(|page| client.block_on(same_bytes([0, 1, 2].map(|server| target(page, server)))))
        .collect::<anyhow::Result<_>>()?;
    let mut micros = vec![Vec::new(); 3 * pages.len()];
    let sample = |variant: usize| {
        let (started, before) = (Instant::now(), machine::micros_of(servers.thread));
        let answers = client.block_on(target(variant / 3, variant % 3).load(SAMPLE))? as f64;
        micros[variant].push((machine::micros_of(servers.thread) - before) / answers);
        anyhow::Ok(answers / started.elapsed().as_secs_f64())
    };
    let series = interleaved(3 * pages.len(), rounds, sample)?;
    let load = |(per_second, micros): (Series, &Vec<f64>)| {
        let micros = Series::after_warming_up(micros);
        Load { per_second, micros }
    };
    let loads: Vec<Load> = series.into_iter().zip(&micros).map(load).collect();
    let served = pages.iter().zip(bytes).zip(loads.chunks(3)).map(|((page, bytes), loads)| {
        let [native, cached, fresh] = loads else { anyhow::bail!("a server was not measured") };
        let (native, cached, fresh) = (native.clone(), cached.clone(), fresh.clone());
        Ok(Served { name: page.0, bytes, native, cached, fresh })
    });
    served.collect()
}

struct Servers {
    thread: Pid,
    native: SocketAddr,
    cached: SocketAddr,
    fresh: SocketAddr,
}

/// All three on one thread of their own.
async fn servers(hub: &Hub) -> anyhow::Result<Servers> {
    let (id, thread) = server_thread()?;
    let cached = serve(&thread, web(hub, &hub.cached)?)?;
    let fresh = serve(&thread, web(hub, &hub.fresh)?)?;
    let front = Target { address: cached, path: "/".to_owned(), cookie: String::new() };
    let headers = headers(&front.answer().await?.0)?;
    let native = serve(&thread, native::router(hub, &COOKIE_KEY, headers).await?)?;
    Ok(Servers { thread: id, native, cached, fresh })
}

/// A thread that stays on the first processor and runs what is spawned on the handle.
fn server_thread() -> anyhow::Result<(Pid, Handle)> {
    let (say, hear) = std::sync::mpsc::channel();
    std::thread::Builder::new().name("servers".to_owned()).spawn(move || {
        machine::stay_on(0);
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        runtime.block_on(async {
            let _ = say.send((rustix::thread::gettid(), handle));
            std::future::pending::<std::io::Result<()>>().await
        })
    })?;
    hear.recv().context("the servers did not start")
}

fn serve(thread: &Handle, router: Router) -> anyhow::Result<SocketAddr> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    thread.spawn(async move { axum::serve(TcpListener::from_std(listener)?, router).await });
    Ok(address)
}

fn web(hub: &Hub, runtime: &Arc<PluginRuntime>) -> anyhow::Result<Router> {
    let key = CookieKey::new(&COOKIE_KEY).context("the key of cookies")?;
    let web = WebState::new(hub.composer(runtime)?, CookieKeys::new(key, None), Site::default());
    Ok(parvis_web::router(web))
}

/// The headers of an answer that a native handler gives too; those that axum writes itself are left out.
fn headers(head: &str) -> anyhow::Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, value) in head.lines().filter_map(|line| line.split_once(": ")) {
        if !matches!(name, "content-length" | "date") {
            headers.insert(HeaderName::try_from(name)?, HeaderValue::try_from(value)?);
        }
    }
    Ok(headers)
}

/// The cookie of a visitor who chose the place.
fn sealed_place(hub: &Hub) -> anyhow::Result<String> {
    let place = serde_json::to_string(&hub.place()?)?;
    let jar = PrivateCookieJar::new(Key::try_from(COOKIE_KEY.as_slice())?).add(Cookie::new("ici", place));
    let response = jar.into_response();
    let cookie = response.headers().get(SET_COOKIE).context("no cookie was sealed")?.to_str()?;
    Ok(cookie.to_owned())
}

/// Where two pages part, for people.
fn difference(native: &[u8], hub: &[u8]) -> String {
    let same = native.iter().zip(hub).take_while(|(a, b)| a == b).count();
    let around = |page: &[u8]| {
        String::from_utf8_lossy(&page[same.saturating_sub(80)..page.len().min(same + 80)]).into_owned()
    };
    format!("{:?} beside {:?}", around(native), around(hub))
}

/// The three servers give the same bytes, or there is nothing to compare. The hub's clock runs on, so a minute may
/// begin between two answers: a second try sees to that.
async fn same_bytes(targets: [Target; 3]) -> anyhow::Result<usize> {
    let mut told = String::new();
    for _ in 0..3 {
        let mut bodies = Vec::new();
        for target in &targets {
            bodies.push(target.answer().await?.1);
        }
        if bodies.iter().all(|body| *body == bodies[0]) {
            return Ok(bodies[0].len());
        }
        told = difference(&bodies[0], &bodies[1]);
    }
    anyhow::bail!("{}: native and hub give different bytes: {told}", targets[0].path)
}
