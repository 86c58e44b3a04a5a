//! A base map as small as can be: an archive with one tile, the world, land everywhere and water west of Sèvres.

/// Where the water ends, in the 4,096 units of the world: 2.197 degrees east.
const SHORE: u64 = 2073;
const WORLD: u64 = 4096;
const HEADER: usize = 127;

/// The archive: PMTiles 3, nothing compressed.
pub fn archive() -> Vec<u8> {
    let tile = [layer("earth", WORLD), layer("water", SHORE)].concat();
    let metadata = br#"{"vector_layers":[{"id":"earth"},{"id":"water"}]}"#;
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
    // In order, directories and tiles as they are, vector tiles, zoom 0 alone, the whole world.
    file.extend([1, 1, 1, 1, 0, 0]);
    for degrees in [-180, -85, 180, 85] {
        file.extend((degrees * 10_000_000_i32).to_le_bytes());
    }
    file.resize(HEADER, 0);
    [file, directory, metadata.to_vec(), tile].concat()
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
