//! The door in a network of its own, where every address, the resolver and every packet are the test's.
//!
//! The test starts itself again under `unshare`: new network, new mounts, root there and nobody outside. In it each
//! address of the world is this machine's, so whatever is connected to is seen.

use std::net::IpAddr;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use parvis_outbound::OutboundError;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, UdpSocket};

use crate::addresses::{INSIDE, OUTSIDE};
use crate::server::Door;

/// Set in the process inside.
const MARK: &str = "PARVIS_TEST_NETWORK";
/// Makes the network: all addresses are ours, names are asked for at 127.0.0.1.
const MAKE: &str = r#"set -e
ip link set lo up
ip route add local default dev lo
ip -6 route add local default dev lo
echo 'nameserver 127.0.0.1' > "$1/resolv"
echo 'hosts: dns' > "$1/nsswitch"
mount --bind "$1/resolv" /etc/resolv.conf
[ ! -e /etc/nsswitch.conf ] || mount --bind "$1/nsswitch" /etc/nsswitch.conf
shift
exec "$@""#;
/// An address of the outside.
const PUBLIC: [u8; 4] = [93, 184, 216, 34];
const LOCAL: [u8; 4] = [127, 0, 0, 1];

/// True inside. Outside: runs the test of this name inside and is false, or says why that cannot be.
fn is_inside(test: &str) -> bool {
    if std::env::var_os(MARK).is_some() {
        return true;
    }
    let folder = tempfile::tempdir().expect("a folder");
    match in_own_network(folder.path(), &["true"]).output() {
        Ok(output) if output.status.success() => {}
        Ok(output) => return left_out(test, &String::from_utf8_lossy(&output.stderr)),
        Err(error) => return left_out(test, &error.to_string()),
    }
    let own = std::env::current_exe().expect("this test").display().to_string();
    let again = [&own, "--exact", &format!("own_network::{test}"), "--nocapture"];
    let output = in_own_network(folder.path(), &again).env(MARK, "1").output().expect("started a moment ago");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    false
}

/// A command that is run in a new network.
fn in_own_network(folder: &Path, then: &[&str]) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--net", "--mount", "sh", "-c", MAKE, "sh"]).arg(folder).args(then);
    command
}

fn left_out(test: &str, reason: &str) -> bool {
    eprintln!("{test} is left out: no network of its own can be made here: {}", reason.trim());
    false
}

/// Answers every connection to any address with `hello`, and tells which addresses were connected to.
async fn everywhere() -> (u16, Arc<Mutex<Vec<IpAddr>>>) {
    let listener = TcpListener::bind("[::]:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let reached = Arc::new(Mutex::new(Vec::new()));
    let seen = reached.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            seen.lock().expect("the list").push(stream.local_addr().expect("an address").ip().to_canonical());
            stream.read_exact(&mut [0; 20]).await.expect("a request");
            let answer = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello");
            answer.await.expect("an answer");
            stream.shutdown().await.expect("the end");
        }
    });
    (port, reached)
}

/// A small DNS server with a time to live of 0. `answers(n)` are the addresses that the n-th question is told.
async fn name_server(answers: fn(usize) -> Vec<[u8; 4]>) -> Arc<Mutex<usize>> {
    let socket = UdpSocket::bind("127.0.0.1:53").await.expect("the port of DNS");
    let asked = Arc::new(Mutex::new(0));
    let count = asked.clone();
    tokio::spawn(async move {
        let mut question = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut question).await {
            let reply = reply(&question[..length], || {
                let mut count = count.lock().expect("the count");
                *count += 1;
                answers(*count)
            });
            socket.send_to(&reply, from).await.expect("a reply");
        }
    });
    asked
}

/// The reply to one question: addresses for type A, none for any other.
fn reply(query: &[u8], answers: impl FnOnce() -> Vec<[u8; 4]>) -> Vec<u8> {
    let name_end = 12 + query[12..].iter().position(|byte| *byte == 0).expect("a name") + 1;
    let addresses = if query[name_end..name_end + 2] == [0, 1] { answers() } else { Vec::new() };
    let mut reply = query[..2].to_vec();
    reply.extend([0x81, 0x80, 0, 1, 0, addresses.len() as u8, 0, 0, 0, 0]);
    reply.extend(&query[12..name_end + 4]);
    for address in addresses {
        // The name as asked, type A, class IN, 0 seconds to live, 4 bytes.
        reply.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4]);
        reply.extend(address);
    }
    reply
}

/// Connections that this network ever began, from the kernel: one for each first packet (SYN).
fn connections_begun() -> u64 {
    let text = std::fs::read_to_string(Path::new("/proc/net/snmp")).expect("Linux");
    let mut lines = text.lines().filter(|line| line.starts_with("Tcp:")).map(str::split_whitespace);
    let names = lines.next().expect("names");
    let mut pairs = names.zip(lines.next().expect("numbers"));
    pairs.find(|(name, _)| *name == "ActiveOpens").and_then(|(_, n)| n.parse().ok()).expect("a count")
}

/// A door that may fetch from this host.
fn door(host: &str, port: u16) -> Door {
    let mut door = Door::to(&[]);
    door.timeout = Duration::from_secs(5);
    door.granted = vec![format!("{host}:{port}").parse().expect("a pattern")];
    door
}

#[tokio::test]
async fn no_packet_goes_to_an_inside_address() {
    if !is_inside("no_packet_goes_to_an_inside_address") {
        return;
    }
    let (port, reached) = everywhere().await;
    for host in INSIDE {
        let error = door(host, port).fetch(&format!("http://{host}:{port}/")).await.expect_err(host);
        assert!(matches!(error, OutboundError::Refused { .. }), "{host}: {error:?}");
    }
    assert_eq!((connections_begun(), reached.lock().expect("the list").len()), (0, 0));
    for host in OUTSIDE {
        door(host, port).fetch(&format!("http://{host}:{port}/")).await.expect(host);
    }
    let seen = reached.lock().expect("the list").len();
    assert_eq!((connections_begun(), seen), (OUTSIDE.len() as u64, OUTSIDE.len()), "the counts do count");
}

#[tokio::test]
async fn a_name_that_is_bound_anew_is_resolved_once_and_leads_nowhere_else() {
    if !is_inside("a_name_that_is_bound_anew_is_resolved_once_and_leads_nowhere_else") {
        return;
    }
    let asked = name_server(|question| if question == 1 { vec![PUBLIC] } else { vec![LOCAL] }).await;
    let (port, reached) = everywhere().await;
    let door = door("rebinding.test", port);
    let url = format!("http://rebinding.test:{port}/");
    door.fetch(&url).await.expect("the first answer is outside");
    assert_eq!(*reached.lock().expect("the list"), [IpAddr::from(PUBLIC)]);
    assert_eq!(*asked.lock().expect("the count"), 1, "one resolution for one fetch");
    let error = door.fetch(&url).await.expect_err("the second answer is inside");
    assert!(matches!(error, OutboundError::Refused { .. }), "{error:?}");
    assert_eq!(*asked.lock().expect("the count"), 2);
    assert_eq!((reached.lock().expect("the list").len(), connections_begun()), (1, 1));
}

#[tokio::test]
async fn of_a_mixed_answer_only_the_outside_is_tried() {
    if !is_inside("of_a_mixed_answer_only_the_outside_is_tried") {
        return;
    }
    name_server(|_| vec![LOCAL, [169, 254, 169, 254], PUBLIC, [10, 0, 0, 1]]).await;
    let (port, reached) = everywhere().await;
    door("mixed.test", port).fetch(&format!("http://mixed.test:{port}/")).await.expect("one is outside");
    assert_eq!(*reached.lock().expect("the list"), [IpAddr::from(PUBLIC)]);
}
