package content_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	table "deskside/shared/content/kinds"
)

var update = flag.Bool("update", false, "write the tables of README.md anew")

// sample is a tag or element at its simplest: with § for its content, and what it is as HTML.
type sample struct {
	name, src, want string
	// block: want is no paragraph. raw: its content holds no markup. loose: it needs no closing tag.
	block, raw, loose bool
	// broken is what becomes of the opening tag without its bracket; "" for the text that it is.
	broken string
	// spelled are other spellings of src that mean the same.
	spelled []string
}

const rel = ` rel="noopener noreferrer nofollow ugc"`

var bbcodeSamples = []sample{
	{name: "[b]", src: "[b]§[/b]", want: "<p><b>§</b></p>", spelled: []string{"[strong]§[/strong]"}},
	{name: "[i]", src: "[i]§[/i]", want: "<p><i>§</i></p>", spelled: []string{"[em]§[/em]"}},
	{name: "[u]", src: "[u]§[/u]", want: "<p><u>§</u></p>", spelled: []string{"[ins]§[/ins]"}},
	{name: "[s]", src: "[s]§[/s]", want: "<p><s>§</s></p>", spelled: []string{"[strike]§[/strike]", "[del]§[/del]"}},
	{name: "[sub]", src: "[sub]§[/sub]", want: "<p><sub>§</sub></p>"},
	{name: "[sup]", src: "[sup]§[/sup]", want: "<p><sup>§</sup></p>"},
	{name: "[color]", src: "[color=#ff0000]§[/color]", want: `<p><span style="color:#ff0000">§</span></p>`,
		spelled: []string{`[color="#ff0000"]§[/color]`, "[color='#ff0000']§[/color]", "[color=red]§[/color]", "[color= RED ]§[/color]", "[color=#F00]§[/color]", "[colour=rgb(255,0,0)]§[/colour]"}},
	{name: "[size]", src: "[size=5]§[/size]", want: `<p><span style="font-size:x-large">§</span></p>`,
		spelled: []string{`[size="5"]§[/size]`, "[size='5']§[/size]", "[size=x-large]§[/size]", "[size=150%]§[/size]", "[size=24px]§[/size]", "[size=18pt]§[/size]"}},
	{name: "[font]", src: "[font=Times New Roman]§[/font]", want: `<p><font face="Times New Roman">§</font></p>`,
		spelled: []string{`[font="Times New Roman"]§[/font]`, "[font='times new roman']§[/font]"}},
	{name: "[url=]", src: "[url=https://a.b/c]§[/url]", broken: `<p>[url=<a href="https://a.b/c"` + rel + `>https://a.b/c</a> §</p>`, want: `<p><a href="https://a.b/c"` + rel + `>§</a></p>`,
		spelled: []string{`[url="https://a.b/c"]§[/url]`, "[url='https://a.b/c']§[/url]", "[link=https://a.b/c]§[/link]", "[url=HTTPS://A.B/c]§[/url]", "[url= https://a.b/c ]§[/url]", "[url=https://a.b/c target=_blank]§[/url]"}},
	{name: "[email=]", src: "[email=a@b.cc]§[/email]", broken: `<p>[email=a@b.cc §</p>`, want: `<p><a href="mailto:a@b.cc"` + rel + `>§</a></p>`, spelled: []string{`[email="a@b.cc"]§[/email]`, "[mail=mailto:a@b.cc]§[/mail]", "[url=mailto:a@b.cc]§[/url]"}},
	{name: "[img]", src: "[img alt=\"§\"]https://a.b/c[/img]", want: `<p><img src="https://a.b/c" alt="§"></p>`, raw: true,
		spelled: []string{"[img alt='§']https://a.b/c[/img]", "[image alt=\"§\"] https://a.b/c [/image]"}},
	{name: "[quote]", src: "[quote]§[/quote]", want: `<blockquote class="quote"><p>§</p></blockquote>`, block: true},
	{name: "[quote=]", src: "[quote=\"Anna W.\" date=\"today\" ref=\"7\"]§[/quote]", want: `<blockquote class="quote" cite="7"><cite>Anna W. <time>today</time></cite><p>§</p></blockquote>`, block: true,
		spelled: []string{"[quote='Anna W.' date='today' ref='7']§[/quote]", "[quote=Anna W. date=today ref=7]§[/quote]", "[quote name=\"Anna W.\" time=today post_id=7]§[/quote]"}},
	{name: "[code]", src: "[code=go]§[/code]", want: `<pre><code class="language-go">§</code></pre>`, block: true, raw: true, spelled: []string{`[code="go"]§[/code]`, "[code='Go']§[/code]", "[pre=go]§[/pre]"}},
	{name: "[icode]", src: "[icode]§[/icode]", want: "<p><code>§</code></p>", raw: true, spelled: []string{"[tt]§[/tt]"}},
	{name: "[noparse]", src: "[noparse]§[/noparse]", want: "<p>§</p>", raw: true, spelled: []string{"[plain]§[/plain]", "[nobbc]§[/nobbc]"}},
	{name: "[list] [*]", src: "[list][*]§[/list]", want: "<ul><li>§</li></ul>", block: true, spelled: []string{"[ul][li]§[/li][/ul]", "[list=disc][*]§[/*][/list]", "[ul]\n[li]§\n[/ul]"}},
	{name: "[list=a]", src: "[list=a][*]§[/list]", want: `<ol type="a"><li>§</li></ol>`, block: true, spelled: []string{`[list="a"][*]§[/list]`, "[ol type='a'][li]§[/li][/ol]"}},
	{name: "[table] [td]", src: "[table][tr][th]h[/th][td]§[/td][/tr][/table]", want: "<table><tr><th>h</th><td>§</td></tr></table>", block: true, spelled: []string{"[table][tr][th]h[td]§[/table]", "[table]\n[tr]\n[th]h[/th]\n[td]§[/td]\n[/tr]\n[/table]"}},
	{name: "[h2]", src: "[h2]§[/h2]", want: "<h2>§</h2>", block: true},
	{name: "[center]", src: "[center]§[/center]", want: `<p style="text-align:center">§</p>`, block: true, spelled: []string{"[align=center]§[/align]", `[align="CENTER"]§[/align]`}},
	{name: "[spoiler]", src: "[spoiler=\"a b\"]§[/spoiler]", want: "<details><summary>a b</summary><p>§</p></details>", block: true, spelled: []string{"[spoiler=a b]§[/spoiler]", "[spoiler='a b']§[/spoiler]"}},
	{name: "[hr]", src: "§[hr]", want: "<p>§</p><hr>", block: true, loose: true},
	{name: "[br]", src: "§[br]y", want: "<p>§<br>y</p>", loose: true},
	{name: "[mention]", src: "[mention=7]§[/mention]", want: `<p><span class="mention" data-id="7">§</span></p>`, raw: true, spelled: []string{`[mention="7"]§[/mention]`, "[mention= 7 ]§[/mention]"}},
	{name: "[attach]", src: "[attach=7]§[/attach]", want: `<p><span class="attachment" data-id="7">§</span></p>`, raw: true, spelled: []string{`[attach="7"]§[/attach]`, "[attachment='7']§[/attachment]"}},
}

var htmlSamples = []sample{
	{name: "b", src: "<b>§</b>", want: "<p><b>§</b></p>", spelled: []string{"<strong>§</strong>", "<span style='font-weight:bold'>§</span>", "<span style=\"FONT-WEIGHT: 700 !important\">§</span>"}},
	{name: "i", src: "<i>§</i>", want: "<p><i>§</i></p>", spelled: []string{"<em>§</em>", "<span style=font-style:italic>§</span>"}},
	{name: "u", src: "<u>§</u>", want: "<p><u>§</u></p>", spelled: []string{"<ins>§</ins>", "<span style='text-decoration: underline'>§</span>"}},
	{name: "s", src: "<s>§</s>", want: "<p><s>§</s></p>", spelled: []string{"<del>§</del>", "<strike>§</strike>", "<span style='text-decoration-line:line-through'>§</span>"}},
	{name: "sub", src: "<sub>§</sub>", want: "<p><sub>§</sub></p>", spelled: []string{"<span style='vertical-align:sub'>§</span>"}},
	{name: "sup", src: "<sup>§</sup>", want: "<p><sup>§</sup></p>", spelled: []string{"<span style='vertical-align:super'>§</span>"}},
	{name: "code", src: "<code>§</code>", want: "<p><code>§</code></p>", spelled: []string{"<kbd>§</kbd>", "<samp>§</samp>", "<tt>§</tt>"}, raw: true},
	{name: "font", src: "<font color=\"#ff0000\">§</font>", want: `<p><span style="color:#ff0000">§</span></p>`, spelled: []string{"<font color=red>§</font>", "<font color='F00000' color=x><font color = '#f00'>§</font></font>", "<span style='color:rgb(255, 0, 0)'>§</span>"}},
	{name: "a", src: `<a href="https://a.b/c?d&amp;e">§</a>`, want: `<p><a href="https://a.b/c?d&amp;e"` + rel + `>§</a></p>`,
		spelled: []string{"<a href='https://a.b/c?d&e'>§</a>", "<a href=https://a.b/c?d&e>§</a>", "<a\nhref\n=\n'https://a.b/c?d&#38;e'\n>§</a>", "<a/href='https://a.b/c?d&amp;e'/title=x>§</a>"}},
	{name: "img", src: `<img src="https://a.b/c" alt="§">`, want: `<p><img src="https://a.b/c" alt="§"></p>`, raw: true, loose: true, spelled: []string{"<img src=https://a.b/c alt='§'/>", "<image alt='§' src=https://a.b/c>"}},
	{name: "p", src: "<p>§</p>", want: "<p>§</p>", block: true, spelled: []string{"<div>§</div>", "<section><p>§", "<p><p>§</p>"}},
	{name: "h2", src: "<h2>§</h2>", want: "<h2>§</h2>", block: true},
	{name: "blockquote", src: "<blockquote>§</blockquote>", want: `<blockquote class="quote"><p>§</p></blockquote>`, block: true, spelled: []string{"<blockquote><div>§</div></blockquote>"}},
	{name: "pre", src: `<pre><code class="language-go">§</code></pre>`, want: `<pre><code class="language-go">§</code></pre>`, block: true, raw: true, spelled: []string{"<pre>\n<code class=language-go>§</code>\n</pre>"}},
	{name: "ul li", src: "<ul><li>§</li></ul>", want: "<ul><li>§</li></ul>", block: true, spelled: []string{"<ul><li>§</ul>", "<ul type=disc>\n<li><p>§</p>\n</ul>", "<menu><li>§</menu>"}},
	{name: "ol li", src: `<ol type="a" start="3"><li>§</li></ol>`, want: `<ol type="a" start="3"><li>§</li></ol>`, block: true, spelled: []string{"<ol start=3 type=a><li>§</ol>", "<ol type='a' start=' 3'><li>§</ol>"}},
	{name: "table td", src: "<table><tr><th>h</th><td>§</td></tr></table>", want: "<table><tr><th>h</th><td>§</td></tr></table>", block: true, spelled: []string{"<table><tbody><tr><th>h<td>§</table>", "<table border=1><thead><tr><th>h</th><td><p>§</p></td></tr></thead></table>"}},
	{name: "hr", src: "§<hr>", want: "<p>§</p><hr>", block: true, loose: true, spelled: []string{"§<hr/>", "<p>§<hr noshade>"}},
	{name: "br", src: "§<br>y", want: "<p>§<br>y</p>", loose: true, spelled: []string{"§<br/>y", "§<br />y", "§</br>y"}},
	{name: "details", src: "<details><summary>a b</summary>§</details>", want: "<details><summary>a b</summary><p>§</p></details>", block: true, spelled: []string{"<details open><summary><b>a</b> b</summary><p>§</p></details>"}},
	{name: "script", src: "<script>x</script>§", want: "<p>§</p>", raw: true, loose: true, spelled: []string{"<script src='x'></script >§", "<script/x>y</script/>§"}},
	{name: "unknown", src: "<x-y>§</x-y>", want: "<p>§</p>", spelled: []string{"<o:p>§</o:p>", "<x-y a='>' b>§</x-y>"}},
}

// further samples are those of simple formats that have none above, as the table of kinds says them.
func further(have []sample, bbcode bool) (all []sample) {
	for i, k := range slices.Concat(table.Containers, table.Formatting) {
		if !k.Simple || k.Part {
			continue
		}
		element, _, _ := strings.Cut(k.Element, " ")
		s := sample{want: "<p><" + element + ">§</" + element + "></p>"}
		if i < len(table.Containers) {
			s.want, s.block = "<"+element+"><p>§</p></"+element+">", true
		}
		names, name, form := k.Element, "%s", "<%s>§</%[1]s>"
		if bbcode {
			names, name, form = k.Tag, "[%s]", "[%s]§[/%[1]s]"
		}
		for i, tag := range strings.Fields(names) {
			if i > 0 {
				s.spelled = append(s.spelled, fmt.Sprintf(form, tag))
				continue
			}
			s.name, s.src = fmt.Sprintf(name, tag), fmt.Sprintf(form, tag)
		}
		if !slices.ContainsFunc(have, func(other sample) bool { return other.name == s.name }) {
			all = append(all, s)
		}
	}
	return append(have, all...)
}

// language is what the samples of one language have in common.
type language struct {
	read          func(string) *content.Document
	quote, unit   [2]string // around a sample, and around content
	samples       []sample
	upper         func(string) string
	brokenOpening func(s sample) (src, want string)
}

// cases are the columns: each checks a sample in a number of ways and tells what is wrong.
var cases = []struct {
	name  string
	check func(l *language, s sample) (checks int, fault string)
}{
	{"plain", func(l *language, s sample) (int, string) { return l.all([]string{s.src}, s.want, "x") }},
	{"nesting", nesting},
	{"malformed", malformed},
	{"case", func(l *language, s sample) (int, string) {
		return l.all([]string{l.upper(s.src), l.mixed(s.src)}, s.want, "x")
	}},
	{"quoting", func(l *language, s sample) (int, string) { return l.all(s.spelled, s.want, "x") }},
	{"unicode", func(l *language, s sample) (int, string) {
		checks := 0
		for _, text := range []string{"Привет", "שלום עולם", "مرحبا", "日本語", "👩‍👩‍👧 ❤️", "e\u0301\u0323", "［b］ ＜b＞", "\U0010fffd"} {
			n, fault := l.all([]string{s.src}, s.want, text)
			if checks += n; fault != "" {
				return checks, fault
			}
		}
		return checks, ""
	}},
}

func (l *language) all(sources []string, want, text string) (checks int, fault string) {
	for _, src := range sources {
		if fault := l.one(strings.ReplaceAll(src, "§", text), strings.ReplaceAll(want, "§", text)); fault != "" {
			return checks, fault
		}
		checks++
	}
	return checks, ""
}

func (l *language) one(src, want string) string {
	d := l.read(src)
	if fault := formFault(d, len(src)); fault != "" {
		return fault + " in " + src
	}
	if got := html.Print(d); got != want {
		return fmt.Sprintf("%q is %q, not %q", src, got, want)
	}
	return ""
}

// nesting puts a sample into a quote, and formatting into the sample.
func nesting(l *language, s sample) (int, string) {
	checks, fault := l.all([]string{l.quote[0] + s.src + l.quote[1]}, `<blockquote class="quote">`+s.want+"</blockquote>", "x")
	if fault != "" || s.raw || strings.Contains(s.want, "<i>") {
		return checks, fault
	}
	src := strings.ReplaceAll(s.src, "§", "x"+l.unit[0]+"§"+l.unit[1])
	n, fault := l.all([]string{src}, strings.ReplaceAll(s.want, "§", "x<i>§</i>"), "y")
	return checks + n, fault
}

// malformed leaves the end away, puts an end alone, and crosses a sample with other formatting.
func malformed(l *language, s sample) (checks int, fault string) {
	if s.loose {
		return 0, ""
	}
	src, want := l.brokenOpening(s)
	if checks, fault = l.all([]string{src}, want, "x"); fault != "" {
		return checks, fault
	}
	if s.block || s.raw || strings.Contains(s.want, "<i>") || !strings.Contains(s.want, "><") {
		return checks, ""
	}
	open, end, _ := strings.Cut(s.src, "§")
	htmlOpen, htmlEnd, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(s.want, "<p>"), "</p>"), "§")
	n, fault := l.all([]string{open + "a" + l.unit[0] + "b" + end + "c" + l.unit[1]}, "<p>"+htmlOpen+"a<i>b</i>"+htmlEnd+"<i>c</i></p>", "")
	return checks + n, fault
}

// mixed writes every second letter of tags in upper case.
func (l *language) mixed(s string) string {
	upper := l.upper(s)
	b := []byte(s)
	for i := range b {
		if i%2 == 0 && i < len(upper) {
			b[i] = upper[i]
		}
	}
	return string(b)
}

// upperNames writes the names of tags in upper case.
func upperNames(open byte) func(string) string {
	return func(s string) string {
		b := []byte(s)
		for i := 0; i < len(b); i++ {
			if b[i] != open {
				continue
			}
			for i++; i < len(b) && (b[i] == '/' || 'a' <= b[i] && b[i] <= 'z' || '0' <= b[i] && b[i] <= '9'); i++ {
				if 'a' <= b[i] && b[i] <= 'z' {
					b[i] -= 'a' - 'A'
				}
			}
		}
		return string(b)
	}
}

var escapeHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

var languages = map[string]*language{
	"BBCode": {
		read: bbcode.Parse, quote: [2]string{"[quote]", "[/quote]"}, unit: [2]string{"[i]", "[/i]"}, samples: further(bbcodeSamples, true), upper: upperNames('['),
		// A tag that its text does not follow is text, brackets and all.
		brokenOpening: func(s sample) (src, want string) {
			open := s.src[:strings.IndexByte(s.src, ']')]
			if s.broken != "" {
				return open + " §", s.broken
			}
			return open + " §", "<p>" + escapeHTML.Replace(open) + " §</p>"
		},
	},
	"HTML": {
		read: html.Parse, quote: [2]string{"<blockquote>", "</blockquote>"}, unit: [2]string{"<i>", "</i>"}, samples: further(htmlSamples, false), upper: upperNames('<'),
		// What is open at the end is closed there, and ends of what is not open are nothing.
		brokenOpening: func(s sample) (src, want string) {
			open, _, _ := strings.Cut(s.src, "§")
			return "</b></td></x>" + open + "§", s.want
		},
	},
}

func TestConformanceTablesAreUpToDate(t *testing.T) {
	const file = "README.md"
	was, err := os.ReadFile(file)
	require.NoError(t, err)
	got := string(was)
	for name, l := range languages {
		begin, end := fmt.Sprintf("<!-- %s: go test ./shared/content -update writes this -->\n", name), fmt.Sprintf("<!-- end of %s -->", name)
		before, rest, ok := strings.Cut(got, begin)
		require.True(t, ok, "no mark for the table of %s", name)
		_, after, ok := strings.Cut(rest, end)
		require.True(t, ok)
		got = before + begin + "\n" + l.table(t) + "\n" + end + after
	}
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	was, err = os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(was), got, "the tables are stale: go test ./shared/content -update, then review the difference")
}

// table runs all checks and tells how many of each held.
func (l *language) table(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| |")
	for _, c := range cases {
		b.WriteString(" " + c.name + " |")
	}
	b.WriteString("\n| --- |" + strings.Repeat(" --- |", len(cases)) + "\n")
	for _, s := range l.samples {
		b.WriteString("| `" + s.name + "` |")
		for _, c := range cases {
			checks, fault := c.check(l, s)
			switch {
			case fault != "":
				t.Errorf("%s, %s: %s", s.name, c.name, fault)
				b.WriteString(" ✗ |")
			case checks == 0:
				b.WriteString(" – |")
			default:
				fmt.Fprintf(&b, " ✓ %d |", checks)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}
