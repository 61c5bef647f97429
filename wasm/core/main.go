//go:build wasm

// Command core is the WebAssembly module around deskside/shared/core: one byte
// slice in, one byte slice out. wasm/core.ts is its only caller.
//
// The host writes an input of n bytes where alloc(n) says, calls
// call(op, n), which returns the size of the result, and reads the result at
// result(). Both places stay valid until the next alloc, hold or release: with
// these the memory of a call begins anew. What lasts beyond a call is placed by
// the host, under a number of its own: n bytes where hold(handle, n) says, until
// release(handle). The module is single-threaded and keeps nothing else.
package main

import (
	"unsafe"

	"deskside/wasm/arena"
)

// Both lie in the memory of a call. They are set before they are read.
var input, output []byte

var table = operations()

//go:wasmexport alloc
func alloc(size uint32) uint32 {
	arena.Begin()
	input, output = make([]byte, size), nil
	return address(input)
}

//go:wasmexport call
func call(op, size uint32) uint32 {
	output = table.CallWith(arena.Held, int(op), input[:size])
	return uint32(len(output))
}

//go:wasmexport result
func result() uint32 { return address(output) }

//go:wasmexport hold
func hold(handle, size uint32) uint32 { return address(arena.Hold(handle, size)) }

//go:wasmexport release
func release(handle uint32) { arena.Release(handle) }

func address(b []byte) uint32 { return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) }
