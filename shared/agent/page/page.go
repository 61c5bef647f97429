// Package page is what an agent takes from a page in the browser: a selection
// with where it is from, and the people and tickets that a page's text names.
// Pages come from strangers. It must not know how a page is read, nor any
// helpdesk by name.
package page

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
)

//go:generate go run deskside/build/codec -file find.go -o find_gen.go

// Bounds of what is taken: bytes of a page's text, and characters of a selection
// and of a title.
const (
	TextLimit      = 400_000
	SelectionLimit = 20_000
	TitleLimit     = 200
)

// Taken is a selection as the text of a new ticket or post.
type Taken struct {
	// Title is a subject, Source BBCode: the selection as a quote, then where it is from.
	Title  string
	Source string
	// Cut says that the selection was too long.
	Cut bool
}

// Take makes a text of what was selected on a page of a title and an address; link
// is the address of a link that was meant instead of the page, "" for none.
func Take(selected, title, address, link string) Taken {
	var t Taken
	t.Title = oneLine(title, TitleLimit)
	var b content.Builder
	b.Reset(true)
	if selected, t.Cut = lines(selected, SelectionLimit); selected != "" {
		mark := b.Open(content.Block{Kind: content.Quote}, 0)
		// A line each; empty lines part paragraphs.
		for i, line := range strings.Split(selected, "\n") {
			if line == "" {
				b.EndParagraph(0)
				continue
			}
			if i > 0 {
				b.Break(0)
			}
			b.Words(line, 0, 0)
		}
		if t.Cut {
			b.Words(" …", 0, 0)
		}
		b.CloseTo(mark, 0)
		b.EndParagraph(0)
	}
	for _, at := range []struct{ address, words string }{{link, ""}, {address, t.Title}} {
		u, ok := Clean(at.address)
		if !ok {
			continue
		}
		words := at.words
		if words == "" {
			words = u.Shown()
		}
		id := b.Push(content.Format{Kind: content.Link, URL: u}, 0)
		b.Words(words, 0, 0)
		b.Pop(id, 0)
		b.EndParagraph(0)
	}
	t.Source = strings.TrimSpace(bbcode.Print(b.Document(len(selected))))
	return t
}

// Clean is the address of a page without credentials; false where it leads to none
// that others could open.
func Clean(address string) (content.URL, bool) {
	u, err := content.ParseURL(withoutUser(strings.TrimSpace(address)))
	return u, err == nil && (u.Scheme() == "https" || u.Scheme() == "http")
}

// withoutUser takes what stands before @ out of an address's host.
func withoutUser(address string) string {
	at := strings.Index(address, "://")
	if at < 0 {
		return address
	}
	start := at + len("://")
	end := len(address)
	if i := strings.IndexAny(address[start:], "/?#\\"); i >= 0 {
		end = start + i
	}
	if i := strings.LastIndexByte(address[start:end], '@'); i >= 0 {
		return address[:start] + address[start+i+1:]
	}
	return address
}

// oneLine is a text in one line of so many characters.
func oneLine(s string, limit int) string {
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, ""), func(r rune) bool {
		return r <= ' ' || r == 0x7f || r == 0x85 || r == 0xa0 || r == 0x2028 || r == 0x2029
	}), " ")
	short, cut := first(s, limit)
	if cut {
		return strings.TrimRight(short, " ") + "…"
	}
	return short
}

// lines is a selection of so many characters, its lines without blanks around them.
func lines(s string, limit int) (string, bool) {
	s, cut := first(strings.ToValidUTF8(s, "\ufffd"), limit)
	var b strings.Builder
	empty := 0
	for line := range strings.SplitSeq(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), "\n") {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" {
			empty++
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n")
			if empty > 0 {
				b.WriteString("\n")
			}
		}
		empty = 0
		b.WriteString(line)
	}
	return b.String(), cut
}

// first is as many characters of a text.
func first(s string, limit int) (string, bool) {
	if len(s) <= limit {
		return s, false
	}
	n := 0
	for i := range s {
		if n == limit {
			return s[:i], true
		}
		n++
	}
	return s, utf8.RuneCountInString(s) > limit
}
