;; Code from elsewhere.
(component (import "code" (core module)))
