//! Writing Mapbox Vector Tiles 2.1, the part of protobuf that they need with them: numbers, texts, lists of numbers.

use std::collections::HashMap;

use super::address::EXTENT;

/// The value of a property.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Value {
    Text(String),
    Count(u64),
}

/// What a feature looks like, in units of the tile.
pub(super) enum Drawing {
    Points(Vec<[i32; 2]>),
    Lines(Vec<Vec<[i32; 2]>>),
    /// Rings, open, those of a polygon outer first; see [`super::shape`] for the direction.
    Rings(Vec<Vec<[i32; 2]>>),
}

/// A layer being written.
pub(super) struct Layer {
    name: String,
    features: Vec<u8>,
    keys: Vec<&'static str>,
    values: Vec<u8>,
    known: HashMap<Value, u32>,
}

impl Layer {
    pub(super) fn new(name: &str) -> Layer {
        let name = name.to_owned();
        Layer { name, features: Vec::new(), keys: Vec::new(), values: Vec::new(), known: HashMap::new() }
    }

    /// Bytes so far, its name and keys aside.
    pub(super) fn bytes(&self) -> usize {
        self.features.len() + self.values.len()
    }

    pub(super) fn add(&mut self, drawing: &Drawing, properties: Vec<(&'static str, Value)>) {
        let mut tags = Vec::with_capacity(properties.len() * 2);
        for (key, value) in properties {
            tags.extend([self.key(key), self.value(value)]);
        }
        let (kind, commands) = commands(drawing);
        let mut feature = Vec::new();
        write_list(&mut feature, 2, &tags);
        write_number(&mut feature, 3, kind);
        write_list(&mut feature, 4, &commands);
        write_bytes(&mut self.features, 2, &feature);
    }

    /// Puts the layer into a tile; a layer without features is left out.
    pub(super) fn put_into(&self, tile: &mut Vec<u8>) {
        if self.features.is_empty() {
            return;
        }
        let mut layer = Vec::with_capacity(self.bytes() + 128);
        write_number(&mut layer, 15, 2);
        write_bytes(&mut layer, 1, self.name.as_bytes());
        layer.extend_from_slice(&self.features);
        self.keys.iter().for_each(|key| write_bytes(&mut layer, 3, key.as_bytes()));
        layer.extend_from_slice(&self.values);
        write_number(&mut layer, 5, EXTENT.unsigned_abs().into());
        write_bytes(tile, 3, &layer);
    }

    fn key(&mut self, key: &'static str) -> u32 {
        let place = self.keys.iter().position(|known| *known == key).unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        });
        place as u32
    }

    fn value(&mut self, value: Value) -> u32 {
        if let Some(place) = self.known.get(&value) {
            return *place;
        }
        let mut written = Vec::new();
        match &value {
            Value::Text(text) => write_bytes(&mut written, 1, text.as_bytes()),
            Value::Count(count) => write_number(&mut written, 5, *count),
        }
        write_bytes(&mut self.values, 4, &written);
        let place = self.known.len() as u32;
        self.known.insert(value, place);
        place
    }
}

/// The number of the geometry's kind, and the commands that draw it.
fn commands(drawing: &Drawing) -> (u64, Vec<u32>) {
    let mut pen = Pen::default();
    let kind = match drawing {
        Drawing::Points(points) => {
            pen.move_to(points);
            1
        }
        Drawing::Lines(lines) => {
            lines.iter().for_each(|line| pen.path(line));
            2
        }
        Drawing::Rings(rings) => {
            for ring in rings {
                pen.path(ring);
                pen.commands.push(command(7, 1));
            }
            3
        }
    };
    (kind, pen.commands)
}

/// Where the drawing hand is: each position is written as the step from the one before.
#[derive(Default)]
struct Pen {
    at: [i32; 2],
    commands: Vec<u32>,
}

impl Pen {
    fn path(&mut self, points: &[[i32; 2]]) {
        let Some((first, rest)) = points.split_first() else { return };
        self.move_to(std::slice::from_ref(first));
        self.commands.push(command(2, rest.len()));
        rest.iter().for_each(|point| self.step(*point));
    }

    fn move_to(&mut self, points: &[[i32; 2]]) {
        self.commands.push(command(1, points.len()));
        points.iter().for_each(|point| self.step(*point));
    }

    fn step(&mut self, to: [i32; 2]) {
        let zigzag = |step: i32| ((step << 1) ^ (step >> 31)) as u32;
        self.commands.extend([zigzag(to[0] - self.at[0]), zigzag(to[1] - self.at[1])]);
        self.at = to;
    }
}

fn command(id: u32, times: usize) -> u32 {
    id | (times as u32) << 3
}

fn write_varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn write_number(out: &mut Vec<u8>, field: u64, number: u64) {
    write_varint(out, field << 3);
    write_varint(out, number);
}

fn write_bytes(out: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    write_varint(out, field << 3 | 2);
    write_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

fn write_list(out: &mut Vec<u8>, field: u64, numbers: &[u32]) {
    let mut list = Vec::with_capacity(numbers.len() * 2);
    numbers.iter().for_each(|number| write_varint(&mut list, u64::from(*number)));
    write_bytes(out, field, &list);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_are_those_of_the_specification() {
        // Sections 4.3.5.1, .4 and .6 of the specification.
        assert_eq!(commands(&Drawing::Points(vec![[25, 17]])), (1, vec![9, 50, 34]));
        assert_eq!(commands(&Drawing::Points(vec![[5, 7], [3, 2]])), (1, vec![17, 10, 14, 3, 9]));
        let line = vec![vec![[2, 2], [2, 10], [10, 10]]];
        assert_eq!(commands(&Drawing::Lines(line)), (2, vec![9, 4, 4, 18, 0, 16, 16, 0]));
        let ring = vec![vec![[3, 6], [8, 12], [20, 34]]];
        assert_eq!(commands(&Drawing::Rings(ring)), (3, vec![9, 6, 12, 18, 10, 12, 24, 44, 15]));
    }

    #[test]
    fn numbers_take_as_many_bytes_as_they_need() {
        let written = |number| {
            let mut out = Vec::new();
            write_varint(&mut out, number);
            out
        };
        assert_eq!((written(127), written(128), written(300)), (vec![127], vec![128, 1], vec![0xac, 2]));
    }
}
