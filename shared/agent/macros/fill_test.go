package macros_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/agent/macros"
	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
	"deskside/shared/helpdesk"
)

func facts() *macros.Facts {
	return &macros.Facts{
		System: helpdesk.UseResponse, ID: 42, Subject: "Export hangs", Status: helpdesk.Status{ID: 3, Title: "In progress", State: helpdesk.Open}, Priority: "high",
		Tags: []string{"VIP", "billing"}, Category: "Reports", Channel: "Mail", URL: "https://help.example.org/t/42",
		Customer: helpdesk.Person{Name: "Anna Weber", Email: "anna@example.org"}, Agent: helpdesk.Person{Name: "Bob Lee"}, Language: "de",
	}
}

func said(t testing.TB, source string, f *macros.Facts) string {
	t.Helper()
	read, wrong := macros.Read(source)
	require.Empty(t, wrong)
	return read.Fill(f).Source
}

func TestATextIsFilledWithWhatIsKnown(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"variables", "Hello {{ customer.first_name }}, {{agent.name}} here about #{{ticket.id}}.", "Hello Anna, Bob Lee here about #42."},
		{"several tags", "{{ ticket.tags }}", "VIP, billing"},
		{"a default where there is nothing", `Group {{ ticket.group | default: "none" }}`, "Group none"},
		{"no default where there is something", `{{ ticket.category | default: 'none' }}`, "Reports"},
		{"a text of its own", `{{ "{{" }} and {{ '%}' }}`, "{{ and %}"},
		{"braces that are none", "a { b } {c} 100 %", "a { b } {c} 100 %"},
		{"formatting stays", "[b]{{customer.name}}[/b] [url=https://a.example/?q={{customer.name}}]here[/url]", "[b]Anna Weber[/b] [url=https://a.example/?q=Anna%20Weber]here[/url]"},
		{"an address that shows itself", "See https://a.example/t/{{ticket.id}} please", "See https://a.example/t/42 please"},
		{"the first of two branches", `{% if ticket.priority == "HIGH" %}now{% else %}later{% endif %}`, "now"},
		{"the other", `{% if ticket.priority == "low" %}now{% else %}later{% endif %}!`, "later!"},
		{"one of several", `{% if customer.language == "en" %}Hello{% elsif customer.language == "de" %}Hallo{% elsif customer.language == "de" %}twice{% else %}?{% endif %}`, "Hallo"},
		{"none of several", `a{% if ticket.id == "1" %}b{% elsif ticket.id == "2" %}c{% endif %}d`, "ad"},
		{"unless", `{% unless ticket.group %}nobody{% endunless %}`, "nobody"},
		{"tags contain whole tags", `{% if ticket.tags contains "vip" %}1{% endif %}{% if ticket.tags contains "vi" %}2{% endif %}`, "1"},
		{"texts contain parts", `{% if ticket.subject contains "HANGS" %}1{% endif %}`, "1"},
		{"a status by its meaning and by its name", `{% if ticket.status == "open" and ticket.status == "in progress" %}1{% endif %}{{ ticket.status }}`, "1In progress"},
		{"and and or bind from the right", `{% if ticket.id == "42" or ticket.id == "1" and ticket.id == "2" %}1{% endif %}`, "1"},
		{"and needs both", `{% if ticket.id == "42" and ticket.group %}1{% endif %}2`, "2"},
		{"what stands for a value in no text", "\U000f0000 is {{ ticket.id }}", "is 42"},
		{"a system", `{% if ticket.system == "useresponse" %}UR{% else %}UD{% endif %}`, "UR"},
		{"in each other", `{% if ticket.id %}{% if ticket.group %}a{% endif %}{% if ticket.url %}b{% else %}c{% endif %}{% else %}d{% endif %}`, "b"},
		{"an empty condition before else of the outer one", `{% if ticket.id %}{% if ticket.group %}a{% endif %}{% else %}d{% endif %}e`, "e"},
		{"tags in lines of their own leave none", "one\n{% if ticket.id %}\ntwo\n{% else %}\nthree\n{% endif %}\nfour", "one\ntwo\nfour"},
		{"white space is taken on demand", "one\n\n{%- if ticket.id -%}\n\n two {{- ticket.id -}} \n{% endif %}", "onetwo42"},
	} {
		t.Run(test.name, func(t *testing.T) { require.Equal(t, test.want, said(t, test.text, facts())) })
	}
}

func TestWhatHasNoValueIsTold(t *testing.T) {
	read, wrong := macros.Read(`{{ ticket.group }}{{ ticket.group }}{{ customer.last_name | default: "x" }}{% if ticket.channel %}{{ ticket.assignee }}{% endif %}`)
	require.Empty(t, wrong)
	require.Equal(t, []string{"ticket.group", "ticket.assignee"}, read.Fill(facts()).Empty)
	require.Empty(t, read.Fill(&macros.Facts{Group: "a", Customer: helpdesk.Person{Name: "b c"}}).Empty, "what is not said is not missed")
}

func TestNamesAreTakenApart(t *testing.T) {
	for name, want := range map[string][2]string{
		"Anna Weber": {"Anna", "Weber"}, "Weber, Anna": {"Anna", "Weber"}, "Anna": {"Anna", ""}, "anna@example.org": {"", ""},
		"  Anna\n Maria  Weber ": {"Anna", "Weber"}, "": {"", ""}, ", ": {",", ""},
	} {
		f := &macros.Facts{Customer: helpdesk.Person{Name: name}}
		require.Equal(t, want[0]+"|"+want[1], said(t, "{{customer.first_name}}|{{customer.last_name}}", f), name)
	}
}

// hostile are names that want to be something else.
var hostile = []string{
	`<img src=x onerror=alert(1)>`, `[url=javascript:alert(1)]free[/url]`, `[b]`, `[/b][/quote]`, `[img]https://a.b/c.png[/img]`, `{{ agent.name }}`, `{% if ticket.id %}x{% endif %}`,
	"a\n[quote]b", "x\U000f0000\U000f0001", `"><script>`, `[mention=1]x[/mention]`, "\u202eevil", `[code]`, "[/code]", `\[b]`, "a]b[", "[list][*]x", strings.Repeat("[", 3000),
}

func TestNoValueIsEverMarkup(t *testing.T) {
	for _, name := range hostile {
		f := facts()
		f.Customer.Name, f.Subject = name, name
		want := plain(name)
		for _, around := range []string{"%", "[b]%[/b]", "[quote]%[/quote]", "[list][*]%[/list]", "[url=https://a.example]%[/url]", "[code]%[/code]", "[table][tr][td]%[/td][/tr][/table]", `[quote="%"]x[/quote]`} {
			source := said(t, strings.ReplaceAll(around, "%", "{{customer.name}}"), f)
			d := bbcode.Parse(source)
			var kinds, asked []string
			d.Walk(collect(d, &kinds))
			for _, r := range source {
				require.False(t, r >= 0xf0000, "%q leaves a placeholder in %q", name, source)
			}
			harmless := facts()
			harmless.Customer.Name = "x"
			e := bbcode.Parse(said(t, strings.ReplaceAll(around, "%", "{{customer.name}}"), harmless))
			e.Walk(collect(e, &asked))
			require.Equal(t, asked, kinds, "%q in %q makes %q", name, around, source)
			if around == "%" || around == "[b]%[/b]" {
				require.Equal(t, want, strings.TrimSpace(text.Print(d)), "it reads as it is called")
			}
			page := html.Print(d)
			require.NotContains(t, page, "<img")
			require.NotContains(t, page, "<script")
			require.NotContains(t, page, "javascript:alert(1)\"")
		}
	}
}

func TestNoValueLeadsElsewhere(t *testing.T) {
	f := facts()
	f.Customer.Name = "evil.example/?a=1&b=[/url]#"
	require.Equal(t, "[url=https://a.example/evil.example%2F%3Fa%3D1%26b%3D%5B%2Furl%5D%23]x[/url]", said(t, "[url=https://a.example/{{customer.name}}]x[/url]", f))
	require.Equal(t, "[email=anna@example.org]write[/email]", said(t, "[url=mailto:{{customer.email}}]write[/url]", f))
	require.Equal(t, "[url=https://help.example.org/t/42]here[/url]", said(t, "[url={{ticket.url}}]here[/url]", f))
	for _, address := range []string{"javascript:alert(1)", "https://a.example/]x[b]", `https://a.example/"onclick=x`, "data:text/html,x"} {
		f.URL = address
		d := bbcode.Parse(said(t, "[url={{ticket.url}}]here[/url] [url=\"{{ticket.url}}\"]there[/url]", f))
		d.Walk(func(id content.ID) {
			require.NotEqual(t, content.Bold, d.Kind(id), address)
			require.Contains(t, []string{"", "https"}, d.URL(id).Scheme(), address)
		})
	}
}
