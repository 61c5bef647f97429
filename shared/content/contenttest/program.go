package contenttest

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/content"
	"deskside/shared/content/draw"
)

// instruction is one of a drawing program, read as the format is documented.
type instruction struct {
	op     draw.Op
	number uint32
	text   string
}

// instructions reads a drawing program by the forms of its operations alone.
func instructions(program []byte) (list []instruction, fault string) {
	if len(program) == 0 || program[0] != draw.Version {
		return nil, "no version"
	}
	program = program[1:]
	number := func() (n uint32) {
		for shift := 0; ; shift += 7 {
			if len(program) == 0 || shift > 28 {
				fault = "a number without end"
				return 0
			}
			c := program[0]
			program = program[1:]
			n |= uint32(c&0x7f) << shift
			if c < 0x80 {
				return n
			}
		}
	}
	for len(program) > 0 && fault == "" {
		in := instruction{op: draw.Op(program[0])}
		program = program[1:]
		switch in.op & 0xc0 {
		case 0x40:
			in.number = number()
		case 0x80, 0xc0:
			n := number()
			if int(n) > len(program) {
				return list, "a string that is cut"
			}
			in.text, program = string(program[:n]), program[n:]
		}
		list = append(list, in)
	}
	return list, fault
}

// ProgramFault tells the first way in which a drawing program is not as documented.
func ProgramFault(program []byte) string {
	list, fault := instructions(program)
	if fault != "" {
		return fault
	}
	var open []draw.Op
	filled := true // the element opened last has children, so takes no setters
	for _, in := range list {
		opens := in.op&0xe0 == 0x20
		switch {
		case opens:
			open = append(open, in.op)
			filled = false
		case in.op == draw.End:
			if len(open) == 0 {
				return "an end too many"
			}
			open = open[:len(open)-1]
			filled = true
		case in.op == draw.Br || in.op == draw.Hr || in.op == draw.Text || in.op == draw.Label:
			filled = true
		case filled:
			return "a setter after children"
		}
		if !utf8.ValidString(in.text) {
			return "a string that is not UTF-8"
		}
		if in.op == draw.Href || in.op == draw.Src {
			u, err := content.ParseURL(in.text)
			if err != nil || u.String() != in.text || in.op == draw.Src && !strings.HasPrefix(in.text, "http") {
				return "the URL " + in.text
			}
		}
	}
	if len(open) > 0 {
		return "an element without end"
	}
	return ""
}
