;; An interface of the contract with a function of another type.
(component
  (import "parvis:hub/clock@0.1.0" (instance (export "now" (func (result string)))))
  (core module $m (func (export "render") (result i32) i32.const 1))
  (core instance $i (instantiate $m))
  (func $f (result u32) (canon lift (core func $i "render")))
  (instance $home (export "render" (func $f)))
  (export "parvis:hub/home@0.1.0" (instance $home)))
