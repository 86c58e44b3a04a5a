;; Nothing could ever be called.
(component)
