package creation

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/agent"
	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/helpdesk"
)

// Take reads a ticket for what a new one in another account is made of: message
// is the number of what is taken, 0 for the first of a client, else of anybody; to is a type of the
// Desk where it is to be.
func Take(lane func() *core.Lane, client helpdesk.Client, ticket, message int64, to *helpdesk.Creatable) (*Taken, error) {
	opening := client.Open(ticket)
	found, err := core.Ask(lane(), opening.Ticket)
	if err != nil {
		return nil, err
	}
	wanted := chosen(found.Comments, message)
	if message != 0 && wanted == nil {
		for _, part := range opening.Comments {
			// What one may not read is not what one has chosen.
			more, err := core.Ask(lane(), part.Call)
			if err != nil && !part.Optional {
				return nil, err
			}
			if at := chosen(more, message); at != nil {
				wanted = at
			}
		}
	}
	t := &found.Ticket
	r := &Taken{Subject: headed(t.Subject, to), Client: t.Client, URL: conversation.Link(t.URL)}
	if wanted != nil {
		r.Source = said(wanted.Body)
	}
	if r.Client.Email == "" && r.Client.ID != 0 {
		// Without an address the new one has no author, which is not worth a failure.
		if card, err := core.Ask(lane(), client.Person(r.Client.ID).Card); err == nil && len(card.Emails) > 0 {
			r.Client.Email = card.Emails[0]
		}
	}
	return r, nil
}

// chosen is the message of that number, or for 0 the first of a client, else of
// anybody; nil where there is none.
func chosen(comments []helpdesk.Comment, message int64) (first *helpdesk.Comment) {
	for i := range comments {
		switch c := &comments[i]; {
		case message != 0:
			if c.ID == message {
				return c
			}
		case c.Private:
		case c.Side == helpdesk.ClientSide:
			return c
		case first == nil:
			first = c
		}
	}
	return first
}

// headed is a subject as a title: without what mail puts before it, cut at a word.
func headed(subject string, to *helpdesk.Creatable) string {
	words := strings.Fields(subject)
	for len(words) > 1 && answers(words[0]) {
		words = words[1:]
	}
	limit := 0
	for i := range to.Parts {
		if to.Parts[i].Property == helpdesk.PropertySubject {
			limit = to.Parts[i].Limit
		}
	}
	title := strings.Join(words, " ")
	for limit > 0 && utf8.RuneCountInString(title) > limit && len(words) > 1 {
		words = words[:len(words)-1]
		title = strings.Join(words, " ") + "…"
	}
	return title
}

// answers reports whether a word is one that mail programs put before a subject.
func answers(word string) bool {
	switch strings.ToLower(word) {
	case "re:", "fw:", "fwd:", "aw:", "wg:", "отв:":
		return true
	}
	return false
}

// said is content as an agent edits it, without signatures and earlier mail, unless
// there is nothing else.
func said(m helpdesk.Markup) string {
	var d *content.Document
	if m.Format == helpdesk.BBCode {
		var r bbcode.Reader
		d = r.Read(m.Source)
	} else {
		r := html.Mail()
		d = r.Read(m.Source)
	}
	var b content.Builder
	b.Reset(false)
	b.Copy(d, func(id content.ID) content.Fate {
		if n := &d.Nodes[id]; n.Kind == content.Signature || n.Kind == content.Quote && n.Flags&content.Folded != 0 {
			return content.Drop
		}
		return content.Keep
	})
	if own := b.Document(len(m.Source)); !own.Empty() {
		return bbcode.Print(own)
	}
	return bbcode.Print(d)
}

// Note prints what a note says that leads to a ticket, as BBCode.
func Note(lead string, to agent.Link) string {
	var b content.Builder
	b.Reset(false)
	if lead = strings.TrimSpace(lead); lead != "" {
		b.Words(lead+" ", 0, 0)
	}
	url, err := content.ParseURL(to.URL)
	if err != nil {
		b.Words(to.Words, 0, 0)
		return bbcode.Print(b.Document(0))
	}
	link := b.Push(content.Format{Kind: content.Link, URL: url}, 0)
	b.Words(to.Words, 0, 0)
	b.Pop(link, 0)
	return bbcode.Print(b.Document(0))
}
