package bbcode

import (
	"deskside/shared/content"
	"deskside/shared/content/internal/ascii"
)

func (p *printer) inlines(parent content.ID) {
	for id := p.d.First(parent); id != 0; id = p.d.Next(id) {
		p.inline(id)
	}
}

// within prints the nodes of a formatting node between its tags.
//
//go:noinline
func (p *printer) within(id content.ID, head, end string) {
	p.String(head)
	p.fresh = true
	p.inside++
	after := p.after
	if next := p.d.Next(id); next != 0 {
		p.after = next
	}
	p.inlines(id)
	p.after = after
	p.inside--
	p.String(end)
	p.fresh = true
}

func (p *printer) inline(id content.ID) {
	d := p.d
	switch d.Kind(id) {
	case content.Text:
		p.text(d.Text(id))
	case content.Break:
		p.String("\n")
		p.fresh, p.apart = true, true
	case content.Color:
		p.String("[" + NameColor + "=")
		p.String(d.RGB(id).Hex())
		p.within(id, "]", "[/"+NameColor+"]")
	case content.Size:
		p.String("[" + NameSize + "=")
		p.Int(int(d.Step(id)))
		p.within(id, "]", "[/"+NameSize+"]")
	case content.Font:
		p.String("[" + NameFont + "=")
		p.String(d.Family(id).Name())
		p.within(id, "]", "[/"+NameFont+"]")
	case content.Link:
		p.link(id)
	case content.Image:
		p.image(id)
	case content.Code:
		p.String("[" + NameIcode + "]")
		p.raw(d.Text(id), tagIcode, true)
		p.String("[/" + NameIcode + "]")
		p.fresh, p.apart = true, false
	case content.Mention:
		p.named("["+NameMention+"=", id, content.URL{}, "[/"+NameMention+"]")
	case content.Attachment:
		p.named("["+NameAttach+"=", id, d.URL(id), "[/"+NameAttach+"]")
	default:
		name := d.Kind(id).Tag()
		p.start(name)
		p.within(id, "]", "")
		p.end(name)
	}
}

// text puts text. A bracket that would start a tag gets a guard: one before a closing tag, and one
// before an opening tag that something in the document closes or that stands in something.
//
//go:noinline
func (p *printer) text(s string) {
	done := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '[' && p.startsTag(s[i+1:], i > 0 && wordByte(s[i-1])) {
			p.String(s[done : i+1])
			p.String(guard)
			done = i + 1
		}
	}
	p.String(s[done:])
	if s != "" {
		p.fresh = s[len(s)-1] == ' '
		p.apart = p.fresh
	}
}

func (p *printer) startsTag(s string, behindWord bool) bool {
	closing := s != "" && s[0] == '/'
	i := 0
	if closing {
		i = 1
	}
	t, end := name(s, i)
	if _, behind := uidEnd(s, end); behind > 0 {
		end = behind
	}
	switch {
	case len(s) >= len(guard) && s[:len(guard)] == guard:
		return true
	case end == len(s): // what follows starts with a bracket, a line feed or an address
		return false
	case t == tagNone || s[end] != ']' && (t.bare() || s[end] != '=' && s[end] != ' '):
		return false
	}
	// The text of a code block could end a raw tag.
	if rule := t.rule(); closing || rule == ruleAlone || rule == ruleRaw || p.used&(1<<t) != 0 {
		return true
	}
	if p.inside > 0 && !(behindWord && t.bare()) { // it would end with what is around
		return true
	}
	// Nothing closes it, so it is text, unless it is the start of a quoted value that runs on.
	for end < len(s) && s[end] != ']' && s[end] != '[' && s[end] != '"' && s[end] != '\'' {
		end++
	}
	return end == len(s) || s[end] == '"' || s[end] == '\''
}

// link prints a link, as its bare address where that is read as the same link.
//
//go:noinline
func (p *printer) link(id content.ID) {
	u := p.d.URL(id)
	text, first := "", p.d.First(id)
	if p.d.Kind(first) == content.Text && p.d.Next(first) == 0 {
		text = p.d.Text(first)
	}
	// A bracket could need a guard.
	shows := text != "" && ascii.Index(text, "[") < 0 && p.d.ShowsAddress(id)
	switch address := u.Address(); {
	case shows && p.fresh && (p.apart || schemed(text)) && p.endsAlone(p.d.Next(id)):
		p.String(text)
		p.fresh, p.apart = false, false
	case u.Scheme() == "mailto" && ascii.Index(u.String(), "?") < 0:
		if text == address {
			p.within(id, "["+NameEmail+"]", "[/"+NameEmail+"]")
			return
		}
		p.String("[" + NameEmail + "=")
		p.String(address)
		p.within(id, "]", "[/"+NameEmail+"]")
	case shows:
		p.within(id, "["+NameURL+"]", "[/"+NameURL+"]")
	default:
		if valueUID(u.String()) > 0 {
			p.value("["+NameURL+"=", u.String())
		} else {
			p.String("[" + NameURL + "=")
			p.String(u.String())
		}
		p.within(id, "]", "[/"+NameURL+"]")
	}
}

// schemed tells an address that is written with its scheme, which is read apart from words in other formatting.
func schemed(s string) bool { return ascii.Starts(s, "http://") || ascii.Starts(s, "https://") }

// endsAlone tells that an address before a node, 0 for the end of what it stands in, ends there for Parse too.
func (p *printer) endsAlone(next content.ID) bool {
	if next == 0 {
		next = p.after
	}
	for k := p.d.Kind(next); k.Formats() && k != content.Code && k != content.Link; k = p.d.Kind(next) {
		next = p.d.First(next)
	}
	switch p.d.Kind(next) {
	case content.Link, content.Code:
		return false
	case content.Text:
	default:
		return true
	}
	s := p.d.Text(next)
	switch s[0] {
	case ' ':
		return true
	case '.', ',', ';', ':', '!', '?':
		return len(s) == 1 || s[1] == ' '
	}
	return false
}

func (p *printer) image(id content.ID) {
	d := p.d
	p.String("[" + NameImg)
	width, height := d.Dimensions(id)
	if width > 0 {
		p.number(" width=", width)
	}
	if height > 0 {
		p.number(" height=", height)
	}
	if alt := d.Alt(id); alt != "" {
		p.value(" alt=", alt)
	}
	p.String("]")
	p.String(d.URL(id).String())
	p.String("[/" + NameImg + "]")
	p.fresh, p.apart = true, true
}

//go:noinline
func (p *printer) named(head string, id content.ID, u content.URL, end string) {
	p.String(head)
	p.String(p.d.Ref(id))
	if !u.IsZero() {
		p.value(" url=", u.String())
	}
	p.String("]")
	name := p.d.Text(id)
	for i := 0; i < len(name); i++ {
		c := name[i]
		if c == '[' {
			c = '('
		}
		p.Byte(c)
	}
	p.String(end)
	p.fresh, p.apart = true, true
}
