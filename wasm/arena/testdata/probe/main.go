//go:build wasm && tinygo

// Command probe is a module with the core's exports whose operations do what
// the core's must not: they keep pointers from call to call. arena.test.ts finds
// them out in the poisoned build. Its other operations look at what the
// allocator gives.
package main

import (
	"encoding/binary"
	"unsafe"

	"deskside/wasm/arena"
)

var (
	input, output []byte
	// kept outlives its call, which is wrong.
	kept []byte
	// made is of the program's own start, and may stay.
	made = []byte("made at the start")
)

//go:wasmexport alloc
func alloc(size uint32) uint32 {
	arena.Begin()
	input, output = make([]byte, size), nil
	return address(input)
}

// The operations.
const (
	// echo answers the input.
	echo = iota
	// keep keeps the input.
	keep
	// readKept answers what was kept.
	readKept
	// writeKept writes into it.
	writeKept
	// writeHeld writes into what is held under the number in the input.
	writeHeld
	// readHeld answers what is held under the number in the input.
	readHeld
	// dirty makes objects of all sizes up to 1,000 bytes and one of the size in the
	// input, and answers how many were not clean or not aligned.
	dirty
	// start answers what the program made as it started.
	start
)

//go:wasmexport call
func call(operation, size uint32) uint32 {
	switch operation {
	case echo:
		output = append(output, input...)
	case keep:
		kept = input
	case readKept:
		output = append(output, kept...)
	case writeKept:
		kept[0]++
	case writeHeld:
		arena.Held(number())[0]++
	case readHeld:
		output = append(output, arena.Held(number())...)
	case dirty:
		wrong := uint32(0)
		for size := range 1000 {
			wrong += soiled(size + 1)
		}
		output = binary.LittleEndian.AppendUint32(nil, wrong+soiled(int(number())))
	case start:
		output = append(output, made...)
	}
	return uint32(len(output))
}

func number() uint32 { return binary.LittleEndian.Uint32(input) }

// soiled makes an object, looks at it and writes all of it.
func soiled(size int) uint32 {
	object := make([]byte, size)
	wrong := address(object) % 16
	for i := range object {
		wrong |= uint32(object[i])
		object[i] = 0xff
	}
	return min(wrong, 1)
}

//go:wasmexport result
func result() uint32 { return address(output) }

//go:wasmexport hold
func hold(handle, size uint32) uint32 { return address(arena.Hold(handle, size)) }

//go:wasmexport release
func release(handle uint32) { arena.Release(handle) }

func address(b []byte) uint32 { return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) }

func main() {}
