package comments

import (
	"slices"

	"deskside/shared/agent"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/core"
	"deskside/shared/core/boxes"
	"deskside/shared/core/conversation"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

// Table is what a sidebar that links these kinds of helpdesk asks about comments.
func Table(desks helpdesk.Desks) core.Table {
	return core.Table{core.Local("outbox.comments", func(a *CommentsArgs, _ *core.Input) (*CommentsResult, error) { return a.show(desks) })}
}

// Source is what content says, as BBCode in one form, whatever it was written in.
func Source(m helpdesk.Markup) string {
	if m.Format == helpdesk.BBCode {
		return bbcode.Print(bbcode.Parse(m.Source))
	}
	return bbcode.Print(html.Parse(m.Source))
}

// Of is what is known of comments of which a helpdesk lets something be changed.
// The content of a ticket itself is no comment.
func Of(can *helpdesk.Abilities, kind string, parts ...[]helpdesk.Comment) (out []Comment) {
	for _, part := range parts {
		for i := range part {
			c := &part[i]
			if c.ID == 0 || len(can.ChangesOf(kind, c.Private)) == 0 {
				continue
			}
			out = append(out, Comment{ID: c.ID, Private: c.Private, Source: Source(c.Body), Votes: c.Votes, Voted: c.Voted, Best: c.Best})
		}
	}
	return out
}

// shown is one ticket's comments with an outbox over them.
type shown struct {
	*CommentsArgs
	box *outbox.Outbox
	can *helpdesk.Abilities
}

func (a *CommentsArgs) show(desks helpdesk.Desks) (*CommentsResult, error) {
	desk, err := desks.Of(a.System)
	if err != nil {
		return nil, err
	}
	box, err := boxes.Open(a.Box)
	if err != nil {
		return nil, err
	}
	s := shown{a, box, desk.Can()}
	result := &CommentsResult{}
	reader := conversation.MailReader()
	best := false
	for i := range a.Comments {
		c := ShownComment{Comment: a.Comments[i], Read: true}
		for _, can := range s.can.ChangesOf(a.Type, c.Comment.Private) {
			c.Can = append(c.Can, can.Property)
		}
		s.lay(&c, reader)
		best = best || c.Comment.Best && !a.Comments[i].Best
		result.Comments = append(result.Comments, c)
	}
	for i := range a.Comments {
		// There is one best answer: the one before it is none.
		if best && a.Comments[i].Best {
			result.Comments[i].Comment.Best = false
		}
	}
	result.Comments = append(result.Comments, s.trashed()...)
	return result, nil
}

// value is what people see of something of a comment.
func (s *shown) value(c *Comment, of helpdesk.Property, told string) string {
	property := (&helpdesk.Comment{ID: c.ID}).Property(of)
	value, _ := agent.Shown(s.box, s.Row, property, told, s.ReadAt)
	return value
}

// lay puts on a comment what the outbox says of it.
func (s *shown) lay(c *ShownComment, reader *conversation.Reader) {
	of := &c.Comment
	c.Trashed = s.value(of, helpdesk.CommentTrashed, "") == helpdesk.Yes
	of.Best = s.value(of, helpdesk.CommentBest, flag(of.Best)) == helpdesk.Yes
	voted := s.value(of, helpdesk.CommentVoted, flag(of.Voted)) == helpdesk.Yes
	switch {
	case voted && !of.Voted:
		of.Votes++
	case of.Voted && !voted:
		of.Votes--
	}
	of.Voted = voted
	if source := s.value(of, helpdesk.CommentBody, of.Source); source != of.Source {
		of.Source = source
		c.Body = reader.Program(helpdesk.Markup{Format: helpdesk.BBCode, Source: source})
	}
}

// trashed are the comments that were moved to the trash from here: no list has them.
func (s *shown) trashed() (out []ShownComment) {
	for _, p := range agent.Touched(s.box, s.Row) {
		of, id := p.Comment()
		if of != helpdesk.CommentTrashed || slices.ContainsFunc(s.Comments, func(c Comment) bool { return c.ID == id }) ||
			slices.ContainsFunc(out, func(c ShownComment) bool { return c.Comment.ID == id }) {
			continue
		}
		if value, _ := agent.Shown(s.box, s.Row, p, helpdesk.Yes, s.ReadAt); value == helpdesk.Yes {
			out = append(out, ShownComment{Comment: Comment{ID: id}, Trashed: true, Can: []helpdesk.Property{helpdesk.CommentTrashed}})
		}
	}
	return out
}

func flag(set bool) string {
	if set {
		return helpdesk.Yes
	}
	return ""
}
