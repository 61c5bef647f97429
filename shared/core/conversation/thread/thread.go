// Package thread is a conversation as it is drawn: who said what, on which side and when. It must
// not know how content is read, so that a face can take what somebody else has read.
package thread

import (
	"slices"
	"strconv"

	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o thread_gen.go

// Message is one entry of a conversation.
type Message struct {
	ID int64 `msg:"id"`
	// Author is a name; "" where none is known, and Unnamed is who it is.
	Author  string        `msg:"author"`
	Unnamed words.Say     `msg:"unnamed"`
	Side    helpdesk.Side `msg:"side"`
	Private bool          `msg:"private"`
	Created int64         `msg:"created"`
	// Body is a drawing program: see deskside/shared/content.
	Body        []byte                `msg:"body"`
	Attachments []helpdesk.Attachment `msg:"attachments"`
}

// Reading makes of what people wrote what a face shows.
type Reading interface {
	// Program is what content is drawn by: see deskside/shared/content.
	Program(helpdesk.Markup) []byte
	// Link is an address that a browser may open, or "".
	Link(address string) string
}

// Of puts comments in their order, oldest first. Where a helpdesk does not say on
// which side an author stands, the object's author is its client and everybody
// else is of the side others.
func Of(comments []helpdesk.Comment, client int64, others helpdesk.Side, r Reading) []Message {
	messages := make([]Message, 0, len(comments))
	for i := range comments {
		c := &comments[i]
		if slices.ContainsFunc(messages, func(m Message) bool { return m.ID == c.ID }) {
			continue
		}
		m := Message{
			ID: c.ID, Author: c.Author.Name, Side: c.Side, Private: c.Private, Created: c.Created,
			Body: r.Program(c.Body), Attachments: attachments(c.Attachments, r),
		}
		if m.Side == helpdesk.UnsaidSide {
			m.Side = others
			if c.Author.ID == client {
				m.Side = helpdesk.ClientSide
			}
		}
		if m.Author == "" {
			m.Unnamed = Unnamed(m.Side, c.Author.ID)
		}
		// Helpdesks answer comments nearly in order.
		at := len(messages)
		for at > 0 && messages[at-1].Created > m.Created {
			at--
		}
		messages = slices.Insert(messages, at, m)
	}
	return messages
}

func attachments(all []helpdesk.Attachment, r Reading) []helpdesk.Attachment {
	var out []helpdesk.Attachment
	for _, a := range all {
		if url := r.Link(a.URL); url != "" {
			out = append(out, helpdesk.Attachment{Name: a.Name, URL: url})
		}
	}
	return out
}

// Unnamed is who somebody is without a name: of a side, and with a number or 0.
func Unnamed(side helpdesk.Side, id int64) words.Say {
	switch {
	case side == helpdesk.SystemSide:
		return words.ThreadHelpdesk()
	case side == helpdesk.ClientSide:
		return words.ThreadClient()
	case side == helpdesk.UnsaidSide:
		return words.ThreadSomebody()
	case id != 0:
		return words.ThreadAgentNumber(words.Text(strconv.FormatInt(id, 10)))
	}
	return words.ThreadAgent()
}
