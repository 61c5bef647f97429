package edit

import (
	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/internal/ascii"
)

// Error is why an edit cannot be made. What a person reads of each stands in the catalogues of words.
type Error uint8

func (e Error) Error() string { return "the edit is refused: its Error tells why" }

// What an edit is refused for.
const (
	ErrTag    Error = iota // there is no such formatting
	ErrColor               // the colour is not known
	ErrSize                // the size is not 1 to 7
	ErrFont                // the font is not one of the list
	ErrImage               // the address of an image starts with neither https:// nor http://
	ErrPerson              // the person has no identifier that can be written: letters, digits and . _ - @ : + =
	ErrTable               // a table has 1 to 50 rows and 1 to 12 columns
)

// Toggle switches a tag, named as in the source, on for the selection, and off where all of it has it.
//
//   - Formatting (b, i, u, s, sub, sup, color, size, font, url, email) without a selection is that of
//     the word around the caret, or a new pair of tags to type into.
//   - icode becomes code when the selection has more than one line.
//   - quote, spoiler and code are put around the selection; h1 to h6, center, right, left and justify
//     around its lines, and replace each other.
//   - ul and ol make a list of the selected lines.
//
// value is the colour, size, font, address, language, author or title. An empty one takes formatting
// with any value away. Only the values that the readers take are written.
func (f Field) Toggle(tag, value string) (Edit, error) {
	t := bbcode.Named(tag)
	value, err := checked(t, ascii.Trim(value))
	if err != nil {
		return Edit{}, err
	}
	d := open(f)
	switch {
	case t.List():
		d.list(t == bbcode.TagOl)
	case t == bbcode.TagIcode || t == bbcode.TagCode:
		for _, c := range d.text[d.start:d.end] {
			if c == '\n' {
				t = bbcode.TagCode
			}
		}
		d.raw(t, value)
	case value == "" && t.Valued():
		if d.start == d.end {
			if d.within(d.start, d.start, func(e *bbcode.Element) bool { return alike(e.Tag, t) }) >= 0 {
				d.formatCaret(t, "")
			}
		} else {
			d.takeOff(d.start, d.end, t)
		}
	case t.Formats():
		d.format(t, value)
	default:
		d.block(t, value)
	}
	return d.close(), nil
}

// checked gives a value as it is written behind a tag's equals sign.
func checked(t bbcode.Tag, value string) (string, error) {
	switch t {
	case 0:
		return "", ErrTag
	case bbcode.TagQuote, bbcode.TagSpoiler:
		if value != "" {
			value = bbcode.Quoted(value)
		}
		return value, nil
	case bbcode.TagCode:
		for i := 0; i < len(value); i++ {
			if c := value[i]; !ascii.Alnum(c) && c != '+' && c != '#' && c != '-' && c != '.' && c != '_' {
				return "", nil
			}
		}
		return value, nil
	}
	if !t.Formats() && !t.Block() && t != bbcode.TagIcode || t.Item() || t.Cell() || t == bbcode.TagHr || t == bbcode.TagAlign {
		return "", ErrTag
	}
	if !t.Valued() || value == "" {
		return "", nil
	}
	switch t {
	case bbcode.TagColor:
		c, ok := content.ParseRGB(value)
		if !ok {
			return "", ErrColor
		}
		return c.Hex(), nil
	case bbcode.TagSize:
		s, ok := content.ParseStep(value)
		if !ok {
			return "", ErrSize
		}
		return "1234567"[s-1 : s], nil
	case bbcode.TagFont:
		f, ok := content.ParseFamily(value)
		if !ok {
			return "", ErrFont
		}
		return f.Name(), nil
	}
	u, err := address(value)
	if err != nil {
		return "", err
	}
	if t == bbcode.TagEmail {
		return u.Address(), nil
	}
	return u.String(), nil
}

// address reads an address as people type it: without a scheme it is a mail address or a host.
func address(s string) (content.URL, error) { return content.URL{}.ResolveTyped(s) }

// Indent moves the selected list items into the item before them, or the selected lines of a code
// block to the right; it does nothing elsewhere.
func (f Field) Indent() Edit {
	d := open(f)
	d.indent()
	return d.close()
}

// Outdent moves the selected list items out of the item that their list is in; those that are in none
// become lines. In a code block it moves the selected lines to the left.
func (f Field) Outdent() Edit {
	d := open(f)
	d.outdent()
	return d.close()
}

// Enter is what a line end typed in a list does: it starts the next item; in an empty item it ends
// the list. It gives false where a line end is just that, and for a selection.
func (f Field) Enter() (Edit, bool) {
	d := open(f)
	if !d.enter() {
		return d.close(), false
	}
	return d.close(), true
}
