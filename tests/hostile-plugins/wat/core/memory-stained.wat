;; Leaves 16 MiB full of a secret behind. Its neighbour `memory-scans` looks for it.
(module
  (memory (export "memory") 2)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func (export "parvis:hub/page@0.1.0#render") (param i32 i32 i32 i32 i32 i32) (result i32)
    (memory.fill
      (i32.shl (memory.grow (i32.const 256)) (i32.const 16)) (i32.const 0xa5) (i32.const 0x1000000))
    i32.const 1024))
