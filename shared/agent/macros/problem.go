package macros

import "deskside/shared/words"

// Problem is what is wrong with a macro.
type Problem struct {
	// Field is "name", "text" or "actions".
	Field string    `msg:"field"`
	Say   words.Say `msg:"say"`
	// Start and End are where in the text, in UTF-16 code units; Line counts from 1,
	// and is 0 where there is no place.
	Start int `msg:"start"`
	End   int `msg:"end"`
	Line  int `msg:"line"`
}

// place says where in a text a problem is, given in bytes.
func (p *Problem) place(text string, start, end int) {
	p.Start, p.Line = 0, 1
	for _, r := range text[:start] {
		p.Start += units(r)
		if r == '\n' {
			p.Line++
		}
	}
	p.End = p.Start
	for _, r := range text[start:end] {
		p.End += units(r)
	}
}

func units(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}
