//go:build wasm

package core

// types keeps type descriptors out of what browsers link.
func types[A, R any]() (args, result any) { return nil, nil }
