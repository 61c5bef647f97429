//go:build wasm

// Command module is a WebAssembly module that does nothing but filter, so that
// it can be measured where it runs: compiled as the core is, with the exports
// that wasm/core.ts drives.
package main

import (
	_ "deskside/wasm/arena"

	"encoding/binary"
	"unsafe"

	"deskside/build/bench/filter/corpus"
	"deskside/shared/filter/match"
	"deskside/shared/helpdesk"
)

var (
	input, output []byte
	table         *match.Table
	matcher       *match.Matcher
	list          *match.List
	rows          []int32
	// changed are further versions of some of the tickets.
	changed []helpdesk.Ticket
	turn    int
)

//go:wasmexport alloc
func alloc(size uint32) uint32 {
	if int(size) > cap(input) {
		input = make([]byte, size)
	}
	input = input[:size]
	return address(input)
}

// The operations. Numbers are four bytes each, little-endian.
const (
	// fill makes a table of input[0] tickets and answers its size in bytes.
	fill = iota
	// bytes answers the table.
	bytes
	// prepare compiles query input[0].
	prepare
	// selects judges all rows and answers how many pass.
	selects
	// sorts does that and puts them in order.
	sorts
	// change puts one of the changed tickets into the list, by turns.
	change
	// judge puts one into the table and judges it alone.
	judge
	// open does what selects does over a table that is the input.
	open
	// ticket answers ticket input[0] as MessagePack.
	ticket
)

//go:wasmexport call
func call(operation, size uint32) uint32 {
	argument := func(i int) int { return int(binary.LittleEndian.Uint32(input[i*4:])) }
	answer := 0
	switch operation {
	case fill:
		n := argument(0)
		table = match.NewTable(n, n*1500)
		for i := range n {
			t := corpus.Ticket(i, 0)
			table.Put(&t)
		}
		changed = changed[:0]
		for i := range 500 {
			changed = append(changed, corpus.Ticket(i*197%n, 1+i/250))
		}
		answer = len(table.Bytes())
	case bytes:
		output = table.Bytes()
		return uint32(len(output))
	case prepare:
		bound, err := corpus.Query(corpus.Queries[argument(0)][1])
		if err != nil {
			return 0
		}
		matcher = match.Compile(bound)
		list = nil
	case selects:
		rows = matcher.Select(table, rows[:0])
		answer = len(rows)
	case sorts:
		list = matcher.List(table)
		answer = len(list.Rows())
	case change:
		if list == nil {
			list = matcher.List(table)
		}
		list.Put(&changed[turn%len(changed)])
		turn++
		answer = len(list.Rows())
	case judge:
		list = nil
		row, _ := table.Put(&changed[turn%len(changed)])
		if turn++; matcher.Row(table, row) {
			answer = 1
		}
	case open:
		opened, err := match.Open(input[:size])
		if err != nil {
			return 0
		}
		rows = matcher.Select(opened, rows[:0])
		answer = len(rows)
	case ticket:
		t := corpus.Ticket(argument(0), 0)
		output, _ = t.MarshalMsg(output[:0])
		return uint32(len(output))
	}
	output = binary.LittleEndian.AppendUint32(nil, uint32(answer))
	return uint32(len(output))
}

//go:wasmexport result
func result() uint32 { return address(output) }

func address(b []byte) uint32 { return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) }
