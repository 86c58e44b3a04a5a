;; A contract that this hub does not speak.
(component (import "parvis:hub/data@0.9.0" (instance (export "count" (func (result s64))))))
