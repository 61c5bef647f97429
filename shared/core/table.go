package core

import (
	"deskside/shared/api"

	"deskside/shared/words"
)

// Table is the operations that one variant of the core can do; a host calls
// them by their index.
type Table []Operation

// Told returns the table with what its face tells people of errors.
func (t Table) Told(say Speech) Table {
	for i := range t {
		t[i].say = say
	}
	return t
}

// silent tells nothing: nobody but a host that is broken calls what is not there.
func silent(*api.Error) words.Say { return words.Say{} }

// Call runs operation op on an encoded Input and returns an encoded Outcome.
// It never returns an error: what goes wrong is a Failure. Nothing is held.
func (t Table) Call(op int, input []byte) []byte {
	return t.CallWith(func(uint32) []byte { return nil }, op, input)
}

// CallWith does that for a host that holds bytes: see Input.Held.
func (t Table) CallWith(held func(number uint32) []byte, op int, input []byte) []byte {
	var out Outcome
	in := Input{Held: held}
	if op < 0 || op >= len(t) {
		out = fail(&api.Error{Kind: api.Protocol, Detail: "no such operation"}, silent)
	} else if _, err := in.UnmarshalMsg(input); err != nil {
		out = fail(&api.Error{Kind: api.Protocol, Detail: "input that cannot be read"}, t[op].say)
	} else {
		out = t[op].step(&in, t[op].say)
	}
	b, err := out.MarshalMsg(nil)
	if err != nil {
		return nil
	}
	return b
}

// Index returns the number of the operation of that name, or -1.
func (t Table) Index(name string) int {
	for i := range t {
		if t[i].Name == name {
			return i
		}
	}
	return -1
}
