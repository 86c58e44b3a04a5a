//! Bindings generated from `wit/v0.1`: one world of imports, one world for each export.

mod imports {
    wasmtime::component::bindgen!({
        path: "../../wit/v0.1",
        world: "imports",
        imports: {
            "parvis:hub/publication.begin": async | trappable,
            "parvis:hub/publication.commit": async | trappable,
            "parvis:hub/publication.[method]draft.put": async | trappable,
            "parvis:hub/outbound.fetch": async | trappable,
            "parvis:hub/outbound.open": async | trappable,
            "parvis:hub/outbound.[method]body.read-at": async | trappable,
            default: trappable,
        },
        with: {
            "parvis:hub/publication.draft": crate::contract::v0_1::publication::DraftHandle,
            "parvis:hub/outbound.body": crate::contract::v0_1::outbound::BodyHandle,
        },
    });
}

macro_rules! export_world {
    ($module:ident, $world:literal) => {
        mod $module {
            wasmtime::component::bindgen!({
                path: "../../wit/v0.1",
                world: $world,
                exports: { default: async },
                with: {
                    "parvis:hub/errors": super::imports::parvis::hub::errors,
                    "parvis:hub/text": super::imports::parvis::hub::text,
                    "parvis:hub/geo": super::imports::parvis::hub::geo,
                    "parvis:hub/data": super::imports::parvis::hub::data,
                    "parvis:hub/feeds": super::imports::parvis::hub::feeds,
                    "parvis:hub/views": super::imports::parvis::hub::views,
                    "parvis:hub/publication": super::imports::parvis::hub::publication,
                    "parvis:hub/outbound": super::imports::parvis::hub::outbound,
                    "parvis:hub/settings": super::imports::parvis::hub::settings,
                    "parvis:hub/random": super::imports::parvis::hub::random,
                    "parvis:hub/clock": super::imports::parvis::hub::clock,
                    "parvis:hub/log": super::imports::parvis::hub::log,
                },
            });
        }
    };
}

export_world!(home_world, "home-plugin");
export_world!(page_world, "page-plugin");
export_world!(sync_world, "sync-plugin");

pub(super) use home_world::{HomePlugin, HomePluginPre};
pub(super) use imports::Imports;
pub(super) use imports::parvis::hub::{
    clock, data, errors, feeds, geo, log, outbound, publication, random, settings, text, views,
};
pub(super) use page_world::exports::parvis::hub::page;
pub(super) use page_world::{PagePlugin, PagePluginPre};
pub(super) use sync_world::exports::parvis::hub::sync;
pub(super) use sync_world::{SyncPlugin, SyncPluginPre};

pub(crate) use imports::parvis::hub::views::View;
