//! The few files that pages need beside their HTML. They are part of the binary.

/// A file served under `/static/`.
#[derive(Clone, Copy, Debug)]
pub struct StaticFile {
    /// Its name below `/static/`.
    pub name: &'static str,
    /// Its content type.
    pub content_type: &'static str,
    /// Its content.
    pub bytes: &'static [u8],
    /// A fingerprint of the content, sixteen hexadecimal digits: the `v` of [`StaticFile::address`].
    /// A request with the right `v` can be kept by browsers for ever.
    pub version: u64,
}

impl StaticFile {
    const fn new(name: &'static str, content_type: &'static str, bytes: &'static [u8]) -> Self {
        Self { name, content_type, bytes, version: fingerprint(bytes) }
    }

    /// Its address on pages, which changes with its content: `/static/hub.css?v=...`.
    pub fn address(&self) -> String {
        format!("/static/{}?v={:016x}", self.name, self.version)
    }
}

static FILES: [StaticFile; 7] = [
    StaticFile::new("hub.css", "text/css; charset=utf-8", include_bytes!("../static/hub.css")),
    StaticFile::new("hub.js", "text/javascript; charset=utf-8", include_bytes!("../static/hub.js")),
    StaticFile::new("map.css", "text/css; charset=utf-8", include_bytes!("../static/map.css")),
    StaticFile::new("map.js", "text/javascript; charset=utf-8", include_bytes!("../static/map.js")),
    StaticFile::new("map-base.js", "text/javascript; charset=utf-8", include_bytes!("../static/map-base.js")),
    StaticFile::new("favicon.svg", "image/svg+xml", include_bytes!("../static/favicon.svg")),
    StaticFile::new("paving.svg", "image/svg+xml", include_bytes!("../static/paving.svg")),
];

/// Every static file.
pub fn static_files() -> &'static [StaticFile] {
    &FILES
}

/// The address of one of our files, as a page links it.
pub(crate) fn address(name: &str) -> String {
    FILES.iter().find(|file| file.name == name).map_or_else(|| format!("/static/{name}"), StaticFile::address)
}

/// FNV-1a: it tells versions of a file apart; it protects nothing.
const fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        i += 1;
    }
    hash
}
