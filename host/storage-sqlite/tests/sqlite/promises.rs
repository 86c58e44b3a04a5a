//! Runs the suite, each promise on a new file.

use crate::folder::Folder;
use crate::suite::{audit, connectors, features, plugins, publications};

macro_rules! promises {
    ($($subject:ident: $($promise:ident)*;)*) => {$($(
        #[tokio::test]
        async fn $promise() {
            let folder = Folder::new();
            $subject::$promise(&folder.open().await).await;
        }
    )*)*};
}

promises! {
    plugins:
        an_installed_plugin_comes_back
        a_plugin_of_the_same_digest_is_no_news
        a_replaced_plugin_keeps_its_grants_and_its_state
        an_installation_brings_its_grants_and_its_state_in_one_piece
        two_plugins_may_share_a_component
        enabling_is_news_only_if_something_changes
        grants_are_given_and_taken_back
        what_is_not_there_is_not_found_and_no_news
        changes_are_read_from_a_number_on;
    features:
        every_kind_of_value_comes_back
        every_kind_of_geometry_comes_back
        optional_fields_and_texts_come_back
        a_number_that_is_not_finite_is_refused;
    publications:
        a_publication_is_seen_whole_and_only_once_committed
        bytes_are_counted_as_they_are_stored_while_they_are_visible
        features_are_read_batch_by_batch
        a_new_generation_replaces_the_former_one
        sources_replace_only_their_own_part
        the_sweep_spares_what_is_open_and_removes_what_was_given_up
        a_half_swept_generation_cannot_be_committed
        a_generation_is_committed_once_and_then_fixed
        generation_numbers_are_never_used_again
        an_empty_publication_empties_the_part
        a_run_without_publication_is_reported_and_changes_nothing_else;
    connectors:
        a_connector_comes_back_and_is_news_only_if_it_changes
        a_connector_that_goes_takes_what_it_published_with_it
        a_connector_given_to_another_plugin_starts_anew;
    audit:
        log_lines_come_back_newest_last
        the_newest_ten_thousand_lines_of_each_plugin_are_kept
        reads_add_up_by_day_and_subject
        a_note_is_kept_and_is_no_news;
}
