//! Base maps as small as can be: archives with one tile, the world. One is drawn, land everywhere and water west of Sèvres;
//! one is a picture, pink.

/// Where the water ends, in the 4,096 units of the world: 2.197 degrees east.
const SHORE: u64 = 2073;
const WORLD: u64 = 4096;
const HEADER: usize = 127;

/// Kinds of tiles, as the format numbers them.
const DRAWN: u8 = 1;
const PNG: u8 = 2;
/// A picture of one pink pixel.
const PINK: &[u8] = b"\
    \x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\
    \x01\x08\x02\x00\x00\x00\x90\x77\x53\xde\x00\x00\x00\x0c\x49\x44\x41\x54\x78\x9c\x63\xf8\xcf\
    \xf0\x1f\x00\x04\x00\x01\xff\x22\x0a\x3a\xf0\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

/// An archive whose tile is drawn.
pub fn drawn() -> Vec<u8> {
    let tile = [layer("earth", WORLD), layer("water", SHORE)].concat();
    archive(DRAWN, &tile, br#"{"vector_layers":[{"id":"earth"},{"id":"water"}]}"#)
}

/// An archive whose tile is a picture.
pub fn picture() -> Vec<u8> {
    archive(PNG, PINK, b"{}")
}

/// The archive: PMTiles 3, nothing compressed.
fn archive(kind: u8, tile: &[u8], metadata: &[u8]) -> Vec<u8> {
    // One entry: tile 0, for one tile, so many bytes long, at the beginning (written plus one).
    let mut directory = vec![1, 0, 1];
    varint(&mut directory, tile.len() as u64);
    directory.push(1);
    let mut file = b"PMTiles\x03".to_vec();
    let mut place = HEADER;
    for part in [directory.len(), metadata.len(), 0, tile.len()] {
        file.extend((place as u64).to_le_bytes());
        file.extend((part as u64).to_le_bytes());
        place += part;
    }
    (0..3).for_each(|_| file.extend(1_u64.to_le_bytes()));
    // In order, directories and tiles as they are, the kind of tiles, zoom 0 alone, the whole world.
    file.extend([1, 1, 1, kind, 0, 0]);
    for degrees in [-180, -85, 180, 85] {
        file.extend((degrees * 10_000_000_i32).to_le_bytes());
    }
    file.resize(HEADER, 0);
    [file, directory, metadata.to_vec(), tile.to_vec()].concat()
}

/// A layer with one polygon, from the western edge of the world to here.
fn layer(name: &str, east: u64) -> Vec<u8> {
    // Move to the corner, three lines, close; steps are zigzag numbers.
    let step = |units: u64| units * 2;
    let back = |units: u64| units * 2 - 1;
    let drawing = [9, 0, 0, 26, step(east), 0, 0, step(WORLD), back(east), 0, 15];
    let mut commands = Vec::new();
    drawing.iter().for_each(|number| varint(&mut commands, *number));
    let feature = [vec![0x18, 3], field(0x22, &commands)].concat();
    let mut layer = [vec![0x78, 2], field(0x0a, name.as_bytes()), field(0x12, &feature)].concat();
    layer.push(0x28);
    varint(&mut layer, WORLD);
    field(0x1a, &layer)
}

fn field(key: u8, content: &[u8]) -> Vec<u8> {
    let mut written = vec![key];
    varint(&mut written, content.len() as u64);
    written.extend(content);
    written
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
