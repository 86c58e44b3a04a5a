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
    let bytes = std::fs::read(&path).with_context(named)?;
    CookieKey::new(&bytes)
        .ok_or_else(|| anyhow!("{} is damaged: remove it; visitors then choose their place again", named()))
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
    Ok(())
}
