//! Strangers' files against the install path: what is refused before it is read, what reading and compiling may take,
//! whose native code is run, and that nothing is ever half installed.

mod check;
mod counts;
mod exhaustion;
mod files;
mod half_done;
mod limits;
mod made;
mod native;
mod stack;
mod worker;
