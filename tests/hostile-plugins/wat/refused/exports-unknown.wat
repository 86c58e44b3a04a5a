;; An export that the contract does not have.
(component
  (core module $m (func (export "render") (result i32) i32.const 1))
  (core instance $i (instantiate $m))
  (func $f (result u32) (canon lift (core func $i "render")))
  (export "render" (func $f)))
