//! The base map: an archive of tiles (PMTiles) that the operator named, served in the ranges that its reader asks for.

use std::io::{self, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

/// How an archive begins: its name and the version that readers know.
const BEGINS: &[u8] = b"PMTiles\x03";
/// Bytes that wait for a visitor at one time.
const PIECE: u64 = 64 * 1024;
/// Kept for an hour: its mark changes with the file, and its reader then begins anew.
const KEEP: &str = "public, max-age=3600";

/// An archive of tiles.
#[derive(Clone, Debug)]
pub struct BaseMapFile {
    path: PathBuf,
    /// Who made it, for people.
    pub attribution: String,
}

impl BaseMapFile {
    /// The archive at this path.
    ///
    /// # Errors
    /// A sentence: it cannot be read, or it is no archive.
    pub fn open(path: &Path, attribution: &str) -> Result<BaseMapFile, String> {
        let mut begins = [0; BEGINS.len()];
        let read =
            std::fs::File::open(path).and_then(|mut file| io::Read::read_exact(&mut file, &mut begins));
        read.map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        if begins != BEGINS {
            return Err(format!("{} is no PMTiles archive of version 3", path.display()));
        }
        Ok(BaseMapFile { path: path.to_owned(), attribution: attribution.to_owned() })
    }

    /// What was asked for of it.
    pub(crate) async fn answer(&self, asked: &HeaderMap) -> Response {
        self.part(asked).await.unwrap_or_else(|error| {
            tracing::error!(%error, file = %self.path.display(), "the base map cannot be read");
            StatusCode::NOT_FOUND.into_response()
        })
    }

    async fn part(&self, asked: &HeaderMap) -> io::Result<Response> {
        let mut file = File::open(&self.path).await?;
        let about = file.metadata().await?;
        let length = about.len();
        let changed = about.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        let mark = format!("\"{changed:x}-{length:x}\"");
        let range = asked.get(header::RANGE).and_then(|range| range.to_str().ok());
        let (status, first, count, place) = match Wanted::of(range, length) {
            Wanted::Whole => (StatusCode::OK, 0, length, None),
            Wanted::Part(first, last) => {
                let place = format!("bytes {first}-{last}/{length}");
                (StatusCode::PARTIAL_CONTENT, first, last - first + 1, Some(place))
            }
            Wanted::Nothing => (StatusCode::RANGE_NOT_SATISFIABLE, 0, 0, Some(format!("bytes */{length}"))),
        };
        file.seek(SeekFrom::Start(first)).await?;
        let mut response = (status, Body::from_stream(pieces(file, count))).into_response();
        let place = place.map(|place| (header::CONTENT_RANGE, place));
        let told = [(header::CONTENT_LENGTH, count.to_string()), (header::ETAG, mark)];
        put(response.headers_mut(), told.into_iter().chain(place));
        Ok(response)
    }
}

fn put(headers: &mut HeaderMap, told: impl Iterator<Item = (HeaderName, String)>) {
    for (name, value) in told {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/vnd.pmtiles"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(KEEP));
}

/// So many bytes of the file, some at a time.
fn pieces(file: File, count: u64) -> impl stream::Stream<Item = io::Result<Bytes>> {
    stream::try_unfold((file, count), |(mut file, left)| async move {
        if left == 0 {
            return Ok(None);
        }
        let mut piece = vec![0; left.min(PIECE) as usize];
        file.read_exact(&mut piece).await?;
        let left = left - piece.len() as u64;
        Ok(Some((Bytes::from(piece), (file, left))))
    })
}

/// Which bytes are wanted.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    /// All of them: no range was asked for, or none that is understood.
    Whole,
    /// From one to another.
    Part(u64, u64),
    /// Some that the file does not have.
    Nothing,
}

impl Wanted {
    /// Reads `bytes=0-99`, `bytes=100-`, `bytes=-100`. Several ranges at once get the whole, as the standard allows.
    fn of(range: Option<&str>, length: u64) -> Wanted {
        let Some((first, last)) = range.and_then(|range| range.strip_prefix("bytes=")?.split_once('-'))
        else {
            return Wanted::Whole;
        };
        let last_of_all = length.saturating_sub(1);
        let (first, last) = match (first.parse::<u64>(), last.parse::<u64>()) {
            (Ok(first), Ok(last)) if first <= last => (first, last.min(last_of_all)),
            (Ok(first), Err(_)) if last.is_empty() => (first, last_of_all),
            (Err(_), Ok(0)) if first.is_empty() => return Wanted::Nothing,
            (Err(_), Ok(count)) if first.is_empty() => (length.saturating_sub(count), last_of_all),
            _ => return Wanted::Whole,
        };
        if first < length { Wanted::Part(first, last) } else { Wanted::Nothing }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        let of = |range| Wanted::of(Some(range), 100);
        assert_eq!(Wanted::of(None, 100), Wanted::Whole);
        assert_eq!(of("bytes=0-0"), Wanted::Part(0, 0));
        assert_eq!(of("bytes=10-19"), Wanted::Part(10, 19));
        assert_eq!(of("bytes=90-"), Wanted::Part(90, 99));
        assert_eq!(of("bytes=0-16383"), Wanted::Part(0, 99), "past the end");
        assert_eq!((of("bytes=-10"), of("bytes=-500")), (Wanted::Part(90, 99), Wanted::Part(0, 99)));
        assert_eq!((of("bytes=99-99"), of("bytes=100-")), (Wanted::Part(99, 99), Wanted::Nothing));
        assert_eq!(of("bytes=-0"), Wanted::Nothing);
        for junk in ["bytes=9-1", "bytes=a-b", "bytes=0-1,3-4", "lines=0-1", "bytes", "bytes=-", ""] {
            assert_eq!(of(junk), Wanted::Whole, "{junk}");
        }
    }

    #[tokio::test]
    async fn an_archive_is_served_in_parts() {
        let path = std::env::temp_dir().join(format!("parvis-base-{}.pmtiles", std::process::id()));
        std::fs::write(&path, b"something else").expect("written");
        assert!(BaseMapFile::open(&path, "A").expect_err("refused").contains("no PMTiles archive"));
        let content: Vec<u8> = BEGINS.iter().copied().chain((0..200_000_u32).map(|i| i as u8)).collect();
        std::fs::write(&path, &content).expect("written");
        let file = BaseMapFile::open(&path, "A").expect("an archive");
        let mut asked = HeaderMap::new();
        asked.insert(header::RANGE, HeaderValue::from_static("bytes=7-150000"));
        let answer = file.answer(&asked).await;
        assert_eq!(answer.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(answer.headers()[header::CONTENT_RANGE], "bytes 7-150000/200008");
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
        assert_eq!(body, content[7..=150_000]);
        std::fs::remove_file(&path).expect("removed");
        assert_eq!(file.answer(&asked).await.status(), StatusCode::NOT_FOUND, "it has gone meanwhile");
    }
}
