package page_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/agent/page"
	"deskside/shared/content"
	"deskside/shared/content/bbcode"
)

var hosts = []page.PageHost{{Account: "ur", Name: "help.shop.example"}, {Account: "ud", Name: "api.usedesk.ru"}}

func found(text string) (all []string) {
	for _, f := range page.Find(text, hosts) {
		one := string(f.Kind) + " " + f.Value
		if f.Account != "" {
			one += " in " + f.Account
		}
		all = append(all, one)
	}
	return all
}

func TestAPageIsReadForPeopleAndTickets(t *testing.T) {
	for text, want := range map[string][]string{
		"Write to Anna <anna.weber+a@Example.ORG>, or b@c.de.":                                             {"email anna.weber+a@example.org", "email b@c.de"},
		"anna@example.org anna@EXAMPLE.org (anna@example.org)":                                             {"email anna@example.org"},
		"mailto:a@b.co;c@d.co,“e@f.co”":                                                                    {"email a@b.co", "email c@d.co", "email e@f.co"},
		"a@b @b.co a@ a@@b.co a..b@c.de a@b.c1 a@-b.de a@b-.de ä@b.de":                                     nil,
		"anna at example dot org, anna(at)example.org":                                                     nil,
		"icon@2x.png logo@3x.svg git@github.com:a/b":                                                       nil,
		"https://user:pass@evil.example/a@b.co":                                                            nil,
		"Call +49 (30) 1234-5678 or +7 912 345 67 89, not 030 1234567":                                     {"phone +493012345678", "phone +79123456789"},
		"+1234 5678 9012 3456 7 and +1 +0123456789 a+4930123456789 +12345678901234567890 1+1=2 +49301234x": nil,
		"See #1042, (#7) and № 55; ticket 9, Тикет 12":                                                     {"ticket 1042", "ticket 7", "ticket 55", "ticket 9", "ticket 12"},
		"#fff #123abc &#39; C#7 #0 #12.5 /#12 #12345678901 v#3 ticket office":                              nil,
		"https://help.shop.example/agent/ticket/77-broken?x=5#9":                                           {"ticket 77 in ur"},
		"https://secure.usedesk.ru/tickets/88, https://usedesk.ru/blog/99":                                 {"ticket 88 in ud"},
		"https://help.shop.example.evil.example/ticket/77 https://shop.example/1":                          nil,
		"https://other.example/tickets/5":                                                                  nil,
		"":                                                                                                 nil,
	} {
		require.Equal(t, want, found(text), text)
	}
}

func TestWhatIsFoundIsBounded(t *testing.T) {
	many := ""
	for i := range 300 {
		many += "a" + strings.Repeat("b", i) + "@c.de "
	}
	require.Len(t, page.Find(many, nil), 64, "longer names are none")
	require.Empty(t, page.Find(strings.Repeat(" ", page.TextLimit)+"a@b.co", nil))
	for _, piece := range []string{"@", "a@", "+1 ", "+", "#1", "a@b.", "ticket ", "https://", "(", "\u00a0", "https://help.shop.example/1/"} {
		run := func(n int) time.Duration {
			text, best := strings.Repeat(piece, n/len(piece)), time.Hour
			for range 3 {
				start := time.Now()
				page.Find(text, hosts)
				best = min(best, time.Since(start))
			}
			return best
		}
		require.Less(t, run(320_000), 16*8*max(run(20_000), 200*time.Microsecond), "%q", piece)
	}
}

func TestASelectionIsAQuoteWithWhereItIsFrom(t *testing.T) {
	got := page.Take("First line\n\n  second   para\nthird", " A  page\n", "https://anna:secret@a.example/b?c=1", "")
	require.Equal(t, "A page", got.Title)
	require.False(t, got.Cut)
	require.Equal(t, "[quote]First line\n\nsecond para\nthird[/quote]\n[url=https://a.example/b?c=1]A page[/url]", got.Source)
	require.NotContains(t, got.Source, "secret")

	got = page.Take("", "", "https://a.example/", "https://b.example/x")
	require.Equal(t, "https://b.example/x\n\nhttps://a.example/", got.Source)
	for _, address := range []string{"chrome://settings", "file:///etc/passwd", "javascript:alert(1)", "about:blank", "data:text/html,x", "mailto:a@b.co", "tel:+493012345678", "moz-extension://a/b", ""} {
		require.Empty(t, page.Take("", "x", address, address).Source, address)
	}
}

func TestAPageIsNeverMarkup(t *testing.T) {
	for _, text := range []string{"[/quote][b]x[/b]", "<img src=x onerror=alert(1)>", "[url=javascript:alert(1)]x[/url]", "\u202e[img]https://a.b/c.png[/img]", "[code]\n[/code]", "\x00\x01", "]["} {
		got := page.Take(text, text, "https://a.example/"+text, text)
		d := bbcode.Parse(got.Source)
		d.Walk(func(id content.ID) {
			switch d.Kind(id) {
			case content.Quote, content.Paragraph, content.Text, content.Break:
			case content.Link:
				require.Contains(t, []string{"https"}, d.URL(id).Scheme())
			default:
				t.Fatalf("%q becomes %s in %q", text, d.Kind(id).Name(), got.Source)
			}
		})
	}
}

func TestALongSelectionIsCutAndSaysSo(t *testing.T) {
	long := page.Take(strings.Repeat("жаба ", 250_000), strings.Repeat("ж", 500), "https://a.example/", "")
	require.True(t, long.Cut)
	require.Len(t, []rune(long.Title), page.TitleLimit+1)
	require.Less(t, len(long.Source), 2*page.SelectionLimit+4*page.TitleLimit)
	require.Contains(t, long.Source, "…[/quote]")
}

func FuzzPage(f *testing.F) {
	for _, seed := range []string{"a@b.co +49 30 1234567 #12 ticket 9 https://help.shop.example/1", "[quote]\n[/quote]", "\xff@\xfe.de", "№ 1"} {
		f.Add(seed, "https://a:b@c.example/", "title")
	}
	f.Fuzz(func(t *testing.T, text, address, title string) {
		for _, one := range page.Find(text, hosts) {
			require.NotEmpty(t, one.Value)
			require.NotContains(t, one.Value, " ")
		}
		got := page.Take(text, title, address, address)
		require.LessOrEqual(t, len([]rune(got.Title)), page.TitleLimit+1)
		if u, ok := page.Clean(address); ok {
			require.NotContains(t, u.Host(), "@")
		}
	})
}
