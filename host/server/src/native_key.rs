//! The key that authenticates native code of plugins. It is in the data folder, outside the folder of that code.

use std::path::Path;

use anyhow::Context;
use parvis_plugin_runtime::NativeKey;

use crate::secret_file;

/// Its file in the data folder.
pub(crate) const FILE: &str = "native.key";

/// The key in the data folder, made if there is none. Without it plugins are compiled again.
pub(crate) fn native_key(data: &Path) -> anyhow::Result<NativeKey> {
    let bytes = secret_file::load_or_make(&data.join(FILE), NativeKey::LENGTH)?;
    NativeKey::new(&bytes).context("the key of native code has another length")
}
