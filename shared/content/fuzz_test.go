package content_test

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/contenttest"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

// checkDocument holds a document read from src to everything that every document promises.
func checkDocument(t *testing.T, d *content.Document, src string) {
	t.Helper()
	if f := formFault(d, len(src)); f != "" {
		t.Fatalf("%s in %q", f, src)
	}
	page := html.Print(d)
	if f := contenttest.UnsafePage(page); f != "" {
		t.Fatalf("%s in %q from %q", f, page, src)
	}
	if again := html.Print(html.Parse(page)); again != page {
		t.Fatalf("printed as HTML differently after reading it again:\n%q\n%q\nfrom %q", page, again, src)
	}
	code := bbcode.Print(d)
	if again := bbcode.Print(bbcode.Parse(code)); again != code {
		t.Fatalf("printed as BBCode differently after reading it again:\n%q\n%q\nfrom %q", code, again, src)
	}
	if f := contenttest.ProgramFault(draw.Program(d)); f != "" {
		t.Fatalf("%s in the drawing program from %q", f, src)
	}
	excerpt := text.Excerpt(d, 80)
	if n := content.Length(excerpt); n > 80 || !utf8.ValidString(excerpt) || !utf8.ValidString(text.Print(d)) {
		t.Fatalf("an excerpt of %d characters, %q, from %q", n, excerpt, src)
	}
}

func FuzzHTML(f *testing.F) {
	for _, s := range htmlSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) { checkDocument(t, html.Parse(src), src) })
}

func FuzzBBCode(f *testing.F) {
	for _, s := range bbcodeSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) { checkDocument(t, bbcode.Parse(src), src) })
}

func FuzzURL(f *testing.F) {
	for _, s := range []string{"http://a.b/c?d#e", "HTTPS:\\\\A.b\\c", "mailto:a@b.cc?subject=x", "tel:+1 (2) 3", "//x/y", "www.x.y",
		"javascript:x", "http://бук.рф/п", "http://аpple.com", "http://u:p@h/", "?q", "../x", "http://1.2.3.4:80/[]'\u202e"} {
		f.Add(s, "https://base.test/dir/page?x")
	}
	f.Fuzz(func(t *testing.T, s, b string) {
		base, err := content.ParseURL(b)
		require.Equal(t, err != nil, base.IsZero())
		for _, from := range []content.URL{{}, base} {
			u, err := from.Resolve(s)
			require.Equal(t, err != nil, u.IsZero())
			if err != nil {
				continue
			}
			if !contenttest.SafeURL(u.String(), false) {
				t.Fatalf("the URL %q from %q", u, s)
			}
			again, err := content.ParseURL(u.String())
			require.NoError(t, err, "reading %q again, from %q", u, s)
			require.Equal(t, u, again, "from %q", s)
		}
	})
}

// checkRoundTrip takes content through both languages: after one pass nothing changes any more.
func checkRoundTrip(t *testing.T, d *content.Document) {
	t.Helper()
	code := bbcode.Print(d)
	page := html.Print(bbcode.Parse(code))
	again := bbcode.Print(html.Parse(page))
	if third := bbcode.Print(html.Parse(html.Print(bbcode.Parse(again)))); third != again {
		t.Fatalf("BBCode through HTML changes still:\n%q\n%q\nfrom %q", again, third, code)
	}
}

func FuzzRoundTrip(f *testing.F) {
	for _, s := range append(htmlSeeds, bbcodeSeeds...) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		checkRoundTrip(t, html.Parse(src))
		checkRoundTrip(t, bbcode.Parse(src))
	})
}

func TestBBCodeThroughHTMLIsStable(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 3000 {
		checkRoundTrip(t, html.Parse(compose(r, htmlWords)))
		checkRoundTrip(t, bbcode.Parse(compose(r, bbcodeWords)))
	}
}
