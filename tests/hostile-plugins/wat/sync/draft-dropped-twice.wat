;; Drops its draft, then drops it again.
(module
  (import "parvis:hub/publication@0.1.0" "begin" (func $begin (param i32 i32 i32)))
  (import "parvis:hub/publication@0.1.0" "[resource-drop]draft" (func $drop (param i32)))
  (memory (export "memory") 2)
  (data (i32.const 1024) "twice")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func (export "parvis:hub/sync@0.1.0#run") (param i32 i32) (result i32)
    (call $begin (i32.const 1024) (i32.const 5) (i32.const 2048))
    (call $drop (i32.load (i32.const 2056)))
    (call $drop (i32.load (i32.const 2056)))
    i32.const 4096))
