;; Traps if a single byte of 16 MiB of fresh memory is not zero.
(module
  (memory (export "memory") 2)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func $found_something (export "parvis:hub/page@0.1.0#render")
    (param i32 i32 i32 i32 i32 i32) (result i32) (local $at i32) (local $end i32)
    (local.set $at (i32.shl (memory.grow (i32.const 256)) (i32.const 16)))
    (local.set $end (i32.add (local.get $at) (i32.const 0x1000000)))
    (loop $next
      (if (i64.ne (i64.load (local.get $at)) (i64.const 0)) (then unreachable))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    i32.const 1024))
