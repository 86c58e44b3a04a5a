;; Puts rows into a draft that it dropped.
(module
  (import "parvis:hub/publication@0.1.0" "begin" (func $begin (param i32 i32 i32)))
  (import "parvis:hub/publication@0.1.0" "[resource-drop]draft" (func $drop (param i32)))
  (import "parvis:hub/publication@0.1.0" "[method]draft.put" (func $put (param i32 i32 i32 i32 i32 i32 i32 i32)))
  (memory (export "memory") 2)
  (data (i32.const 1024) "dropped")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536)
  (func (export "parvis:hub/sync@0.1.0#run") (param i32 i32) (result i32)
    (call $begin (i32.const 1024) (i32.const 7) (i32.const 2048))
    (call $drop (i32.load (i32.const 2056)))
    (call $put (i32.load (i32.const 2056))
      (i32.const 1024) (i32.const 7) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 3072))
    i32.const 4096))
