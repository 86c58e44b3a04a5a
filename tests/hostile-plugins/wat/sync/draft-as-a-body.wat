;; Passes its draft off as a body.
(module
  (import "parvis:hub/publication@0.1.0" "begin" (func $begin (param i32 i32 i32)))
  (import "parvis:hub/outbound@0.1.0" "[method]body.length" (func $length (param i32) (result i64)))
  (memory (export "memory") 2)
  (data (i32.const 1024) "body")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func (export "parvis:hub/sync@0.1.0#run") (param i32 i32) (result i32)
    (call $begin (i32.const 1024) (i32.const 4) (i32.const 2048))
    (drop (call $length (i32.load (i32.const 2056))))
    i32.const 4096))
