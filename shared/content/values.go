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
	// Chosen tells a colour that is kept unless nobody could read it.
	Chosen bool
	// Start and End are the byte offsets in the source.
	Start, End int
}

func (r *Report) value(o Outcome, what string, v Value, why Reason) {
	r.Add(Loss{Outcome: o, What: what, Name: v.Text, Of: v.Of, Why: why, Start: v.Start, End: v.End})
}

// Color reports a colour that is not known, or is the page's own.
func (r *Report) Color(v Value) {
	if c, ok := ParseRGB(v.Text); !ok {
		r.value(Refused, "colour", v, NotKnown)
	} else if c.Pale() || c.Plain() && !v.Chosen {
		r.value(Changed, "colour", v, AsPlainColor)
	}
}

// Size reports a size that is not known, or that has another name here.
func (r *Report) Size(v Value) {
	if step, ok := ParseStep(v.Text); !ok {
		r.value(Refused, "size", v, NotKnown)
	} else if !step.Says(v.Text) {
		r.Add(Loss{Outcome: Changed, What: "size", Name: v.Text, Of: v.Of, Instead: step.Keyword(), Start: v.Start, End: v.End})
	}
}

// Font reports a font that is not on the list.
func (r *Report) Font(v Value) {
	if _, ok := ParseFamily(v.Text); !ok {
		r.value(Refused, "font", v, NotListed)
	}
}

// Alignment reports an alignment that is not known.
func (r *Report) Alignment(v Value) {
	if _, ok := ParseAlign(v.Text); !ok {
		r.value(Refused, "alignment", v, NotKnown)
	}
}
