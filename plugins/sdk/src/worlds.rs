//! The bindings: one world of imports, and one world for each export, so that a plugin exports only what it offers.

#![expect(missing_docs, reason = "generated from wit/v0.1, which is documented")]
#![allow(clippy::all, clippy::unwrap_used, unreachable_pub, reason = "generated")]

/// Every import of the contract.
pub mod imports {
    wit_bindgen::generate!({ path: "../../wit/v0.1", world: "imports", generate_all });
}

macro_rules! export_world {
    ($module:ident, $world:literal, $export_macro:literal) => {
        /// An export of the contract.
        pub mod $module {
            wit_bindgen::generate!({
                path: "../../wit/v0.1",
                world: $world,
                pub_export_macro: true,
                export_macro_name: $export_macro,
                with: {
                    "parvis:hub/errors@0.1.0": super::imports::parvis::hub::errors,
                    "parvis:hub/text@0.1.0": super::imports::parvis::hub::text,
                    "parvis:hub/geo@0.1.0": super::imports::parvis::hub::geo,
                    "parvis:hub/data@0.1.0": super::imports::parvis::hub::data,
                    "parvis:hub/feeds@0.1.0": super::imports::parvis::hub::feeds,
                    "parvis:hub/views@0.1.0": super::imports::parvis::hub::views,
                    "parvis:hub/publication@0.1.0": super::imports::parvis::hub::publication,
                    "parvis:hub/outbound@0.1.0": super::imports::parvis::hub::outbound,
                    "parvis:hub/settings@0.1.0": super::imports::parvis::hub::settings,
                    "parvis:hub/random@0.1.0": super::imports::parvis::hub::random,
                    "parvis:hub/clock@0.1.0": super::imports::parvis::hub::clock,
                    "parvis:hub/log@0.1.0": super::imports::parvis::hub::log,
                },
            });
        }
    };
}

export_world!(home, "home-plugin", "export_home");
export_world!(page, "page-plugin", "export_page");
export_world!(sync, "sync-plugin", "export_sync");
