;; The start function traps.
(module
  (memory (export "memory") 2)
  (func $born_dead unreachable)
  (start $born_dead)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func (export "parvis:hub/page@0.1.0#render") (param i32 i32 i32 i32 i32 i32) (result i32)
    i32.const 1024))
