package buffer

// Lines writes lines that each start with the same prefix, as quotes and items of lists do.
type Lines struct {
	// Out is what is written, the bytes before Start not by this.
	Out   Buffer
	Start int
	// Begun says that the current line has its prefix.
	Begun  bool
	prefix Buffer
	// Most is how long the prefix may become, 0 for as long as it takes.
	Most int
}

// AppendTo returns lines that are written behind dst.
func AppendTo(dst []byte) Lines { return Lines{Out: dst, Start: len(dst)} }

// Put writes something, at the start of a line after the prefix. Nothing begins no line.
//
//go:noinline
func (l *Lines) Put(s string) {
	if s == "" {
		return
	}
	l.begin()
	l.Out.String(s)
}

// PutBytes is Put of bytes.
func (l *Lines) PutBytes(b []byte) {
	if len(b) > 0 {
		l.begin()
		l.Out = append(l.Out, b...)
	}
}

func (l *Lines) begin() {
	if !l.Begun {
		l.Out = append(l.Out, l.prefix...)
		l.Begun = true
	}
}

// End ends the line; one without content has its prefix too, without the spaces at its end.
//
//go:noinline
func (l *Lines) End() {
	if !l.Begun {
		l.Out = append(l.Out, l.prefix...)
		l.Close()
	}
	l.Out.Byte('\n')
	l.Begun = false
}

// Close cuts the spaces at the end of the line.
//
//go:noinline
func (l *Lines) Close() {
	for n := len(l.Out); n > l.Start && l.Out[n-1] == ' '; n-- {
		l.Out = l.Out[:n-1]
	}
}

// Fits tells that the prefix may become longer by a number of bytes.
func (l *Lines) Fits(n int) bool { return l.Most == 0 || len(l.prefix)+n <= l.Most }

// Indent makes the prefix of the next lines longer, Outdent what it was.
func (l *Lines) Indent(by string) (was int) {
	was = len(l.prefix)
	l.prefix.String(by)
	return was
}

func (l *Lines) Outdent(was int) { l.prefix = l.prefix[:was] }
