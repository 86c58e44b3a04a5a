//! Encryption: only servers that a known authority vouches for, and only those that encrypt.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;

use parvis_outbound::OutboundError;
use rustls::{ServerConfig, ServerConnection, StreamOwned, crypto::ring, pki_types::PrivateKeyDer};

use crate::server::Door;

/// A server that vouches for itself, for one connection. Answers what it could read of the request.
fn vouch_for_itself(listener: TcpListener) -> std::thread::JoinHandle<Vec<u8>> {
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(own.signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|config| config.with_no_client_auth().with_single_cert(vec![own.cert.der().clone()], key))
        .expect("a configuration");
    std::thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a connection");
        let connection = ServerConnection::new(Arc::new(config)).expect("a connection");
        let mut stream = StreamOwned::new(connection, stream);
        let mut request = vec![0; 1024];
        let length = stream.read(&mut request).unwrap_or(0);
        request.truncate(length);
        request
    })
}

#[tokio::test]
async fn a_server_that_only_vouches_for_itself_is_told_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let host = format!("localhost:{}", listener.local_addr().expect("an address").port());
    let door = Door::to_hosts(vec![host.clone()]);
    let server = vouch_for_itself(listener);
    let error = door.fetch(&format!("https://{host}/?key=SECRET")).await.expect_err("nobody vouches for it");
    let text = error.to_string();
    // Where the system knows no authority at all, the text says so instead, and nothing is sent either.
    assert!(text.contains("certificate") || text.contains("ca-certificates"), "{text}");
    // Ends the server's wait where the hub did not even connect.
    drop(std::net::TcpStream::connect(&host));
    assert_eq!(server.join().expect("the server"), b"");
}

#[tokio::test]
async fn a_server_that_does_not_encrypt_fails() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let host = listener.local_addr().expect("an address").to_string();
    let door = Door::to_hosts(vec![host.clone()]);
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello").expect("an answer");
    });
    let error = door.fetch(&format!("https://{host}/")).await.expect_err("no encryption");
    assert!(matches!(error, OutboundError::Failed { .. }), "{error:?}");
}
