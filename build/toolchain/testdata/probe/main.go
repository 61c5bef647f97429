// Command probe is a WebAssembly module with the same shape of boundary as the core: alloc, call, result.
// The toolchain's tests build it with both compilers and run it in Node.
package main

import (
	"unsafe"

	"github.com/tinylib/msgp/msgp"
	"github.com/valyala/fastjson"

	"deskside/wasm/arena"
)

var (
	input  []byte
	output []byte
)

// alloc makes room for n bytes of input and returns where they go.
//
//go:wasmexport alloc
func alloc(n uint32) uint32 {
	arena.Begin()
	input, output = make([]byte, n), nil
	return address(input)
}

// call runs one operation over the first n bytes of input and returns the number of bytes of its answer.
// Operation 1 reads a JSON list of tickets and writes MessagePack: how many there are, then each subject.
// Any other operation is a panic, which is a trap.
//
//go:wasmexport call
func call(op, n uint32) uint32 {
	if op != 1 {
		panic("no such operation")
	}
	var parser fastjson.Parser
	list, err := parser.ParseBytes(input[:n])
	if err != nil {
		output = msgp.AppendString(nil, "not JSON: "+err.Error())
		return uint32(len(output))
	}
	tickets := list.GetArray()
	output = msgp.AppendArrayHeader(nil, uint32(len(tickets)))
	for _, ticket := range tickets {
		output = msgp.AppendStringFromBytes(output, ticket.GetStringBytes("subject"))
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
