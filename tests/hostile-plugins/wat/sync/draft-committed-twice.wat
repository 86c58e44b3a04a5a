;; Gives its draft away twice: what is committed is no longer its own.
(module
  (import "parvis:hub/publication@0.1.0" "begin" (func $begin (param i32 i32 i32)))
  (import "parvis:hub/publication@0.1.0" "commit" (func $commit (param i32 i32)))
  (memory (export "memory") 2)
  (data (i32.const 1024) "again")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func (export "parvis:hub/sync@0.1.0#run") (param i32 i32) (result i32)
    (call $begin (i32.const 1024) (i32.const 5) (i32.const 2048))
    (i32.store (i32.const 8192) (i32.load (i32.const 2056)))
    (call $commit (i32.const 8192) (i32.const 3072))
    (call $commit (i32.const 8192) (i32.const 3072))
    i32.const 4096))
