//! A web server of fixed answers, byte by byte, and the door set up to reach it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use parvis_model::SecretHeaders;
use parvis_outbound::{
    FetchRequest, Fetched, HostPattern, Outbound, OutboundConfig, OutboundError, SourceHeaders, Traffic,
};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server sends for one path, before it closes the connection.
pub(crate) enum Answer {
    /// These bytes at once.
    Bytes(Vec<u8>),
    /// This head at once, then one `a` every ten milliseconds for ever.
    Drip(&'static str),
    /// This head at once, then this piece as fast as it is taken, for ever.
    Flood(Vec<u8>, Vec<u8>),
    /// Nothing, for ever.
    Silence,
}

/// An answer of text alone.
pub(crate) fn text(answer: impl Into<String>) -> Answer {
    Answer::Bytes(answer.into().into_bytes())
}

/// A redirect to `location`.
pub(crate) fn moved(location: &str) -> Answer {
    text(format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n"))
}

/// A whole answer with its length.
pub(crate) fn ok(body: &str) -> Answer {
    text(format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
}

/// A running server; it ends with the test's runtime.
pub(crate) struct Server {
    /// `127.0.0.1:PORT`.
    pub(crate) host: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Listens on a free port and answers each path as `answer` says.
    pub(crate) async fn start(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let host = listener.local_addr().expect("an address").to_string();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, answer) = (requests.clone(), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, answer.clone(), seen.clone()));
            }
        });
        Server { host, requests }
    }

    /// Everything that was asked, as it came over the line.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("the list").clone()
    }

    /// The address of `path` here.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.host)
    }
}

async fn serve(
    mut stream: TcpStream,
    answer: Arc<impl Fn(&str) -> Answer>,
    seen: Arc<Mutex<Vec<String>>>,
) -> std::io::Result<()> {
    let mut request = String::new();
    let mut buffer = [0; 4096];
    while !request.ends_with("\r\n\r\n") {
        match stream.read(&mut buffer).await? {
            0 => return Ok(()),
            length => request.push_str(&String::from_utf8_lossy(&buffer[..length])),
        }
    }
    let path = request.split(' ').nth(1).unwrap_or("/").to_owned();
    seen.lock().expect("the list").push(request);
    match answer(&path) {
        Answer::Bytes(bytes) => stream.write_all(&bytes).await?,
        Answer::Silence => std::future::pending::<()>().await,
        Answer::Drip(head) => {
            stream.write_all(head.as_bytes()).await?;
            loop {
                stream.write_all(b"a").await?;
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        Answer::Flood(head, piece) => {
            stream.write_all(&head).await?;
            loop {
                stream.write_all(&piece).await?;
            }
        }
    }
    stream.shutdown().await
}

/// The door with a folder of its own, that may reach the given servers.
pub(crate) struct Door {
    pub(crate) outbound: Outbound,
    pub(crate) folder: TempDir,
    pub(crate) granted: Vec<HostPattern>,
    /// Address of a source, and what it wants to see.
    pub(crate) own: Option<(String, SecretHeaders)>,
    pub(crate) timeout: Duration,
    pub(crate) max_bytes: u64,
    pub(crate) traffic: Traffic,
}

impl Door {
    /// Lists these servers as private and grants them all; ten seconds and a megabyte.
    pub(crate) fn to(servers: &[&Server]) -> Door {
        Door::to_hosts(servers.iter().map(|server| server.host.clone()).collect())
    }

    /// The same for hosts by name, `localhost:8080`.
    pub(crate) fn to_hosts(hosts: Vec<String>) -> Door {
        let folder = tempfile::tempdir().expect("a folder");
        let granted = hosts.iter().map(|host| host.parse().expect("a pattern")).collect();
        let config = OutboundConfig { private: hosts, temp_dir: folder.path().to_owned() };
        let outbound = Outbound::new(config).expect("a door");
        let traffic = Traffic::default();
        let (timeout, max_bytes) = (Duration::from_secs(10), 1_000_000);
        Door { outbound, folder, granted, own: None, timeout, max_bytes, traffic }
    }

    /// Fetches without headers.
    pub(crate) async fn fetch(&self, url: &str) -> Result<Fetched, OutboundError> {
        self.fetch_with(url, &[]).await
    }

    /// Fetches with these headers.
    pub(crate) async fn fetch_with(
        &self,
        url: &str,
        headers: &[(&str, &str)],
    ) -> Result<Fetched, OutboundError> {
        let headers: Vec<_> = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let Door { granted, timeout, max_bytes, traffic, .. } = self;
        let (timeout, max_bytes) = (*timeout, *max_bytes);
        let own = self.own.as_ref().map(|(source, headers)| SourceHeaders { source, headers });
        let request = FetchRequest { url, headers: &headers, own, granted, timeout, max_bytes, traffic };
        self.outbound.fetch(&request).await
    }

    /// Number of names in the folder for temporary files.
    pub(crate) fn names_left(&self) -> usize {
        std::fs::read_dir(self.folder.path()).expect("the folder").count()
    }

    /// Waits until this process holds `count` files of the folder open, named or not: a write that was under way when
    /// a fetch was given up ends a moment later. Fails after two seconds.
    pub(crate) async fn expect_open(&self, count: usize) {
        for _ in 0..200 {
            if self.files_open() == count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{} files of the folder are open, expected {count}", self.files_open());
    }

    /// Only Linux tells.
    fn files_open(&self) -> usize {
        let folder = self.folder.path().canonicalize().expect("the folder");
        let open = std::fs::read_dir("/proc/self/fd").expect("Linux");
        open.flatten().filter_map(|e| e.path().read_link().ok()).filter(|f| f.starts_with(&folder)).count()
    }
}
