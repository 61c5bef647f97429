//go:build wasm

// Command module is a WebAssembly module that does nothing but read answers of
// helpdesks, so that reading can be measured where it runs: compiled as the
// core is, with the exports that wasm/core.ts drives.
package main

import (
	"encoding/binary"
	"unsafe"

	"deskside/build/bench/decode/readers"
	"deskside/wasm/arena"
)

var input, output []byte

//go:wasmexport alloc
func alloc(size uint32) uint32 {
	arena.Begin()
	input, output = make([]byte, size), nil
	return address(input)
}

// call reads the input with the reader of that number. The result is how many
// tickets there were, four bytes.
//
//go:wasmexport call
func call(reader, size uint32) uint32 {
	tickets := readers.All()[reader].Read(input[:size])
	output = binary.LittleEndian.AppendUint32(nil, uint32(tickets))
	return uint32(len(output))
}

//go:wasmexport result
func result() uint32 { return address(output) }

func address(b []byte) uint32 { return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) }
