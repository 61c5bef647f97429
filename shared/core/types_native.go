//go:build !wasm

package core

func types[A, R any]() (args, result any) { return new(A), new(R) }
