//go:build wasm

// Command module is a WebAssembly module that does nothing but filter, so that
// it can be measured where it runs: compiled as the core is, with its exports.
package main

import (
	"encoding/binary"
	"unsafe"

	"deskside/build/bench/filter/corpus"
	"deskside/shared/filter/match"
	"deskside/wasm/arena"
)

var input, output []byte

//go:wasmexport alloc
func alloc(size uint32) uint32 {
	arena.Begin()
	input, output = make([]byte, size), nil
	return address(input)
}

// The operations. Numbers are four bytes each, little-endian.
const (
	// fill answers a table of input[0] tickets.
	fill = iota
	// selects compiles query input[1], judges all rows of the table that is held
	// as input[0], as a key press does, and answers how many pass.
	selects
	// ticket answers ticket input[0] as MessagePack.
	ticket
)

//go:wasmexport call
func call(operation, _ uint32) uint32 {
	argument := func(i int) int { return int(binary.LittleEndian.Uint32(input[i*4:])) }
	switch operation {
	case fill:
		n := argument(0)
		table := match.NewTable(n, n*1500)
		for i := range n {
			t := corpus.Ticket(i, 0)
			table.Put(&t)
		}
		output = table.Bytes()
	case selects:
		table, err := match.Open(arena.Held(uint32(argument(0))))
		if err != nil {
			panic("no table is held under this number")
		}
		bound, err := corpus.Query(corpus.Queries[argument(1)][1])
		if err != nil {
			panic("a query that is none")
		}
		found := len(match.Compile(bound).Select(table, nil))
		output = binary.LittleEndian.AppendUint32(nil, uint32(found))
	case ticket:
		t := corpus.Ticket(argument(0), 0)
		output, _ = t.MarshalMsg(nil)
	}
	return uint32(len(output))
}

//go:wasmexport result
func result() uint32 { return address(output) }

//go:wasmexport hold
func hold(handle, size uint32) uint32 { return address(arena.Hold(handle, size)) }

//go:wasmexport release
func release(handle uint32) { arena.Release(handle) }

func address(b []byte) uint32 { return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) }
