package creation_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/agent"
	"deskside/shared/core"
	"deskside/shared/core/coretest"
	"deskside/shared/core/creation"
	"deskside/shared/desks"
	"deskside/shared/helpdesk"
	"deskside/shared/words/print"
)

func table() core.Table { return creation.Table(desks.Agents()) }

// known is what is known of an account of a kind.
func known(system helpdesk.System) helpdesk.Directory {
	return helpdesk.Directory{
		System: system, Agents: []helpdesk.Person{{ID: 5, Name: "Ana"}}, Groups: []helpdesk.Entry{{ID: 3, Name: "First line"}},
		Categories:      []helpdesk.Entry{{ID: 10, Name: "Invoices"}},
		ApartCategories: []helpdesk.Category{{ID: 20, Name: "Design"}, {ID: 21, Name: "Bugs", Type: helpdesk.Problem}},
		Fields:          []helpdesk.FieldEntry{{ID: 12, Name: "Department", Kind: helpdesk.ListField, Required: true}, {ID: 15, Name: "Platforms", Kind: helpdesk.CheckboxField, Apart: true}},
	}
}

func TestWhatIsAskedOfEachTypeIsItsDesksToSay(t *testing.T) {
	for _, test := range []struct {
		name   string
		system helpdesk.System
		kind   string
		types  string
		parts  string
	}{
		{"a ticket to a client", helpdesk.Usedesk, "", "ticket",
			"email? name? phone? subject! text! private assignee group priority=medium status=8 type=question tags list/12!"},
		{"another ticket", helpdesk.UseResponse, "ticket", "ticket idea problem question", "subject! text email category assignee tags list/12!"},
		{"an idea", helpdesk.UseResponse, "idea", "ticket idea problem question", "subject! text! private email category assignee tags checkbox/15"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := coretest.Result[creation.FormResult](t, table(), "new.form", &creation.FormArgs{Directory: known(test.system), Type: test.kind})
			require.Equal(t, test.types, strings.Join(r.Types, " "))
			var parts []string
			for _, p := range r.Parts {
				name := string(p.Property)
				if p.Required {
					name += "!"
				}
				if p.Either {
					name += "?"
				}
				if p.Default != "" {
					name += "=" + p.Default
				}
				parts = append(parts, name)
			}
			require.Equal(t, test.parts, strings.Join(parts, " "))
		})
	}
}

func TestACategoryIsOfItsType(t *testing.T) {
	for kind, want := range map[string]string{"ticket": " Invoices", "idea": " Design", "problem": " Design Bugs"} {
		r := coretest.Result[creation.FormResult](t, table(), "new.form", &creation.FormArgs{Directory: known(helpdesk.UseResponse), Type: kind})
		for _, p := range r.Parts {
			if p.Property == helpdesk.PropertyCategory {
				var names []string
				for _, c := range p.Choices {
					names = append(names, c.Title)
				}
				require.Equal(t, want, strings.Join(names, " "), kind)
			}
		}
	}
}

func TestWhatIsWrongIsSaidAtItsPart(t *testing.T) {
	subject := helpdesk.Given{Property: helpdesk.PropertySubject, Value: "Dark mode"}
	for _, test := range []struct {
		name   string
		system helpdesk.System
		kind   string
		given  []helpdesk.Given
		source string
		want   []string
	}{
		{"nothing is", helpdesk.UseResponse, "idea", []helpdesk.Given{subject}, "Please.", nil},
		{"a title of blanks", helpdesk.UseResponse, "idea", []helpdesk.Given{{Property: helpdesk.PropertySubject, Value: " "}}, "Please.", []string{"subject: Fill this in."}},
		{"no text", helpdesk.UseResponse, "idea", []helpdesk.Given{subject}, "[b] [/b]", []string{"text: Fill this in."}},
		{"a ticket does without", helpdesk.UseResponse, "ticket", []helpdesk.Given{subject, {Property: "list/12", Value: "1"}}, "", nil},
		{"a field that must be given", helpdesk.UseResponse, "ticket", []helpdesk.Given{subject}, "", []string{"list/12: Fill this in."}},
		{"a title that is too long", helpdesk.UseResponse, "idea", []helpdesk.Given{{Property: helpdesk.PropertySubject, Value: strings.Repeat("ж", 102)}}, "Please.",
			[]string{"subject: 2 characters too many. Shorten it."}},
		{"an address that is none", helpdesk.UseResponse, "idea", []helpdesk.Given{subject, {Property: helpdesk.PropertyEmail, Value: "anna"}}, "Please.",
			[]string{"email: “anna” is no e-mail address. Write it as name@example.com."}},
		{"a ticket to nobody", helpdesk.Usedesk, "ticket", []helpdesk.Given{subject, {Property: "list/12", Value: "1"}}, "Hello",
			[]string{"email: Say who it is for: an address, a name or a phone number."}},
		{"a name is enough", helpdesk.Usedesk, "ticket", []helpdesk.Given{subject, {Property: "list/12", Value: "1"}, {Property: helpdesk.PropertyName, Value: "Anna"}}, "Hello", nil},
		{"a client who is known is enough", helpdesk.Usedesk, "ticket", []helpdesk.Given{subject, {Property: "list/12", Value: "1"}, {Property: helpdesk.PropertyClient, Value: "7"}}, "Hello", nil},
		{"what the API cannot take", helpdesk.Usedesk, "ticket", []helpdesk.Given{subject, {Property: "list/12", Value: "1"}, {Property: helpdesk.PropertyName, Value: "Anna"}, {Property: helpdesk.PropertyTags, Value: "a,b"}}, "Hello",
			[]string{"tags: The tag “a,b” has a comma, which separates tags here. Only tags without a comma can be sent."}},
		{"all at once, in the order in which it is asked", helpdesk.Usedesk, "ticket", nil, "",
			[]string{"email: Say who it is for: an address, a name or a phone number.", "subject: Fill this in.", "text: Fill this in.", "list/12: Fill this in."}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := coretest.Result[creation.NewCheckResult](t, table(), "new.check", &creation.NewCheckArgs{Directory: known(test.system), Type: test.kind, Given: test.given, Source: test.source})
			var got []string
			for _, p := range r.Problems {
				got = append(got, string(p.Property)+": "+print.In("en").Say(p.Say))
			}
			require.Equal(t, test.want, got)
		})
	}
}

func TestWhatATypeHasNotIsNotSent(t *testing.T) {
	r := coretest.Result[creation.NewCheckResult](t, table(), "new.check", &creation.NewCheckArgs{Directory: known(helpdesk.UseResponse), Type: "idea", Source: "[b]x[/b]", Given: []helpdesk.Given{
		{Property: helpdesk.PropertySubject, Value: " Dark mode "}, {Property: helpdesk.PropertyGroup, Value: "3"}, {Property: "list/12", Value: "1"}, {Property: helpdesk.PropertyTags, Value: ""},
	}})
	require.Equal(t, []helpdesk.Given{{Property: helpdesk.PropertySubject, Value: "Dark mode"}}, r.Given)
	require.Equal(t, []creation.PartCount{{Property: helpdesk.PropertySubject, Left: 91}, {Property: helpdesk.PropertyText, Left: 12000 - 8}}, r.Counts)
}

func TestANoteLeadsWhereItSays(t *testing.T) {
	for _, test := range []struct {
		name, lead string
		to         agent.Link
		want       string
	}{
		{"an address is linked", "Made of:", agent.Link{URL: "https://a.test/7", Words: "#7 Bright"}, "Made of: [url=https://a.test/7]#7 Bright[/url]"},
		{"without one, the number has to do", "Made of:", agent.Link{Words: "#7 Bright"}, "Made of: #7 Bright"},
		{"an address that leads nowhere safe is none", "Made of:", agent.Link{URL: "javascript:x", Words: "#7 Bright"}, "Made of: #7 Bright"},
		{"what looks like a tag is words", "", agent.Link{Words: "#7 [b]x[/b]"}, "#7 [b]x[\u200b/b]"},
	} {
		t.Run(test.name, func(t *testing.T) { require.Equal(t, test.want, creation.Note(test.lead, test.to)) })
	}
}
