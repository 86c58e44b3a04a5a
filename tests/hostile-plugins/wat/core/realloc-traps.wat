;; Traps while the hub hands it the request.
(module
  (memory (export "memory") 2)
  (func $no_room (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
  (func (export "parvis:hub/page@0.1.0#render") (param i32 i32 i32 i32 i32 i32) (result i32)
    i32.const 1024))
