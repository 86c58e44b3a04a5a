;; The start function traps where less memory is given than where the plugin was tried out.
(module
  (memory (export "memory") 2)
  (func $picky
    (if (i32.eq (memory.grow (i32.const 700)) (i32.const -1)) (then unreachable)))
  (start $picky)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func (export "parvis:hub/page@0.1.0#render") (param i32 i32 i32 i32 i32 i32) (result i32)
    i32.const 1024))
