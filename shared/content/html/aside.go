package html

import "deskside/shared/content"

// asideClass marks the words behind a link that tell where it leads when its own text does not, or
// tells something else.
const asideClass = "leads-to"

// aside prints where a doubtful link leads. Read passes over it.
func (p *printer) aside(link content.ID) {
	if p.d.Doubts(link) == 0 {
		return
	}
	u := p.d.URL(link)
	target := u.Host()
	if target == "" {
		target = u.Address()
	}
	p.String(`<` + nameSpan + ` class="` + asideClass + `"> (`)
	p.text(target)
	p.String(")</" + nameSpan + ">")
}
