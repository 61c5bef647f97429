//go:build wasm

// Command core is the WebAssembly module around deskside/shared/core: one byte
// slice in, one byte slice out. wasm/core.ts is its only caller.
//
// The host writes an input of n bytes where alloc(n) says, calls
// call(op, n), which returns the size of the result, and reads the result at
// result(). Both places stay valid until the next alloc or call. The module is
// single-threaded and keeps no state between calls but its memory.
package main

import "unsafe"

var (
	input, output []byte
	table         = operations()
)

//go:wasmexport alloc
func alloc(size uint32) uint32 {
	if int(size) > cap(input) {
		input = make([]byte, size)
	}
	input = input[:size]
	return address(input)
}

//go:wasmexport call
func call(op, size uint32) uint32 {
	output = table.Call(int(op), input[:size])
	return uint32(len(output))
}

//go:wasmexport result
func result() uint32 { return address(output) }

func address(b []byte) uint32 { return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) }
