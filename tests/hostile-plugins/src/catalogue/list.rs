//! The list itself.

use super::Shown::{
    BornDead, Core, Elsewhere, Generated, NoDoor, Outside, Page, Refresh, Refused, Sync, Test, Waits,
};
use super::{Entry, Shown};
use crate::doors::Door;

const fn case(h: u32, what: &'static str, shown: &'static [Shown]) -> Entry {
    Entry { h, what, shown }
}

/// Every case of the list, in order.
pub const CATALOGUE: &[Entry] = &[
    case(1, "loops for ever in a page", &[Page("loop"), Refresh("refresh-loop")]),
    case(2, "calls a cheap host function for ever", &[Page("host-calls")]),
    case(3, "recurses without end", &[Page("recursion")]),
    case(4, "recurses through the hub", &[NoDoor(Door::CallBack), Core("realloc-reenters")]),
    case(
        5,
        "grows its memory step by step",
        &[Page("memory"), Page("memory-ignored"), Refresh("refresh-memory")],
    ),
    case(6, "declares 4 GiB of memory", &[Refused("memory-4-gib"), BornDead("memory-100-mib")]),
    case(7, "grows or declares huge tables", &[Core("table-grows"), Refused("table-huge")]),
    case(
        8,
        "has thousands of memories, globals, tables, instances",
        &[
            Refused("memories-five"),
            Generated("memories-1000"),
            Generated("tables-1000"),
            Generated("globals-100000"),
            Generated("instances-1000"),
        ],
    ),
    case(
        9,
        "touches its whole memory in 50 calls at once",
        &[Page("touch"), Test("fifty_calls_at_once_hold_the_memory_of_four")],
    ),
    case(10, "fills and copies large memory in a loop", &[Page("fill"), Page("copy")]),
    case(11, "never ends its start function", &[BornDead("start-loops")]),
    case(
        12,
        "traps in its start function, at once or only later",
        &[
            BornDead("start-traps"),
            Test("a_plugin_that_dies_at_a_later_birth_is_named"),
            Elsewhere(
                "tests/end-to-end/tests/supervision.rs",
                "a_plugin_that_fails_is_paused_and_recovers_by_itself",
            ),
        ],
    ),
    case(13, "traps while it is handed a text", &[Core("realloc-traps"), Core("realloc-loops")]),
    case(
        14,
        "gives memory that is outside, misaligned, overlapping or zero",
        &[
            Core("realloc-outside"),
            Core("realloc-misaligned"),
            Core("realloc-zero"),
            Core("answer-outside"),
            Core("answer-misaligned"),
        ],
    ),
    case(
        15,
        "calls the hub while it is handed a text",
        &[Core("realloc-calls-out"), Core("realloc-reenters")],
    ),
    case(16, "traps after its answer", &[Core("post-traps")]),
    case(17, "never ends after its answer", &[Core("post-loops")]),
    case(18, "answers with 2^31 blocks", &[Core("answer-endless")]),
    case(19, "answers with 100 MB", &[Page("huge-view"), Page("aliased-view")]),
    case(20, "answers with 500,001 strings", &[Page("many-strings"), Page("many-blocks")]),
    case(21, "nests blocks 10,000 deep", &[NoDoor(Door::Nesting)]),
    case(
        22,
        "passes 60 MiB to every host function",
        &[
            Page("huge-log"),
            Page("big-setting"),
            Page("big-zone"),
            Page("big-instant"),
            Page("big-collection"),
            Page("big-id"),
            Page("big-search"),
            Page("big-source"),
            Page("big-draft"),
            Page("big-open"),
            Page("big-address"),
            Page("big-remark"),
            Refresh("refresh-big-batch"),
        ],
    ),
    case(
        23,
        "sends bytes that are no text",
        &[
            Page("bad-utf8"),
            Core("answer-bad-text"),
            Core("utf16-surrogate"),
            Core("utf16-misaligned"),
            Core("compact-misaligned"),
            Core("compact-endless"),
        ],
    ),
    case(
        24,
        "uses positions that are none",
        &[Page("wild-near"), Page("wild-find"), Page("wild-geo"), Refresh("refresh-wild-points")],
    ),
    case(
        25,
        "uses integers and dates beyond every edge",
        &[Page("wild-moments"), Page("wild-clock"), Page("wild-dates"), Refresh("refresh-wild-dates")],
    ),
    case(
        26,
        "answers with cases that do not exist",
        &[Core("answer-case"), Core("answer-block-case"), Core("answer-notice-kind"), NoDoor(Door::Flags)],
    ),
    case(27, "hides, turns and piles up characters", &[Page("odd-characters")]),
    case(28, "never ends a stream or a future", &[NoDoor(Door::Later), Refresh("refresh-waits")]),
    case(
        29,
        "opens thousands of things to wait on",
        &[NoDoor(Door::Waiting), Refresh("refresh-hoards-bodies"), Refresh("refresh-hoards-drafts")],
    ),
    case(30, "floods the log, colours it, forges lines", &[Page("flood-log")]),
    // Views have no handles at all; a refresh that keeps all of its own is run again and again.
    case(31, "leaks every handle", &[Refresh("refresh-hoards-bodies"), Refresh("refresh-hoards-drafts")]),
    case(
        32,
        "drops a handle twice, uses it afterwards, keeps one that was lent",
        &[
            Sync("draft-dropped-twice"),
            Sync("draft-used-after-drop"),
            Sync("draft-committed-twice"),
            NoDoor(Door::Lent),
        ],
    ),
    case(33, "forges handles", &[Core("handle-forged"), Core("handle-forged-high"), Sync("draft-as-a-body")]),
    // A handle is a number in a table of one call: what another plugin could hand over is that number.
    case(34, "uses a handle of an earlier call or another plugin", &[Refresh("refresh-stale-handle")]),
    case(
        35,
        "asks for collections that are not its own, in every spelling",
        &[
            Page("read-names"),
            Page("read-denied"),
            Page("unknown-collection"),
            Refresh("refresh-not-granted"),
        ],
    ),
    case(
        36,
        "looks for what others left in memory",
        &[
            Page("memory-dirty"),
            Core("memory-stained"),
            Core("memory-scans"),
            Test("nobody_finds_what_a_neighbour_left_in_memory"),
        ],
    ),
    case(
        37,
        "builds a stopwatch from the clock",
        &[NoDoor(Door::Stopwatch), Page("clock-stands-still"), Refresh("refresh-clock")],
    ),
    // What is left: a refresh learns the time when it begins, and may ask an outside server that both sides know. Whoever
    // may do that needs no covert channel.
    case(38, "signals to a neighbour by load", &[NoDoor(Door::Stopwatch), Page("clock-stands-still")]),
    case(
        39,
        "imports what is not of the contract",
        &[
            Refused("imports-sockets"),
            Refused("imports-files"),
            Refused("imports-module"),
            Refused("imports-newer"),
            Refused("imports-unasked"),
            Refused("imports-unknown"),
        ],
    ),
    case(40, "finds a place from distances", &[NoDoor(Door::Person), Waits("the interface `here`")]),
    case(41, "finds a place by asking often", &[NoDoor(Door::Person), Waits("the interface `here`")]),
    case(42, "finds a place from an order", &[NoDoor(Door::Person), Waits("the interface `here`")]),
    case(
        43,
        "tells visitors apart by their handles",
        &[NoDoor(Door::Person), Waits("the interface `viewer`")],
    ),
    case(
        44,
        "puts markup into every text",
        &[
            Page("markup"),
            Elsewhere("host/pages/tests/pages/escaping.rs", "hostile_texts_add_no_element_and_no_attribute"),
        ],
    ),
    case(45, "writes hostile Markdown", &[Waits("texts with Markdown; contract 0.1 has plain texts only")]),
    case(
        46,
        "links to what runs code",
        &[
            Page("markup"),
            Elsewhere("host/pages/tests/pages/escaping.rs", "hostile_texts_add_no_element_and_no_attribute"),
        ],
    ),
    case(47, "draws with scripts", &[Waits("pictures; the hub has its own icons and shows no others")]),
    case(48, "injects style", &[Waits("colours beyond the six digits of a badge, which are checked")]),
    case(49, "forms that post elsewhere", &[Waits("forms")]),
    case(50, "forms with fields of the hub", &[Waits("forms")]),
    case(51, "reads that have effects", &[Waits("actions")]),
    case(
        52,
        "imitates the hub or an authority",
        &[Waits("reserved words; parts already say who offers them")],
    ),
    case(53, "notifies without end", &[Waits("notifications")]),
    case(
        54,
        "fetches from inside, in every spelling",
        &[
            Outside("h54"),
            Elsewhere("host/outbound/tests/outbound/own_network.rs", "no_packet_goes_to_an_inside_address"),
        ],
    ),
    case(
        55,
        "binds a name anew",
        &[Elsewhere(
            "host/outbound/tests/outbound/own_network.rs",
            "a_name_that_is_bound_anew_is_resolved_once_and_leads_nowhere_else",
        )],
    ),
    case(56, "redirects inside, to files, without end, to look-alikes", &[Outside("h56")]),
    case(57, "answers slowly", &[Outside("h57"), Refresh("refresh-waits")]),
    case(58, "answers without end or unpacks to very much", &[Outside("h58")]),
    case(59, "sends headers of its own", &[Outside("h59")]),
    case(60, "carries data out in addresses", &[NoDoor(Door::Person), Outside("h60")]),
    case(61, "writes until the quota", &[Refresh("refresh-fills"), Refresh("refresh-huge-row")]),
    case(
        62,
        "asks what is dear to answer",
        &[NoDoor(Door::Predicate), Page("query-bomb"), Page("feed-bomb"), Page("read-all")],
    ),
    case(63, "writes in opposite order to a neighbour", &[Waits("actions")]),
    case(64, "fails half-way through a migration", &[Waits("data of plugins with migrations")]),
    case(65, "brings a signed older version", &[Waits("signatures")]),
    case(
        66,
        "is built for another contract",
        &[Refused("imports-newer"), Waits("a second version of the contract")],
    ),
    case(
        67,
        "is no component",
        &[
            Refused("module"),
            Test("damaged_files_are_refused"),
            Test("files_of_other_kinds_are_refused"),
            Elsewhere(
                "tests/hostile-plugins/tests/install/files.rs",
                "damaged_components_are_refused_or_taken_and_never_crash_anything",
            ),
            Elsewhere("tests/random-attack/tests/attack.rs", "three_hundred_random_components_do_no_harm"),
        ],
    ),
    case(
        68,
        "is too large, or takes a compiler very long",
        &[
            Generated("branches-1000000"),
            Generated("exports-1000"),
            Generated("functions-60000"),
            Generated("imports-10000"),
            Generated("locals-100000"),
            Generated("types-1000000"),
            Elsewhere(
                "tests/hostile-plugins/tests/install/exhaustion.rs",
                "each_limit_of_compiling_stops_the_worker",
            ),
            Elsewhere(
                "tests/hostile-plugins/tests/install/exhaustion.rs",
                "a_running_hub_answers_while_a_component_exhausts_its_worker",
            ),
            Test("a_file_of_a_hundred_megabytes_is_refused_by_its_size"),
        ],
    ),
    case(
        69,
        "carries large or false custom sections",
        &[
            Test("custom_sections_are_ignored"),
            Elsewhere("tests/hostile-plugins/tests/install/files.rs", "only_code_and_names_are_compiled"),
        ],
    ),
    case(
        70,
        "answers each resident otherwise, asks for roles",
        &[NoDoor(Door::Person), Waits("the interface `viewer`")],
    ),
    case(
        71,
        "spends just below its budget, often",
        &[Elsewhere(
            "tests/end-to-end/tests/supervision.rs",
            "one_that_burns_just_below_its_budget_is_slowed_first",
        )],
    ),
    case(72, "behaves for days, then attacks", &[Test("a_later_day_changes_nothing")]),
];
