package bbcode

import "deskside/shared/content"

// AppendFragment appends a document for a place within other source. What looks like a tag in its
// text is guarded even where nothing in the document closes it.
func AppendFragment(dst []byte, d *content.Document) []byte {
	p := printer{d: d, Buffer: dst, used: ^uint64(0)}
	p.blocks(0)
	return p.Buffer
}

// AppendQuote appends a document as what someone else wrote, as a fragment. author, date and ref may
// be "".
func AppendQuote(dst []byte, d *content.Document, author, date, ref string) []byte {
	p := printer{d: d, Buffer: dst, used: ^uint64(0)}
	p.quoteHead(author, date, ref)
	p.container(0, NameQuote)
	return p.Buffer
}
