package macros_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/agent/macros"
	"deskside/shared/content"
	"deskside/shared/content/text"
	"deskside/shared/words/print"
)

// plain is a value as a person reads it.
func plain(name string) string {
	f := &macros.Facts{}
	f.Customer.Name = name
	var b content.Builder
	b.Reset(false)
	b.Words(macros.Shown(f, "customer.name"), 0, 0)
	return text.Print(b.Document(0))
}

// collect lists the kinds of a document's nodes but texts.
func collect(d *content.Document, kinds *[]string) func(content.ID) {
	return func(id content.ID) {
		// What looks like an address is one to whoever reads it.
		if k := d.Kind(id); k != content.Text && k != content.Break && (k != content.Link || !d.ShowsAddress(id)) {
			*kinds = append(*kinds, k.Name())
		}
	}
}

func TestWhatIsWrongIsToldWithItsPlace(t *testing.T) {
	for _, test := range []struct {
		text, at, says string
		line           int
	}{
		{"Hi {{ customer.first_name", "{{", "not closed", 1},
		{"Hi {{ customer.name\n}}", "{{", "not closed", 1},
		{"é😀\n{{ customer.frist_name }}", "customer.frist_name", "customer.first_name", 2},
		{"{{ ticket.requester.name }}", "ticket.requester.name", "customer.name", 1},
		{"{{ something.else }}", "something.else", "There is no variable", 1},
		{"{{ }}", "}", "name of a variable", 1},
		{"{{ ticket.id | upcase }}", "upcase", "only “default”", 1},
		{"{{ ticket.id | default: x }}", "{{ ticket.id | default: x }}", "default: \"text\"", 1},
		{"{{ ticket.id ticket.id }}", "{{ ticket.id ticket.id }}", "variable", 1},
		{"a\n\n{% if ticket.id %}b", "{% if ticket.id %}", "“endif” is missing", 3},
		{"{% unless ticket.id %}b", "{% unless ticket.id %}", "“endunless” is missing", 1},
		{"{% endif %}", "{% endif %}", "belongs to no condition", 1},
		{"{% else %}", "{% else %}", "belongs to no condition", 1},
		{"{% if ticket.id %}{% else %}{% else %}{% endif %}", "{% else %}", "the last", 1},
		{"{% if ticket.id %}{% endunless %}", "{% endunless %}", "write “endif”", 1},
		{"{% for x in y %}", "{% for x in y %}", "“for” is no condition", 1},
		{"{% if ticket.id > 4 %}{% endif %}", "{% if ticket.id > 4 %}", "not understood", 1},
		{"{% if ticket.id == %}{% endif %}", "%", "name of a variable", 1},
		{"{% if ticket.id == ticket.nothing %}{% endif %}", "ticket.nothing", "no variable", 1},
	} {
		t.Run(test.text, func(t *testing.T) {
			_, wrong := macros.Read(test.text)
			require.NotEmpty(t, wrong)
			p := wrong[0]
			require.Equal(t, "text", p.Field)
			require.Equal(t, test.line, p.Line)
			require.Equal(t, test.at, units(test.text, p.Start, p.End))
			require.Contains(t, print.In("en").Say(p.Say), test.says)
			require.NotEmpty(t, print.In("ru").Say(p.Say))
		})
	}
}

// units cuts a text by UTF-16 code units.
func units(s string, start, end int) string {
	at, out := 0, ""
	for _, r := range s {
		if at >= start && at < end {
			out += string(r)
		}
		if at++; r > 0xffff {
			at++
		}
	}
	return out
}

func TestWhatIsWrongIsBounded(t *testing.T) {
	deep, many := "", ""
	for range 11 {
		deep += "{% if ticket.id %}"
	}
	for range 100 {
		many += "{{ x }}"
	}
	_, wrong := macros.Read(deep)
	require.Contains(t, print.In("en").Say(wrong[0].Say), "10 deep")
	_, wrong = macros.Read(many)
	require.Len(t, wrong, 20)
}
