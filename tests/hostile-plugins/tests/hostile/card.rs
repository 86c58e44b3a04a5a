//! The card of the front page traps or never ends: the page and the other cards do not care.

use std::time::Duration;

use tests_harness::wait_until;

use crate::hostile_hub::HostileHub;
use crate::limits::shipped;

#[test]
fn a_trapping_or_looping_card_leaves_the_front_page_whole() {
    let mut hostile = HostileHub::with_misbehaving(&shipped());
    assert!(hostile.attack("/").text.contains("Carte sage"));
    let cases = [("trap", "wasm `unreachable` instruction executed"), ("loop", "stopped after ")];
    for (card, reason) in cases {
        hostile.restart_with(&[("misbehaving.card", card)]);
        for _ in 0..5 {
            let answer = hostile.attack("/");
            assert!(!answer.text.contains("Carte sage"), "{card}");
            assert!(answer.text.contains("Mauvaise conduite"), "{card}: the part is not named");
        }
        let said = || {
            let said = hostile.reasons("misbehaving", "home  fr");
            // Each attack asks for `/` twice: once for itself, once to see that its neighbours are well.
            said.iter().filter(|line| line.contains(reason)).count() == 10
        };
        assert!(wait_until(said, Duration::from_secs(5)), "{card}: {:?}", hostile.logs("misbehaving"));
    }
}
