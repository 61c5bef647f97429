package content_test

import (
	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/convert"
	"deskside/shared/content/draw"
	"deskside/shared/content/edit"
	"deskside/shared/content/html"
	"deskside/shared/content/imageproxy"
	"deskside/shared/content/markdown"
	"deskside/shared/content/rich"
	"deskside/shared/content/text"
)

// operation is something that this room does with a source. It gives the size of what it makes, and
// makes a number of documents on the way.
type operation struct {
	documents int
	do        func(src string) (size int)
}

// operations are all there are, by name: TestEveryOperationIsHeldToBounds finds one that is missing.
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
	proxy, err := imageproxy.New("https://p.example/{signature}/{base64}", []byte("key"))
	if err != nil {
		panic(err)
	}
	base, _ := content.ParseURL("https://a.example/b/")
	for name, read := range map[string]func(string) *content.Document{
		"BBCode": bbcode.Parse,
		"HTML":   html.Parse,
		"text":   text.Parse,
		"HTML that is no mail": func(src string) *content.Document {
			r := html.Reader{Base: base}
			return r.Read(src)
		},
		"BBCode with addresses of a page": func(src string) *content.Document {
			r := bbcode.Reader{Base: base}
			return r.Read(src)
		},
	} {
		put("drawing "+name, 1, func(src string) int { return len(draw.Program(read(src))) })
		put("drawing "+name+" without pictures", 1, func(src string) int {
			d := read(src)
			return len(draw.AppendImages(make([]byte, 0, d.Room()), d, content.NoImage))
		})
		// Each picture's address is signed, which takes as much again.
		put("a page of "+name+" with pictures of a proxy", 2, func(src string) int {
			p := html.Printer{Image: proxy.Image, Mention: func(_, name string) string { return name }}
			d := read(src)
			return len(p.Append(make([]byte, 0, d.Room()), d))
		})
		put("doubts of "+name, 1, func(src string) (shown int) {
			d := read(src)
			d.Walk(func(id content.ID) {
				if d.Doubts(id) > 0 || d.ShowsAddress(id) {
					shown++
				}
			})
			return shown
		})
		put("an excerpt of "+name, 1, func(src string) int { return len(text.Excerpt(read(src), 120)) })
		put("a long excerpt of "+name, 1, func(src string) int { return len(text.Excerpt(read(src), 1<<30)) })
		put("an editor given "+name, 1, func(src string) int { return len(rich.Print(read(src))) })
		put("an editor giving "+name+" back", 4, func(src string) int {
			d := rich.Read(rich.Print(read(src)))
			return len(bbcode.Print(d))
		})
		put("losses of "+name, 1, func(src string) int {
			var report content.Report
			d := read(src)
			bbcode.Losses(d, &report)
			markdown.Losses(d, &report)
			text.Losses(d, &report)
			report.Place(src)
			return len(report.Losses)
		})
	}
	for name, format := range map[string]edit.Format{"BBCode": edit.BBCode, "HTML": edit.HTML, "text": edit.Plain} {
		put("quoting "+name, 2, func(src string) int { return len(edit.Quotation{Source: src, Format: format, Depth: 9}.BBCode()) })
	}
	put("quoting somebody", 2, func(src string) int {
		return len(edit.Quotation{Source: "x", Author: src, Date: src, Ref: src}.BBCode())
	})
	put("an editor's program of anything", 4, func(src string) int { return len(bbcode.Print(rich.Read([]byte(string([]byte{rich.Version}) + src)))) })
	put("counting", 1, func(src string) int { return edit.CountContent(src).Length + edit.CountTitle(src).Length })
	put("a clipboard", 2, func(src string) int {
		d, _ := edit.Clip(src, src, content.URL{})
		return len(rich.Print(d))
	})
	editing(put)
	values(put)
	return all
}

// editing are the operations of a composer.
func editing(put func(name string, documents int, do func(string) int)) {
	inserted := func(e edit.Edit, _ error) int { return len(e.Insert) }
	everything := func(src string) edit.Field { return edit.Field{Text: src, End: edit.Units(src)} }
	middle := func(src string) edit.Field {
		n := edit.Units(src) / 2
		return edit.Field{Text: src, Start: n, End: n}
	}
	for tag, value := range map[string]string{"b": "", "ul": "", "quote": "", "code": "", "icode": "", "h2": "", "center": "", "color": "#ff0000", "url": "http://a.b/"} {
		documents := 2
		if tag == "ul" { // it changes every line, and the changes are as long as a document
			documents = 3
		}
		put("all in "+tag, documents, func(src string) int { return inserted(everything(src).Toggle(tag, value)) })
		put("a caret in "+tag, 2, func(src string) int { return inserted(middle(src).Toggle(tag, value)) })
		put("half in "+tag, documents, func(src string) int {
			f := middle(src)
			f.Start /= 2
			return inserted(f.Toggle(tag, value))
		})
	}
	put("all without colour", 2, func(src string) int { return inserted(everything(src).Toggle("color", "")) })
	put("a quotation of a long name", 2, func(src string) int { return inserted(middle("x").Toggle("quote", src)) })
	put("indenting", 2, func(src string) int { return inserted(everything(src).Indent(), nil) })
	put("outdenting", 2, func(src string) int { return inserted(everything(src).Outdent(), nil) })
	put("indenting in the middle", 2, func(src string) int { return inserted(middle(src).Indent(), nil) })
	put("outdenting in the middle", 2, func(src string) int { return inserted(middle(src).Outdent(), nil) })
	put("a line end", 2, func(src string) int {
		e, _ := middle(src).Enter()
		return inserted(e, nil)
	})
	put("a quotation put", 3, func(src string) int { return inserted(middle("x").Quote(edit.Quotation{Source: src}), nil) })
	put("a quotation put into", 3, func(src string) int { return inserted(middle(src).Quote(edit.Quotation{Source: "x"}), nil) })
	put("a page pasted", 3, func(src string) int { return inserted(middle("x").Paste(src, src, content.URL{}).Edit, nil) })
	put("text pasted", 2, func(src string) int { return inserted(middle("x").Paste(src, "", content.URL{}).Edit, nil) })
	put("an address pasted over all", 3, func(src string) int {
		return inserted(everything(src).Paste("http://a.b/", "", content.URL{}).Edit, nil)
	})
	put("a link put", 2, func(src string) int { return inserted(middle(src).Link("http://a.b/", "x")) })
	put("a link of long words", 2, func(src string) int { return inserted(middle("x").Link("http://a.b/", src)) })
	put("a link to a long address", 2, func(src string) int { return inserted(middle("x").Link("http://a.b/"+src, "x")) })
	put("a picture put", 2, func(src string) int { return inserted(middle(src).Image("http://a.b/"+src, src, 1, 1)) })
	put("a person put", 2, func(src string) int { return inserted(middle(src).Mention("7", src)) })
	put("a rule put", 2, func(src string) int { return inserted(middle(src).Rule(), nil) })
	put("a table put", 2, func(src string) int { return inserted(middle(src).Table(2, 2)) })
	put("an edit made", 2, func(src string) int {
		e := middle(src).Rule()
		if !e.Changes() {
			return 0
		}
		return len(e.Apply(src)) + edit.ByteAt(src, e.Start)
	})
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
	put("a preview of the other half", 3, func(src string) (size int) {
		for _, b := range edit.Preview(edit.Preview(nil, src), src[len(src)/2:]+src[:len(src)/2]) {
			size += len(b.Program)
		}
		return size
	})
}

// values are what reads a single value, or writes one.
func values(put func(name string, documents int, do func(string) int)) {
	put("an address", 1, func(src string) (size int) {
		base, _ := content.ParseURL("https://a.example/b/")
		for _, read := range []func(string) (content.URL, error){content.ParseURL, base.Resolve, base.ResolveTyped} {
			for _, s := range []string{src, "http://" + src, "http://a.b/" + src, "mailto:" + src, "mailto:a@b.cc?subject=" + src, "tel:" + src} {
				u, err := read(s)
				size += len(u.String()) + len(u.Host()) + len(u.Address()) + len(u.Scheme()) + len(content.ReasonOf(err).Name())
			}
		}
		return size / 24
	})
	put("a word of its own", 1, func(src string) (size int) {
		if u, ok := content.Autolink(src); ok {
			size += len(u.String())
		}
		if u, ok := edit.Address(src); ok {
			size += len(u.String())
		}
		if content.PartLeads(src) {
			size++
		}
		if content.Glued("x"+src+"x", 1, 1+len(src)) {
			size++
		}
		return size + len(content.Hidden(src)) + len(content.Short(src))
	})
	put("a value", 1, func(src string) (size int) {
		for _, ok := range []bool{
			second(content.ParseRGB(src)), second(content.ParseStep(src)), second(content.ParseFamily(src)),
			second(content.ParseAlign(src)), second(content.ParseListStyle(src)), content.StepNormal.Says(src),
		} {
			if ok {
				size++
			}
		}
		return size + min(1, content.Length(src))
	})
	put("a value of BBCode", 1, func(src string) int {
		if bbcode.Named(src) > 0 || bbcode.Opens("["+src, 0) > 0 || bbcode.Closes("[/"+src, 0) > 0 {
			return len(bbcode.Quoted(src)) + 1
		}
		return len(bbcode.Quoted(src))
	})
	put("a report of characters", 1, func(src string) int {
		var report content.Report
		report.Characters(src)
		for _, take := range []func(content.Value){report.Color, report.Size, report.Font, report.Alignment} {
			take(content.Value{Text: src, Of: src})
		}
		return len(report.Losses)
	})
}

func second[T any](_ T, ok bool) bool { return ok }
