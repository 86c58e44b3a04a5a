;; Wants 100 MiB from the beginning: more than a page may have, less than a refresh.
(module
  (memory (export "memory") 1600)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func (export "parvis:hub/page@0.1.0#render") (param i32 i32 i32 i32 i32 i32) (result i32)
    i32.const 1024))
