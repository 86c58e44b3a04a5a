;; A title in Latin-1 or UTF-16, marked as the latter by its highest bit, at an odd address.
(module
  (memory (export "memory") 2)
  (data (i32.const 1032) "\01\08\00\00\01\00\00\80")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func (export "parvis:hub/page@0.1.0#render") (param i32 i32 i32 i32 i32 i32) (result i32)
    i32.const 1024))
