//! Contract 0.1: the generated bindings, the linker, and the exports of a component.

mod bindings;
mod clock;
mod convert_data;
mod convert_feeds;
mod convert_views;
mod data;
mod geo;
mod outbound;
mod publication;
mod sizes;
mod small;

use parvis_model::{Language, PlatformError, View};
use wasmtime::Store;
use wasmtime::component::{HasSelf, InstancePre, Linker};

use crate::state::CallState;
use crate::view_limits::ViewLimits;
use bindings::{HomePluginPre, PagePluginPre, SyncPluginPre};

/// Adds every import to the linker. The interface's own `denied` is answered where a power was not granted.
pub(crate) fn add_to_linker(linker: &mut Linker<CallState>) -> wasmtime::Result<()> {
    bindings::Imports::add_to_linker::<_, HasSelf<CallState>>(linker, |state| state)
}

/// The exports that a component offers.
pub(crate) struct Exports {
    home: Option<HomePluginPre<CallState>>,
    page: Option<PagePluginPre<CallState>>,
    sync: Option<SyncPluginPre<CallState>>,
}

/// How a refresh answered.
pub(crate) enum SyncAnswer {
    Published,
    Unchanged,
    Failed(String),
}

/// Most characters of the reason of a failed refresh.
const LONGEST_REASON: usize = 500;

/// An answer of the plugin: a view, or an error of the contract.
pub(crate) type ViewAnswer = Result<bindings::View, PlatformError>;

impl Exports {
    /// Finds the exports by looking at the component's type. One that is there with another shape is an error.
    pub(crate) fn find(pre: InstancePre<CallState>) -> wasmtime::Result<Self> {
        let has = |interface: &str| {
            let name = format!("{}{interface}@{}", super::PACKAGE, super::PACKAGE_VERSION);
            pre.component().get_export_index(None, &name).is_some()
        };
        Ok(Self {
            home: has("home").then(|| HomePluginPre::new(pre.clone())).transpose()?,
            page: has("page").then(|| PagePluginPre::new(pre.clone())).transpose()?,
            sync: has("sync").then(|| SyncPluginPre::new(pre.clone())).transpose()?,
        })
    }

    /// Checks the types of the exports against the contract. An instance is needed, of any state.
    pub(crate) fn check<T: 'static>(
        &self,
        store: &mut Store<T>,
        instance: &wasmtime::component::Instance,
    ) -> wasmtime::Result<()> {
        if self.home.is_some() {
            bindings::HomePlugin::new(&mut *store, instance)?;
        }
        if self.page.is_some() {
            bindings::PagePlugin::new(&mut *store, instance)?;
        }
        if self.sync.is_some() {
            bindings::SyncPlugin::new(&mut *store, instance)?;
        }
        Ok(())
    }

    /// True if it offers a card.
    pub(crate) fn has_home(&self) -> bool {
        self.home.is_some()
    }

    /// True if it offers a card or pages.
    pub(crate) fn has_views(&self) -> bool {
        self.home.is_some() || self.page.is_some()
    }

    /// Calls `home.render` in a fresh instance.
    pub(crate) async fn home(
        &self,
        store: &mut Store<CallState>,
        language: Language,
    ) -> wasmtime::Result<ViewAnswer> {
        let Some(pre) = &self.home else { return Ok(Err(PlatformError::NotFound)) };
        let plugin = pre.instantiate_async(&mut *store).await?;
        let answer = plugin.parvis_hub_home().call_render(&mut *store, language.tag()).await?;
        Ok(answer.map_err(PlatformError::from))
    }

    /// Calls `page.render` in a fresh instance.
    pub(crate) async fn page(
        &self,
        store: &mut Store<CallState>,
        path: &str,
        query: &[(String, String)],
        language: Language,
    ) -> wasmtime::Result<ViewAnswer> {
        let Some(pre) = &self.page else { return Ok(Err(PlatformError::NotFound)) };
        let parameter = |(name, value): &(String, String)| bindings::page::Parameter {
            name: name.clone(),
            value: value.clone(),
        };
        let request = bindings::page::Request {
            path: path.to_owned(),
            query: query.iter().map(parameter).collect(),
            language: language.tag().to_owned(),
        };
        let plugin = pre.instantiate_async(&mut *store).await?;
        let answer = plugin.parvis_hub_page().call_render(&mut *store, &request).await?;
        Ok(answer.map_err(PlatformError::from))
    }

    /// Calls `sync.run` in a fresh instance.
    pub(crate) async fn sync(
        &self,
        store: &mut Store<CallState>,
        task: &str,
    ) -> wasmtime::Result<SyncAnswer> {
        let Some(pre) = &self.sync else {
            return Ok(SyncAnswer::Failed("the plugin has a schedule and does not export sync".to_owned()));
        };
        let plugin = pre.instantiate_async(&mut *store).await?;
        let answer = plugin.parvis_hub_sync().call_run(&mut *store, task).await?;
        Ok(match answer {
            Ok(bindings::sync::Outcome::Published) => SyncAnswer::Published,
            Ok(bindings::sync::Outcome::Unchanged) => SyncAnswer::Unchanged,
            Err(failure) => SyncAnswer::Failed(one_sentence(&failure.reason)),
        })
    }
}

/// The reason of a failure as the operator reads it: one line, not endless.
fn one_sentence(reason: &str) -> String {
    reason.chars().take(LONGEST_REASON).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The plugin's view in the words of the model, refused where it passes a limit.
pub(crate) fn view_of(view: bindings::View, limits: ViewLimits) -> Result<(View, usize), String> {
    convert_views::view(view, limits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_cut_after_500_characters() {
        assert_eq!(one_sentence(&"é".repeat(500)).chars().count(), 500);
        assert_eq!(one_sentence(&"é".repeat(501)).chars().count(), 500);
    }
}
