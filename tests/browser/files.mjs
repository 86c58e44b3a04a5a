// The stories of a hub whose events the test wrote: see tests/files.rs.
import "./stories/exports.mjs";
