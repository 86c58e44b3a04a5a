;; Drops a draft of the highest number that a handle can have.
(module
  (import "parvis:hub/publication@0.1.0" "[resource-drop]draft" (func $drop (param i32)))
  (memory (export "memory") 2)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func (export "parvis:hub/page@0.1.0#render") (param i32 i32 i32 i32 i32 i32) (result i32)
    i32.const 0x0fffffff
    call $drop
    i32.const 1024))
