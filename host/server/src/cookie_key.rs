//! The key that seals cookies: made once, kept in the data folder, readable by the hub's user only.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, anyhow};
use parvis_web::CookieKey;

/// The key in the data folder, made if there is none.
pub(crate) fn load_or_make(data: &Path) -> anyhow::Result<CookieKey> {
    let path = data.join("cookie.key");
    let named = || format!("the cookie key {}", path.display());
    if !path.exists() {
        make(&path).with_context(named)?;
    }
    if let Some(key) = read(&path).with_context(named)? {
        return Ok(key);
    }
    // Nothing can be opened with half a key: a new one costs visitors no more, and the start needs no hand.
    let damaged = path.with_extension("damaged");
    std::fs::rename(&path, &damaged).with_context(named)?;
    tracing::warn!("the cookie key was damaged and is made anew; visitors choose their place again");
    make(&path).with_context(named)?;
    read(&path).with_context(named)?.ok_or_else(|| anyhow!("{} is damaged", named()))
}

/// The key in the file; `None` if it is damaged.
fn read(path: &Path) -> std::io::Result<Option<CookieKey>> {
    Ok(CookieKey::new(&std::fs::read(path)?))
}

fn make(path: &Path) -> anyhow::Result<()> {
    let mut bytes = [0; CookieKey::LENGTH];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("no random bytes: {error}"))?;
    // Written beside and renamed, so that a start that is cut off leaves no half key.
    let half = path.with_extension("half");
    let mut file =
        std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&half)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    std::fs::rename(&half, path)?;
    // The name too, so that a power cut does not make visitors choose their place again.
    std::fs::File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}
