//! What one entity of a feed gives.

use parvis_connect::Rows;
use parvis_sdk::Row;

/// What one entity of a feed gives.
pub(super) enum Told {
    /// These rows; none if what it tells is over.
    Rows(Vec<Row>),
    /// It is about what is not published here.
    Elsewhere,
    /// It cannot be used, for this reason.
    Refused(String),
}

impl Told {
    /// Hands rows of the source's own to the hub. Answers how many entities were of elsewhere.
    pub(super) fn put(self, rows: &mut Rows, at: usize) -> usize {
        self.hand_over(rows, at, Rows::take)
    }

    /// The same for rows that stand in place of those of the timetable.
    pub(super) fn amend(self, rows: &mut Rows, at: usize) -> usize {
        self.hand_over(rows, at, Rows::amend)
    }

    /// The ids of its rows.
    pub(super) fn ids(&self) -> Vec<String> {
        match self {
            Told::Rows(rows) => rows.iter().map(|row| row.id.clone()).collect(),
            Told::Elsewhere | Told::Refused(_) => Vec::new(),
        }
    }

    fn hand_over(
        self,
        rows: &mut Rows,
        at: usize,
        take: impl FnOnce(&mut Rows, usize, Result<Vec<Row>, String>),
    ) -> usize {
        match self {
            Told::Rows(found) => take(rows, at, Ok(found)),
            Told::Refused(reason) => take(rows, at, Err(reason)),
            Told::Elsewhere => {
                rows.pass_over();
                return 1;
            }
        }
        0
    }
}
