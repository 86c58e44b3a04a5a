;; A title in UTF-16 that is half of a character.
(module
  (memory (export "memory") 2)
  (data (i32.const 1032) "\00\08\00\00\01\00\00\00")
  (data (i32.const 2048) "\00\d8")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func (export "parvis:hub/page@0.1.0#render") (param i32 i32 i32 i32 i32 i32) (result i32)
    i32.const 1024))
