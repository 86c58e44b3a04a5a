//! Files that the operator named.

use std::path::Path;
use std::time::Duration;

use parvis_model::PlatformError;
use parvis_outbound::OutboundError;

use crate::server::Door;

#[tokio::test]
async fn a_file_is_read_as_it_was_when_it_was_opened() {
    let door = Door::to(&[]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("feed.csv");
    std::fs::write(&path, "hello world").expect("a file");
    let opened = door.outbound.open_file(&path, 11).await.expect("exactly the limit");
    std::fs::write(&path, "other words").expect("the file again");
    assert_eq!((opened.status(), opened.headers(), opened.length()), (200, &[][..], 11));
    assert_eq!(opened.read_at(0, 100).expect("bytes"), b"hello world");
    let again = door.outbound.open_file(&path, 11).await.expect("the new words");
    assert_ne!(opened.digest(), again.digest());
    assert_eq!(door.names_left(), 0);
}

#[tokio::test]
async fn what_is_no_file_to_read_is_refused_with_its_reason() {
    let door = Door::to(&[]);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("big");
    std::fs::write(&file, "hello world").expect("a file");
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).expect("a socket");
    for (path, reason) in [
        (folder.path().join("missing"), "does not exist"),
        (folder.path().to_owned(), "is a folder"),
        (folder.path().join("socket"), "is a device, pipe or socket"),
        (Path::new("/dev/zero").to_owned(), "is a device, pipe or socket"),
        (file.clone(), "more than the 10 bytes"),
        (file.join("below"), "cannot be read"),
    ] {
        let error = door.outbound.open_file(&path, 10).await.expect_err(reason);
        let shown = error.to_string();
        assert!(shown.contains(reason) && shown.contains(&path.display().to_string()), "{shown}");
        assert_eq!(error.for_plugin(), PlatformError::Unavailable);
    }
    assert_eq!(door.names_left(), 0);
    door.expect_open(0).await;
}

#[tokio::test]
async fn a_file_that_is_written_while_it_is_read_is_not_half_taken() {
    let door = Door::to(&[]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("growing");
    std::fs::write(&path, vec![b'a'; 20_000_000]).expect("a file");
    let growing = path.clone();
    let writer = std::thread::spawn(move || {
        use std::io::Write;
        let mut file = std::fs::OpenOptions::new().append(true).open(growing).expect("the file");
        for _ in 0..200 {
            file.write_all(b"b").expect("room");
            std::thread::sleep(Duration::from_millis(2));
        }
    });
    let error = door.outbound.open_file(&path, 100_000_000).await.expect_err("a torn file");
    assert!(
        matches!(&error, OutboundError::File { reason, .. } if reason.contains("written to")),
        "{error:?}"
    );
    writer.join().expect("the writer");
    assert_eq!(door.outbound.open_file(&path, 100_000_000).await.expect("quiet now").length(), 20_000_200);
}
