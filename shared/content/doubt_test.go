package content_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/text"
)

func TestLinksThatCouldMisleadAreInDoubt(t *testing.T) {
	const text, host = content.DoubtText, content.DoubtHost
	for name, tt := range map[string]struct {
		src  string
		want content.Doubt
	}{
		"words":                               {"[url=https://a.com/]this page[/url]", 0},
		"its own address":                     {"https://a.com/b", 0},
		"its own address with another in it":  {"https://a.com/?to=https://b.com/", 0},
		"its own with brackets and another":   {"https://a.com/?to=https://b.com/&x=[1]", 0},
		"its own host":                        {"[url=https://a.com/b]a.com[/url]", 0},
		"its own host with www":               {"[url=https://www.a.com/]A.com/b[/url]", 0},
		"the host above":                      {"[url=https://login.a.com/]a.com[/url]", 0},
		"the host below":                      {"[url=https://a.com/]docs.a.com[/url]", 0},
		"another address":                     {"[url=https://evil.com/]https://bank.com/login[/url]", text},
		"another host":                        {"[url=https://evil.com/]bank.com[/url]", text},
		"a host that only examples have":      {"[url=https://evil.example/]bank.example[/url]", text},
		"a person at another host":            {"[url=https://evil.example/]ann@bank.example[/url]", text},
		"another host in formatting":          {"[url=https://evil.com/][b]bank[/b].com[/url]", text},
		"another host among words":            {"[url=https://evil.com/]go to www.bank.zz now[/url]", text},
		"a host that has it in front":         {"[url=https://bank.com.evil.com/]bank.com[/url]", text},
		"a host with an end that is no label": {"[url=https://notbank.com/]bank.com[/url]", text},
		"a user name that looks like a host":  {"[url=https://evil.com/]https://bank.com@evil.com/[/url]", text},
		"a host in the path":                  {"[url=https://a.com/bank.com]a.com/bank.com[/url]", 0},
		"the name of a file":                  {"[url=https://a.com/]report.pdf and main.go[/url]", 0},
		"a version":                           {"[url=https://a.com/]version 2.10.5[/url]", 0},
		"a scheme with any host":              {"[url=https://a.com/]http://intranet/x[/url]", text},
		"letters of one script":               {"[url=http://пример.рф/]x[/url]", 0},
		"Punycode of one script":              {"[url=http://xn--e1afmkfd.xn--p1ai/]x[/url]", 0},
		"its host in letters":                 {"[url=http://xn--e1afmkfd.xn--p1ai/]пример.рф[/url]", 0},
		"letters of two scripts":              {"[url=http://аpple.com/]x[/url]", host},
		"Punycode of letters that look Latin": {"http://xn--80ak6aa92e.com/", host},
		"Punycode that is none":               {"http://xn--a-!.com http://xn--zzzzzzzz.com/", host},
		"letters that look like the host":     {"[url=http://evil.com/]аррӏе.com[/url]", text},
		"its own mail address":                {"[email=a@b.com]A@b.com[/email]", 0},
		"another mail address":                {"[email=a@evil.com]a@bank.com[/email]", text},
		"its own number":                      {"[url=tel:+79991234567]8 (999) 123-45-67[/url]", 0},
		"its own number without the country":  {"[url=tel:+4930123456]030 123456[/url]", 0},
		"another number":                      {"[url=tel:+4990012345]030 123456[/url]", text},
	} {
		t.Run(name, func(t *testing.T) {
			d := bbcode.Parse(tt.src)
			var doubts content.Doubt
			for id := d.First(d.First(0)); id != 0; id = d.Next(id) {
				if d.Kind(id) == content.Link {
					doubts |= d.Doubts(id)
				}
			}
			require.Equal(t, tt.want, doubts)
		})
	}
}

func TestHostsAreShownInLettersWhereThatCannotMislead(t *testing.T) {
	for in, want := range map[string]string{
		"http://xn--e1afmkfd.xn--p1ai/x": "пример.рф", "http://xn--bcher-kva.de:8080/": "bücher.de", "http://xn--80ak6aa92e.com/": "xn--80ak6aa92e.com",
		"http://www.xn--80ak6aa92e.xn--p1ai/": "www.аррӏе.рф", "http://xn--pple-43d.com/": "xn--pple-43d.com", "http://xn--n3h.net/": "xn--n3h.net",
	} {
		u, err := content.ParseURL(in)
		require.NoError(t, err)
		require.Equal(t, want, u.Host())
		require.Equal(t, in, u.String())
	}
}

func TestMarksOfDirectionAreSeen(t *testing.T) {
	for src, want := range map[string]string{
		"file\u202egpj.exe": "file\ufffdgpj.exe",
		"\u202dx":           "\ufffdx",
		"[url=http://a.b/]x\u202ey\u2066z[/url] \u2067": "x\ufffdy\ufffdz (http://a.b/) \u2067",
		"x \u200fשלום\u202aabc\u202c":                   "x \u200fשלום\u202aabc\u202c",
		"[code]a\u202eb[/code]":                         "a\ufffdb",
	} {
		require.Equal(t, want, text.Print(bbcode.Parse(src)), "%q", src)
	}
}

func TestARefusedAddressIsSeenAndNotFollowed(t *testing.T) {
	for src, want := range map[string]string{
		"[url=https://bank.com@evil.com/]my bank[/url].":                    "my bank (https://bank.com@evil.com/).",
		"[url=https://bank.com@evil.com/]https://bank.com@evil.com/[/url].": "https://bank.com@evil.com/.",
		"https://bank.com@evil.com/ x":                                      "https://bank.com@evil.com/ x",
		"[url=javascript:alert(1)]my bank[/url]":                            "my bank (javascript:alert(1))",
	} {
		d := bbcode.Parse(src)
		require.Equal(t, want, text.Print(d))
		require.NotContains(t, bbcode.Print(d), "[url")
	}
}
