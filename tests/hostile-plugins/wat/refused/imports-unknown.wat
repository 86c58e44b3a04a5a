;; An interface that is not of the contract.
(component (import "partner:extra/thing@1.0.0" (instance (export "go" (func)))))
