package content

import (
	"strings"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
)

// Budget is how many times as long as plain text of the same size a hostile source may take.
const Budget = 3.0

type hostileResult struct {
	Reader string  `json:"reader"`
	Name   string  `json:"name"`
	Bytes  int     `json:"bytes"`
	Median float64 `json:"median_ms"`
	// Times is the time beside that of as much plain text; below 1 it is faster.
	Times float64 `json:"times_plain"`
}

const million = 1 << 20

// bombs are sources made to be slow to read.
var bombs = []struct{ name, source string }{
	{"20,000 [b]", strings.Repeat("[b]", 20_000)},
	{"20,000 [b] that close", strings.Repeat("[b]", 20_000) + "x" + strings.Repeat("[/b]", 20_000)},
	{"20,000 [quote]", strings.Repeat("[quote]", 20_000)},
	{"20,000 [quote] that close", strings.Repeat("[quote]", 20_000) + "x" + strings.Repeat("[/quote]", 20_000)},
	{"1 MB of [", strings.Repeat("[", million)},
	{"1 MB of <", strings.Repeat("<", million)},
	{"1 MB of [url=", strings.Repeat("[url=", million/5)},
	{`1 MB of [url="`, strings.Repeat(`[url="`, million/6)},
	{"1 MB of [url=a]", strings.Repeat("[url=https://a.b/]", million/18)},
	{"1 MB of [code]", strings.Repeat("[code]", million/6)},
	{"1 MB of [list][*]", strings.Repeat("[list][*]", million/9)},
	{"1 MB of http://", strings.Repeat("http://", million/7)},
	{"1 MB of a@", strings.Repeat("a@", million/2)},
	{"1 MB of &", strings.Repeat("&", million)},
	{"1 MB of &amp;", strings.Repeat("&amp;", million/5)},
	{"1 MB of &aaaaaaaaaaaaaaaa", strings.Repeat("&aaaaaaaaaaaaaaaa", million/17)},
	{"1 MB of <b>", strings.Repeat("<b>", million/3)},
	{"1 MB of <div>", strings.Repeat("<div>", million/5)},
	{"1 MB of </div>", strings.Repeat("</div>", million/6)},
	{"1 MB of <table><tr><td>", strings.Repeat("<table><tr><td>", million/15)},
	{"1 MB of nested tables", strings.Repeat("<table><tr><td>a<td>b", million/42) + strings.Repeat("</table>", million/42)},
	{"1 MB of <a href=x>", strings.Repeat("<a href=https://a.b/>", million/21)},
	{"1 MB of <!--", strings.Repeat("<!--", million/4)},
	{"1 MB of <!-->", strings.Repeat("<!-->", million/5)},
	{"1 MB of <script>", strings.Repeat("<script>", million/8)},
	{"1 MB of <style></styl", strings.Repeat("<style></styl", million/13)},
	{"one tag with 1 MB of attributes", "<p " + strings.Repeat("a=b ", million/4) + ">x"},
	{"one tag with 1 MB of style", "<p style='" + strings.Repeat("color:red;", million/10) + "'>x"},
	{`1 MB of <a b="`, strings.Repeat(`<a b="`, million/6)},
	{"1 MB of <svg><p>", strings.Repeat("<svg><p>", million/8)},
}

// hostile measures each bomb beside plain text of its size, by both readers, reading and printing.
func hostile() []hostileResult {
	var fromBBCode bbcode.Reader
	var fromHTML html.Reader
	var out []byte
	var all []hostileResult
	plain := strings.Repeat(plainText, 2*million/len(plainText))
	for _, reader := range []struct {
		name string
		run  func(string)
	}{
		{"BBCode", func(s string) { out = html.Append(out[:0], fromBBCode.Read(s)) }},
		{"HTML", func(s string) { out = html.Append(out[:0], fromHTML.Read(s)) }},
	} {
		for _, b := range bombs {
			// In turns and by the best of them, so that neither is measured in a worse hour.
			best, bestPlain := -1.0, -1.0
			for range 5 {
				for _, t := range timed(func() { reader.run(plain[:len(b.source)]) }, 3)[:1] {
					bestPlain = least(bestPlain, t)
				}
				for _, t := range timed(func() { reader.run(b.source) }, 3)[:1] {
					best = least(best, t)
				}
			}
			all = append(all, hostileResult{Reader: reader.name, Name: b.name, Bytes: len(b.source), Median: best, Times: best / bestPlain})
		}
	}
	return all
}

func least(a, b float64) float64 {
	if a < 0 {
		return b
	}
	return min(a, b)
}

// plainText is text without markup, as people write it.
const plainText = "The export of invoices stops at page three, and the file that comes is empty. We tried two browsers and a second account. " +
	"Since the update of Tuesday the totals in the report are one day late, which the bookkeeping noticed.\n\n"
