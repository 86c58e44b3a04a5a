//! Promise: visitors who say nothing, speak slowly or do not listen are cut off, and slow nobody else down.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tests_harness::wait_until;
use tests_server::{Configured, Crowd, SAFETY, Table, raise_open_files};

/// The limits of the hub, short so that the test is.
const LIMITS: &str = "[http]\nfirst-byte-ms = 1000\nhead-ms = 1500\ngrace-ms = 1000\nidle-ms = 1500\n";
/// The longest of them, times five, and time for a busy machine.
const CUT_OFF: Duration = Duration::from_secs(15);
const CROWD: usize = 500;

#[test]
fn the_silent_and_the_slow_are_cut_off_and_others_do_not_notice() {
    raise_open_files();
    let configured = Configured::start(LIMITS);
    let address = configured.address();
    let table = Table::quiet(address);
    let quiet = configured.usage();
    let head = "POST /ici HTTP/1.1\r\nHost: localhost\r\n";
    let attacks = [
        ("500 silent connections", String::new(), ""),
        ("500 that never end their headers", format!("{head}X-A: b\r\n"), "HTTP/1.1 408 "),
        ("500 that never end their body", format!("{head}Content-Length: 100\r\n\r\nlieu="), "HTTP/1.1 408 "),
        ("500 with the greeting of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".into(), "HTTP/1.1 505 "),
        ("500 that speak TLS", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}".into(), "HTTP/1.1 400 "),
    ];
    for (name, words, answer) in attacks {
        let begun = Instant::now();
        let mut crowd = Crowd::saying(address, CROWD, &words);
        table.under(name, address);
        for said in crowd.ends() {
            assert!(said.starts_with(answer) && said.is_empty() == answer.is_empty(), "{name}: {said}");
        }
        assert!(begun.elapsed() < CUT_OFF, "{name}: cut off after {:?}", begun.elapsed());
    }
    let gone = || configured.usage().files <= quiet.files + 5;
    assert!(wait_until(gone, SAFETY), "{} files are still open", configured.usage().files);
}

#[test]
fn who_does_not_listen_is_cut_off() {
    // Long enough to measure others while the deaf are there.
    let configured = Configured::start("[http]\ngrace-ms = 8000\n");
    let address = configured.address();
    let table = Table::quiet(address);
    let quiet = configured.usage();
    // Far more answers than the system keeps for a visitor who does not read them.
    let pages = "GET /services HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(3_000);
    let mut deaf = Crowd::saying(address, 10, "");
    std::thread::scope(|scope| {
        for line in &mut deaf.0 {
            line.0.set_write_timeout(Some(Duration::from_millis(500))).expect("set");
            scope.spawn(|| line.send(&pages));
        }
    });
    assert!(wait_until(|| is_calm(&configured), SAFETY), "the hub goes on answering the deaf");
    assert!(configured.usage().files >= quiet.files + deaf.0.len() / 2, "they are cut off already");
    table.under("10 that ask and do not listen", address);
    let gone = || configured.usage().files <= quiet.files + 5;
    assert!(wait_until(gone, SAFETY), "{} files are still open", configured.usage().files);
}

/// True if the hub has nothing to do: less than a twentieth of a processor.
fn is_calm(configured: &Configured) -> bool {
    let before = configured.usage().cpu_ticks;
    std::thread::sleep(Duration::from_millis(400));
    configured.usage().cpu_ticks - before <= 2
}

#[test]
fn slowhttptest_finds_the_hub_available() {
    if Command::new("slowhttptest").arg("-h").output().is_err() {
        println!("SKIPPED: slowhttptest is not here; on Debian: apt-get install slowhttptest");
        return;
    }
    raise_open_files();
    let configured = Configured::start(LIMITS);
    let address = configured.address();
    let table = Table::quiet(address);
    let url = format!("http://{address}/services");
    let attacks: [(&str, &[&str]); 3] = [
        ("slowhttptest: headers (slowloris)", &["-H", "-i", "2"]),
        ("slowhttptest: bodies", &["-B", "-i", "2", "-s", "8192"]),
        ("slowhttptest: reading", &["-X", "-w", "1", "-y", "8", "-n", "2", "-z", "4", "-k", "3"]),
    ];
    for (name, options) in attacks {
        let mut attack = Attack::start(options, &url);
        // The attack opens its connections first.
        std::thread::sleep(Duration::from_secs(2));
        assert!(attack.runs(), "{name} ended at once");
        table.under(name, address);
    }
    let alive = || tests_server::Raw::to(address).ask("/").starts_with("HTTP/1.1 200 ");
    assert!(alive());
}

/// A running slowhttptest, ended when dropped.
struct Attack(Child);

impl Attack {
    fn start(options: &[&str], url: &str) -> Self {
        let common = ["-c", "1000", "-r", "500", "-l", "6", "-p", "3", "-u", url];
        let mut command = Command::new("slowhttptest");
        command.args(options).args(common).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Self(command.spawn().expect("slowhttptest starts"))
    }

    fn runs(&mut self) -> bool {
        self.0.try_wait().is_ok_and(|ended| ended.is_none())
    }
}

impl Drop for Attack {
    fn drop(&mut self) {
        // An error means that it has ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
