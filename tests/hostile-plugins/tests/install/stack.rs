//! The stack of a plugin's code: what fits within it is served, what does not is a calm notice.

use std::time::Duration;

use tests_harness::{Launch, wait_until};
use tests_hostile_plugins::write;

use crate::check::config_file;
use crate::made;

/// How deep the plugin calls itself before it answers.
const DEPTH: u32 = 3_000;

/// A page that is served after `DEPTH` calls within each other.
fn deep() -> Vec<u8> {
    let core = format!(
        "(module
           (memory (export \"memory\") 2)
           (func $deep (param i32)
             (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1))))))
           (func (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32) i32.const 65536)
           (func (export \"parvis:hub/page@0.1.0#render\") (param i32 i32 i32 i32 i32 i32) (result i32)
             (call $deep (i32.const {DEPTH}))
             i32.const 1024))"
    );
    made::plugin_from_text("deep", &core)
}

#[test]
fn the_stack_is_as_large_as_the_configuration_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = write(folder.path(), "deep", &deep());
    for (lines, fits) in [("", true), ("[limits.component]\nstack-kib = 16\n", false)] {
        let config = config_file(&folder, lines);
        let hub = Launch::demo().arg("--config").arg(&config.display().to_string()).start();
        let installed = hub.command(&["plugin", "install", &file.display().to_string(), "--enable"]);
        assert!(installed.success(), "{}", installed.stderr);
        let path = "/services/deep/x";
        assert!(
            wait_until(|| hub.browser().get(path).status == 200, Duration::from_secs(10)),
            "never served"
        );
        let settled = || hub.browser().get(path).text.contains("ne répond pas") != fits;
        assert!(wait_until(settled, Duration::from_secs(10)), "{lines:?}: {}", hub.browser().get(path).text);
        let lines = || hub.command(&["plugin", "logs", "deep"]).stdout;
        let told = || lines().contains("call stack exhausted") != fits;
        assert!(wait_until(told, Duration::from_secs(5)), "{}", lines());
    }
}
