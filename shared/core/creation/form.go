package creation

import (
	"slices"
	"strings"
	"unicode/utf8"

	"deskside/shared/agent"
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Table is what a face takes to ask for a new ticket, with the kinds of helpdesk
// that it links.
func Table(desks helpdesk.Desks) core.Table {
	f := forms{desks}
	return core.Table{core.Local("new.form", f.form), core.Local("new.check", f.check)}
}

type forms struct{ desks helpdesk.Desks }

func (f forms) form(a *FormArgs, _ *core.Input) (*FormResult, error) {
	known, err := f.known(&a.Directory)
	if err != nil {
		return nil, err
	}
	r := &FormResult{}
	for _, c := range known.Desk.Can().Creates {
		r.Types = append(r.Types, c.Type)
		if slices.Contains(known.Desk.Can().Apart, c.Type) {
			r.Apart = append(r.Apart, c.Type)
		}
	}
	if len(r.Types) == 0 {
		return r, nil
	}
	r.Type = r.Types[max(0, slices.Index(r.Types, a.Type))]
	if known.Desk.Can().Files {
		r.FileRoom = agent.FileRoom
	}
	for _, part := range known.Parts(r.Type) {
		p := FormPart{Property: part.Property, Required: part.Required, Either: part.Either, Default: part.Default}
		if !typed(part.Property) {
			p.Choices = known.Choices(r.Type, part.Property)
		}
		kind, id := part.Property.Field()
		if i := slices.IndexFunc(known.Fields, func(f helpdesk.FieldEntry) bool { return f.ID == id }); id != 0 && i >= 0 {
			p.Kind, p.Title, p.Parent = kind, known.Fields[i].Name, known.Fields[i].Parent
		}
		// What there is nothing to choose for is not asked for; tags can be any.
		if typed(p.Property) || p.Property == helpdesk.PropertyTags || p.Kind == helpdesk.TextField || p.Kind == helpdesk.DateField || len(p.Choices) > 1 || p.Required {
			r.Parts = append(r.Parts, p)
		}
	}
	return r, nil
}

func (f forms) known(d *helpdesk.Directory) (*helpdesk.Known, error) {
	desk, err := f.desks.Of(d.System)
	if err != nil {
		return nil, err
	}
	d.Desk = desk
	return &helpdesk.Known{Directory: d}, nil
}

// typed reports whether a part holds what is typed.
func typed(p helpdesk.Property) bool {
	switch p {
	case helpdesk.PropertySubject, helpdesk.PropertyText, helpdesk.PropertyEmail, helpdesk.PropertyName, helpdesk.PropertyPhone:
		return true
	}
	return false
}

func (f forms) check(a *NewCheckArgs, _ *core.Input) (*NewCheckResult, error) {
	known, err := f.known(&a.Directory)
	if err != nil {
		return nil, err
	}
	parts := known.Parts(a.Type)
	if parts == nil {
		return nil, &api.Error{Kind: api.Invalid, Detail: "no such type can be created"}
	}
	c := checking{NewCheckResult: NewCheckResult{Given: kept(parts, a.Given)}, parts: parts}
	n := helpdesk.NewTicket{Type: a.Type, Given: c.Given}
	written := known.Desk.Write(a.Source, false)
	n.Body, n.Format = written.Body.Source, written.Body.Format
	either := slices.ContainsFunc(c.Given, func(g helpdesk.Given) bool {
		return g.Property == helpdesk.PropertyClient || slices.ContainsFunc(parts, func(p helpdesk.Part) bool { return p.Either && p.Property == g.Property })
	})
	for _, part := range parts {
		value, length := n.Value(part.Property), utf8.RuneCountInString(n.Value(part.Property))
		if part.Property == helpdesk.PropertyText {
			value, length = n.Body, written.Length
		}
		c.part(&part, value, length, either)
		either = either || part.Either
	}
	// The rest is what the client of the API knows: nothing of it is sent.
	if problem := known.Desk.Client(helpdesk.Access{}).Create(n).Problem; problem != nil {
		for _, field := range problem.Fields {
			if p := c.asked(helpdesk.Property(field.Field)); p != "" {
				c.refuse(p, field.Say)
			}
		}
	}
	slices.SortStableFunc(c.Problems, func(a, b PartProblem) int { return c.place(a.Property) - c.place(b.Property) })
	return &c.NewCheckResult, nil
}

// kept is of what was typed what a type has, without blanks around it. Who has
// been found by an address is named by both.
func kept(parts []helpdesk.Part, given []helpdesk.Given) (out []helpdesk.Given) {
	for _, g := range given {
		g.Value = strings.TrimSpace(g.Value)
		asked := g.Property
		if asked == helpdesk.PropertyClient {
			asked = helpdesk.PropertyEmail
		}
		if g.Value != "" && slices.ContainsFunc(parts, func(p helpdesk.Part) bool { return p.Property == asked }) {
			out = append(out, g)
		}
	}
	return out
}

// checking is a check on its way.
type checking struct {
	NewCheckResult
	parts []helpdesk.Part
}

// part checks one part; either says that none of those that are Either is missing
// any more.
func (c *checking) part(p *helpdesk.Part, value string, length int, either bool) {
	if p.Limit > 0 {
		c.Counts = append(c.Counts, PartCount{Property: p.Property, Left: p.Limit - length})
	}
	switch {
	case p.Required && value == "":
		c.refuse(p.Property, words.NewMissing())
	case p.Either && !either:
		c.refuse(p.Property, words.NewSomeone())
	case p.Limit > 0 && length > p.Limit:
		c.refuse(p.Property, words.NewLong(int64(length-p.Limit)))
	case p.Property == helpdesk.PropertyEmail && value != "":
		var check api.Check
		check.Email("", value)
		for _, problem := range check.Problems {
			c.refuse(p.Property, problem.Say)
		}
	}
}

// refuse notes what is wrong with a part, the first thing only.
func (c *checking) refuse(p helpdesk.Property, say words.Say) {
	if !slices.ContainsFunc(c.Problems, func(other PartProblem) bool { return other.Property == p }) {
		c.Problems = append(c.Problems, PartProblem{Property: p, Say: say})
	}
}

// asked is the part that a problem is about: of additional fields the first that
// was given, where nothing says which; "" for what nobody is asked for.
func (c *checking) asked(p helpdesk.Property) helpdesk.Property {
	if p == helpdesk.PropertyField {
		for i := range c.Given {
			if _, id := c.Given[i].Property.Field(); id != 0 {
				return c.Given[i].Property
			}
		}
	}
	if c.place(p) == len(c.parts) {
		return ""
	}
	return p
}

func (c *checking) place(p helpdesk.Property) int {
	i := slices.IndexFunc(c.parts, func(part helpdesk.Part) bool { return part.Property == p })
	if i < 0 {
		return len(c.parts)
	}
	return i
}
