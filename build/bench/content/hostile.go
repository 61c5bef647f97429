package content

import (
	"fmt"
	"io"
	"strings"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
)

const (
	// Budget is how many times as long as plain text of the same size a promised source may take.
	Budget = 3.0
	// Growth is how many times as long per byte any other source may take at a million bytes as at
	// 64 KB. Where every few bytes make an element, the output is many times as long as the source and
	// plain text is no measure; the time still has to grow with the size and no faster. Quadratic work
	// would show as 16; what is above 1 here is the caches of the processor that a million bytes leave.
	Growth = 2.0
)

type hostileResult struct {
	Reader string  `json:"reader"`
	Name   string  `json:"name"`
	Bytes  int     `json:"bytes"`
	Best   float64 `json:"best_ms"`
	// Times is the time beside that of as much plain text; below 1 it is faster.
	Times float64 `json:"times_plain"`
	// Grows is the time per byte beside that of the same shape at 64 KB.
	Grows    float64 `json:"times_small"`
	Promised bool    `json:"promised"`
}

func (h hostileResult) over() bool {
	if h.Promised {
		return h.Times > Budget
	}
	return h.Grows > Growth
}

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
	// promised are those that the Budget holds for.
	promised bool
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
	{name: "1 MB of [url=address]", piece: "[url=https://a.b/]"},
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
	{name: "one tag with 1 MB of style", before: "<p style='", piece: "color:red;", after: "'>x"},
	{name: `1 MB of <a b="`, piece: `<a b="`},
	{name: "1 MB of <svg><p>", piece: "<svg><p>"},
}

// hostile measures each bomb beside plain text of its size and beside itself at 64 KB, by both readers,
// reading and printing, and says each result and what they come to. over tells that one is beyond
// what holds for it.
func hostile(out io.Writer) (all []hostileResult, over bool) {
	fmt.Fprintf(out, "hostile sources, beside plain text of their size and beside themselves at 64 KB, for each byte\n")
	var fromBBCode bbcode.Reader
	var fromHTML html.Reader
	var page []byte
	plain := strings.Repeat(plainText, 2*million/len(plainText))
	for _, reader := range []struct {
		name string
		run  func(string)
	}{
		{"BBCode", func(s string) { page = html.Append(page[:0], fromBBCode.Read(s)) }},
		{"HTML", func(s string) { page = html.Append(page[:0], fromHTML.Read(s)) }},
	} {
		for i := range bombs {
			b := &bombs[i]
			h := beside(b, plain, reader.run)
			h.Reader = reader.name
			note := ""
			if h.over() {
				note, over = "  OVER", true
			}
			fmt.Fprintf(out, "%-8s %-32s %7.2f ms  %5.2f of plain text  %5.2f of 64 KB%s\n", h.Reader, h.Name, h.Best, h.Times, h.Grows, note)
			all = append(all, h)
		}
	}
	summarise(out, all)
	return all, over
}

// beside measures a bomb. They are timed in turns and by the best of them, so that none is measured in
// a worse hour; what is over is given more time, for the best to come.
func beside(b *bomb, plain string, run func(string)) hostileResult {
	source, little := b.source(b.size()), b.source(small)
	plain = plain[:len(source)]
	best, bestPlain, bestLittle := -1.0, -1.0, -1.0
	h := hostileResult{Name: b.name, Bytes: len(source), Promised: b.promised}
	for round := 0; round < 5 || round < 20 && h.over(); round++ {
		times := 2 + small/len(source)*4
		bestPlain = least(bestPlain, timed(func() { run(plain) }, times)[0])
		best = least(best, timed(func() { run(source) }, times)[0])
		bestLittle = least(bestLittle, timed(func() { run(little) }, 6)[0])
		h.Best, h.Times = best, best/bestPlain
		h.Grows = best / float64(len(source)) / (bestLittle / float64(len(little)))
	}
	return h
}

// summarise says what is held and what is not.
func summarise(out io.Writer, all []hostileResult) {
	promised, kept, slow := 0, 0, 0
	worst, steepest := hostileResult{}, hostileResult{}
	for _, h := range all {
		if h.Promised {
			promised++
			if !h.over() {
				kept++
			}
			continue
		}
		if h.Times > Budget {
			slow++
		}
		if h.Times > worst.Times {
			worst = h
		}
		if h.Grows > steepest.Grows {
			steepest = h
		}
	}
	fmt.Fprintf(out, "promised: [b], [quote], [, <, [url= and references within %g times plain text: %d of %d\n", Budget, kept, promised)
	fmt.Fprintf(out, "others, where every few bytes make an element: %d of %d are over %g times plain text (most: %s by %s, %.1f), so they are held to growing with their size: at most %.2f times as long per byte as at 64 KB (%s by %s), budget %g\n",
		slow, len(all)-promised, Budget, worst.Name, worst.Reader, worst.Times, steepest.Grows, steepest.Name, steepest.Reader, Growth)
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
