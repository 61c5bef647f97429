package content

// Reporting reads a source while report, nil for nobody, is told what finds no place. read is what
// reads it into b.
func (b *Builder) Reporting(src string, report *Report, read func(string) *Document) *Document {
	report.Characters(src)
	b.Report = report
	d := read(src)
	b.Report = nil
	return d
}

// A Value is a word of a source that formats text, and where it stands.
type Value struct {
	Text string
	// Of is the element or tag that it belongs to.
	Of string
	// Start and End are the byte offsets in the source.
	Start, End int
}

func (r *Report) value(o Outcome, what string, v Value, detail string) {
	r.Add(Loss{Outcome: o, What: what, Name: v.Text, Of: v.Of, Detail: detail, Start: v.Start, End: v.End})
}

// Color reports a colour that is not known, or is the page's own.
func (r *Report) Color(v Value) {
	if c, ok := ParseRGB(v.Text); !ok {
		r.value(Refused, "colour", v, "it is not known")
	} else if c.Plain() {
		r.value(Changed, "colour", v, "the colour of the page's own text")
	}
}

// Size reports a size that is not known, or that has another name here.
func (r *Report) Size(v Value) {
	if step, ok := ParseStep(v.Text); !ok {
		r.value(Refused, "size", v, "it is not known")
	} else if !step.Says(v.Text) {
		r.value(Changed, "size", v, step.Keyword())
	}
}

// Font reports a font that is not on the list.
func (r *Report) Font(v Value) {
	if _, ok := ParseFamily(v.Text); !ok {
		r.value(Refused, "font", v, "it is not on the list")
	}
}

// Alignment reports an alignment that is not known.
func (r *Report) Alignment(v Value) {
	if _, ok := ParseAlign(v.Text); !ok {
		r.value(Refused, "alignment", v, "it is not known")
	}
}
