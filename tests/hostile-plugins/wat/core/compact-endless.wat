;; A title of 2^31 - 1 characters in UTF-16, four thousand million bytes.
(module
  (memory (export "memory") 2)
  (data (i32.const 1032) "\00\08\00\00\ff\ff\ff\ff")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func (export "parvis:hub/page@0.1.0#render") (param i32 i32 i32 i32 i32 i32) (result i32)
    i32.const 1024))
