//! What draws maps in the browser: MapLibre GL and its worker, the reader of PMTiles archives, and the base map.
//!
//! They are too large to be part of the binary: `cargo xtask map` puts them into a folder. Read once, packed once.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use parvis_pages::{BaseMap, MapSetup};

use crate::pages::Named;
use crate::state::WebState;
use crate::{BaseMapFile, headers};

const LIBRARY: &str = "maplibre-gl.mjs";
const WORKER: &str = "maplibre-gl-worker.mjs";
const ARCHIVES: &str = "pmtiles.js";
/// The name under which the base map is served, whatever its file is called.
const BASE: &str = "fond.pmtiles";

/// What draws maps; nothing where it is not installed.
#[derive(Debug, Default)]
pub struct MapFiles {
    scripts: Vec<Script>,
    base: Option<BaseMapFile>,
}

#[derive(Debug)]
struct Script {
    name: &'static str,
    content: Bytes,
    packed: OnceLock<Bytes>,
    version: u64,
}

impl MapFiles {
    /// Reads the scripts of a folder.
    ///
    /// # Errors
    /// A sentence that names the file that is missing.
    pub fn read(folder: &Path) -> Result<MapFiles, String> {
        let script = |name: &'static str| {
            let path = folder.join(name);
            let content = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let mut hasher = DefaultHasher::new();
            content.hash(&mut hasher);
            let version = hasher.finish();
            Ok(Script { name, content: content.into(), packed: OnceLock::new(), version })
        };
        let scripts = [LIBRARY, WORKER, ARCHIVES].into_iter().map(script).collect::<Result<_, String>>()?;
        Ok(MapFiles { scripts, base: None })
    }

    /// The same over a base map.
    #[must_use]
    pub fn over(self, base: Option<BaseMapFile>) -> MapFiles {
        MapFiles { base, ..self }
    }

    /// What pages need to know; none where nothing is installed.
    pub fn setup(&self) -> Option<MapSetup> {
        let address = |name: &str| {
            let script = self.scripts.iter().find(|script| script.name == name)?;
            Some(format!("/static/carte/{name}?v={:016x}", script.version))
        };
        let base = self.base.as_ref().map(|base| BaseMap {
            address: format!("/static/carte/{BASE}"),
            attribution: base.attribution.clone(),
        });
        Some(MapSetup {
            library: address(LIBRARY)?,
            worker: address(WORKER)?,
            archives: address(ARCHIVES)?,
            base,
        })
    }
}

impl Script {
    fn packed(&self) -> Bytes {
        let pack = || {
            let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
            let packed = gzip.write_all(&self.content).and_then(|()| gzip.finish());
            // Writing to memory cannot fail; were it to, the file would be sent empty and the list would stay.
            packed.unwrap_or_default().into()
        };
        self.packed.get_or_init(pack).clone()
    }
}

/// `/static/carte/{name}`. Asked for with its fingerprint a script is kept for a year.
pub(crate) async fn file(
    State(state): State<WebState>,
    Named(name): Named<String>,
    RawQuery(query): RawQuery,
    asked: HeaderMap,
) -> Response {
    if name == BASE
        && let Some(base) = &state.map_files.base
    {
        return base.answer(&asked).await;
    }
    let Some(script) = state.map_files.scripts.iter().find(|script| script.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let current = query.is_some_and(|query| query == format!("v={:016x}", script.version));
    let keep = if current { "public, max-age=31536000, immutable" } else { "no-cache" };
    let packs = takes_gzip(&asked);
    let content = if packs { script.packed() } else { script.content.clone() };
    let mut response = content.into_response();
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if packs {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    if name == WORKER {
        headers::allow_worker(answer);
    }
    response
}

fn takes_gzip(asked: &HeaderMap) -> bool {
    let accepted =
        asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        parts.next() == Some("gzip") && !parts.any(|part| part == "q=0")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_takes_packed_files_is_read_from_the_request() {
        let takes = |accept: &'static str| {
            let mut asked = HeaderMap::new();
            asked.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accept));
            takes_gzip(&asked)
        };
        assert!(takes("gzip, deflate, br") && takes("br, gzip;q=0.5"));
        assert!(!takes("br") && !takes("gzip;q=0") && !takes("") && !takes_gzip(&HeaderMap::new()));
    }

    #[test]
    fn a_folder_without_one_of_the_files_is_no_map() {
        let folder = std::env::temp_dir().join(format!("parvis-map-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        for name in [LIBRARY, WORKER] {
            std::fs::write(folder.join(name), "a script").expect("written");
        }
        assert!(MapFiles::read(&folder).expect_err("refused").contains(ARCHIVES));
        std::fs::write(folder.join(ARCHIVES), "a script").expect("written");
        let files = MapFiles::read(&folder).expect("whole");
        assert!(
            files
                .setup()
                .is_some_and(|setup| setup.worker.starts_with("/static/carte/maplibre-gl-worker.mjs?v="))
        );
        assert!(files.scripts[0].packed().starts_with(&[0x1f, 0x8b]), "gzip");
        assert!(MapFiles::default().setup().is_none());
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
