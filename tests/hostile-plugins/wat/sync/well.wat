;; The frame of the others: it begins a draft and leaves it. It ends well, whatever it was given.
(module
  (import "parvis:hub/publication@0.1.0" "begin" (func $begin (param i32 i32 i32)))
  (memory (export "memory") 2)
  (data (i32.const 1024) "left")
  (data (i32.const 4096) "\00\00\00\00\01")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func (export "parvis:hub/sync@0.1.0#run") (param i32 i32) (result i32)
    (call $begin (i32.const 1024) (i32.const 4) (i32.const 2048))
    i32.const 4096))
