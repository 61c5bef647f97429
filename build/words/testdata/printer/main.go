// Command printer is a WebAssembly module that prints messages: the test of
// build/words compares what it says with what Go's build of the same package says.
package main

import (
	"unsafe"

	"github.com/tinylib/msgp/msgp"

	"deskside/shared/words"
	"deskside/shared/words/print"
	"deskside/wasm/arena"
)

var input, output []byte

// main returns at once: a module built as a library keeps its exports.
func main() {}

// alloc makes room for n bytes of input and returns where they go.
//
//go:wasmexport alloc
func alloc(n uint32) uint32 {
	arena.Begin()
	input, output = make([]byte, n), nil
	return address(input)
}

// call reads MessagePack, a language and then messages, and writes MessagePack,
// each message as that language says it. It returns the number of bytes.
//
//go:wasmexport call
func call() uint32 {
	language, rest, err := msgp.ReadStringBytes(input)
	if err != nil {
		panic(err)
	}
	p := print.ForCustomers(language)
	for len(rest) > 0 {
		var s words.Say
		if rest, err = s.UnmarshalMsg(rest); err != nil {
			panic(err)
		}
		output = msgp.AppendString(output, p.Say(s))
	}
	return uint32(len(output))
}

// result returns where the answer to the last call begins.
//
//go:wasmexport result
func result() uint32 { return address(output) }

func address(b []byte) uint32 {
	return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b))))
}
