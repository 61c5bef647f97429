package edit

import (
	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
)

// Link links the selection to an address, or puts a link: with the words of text, or its address for
// text.
func (f Field) Link(url, text string) (Edit, error) {
	d := open(f)
	if d.start != d.end && visible(d.text[d.start:d.end]) {
		return f.Toggle(bbcode.NameURL, url)
	}
	u, err := address(url)
	if err != nil {
		return Edit{}, err
	}
	if ascii.Trim(text) == "" {
		if text = u.Address(); text == "" {
			text = u.String()
		}
	}
	return d.fragment(func(b *content.Builder) {
		mark := b.Push(content.Format{Kind: content.Link, URL: u}, 0)
		b.Words(text, 0, 0)
		b.Pop(mark, 0)
	}, false), nil
}

// Image puts an image behind the selection. width and height are CSS pixels, 0 where they are not
// known.
func (f Field) Image(url, alt string, width, height int) (Edit, error) {
	u, err := address(url)
	if err != nil {
		return Edit{}, err
	}
	if s := u.Scheme(); s != "http" && s != "https" {
		return Edit{}, ErrImage
	}
	return open(f).fragment(func(b *content.Builder) { b.Image(u, alt, max(width, 0), max(height, 0), 0, 0) }, false), nil
}

// Mention puts the name of a person. A selection that starts with @, as of a name half typed, is
// replaced; behind any other it is put.
func (f Field) Mention(id, name string) (Edit, error) {
	d := open(f)
	if d.start < d.end && d.text[d.start] == '@' {
		d.remove(d.start, d.end)
	}
	doc := build(func(b *content.Builder) { b.Mention(name, id, 0, 0) })
	if doc.Kind(doc.First(doc.First(0))) != content.Mention {
		return Edit{}, ErrPerson
	}
	return d.source(string(bbcode.AppendFragment(nil, doc)), false), nil
}

// Rule puts a horizontal rule behind the selection, on a line of its own.
func (f Field) Rule() Edit {
	return open(f).fragment(func(b *content.Builder) { b.Rule(0, 0) }, true)
}

// Table puts a table behind the selection whose first row heads the columns, and sets the caret into
// its first cell.
func (f Field) Table(rows, columns int) (Edit, error) {
	if rows < 1 || rows > 50 || columns < 1 || columns > 12 {
		return Edit{}, ErrTable
	}
	d := open(f)
	at, before, behind := d.lineBehind()
	var b buffer.Buffer
	b.String(before)
	b.String("[" + bbcode.NameTable + "]\n")
	caret := 0
	for row := range rows {
		cell := "[" + bbcode.NameTd + "][/" + bbcode.NameTd + "]"
		if row == 0 {
			cell = "[" + bbcode.NameTh + "][/" + bbcode.NameTh + "]"
		}
		b.String("[" + bbcode.NameTr + "]")
		if row == 0 {
			caret = len(b) + len("["+bbcode.NameTh+"]")
		}
		for range columns {
			b.String(cell)
		}
		b.String("[/" + bbcode.NameTr + "]\n")
	}
	b.String("[/" + bbcode.NameTable + "]")
	b.String(behind)
	d.insert(at, string(b))
	d.selectNew(at+caret, at+caret)
	return d.close(), nil
}

// behind gives the place behind the selection where something may be put: not in a tag, and not in
// what is not BBCode.
func (d *draft) behind() int {
	at := d.inTag(d.end, true)
	if i := d.inRaw(at, at); i >= 0 {
		return d.Elements[i].End
	}
	for i := range d.Elements {
		if e := &d.Elements[i]; e.Solid && e.Start < at && at < e.End {
			return e.End
		}
	}
	return at
}

// lineBehind gives the place behind the selection for a block, and the line ends that it needs before
// and behind.
func (d *draft) lineBehind() (at int, before, behind string) {
	at = d.behind()
	if at > 0 && d.text[at-1] != '\n' && visible(d.text[max(0, at-200):at]) {
		before = "\n"
	}
	if at == len(d.text) || d.text[at] != '\n' {
		behind = "\n"
	}
	return at, before, behind
}

func build(put func(*content.Builder)) *content.Document {
	var b content.Builder
	b.Reset(false)
	put(&b)
	return b.Document(0)
}

// fragment puts what a function builds behind the selection, with the caret behind it.
func (d *draft) fragment(put func(*content.Builder), block bool) Edit {
	return d.source(string(bbcode.AppendFragment(nil, build(put))), block)
}

// source puts BBCode behind the selection, with the caret behind it; a block has lines of its own.
func (d *draft) source(s string, block bool) Edit {
	if s == "" {
		return d.close()
	}
	d.given = len(s)
	at, before, behind := d.behind(), "", ""
	if block {
		at, before, behind = d.lineBehind()
	}
	d.insert(at, before+s+behind)
	end := d.moved(at, true)
	d.selectNew(end, end)
	return d.close()
}
