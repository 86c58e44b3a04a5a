;; A memory of 64-bit addresses.
(component
  (core module $m (memory i64 1) (func (export "render") (result i32) i32.const 1))
  (core instance $i (instantiate $m))
  (func $f (result u32) (canon lift (core func $i "render")))
  (instance $home (export "render" (func $f)))
  (export "parvis:hub/home@0.1.0" (instance $home)))
