;; A power that the manifest does not ask for.
(component (import "parvis:hub/data@0.1.0" (instance (export "count" (func (result s64))))))
