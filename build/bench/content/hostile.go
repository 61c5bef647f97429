package content

import (
	"strings"

	"deskside/build/bench/row"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
)

const (
	// Budget is how many times as long as plain text of the same size a promised source may take.
	Budget = 3.0
	// DenseBudget is the same for the sources that become most for their length: floods of addresses and of elements.
	DenseBudget = 8.0
	// Growth is how many times as long per byte any other source may take at a million bytes as at
	// 64 KB. Where every few bytes make an element, the output is many times as long as the source and
	// plain text is no measure; the time still has to grow with the size and no faster. Quadratic work
	// would show as 16; what is above 1 here is the caches of the processor that a million bytes leave.
	Growth = 2.0
)

const (
	million = 1 << 20
	small   = 1 << 16
)

// bomb is a shape of source made to be slow to read: before, then a piece again and again, then after,
// then for each piece what closes it.
type bomb struct {
	name, before, piece, after, close string
	// pieces is how often the piece stands there, 0 for as often as a million bytes hold.
	pieces int
	// promised are those that the Budget holds for, dense those that the DenseBudget holds for.
	promised, dense bool
}

// source makes a source of about as many bytes.
func (b *bomb) source(size int) string {
	n := size / (len(b.piece) + len(b.close))
	return b.before + strings.Repeat(b.piece, n) + b.after + strings.Repeat(b.close, n)
}

func (b *bomb) size() int {
	if b.pieces == 0 {
		return million
	}
	return b.pieces * (len(b.piece) + len(b.close))
}

var bombs = []bomb{
	{name: "20,000 [b]", piece: "[b]", pieces: 20_000, promised: true},
	{name: "20,000 [b] that close", piece: "[b]", after: "x", close: "[/b]", pieces: 20_000, promised: true},
	{name: "20,000 [quote]", piece: "[quote]", pieces: 20_000, promised: true},
	{name: "20,000 [quote] that close", piece: "[quote]", after: "x", close: "[/quote]", pieces: 20_000, promised: true},
	{name: "1 MB of [", piece: "[", promised: true},
	{name: "1 MB of <", piece: "<", promised: true},
	{name: "1 MB of [url=", piece: "[url=", promised: true},
	{name: `1 MB of [url="`, piece: `[url="`, promised: true},
	{name: "1 MB of &", piece: "&", promised: true},
	{name: "1 MB of &amp;", piece: "&amp;", promised: true},
	{name: "1 MB of &aaaaaaaaaaaaaaaa", piece: "&aaaaaaaaaaaaaaaa", promised: true},
	{name: "1 MB of [url=address]", piece: "[url=https://a.b/]", dense: true},
	{name: "1 MB of [code]", piece: "[code]"},
	{name: "1 MB of [list][*]", piece: "[list][*]"},
	{name: "1 MB of http://", piece: "http://"},
	{name: "1 MB of a@", piece: "a@"},
	{name: "1 MB of <b>", piece: "<b>"},
	{name: "1 MB of <div>", piece: "<div>"},
	{name: "1 MB of </div>", piece: "</div>"},
	{name: "1 MB of <table><tr><td>", piece: "<table><tr><td>"},
	{name: "1 MB of nested tables", piece: "<table><tr><td>a<td>b", close: "</table>"},
	{name: "1 MB of <a href=address>", piece: "<a href=https://a.b/>"},
	{name: "1 MB of <!--", piece: "<!--"},
	{name: "1 MB of <!-->", piece: "<!-->"},
	{name: "1 MB of <script>", piece: "<script>"},
	{name: "1 MB of <style></styl", piece: "<style></styl"},
	{name: "one tag with 1 MB of attributes", before: "<p ", piece: "a=b ", after: ">x"},
	{name: "one tag with 1 MB of style", before: "<p style='", piece: "color:red;", after: "'>x", promised: true}, // most of it is skipped: it has no rate of its own
	{name: `1 MB of <a b="`, piece: `<a b="`},
	{name: "1 MB of <svg><p>", piece: "<svg><p>", dense: true},
}

// hostile measures each bomb beside plain text of its size, or beside itself at 64 KB, by both readers, reading and
// printing.
func hostile() []row.Row {
	var fromBBCode bbcode.Reader
	var fromHTML html.Reader
	var page []byte
	plain := strings.Repeat(plainText, 2*million/len(plainText))
	var rows []row.Row
	for _, reader := range []struct {
		name string
		run  func(string)
	}{
		{"BBCode", func(s string) { page = html.Append(page[:0], fromBBCode.Lend(s)) }},
		{"HTML", func(s string) { page = html.Append(page[:0], fromHTML.Lend(s)) }},
	} {
		for i := range bombs {
			b := &bombs[i]
			source, little := b.source(b.size()), b.source(small)
			what := reader.name + ": " + b.name
			if b.promised || b.dense {
				beside, budget := plain[:len(source)], Budget
				if b.dense {
					budget = DenseBudget
				}
				times := inTurns(21, func() { reader.run(source) }, func() { reader.run(beside) })
				rows = append(rows, row.Compare("natively", what, times[0], "as much plain text", times[1], false, budget))
				continue
			}
			// As many bytes either way, so that the ratio is that of the time for each byte.
			pieces := max(1, len(source)/len(little))
			times := inTurns(21, func() { reader.run(source) }, func() {
				for range pieces {
					reader.run(little)
				}
			})
			rows = append(rows, row.Compare("natively", what, times[0], "itself at 64 KB, as many bytes", times[1], false, Growth))
		}
	}
	return rows
}

// plainText is text without markup, as people write it.
const plainText = "The export of invoices stops at page three, and the file that comes is empty. We tried two browsers and a second account. " +
	"Since the update of Tuesday the totals in the report are one day late, which the bookkeeping noticed.\n\n"
