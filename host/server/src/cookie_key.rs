//! The keys that seal cookies: one that seals, and after a rotation the one before, which opens what it had sealed.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, anyhow};
use parvis_model::{Clock, Instant};
use parvis_web::{CookieKey, CookieKeys};

use crate::secret_file;

const CURRENT: &str = "cookie.key";
const BEFORE: &str = "cookie-before.key";
/// Both files.
pub(crate) const FILES: [&str; 2] = [CURRENT, BEFORE];
/// How often a running hub looks for a rotation: it is heard of within a second.
const LOOK: Duration = Duration::from_millis(500);

/// The keys of the data folder; the first start makes one.
pub(crate) fn load_or_make(data: &Path) -> anyhow::Result<CookieKeys> {
    secret_file::load_or_make(&data.join(CURRENT), CookieKey::LENGTH).context("the cookie key")?;
    secret_file::set_aside_if_damaged(&data.join(BEFORE), CookieKey::LENGTH)?;
    let (current, before) = load(data)?;
    Ok(CookieKeys::new(current, before))
}

/// Makes a new key. The old one opens cookies for as long as browsers keep them, or, `at_once`, none any more.
pub(crate) fn rotate(data: &Path, at_once: bool) -> anyhow::Result<()> {
    let (current, before) = (data.join(CURRENT), data.join(BEFORE));
    if at_once && before.exists() {
        std::fs::remove_file(&before).with_context(|| format!("{} cannot be removed", before.display()))?;
    }
    if !at_once {
        // First the old key under its new name: cut off here, both files hold it, and no cookie is lost.
        secret_file::write(&before, &secret_file::load(&current, CookieKey::LENGTH)?)?;
    }
    secret_file::write(&current, &secret_file::random(CookieKey::LENGTH)?)
}

/// Has a running hub use what the files hold. Ends with the process.
pub(crate) async fn follow(data: PathBuf, keys: CookieKeys) {
    let mut seen = stamp(&data);
    loop {
        tokio::time::sleep(LOOK).await;
        let now = stamp(&data);
        if now == seen {
            continue;
        }
        match load(&data) {
            Ok((current, before)) => {
                keys.replace(current, before);
                tracing::info!("cookies are sealed with a new key");
            }
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "the old key goes on sealing cookies")
            }
        }
        seen = now;
    }
}

fn load(data: &Path) -> anyhow::Result<(CookieKey, Option<CookieKey>)> {
    let current = key(&data.join(CURRENT))?;
    let before = needed(data).then(|| key(&data.join(BEFORE))).transpose()?;
    Ok((current, before))
}

fn key(path: &Path) -> anyhow::Result<CookieKey> {
    let damaged = || anyhow!("{} is no key", path.display());
    secret_file::load(path, CookieKey::LENGTH)
        .and_then(|bytes| CookieKey::new(&bytes).ok_or_else(damaged))
        .context("the cookie key; without the file a new one is made, and visitors choose their place again")
}

/// What changes when a key is made, or when the key before is no longer needed.
fn stamp(data: &Path) -> (Option<SystemTime>, bool) {
    (changed(&data.join(CURRENT)), needed(data))
}

/// True as long as a browser may keep a cookie that the key before has sealed.
fn needed(data: &Path) -> bool {
    let Some(rotated) = changed(&data.join(BEFORE)) else { return false };
    let rotated = rotated.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let rotated = Instant(i64::try_from(rotated).unwrap_or(i64::MAX));
    rotated.seconds_until(Clock::real().real_now()) < CookieKey::NEEDED.as_secs() as i64
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|file| file.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_before_is_needed_for_thirty_days() {
        let data = std::env::temp_dir().join(format!("parvis-keys-{}", std::process::id()));
        std::fs::create_dir_all(&data).expect("folder");
        load_or_make(&data).expect("keys");
        let first = std::fs::read(data.join(CURRENT)).expect("key");
        assert!(!needed(&data));
        rotate(&data, false).expect("rotated");
        assert_eq!(std::fs::read(data.join(BEFORE)).expect("key"), first);
        assert!(needed(&data) && load(&data).expect("keys").1.is_some());
        let age = |days: u64| {
            let now = u64::try_from(Clock::real().real_now().0).expect("a date");
            let then = UNIX_EPOCH + Duration::from_millis(now) - Duration::from_secs(days * 86_400);
            let file = std::fs::File::options().write(true).open(data.join(BEFORE)).expect("file");
            file.set_modified(then).expect("an older date");
        };
        age(29);
        assert!(needed(&data));
        age(31);
        assert!(!needed(&data) && load(&data).expect("keys").1.is_none());
        rotate(&data, true).expect("rotated");
        assert!(!data.join(BEFORE).exists());
        std::fs::remove_dir_all(data).expect("removed");
    }
}
