package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Comment is a public comment or a private note of an object.
type Comment struct {
	ID        int64
	Object    int64
	Ownership string
	Content   string
	Format    helpdesk.Format // of Content
	Author    User
	Files     []Attachment
	Private   bool
	Best      bool
	ReplyTo   int64 // 0 for none
	Votes     CommentVotes
	Created   int64 // Unix seconds
	// The other times are as the server displays them, "" for never.
	CreatedAt, CreatedAgo, UpdatedAt string
}

// CommentVotes are the votes of a comment as the caller sees them.
type CommentVotes struct {
	Amount         int64
	Plural         string
	CanVote, Voted bool
}

// CommentQuery selects comments. Zero values do not filter.
type CommentQuery struct {
	// Date is "today", "yesterday", "this_week", "last_week", "this_month" or
	// "last_month". Only ListComments takes it.
	Date string
	// Private selects the private notes in place of the public comments.
	Private bool
	// Sort is "asc", the default, or "desc", by creation.
	Sort string
	// Page counts from 1; 0 lists all comments.
	Page int64
}

func (q CommentQuery) input(id int64) *input {
	in := &input{id: id}
	in.query.Add("date", q.Date)
	if q.Private {
		in.query.Add("is_private", "1")
	}
	in.query.Add("sort", q.Sort)
	in.query.AddInt("page", q.Page)
	in.OneOf("date", q.Date, ranges[:]...)
	in.OneOf("sort", q.Sort, "asc", "desc")
	in.paging(q.Page, "", 0, 0)
	return in
}

// ListComments lists comments of all objects.
//
// API reference 7.0: Comments, Get comments.
func (c Client) ListComments(q CommentQuery) api.Call[[]Comment] {
	return call(c, &opComments, q.input(0), all(q.comment(c.format(&opComments))))
}

// ObjectComments lists comments of an object.
//
// API reference 7.0: Comments, Get object comments.
func (c Client) ObjectComments(object int64, q CommentQuery) api.Call[[]Comment] {
	in := q.input(object)
	if q.Date != "" {
		in.Refuse("date", words.FieldCommentsDate())
	}
	return call(c, &opObjectComments, in, all(q.comment(c.format(&opObjectComments))))
}

// comment reads a comment. What was asked for as private is: answers need not say it.
func (q CommentQuery) comment(format helpdesk.Format) func(jsontext.Value) Comment {
	return func(v jsontext.Value) Comment {
		m := comment(v)
		m.Format = format
		m.Private = m.Private || q.Private
		return m
	}
}

// Comments lists the whole conversation about an object in the shared model,
// oldest first: the public comments, or the private notes.
func (c Client) Comments(object int64, private bool) api.Call[[]helpdesk.Comment] {
	q := CommentQuery{Private: private}
	return call(c, &opObjectComments, q.input(object), all(q.shared(c.format(&opObjectComments))))
}

// NewestComments lists the public comments of all objects in the shared model, a page,
// counted from 1, the newest first.
func (c Client) NewestComments(page int64) api.Call[[]helpdesk.PostComment] {
	q := CommentQuery{Sort: "desc", Page: page}
	read := q.shared(c.format(&opComments))
	return call(c, &opComments, q.input(0), all(func(v jsontext.Value) helpdesk.PostComment {
		return helpdesk.PostComment{Comment: read(v), Post: loose.Int(v.Get("objectId"))}
	}))
}

// CommentsWithVotes lists as Comments does, with what was thought of each comment.
func (c Client) CommentsWithVotes(object int64, private bool) api.Call[[]helpdesk.Comment] {
	q := CommentQuery{Private: private}
	read := q.shared(c.format(&opObjectComments))
	return call(c, &opObjectComments, q.input(object), all(func(v jsontext.Value) helpdesk.Comment {
		m, votes := read(v), v.Get("votes")
		m.Votes, m.Voted, m.Best = loose.Int(votes.Get("amount")), loose.Bool(votes.Get("isVoted")), loose.Bool(v.Get("is_best"))
		return m
	}))
}

// shared reads a comment into the shared model. It leaves Side empty:
// UseResponse does not say it; the author of the object is its client. An edge says which
// are its team's.
func (q CommentQuery) shared(format helpdesk.Format) func(jsontext.Value) helpdesk.Comment {
	return func(v jsontext.Value) helpdesk.Comment {
		side := helpdesk.UnsaidSide
		if loose.Bool(v.Get("author").Get("isTeam")) {
			side = helpdesk.AgentSide
		}
		return helpdesk.Comment{
			ID: loose.Int(v.Get("id")), Author: person(v.Get("author")), Side: side, Created: loose.Int(v.Get("createdAtPosix")),
			Private:     q.Private || loose.Bool(v.Get("is_private")),
			Body:        helpdesk.Markup{Format: format, Source: loose.String(v.Get("content"))},
			Attachments: sharedAttachments(v.Get("attachments")),
			Review:      review(v.Get("state")),
		}
	}
}

// NewComment is a comment to write. Object or ReplyTo must be given.
type NewComment struct {
	Object  int64
	ReplyTo int64
	// Content is BBCode, or HTML when HTML is set.
	Content string
	HTML    bool
	// Private makes it a note that only agents read.
	Private bool
	Files   []File
}

// CreateComment adds a public comment to an object.
func (c Client) CreateComment(object int64, content string) api.Call[Comment] {
	return c.AddComment(NewComment{Object: object, Content: content})
}

// AddComment adds a comment, a reply or a private note.
//
// API reference 7.0: Comments, Create Comment.
func (c Client) AddComment(n NewComment) api.Call[Comment] {
	in := &input{body: new(strict.Object)}
	if n.Object != 0 || n.ReplyTo == 0 {
		in.body.Int("object_id", n.Object)
		in.check.id("object_id", n.Object)
	}
	if n.ReplyTo != 0 {
		in.body.Int("reply_to", n.ReplyTo)
		in.check.id("reply_to", n.ReplyTo)
	}
	in.content(n.Content, n.HTML)
	in.required("content", n.Content)
	if n.Private {
		in.body.Int("is_private", 1)
	}
	in.files(n.Files)
	planned := call(c, &opCommentsCreate, in, one(comment))
	if len(n.Files) > 0 {
		planned.Request.TimeoutMS = uploadTimeoutMS
	}
	return planned
}

// EditComment replaces the content of a comment: BBCode, or HTML when html is true.
//
// API reference 7.0: Comments, Edit Comment.
func (c Client) EditComment(id int64, content string, html bool) api.Call[Comment] {
	in := &input{id: id, body: new(strict.Object)}
	in.content(content, html)
	in.required("content", content)
	return call(c, &opCommentEdit, in, one(comment))
}

// content writes content within its limit.
func (in *input) content(content string, html bool) {
	in.body.String("content", content)
	if html {
		in.body.Int("treat_as_html", 1)
	}
	in.length("content", content, ContentLimit)
}

// ToggleBestComment makes a comment the best of its object, or no longer.
//
// API reference 7.0: Comments, Toggle best comment.
func (c Client) ToggleBestComment(id int64) api.Call[Comment] {
	return call(c, &opCommentBest, &input{id: id}, one(comment))
}

// TrashComment moves a comment to the trash.
//
// API reference 7.0: Comments, Move comment to trash.
func (c Client) TrashComment(id int64) api.Call[Comment] {
	return call(c, &opCommentTrash, &input{id: id}, one(comment))
}

// RecoverComment takes a comment out of the trash.
//
// API reference 7.0: Comments, Recovery comment to normal state.
func (c Client) RecoverComment(id int64) api.Call[Comment] {
	return call(c, &opCommentRecover, &input{id: id}, one(comment))
}

// ToggleCommentVote votes for a comment, or takes the vote back.
//
// API reference 7.0: Comments, Comment vote toggle.
func (c Client) ToggleCommentVote(id int64) api.Call[Comment] {
	return call(c, &opCommentVote, &input{id: id}, one(comment))
}

func comment(v jsontext.Value) Comment {
	return Comment{
		ID:        loose.Int(v.Get("id")),
		Object:    loose.Int(v.Get("objectId")),
		Ownership: loose.String(v.Get("ownership")),
		Content:   loose.String(v.Get("content")),
		Format:    helpdesk.HTML,
		Author:    user(v.Get("author")),
		Files:     attachments(v.Get("attachments")),
		Private:   loose.Bool(v.Get("is_private")) || loose.Bool(v.Get("isPrivate")),
		Best:      loose.Bool(v.Get("is_best")),
		ReplyTo:   loose.Int(v.Get("replyToId")),
		Votes: CommentVotes{
			Amount: loose.Int(v.Get("votes").Get("amount")), Plural: loose.String(v.Get("votes").Get("plural")),
			CanVote: loose.Bool(v.Get("votes").Get("canVote")), Voted: loose.Bool(v.Get("votes").Get("isVoted")),
		},
		Created: loose.Int(v.Get("createdAtPosix")), CreatedAt: moment(v.Get("createdAt")),
		CreatedAgo: loose.String(v.Get("createdAgo")), UpdatedAt: moment(v.Get("updatedAt")),
	}
}
