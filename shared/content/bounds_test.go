package content_test

import (
	"flag"
	"maps"
	"runtime"
	"slices"
	"testing"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/convert"
	"deskside/shared/content/draw"
	"deskside/shared/content/edit"
	"deskside/shared/content/html"
	"deskside/shared/content/rich"
	"deskside/shared/content/text"
)

var allSizes = flag.Bool("all-sizes", false, "try sources of up to a megabyte, too")

// operation is something that this room does with a source. It gives the size of what it makes, and
// makes a number of documents on the way.
type operation struct {
	documents int
	do        func(src string) (size int)
}

// operations are all there are, by name.
func operations() map[string]operation {
	all := map[string]operation{}
	put := func(name string, documents int, do func(string) int) { all[name] = operation{documents, do} }
	for _, name := range convert.Names() {
		put(name, 1, func(src string) int {
			var c convert.Converter
			var report content.Report
			out, _ := c.Convert(name, src, &report)
			return len(out)
		})
	}
	for name, read := range map[string]func(string) *content.Document{"BBCode": bbcode.Parse, "HTML": html.Parse, "text": text.Parse} {
		put("drawing "+name, 1, func(src string) int {
			d, doubts := read(src), 0
			d.Walk(func(id content.ID) { doubts += int(d.Doubts(id)) })
			return len(draw.Program(d))
		})
		put("an excerpt of "+name, 1, func(src string) int { return len(text.Excerpt(read(src), 120)) })
		put("an editor given "+name, 1, func(src string) int { return len(rich.Print(read(src))) })
		put("an editor giving "+name+" back", 4, func(src string) int {
			d := rich.Read(rich.Print(read(src)))
			return len(bbcode.Print(d))
		})
	}
	for name, format := range map[string]edit.Format{"BBCode": edit.BBCode, "HTML": edit.HTML, "text": edit.Plain} {
		put("quoting "+name, 2, func(src string) int { return len(edit.Quotation{Source: src, Format: format}.BBCode()) })
	}
	put("counting", 1, func(src string) int { return edit.CountContent(src).Length })
	put("a clipboard", 2, func(src string) int {
		d, _ := edit.Clip(src, src, content.URL{})
		return len(rich.Print(d))
	})

	inserted := func(e edit.Edit, _ error) int { return len(e.Insert) }
	everything := func(src string) edit.Field { return edit.Field{Text: src, End: edit.Units(src)} }
	middle := func(src string) edit.Field {
		n := edit.Units(src) / 2
		return edit.Field{Text: src, Start: n, End: n}
	}
	for tag, value := range map[string]string{"b": "", "ul": "", "quote": "", "code": "", "h2": "", "color": "#ff0000", "url": "http://a.b/"} {
		put("all in "+tag, 2, func(src string) int { return inserted(everything(src).Toggle(tag, value)) })
		put("a caret in "+tag, 2, func(src string) int { return inserted(middle(src).Toggle(tag, value)) })
	}
	put("indenting", 2, func(src string) int { return inserted(everything(src).Indent(), nil) })
	put("outdenting", 2, func(src string) int { return inserted(everything(src).Outdent(), nil) })
	put("a line end", 2, func(src string) int {
		e, _ := middle(src).Enter()
		return inserted(e, nil)
	})
	put("a quotation put", 3, func(src string) int { return inserted(middle("x").Quote(edit.Quotation{Source: src}), nil) })
	put("a page pasted", 3, func(src string) int { return inserted(middle("x").Paste(src, src, content.URL{}).Edit, nil) })
	put("text pasted", 2, func(src string) int { return inserted(middle("x").Paste(src, "", content.URL{}).Edit, nil) })
	put("a link put", 2, func(src string) int { return inserted(middle(src).Link("http://a.b/", "x")) })
	put("a rule put", 2, func(src string) int { return inserted(middle(src).Rule(), nil) })
	put("a preview", 2, func(src string) (size int) {
		for _, b := range edit.Preview(nil, src) {
			size += len(b.Program)
		}
		return size
	})
	put("a preview after an edit", 3, func(src string) (size int) {
		for _, b := range edit.Preview(edit.Preview(nil, src), "x"+src+"x") {
			size += len(b.Program)
		}
		return size
	})
	return all
}

// A result is at most twelve times as long as its source and 4 KB, and for each document on the way
// 64 times as many bytes are allocated and 1 MB.
const (
	mostOutput    = 12
	mostAllocated = 64
)

func TestNoOperationMakesMoreThanItsSourceAllows(t *testing.T) {
	all := operations()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		op := all[name]
		// run gives what is allocated for each byte, beyond the first megabyte.
		run := func(shape string, n int) float64 {
			src := size(hostile[shape], n)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			output := op.do(src)
			runtime.ReadMemStats(&after)
			allocated := int(after.TotalAlloc - before.TotalAlloc)
			if output > mostOutput*len(src)+4096 {
				t.Errorf("%s of %d bytes of %s gives %d bytes", name, len(src), shape, output)
			}
			if allocated > op.documents*(mostAllocated*len(src)+1<<20) {
				t.Errorf("%s of %d bytes of %s allocates %d bytes, %d for each", name, len(src), shape, allocated, allocated/len(src))
			}
			return float64(allocated) / float64(max(len(src), 1))
		}
		for shape := range hostile {
			run(shape, 1<<10)
			small := run(shape, 1<<14)
			// Larger ones take most of an hour of a processor together.
			if !*allSizes {
				continue
			}
			// What grows, or takes much, is tried with a megabyte too.
			if large := run(shape, 1<<18); large > small*5/4 || large > mostAllocated/2 {
				run(shape, 1<<20)
			}
		}
	}
}
