package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/helpdesk"
)

// Object is a topic of customers or a ticket: UseResponse has one type for both.
type Object struct {
	ID          int64
	Title       string
	Slug        string
	Content     string
	Format      helpdesk.Format // of Content
	Type        string          // idea, problem, question, ticket, …
	Kind        ObjectType
	Ownership   string // feedback, helpdesk, …
	URL         string
	Language    string
	Source      Source
	State       State
	Status      Status // ID 0 where the type has none
	Category    Category
	Forum       Forum
	Author      User
	Responsible User // ID 0 for nobody
	Team        Team
	Votes       Votes
	Files       []Attachment
	Tags        []string
	Links       []Link
	// Recipients are addresses that get copies.
	Recipients []string
	Parent     *Link
	Best       *Comment
	Views      int64
	Comments   int64
	// CanComment is false where replies are locked.
	CanComment                             bool
	Private, Featured, Abusive, Subscribed bool
	// Score is the client's rating, 0 for none.
	Score                     int64
	ScoreReason, ScoreComment string
	CompletedBy               User
	Fields                    []FieldValue
	// Created, Active and SLA are Unix seconds, 0 when not said.
	Created, Active, SLA int64
	// These are as the server displays them, "" for never.
	CreatedAt, CommentedAt, CompletedOn string
}

// ObjectType is what a type of objects is called and can do.
type ObjectType struct {
	Slug, Single, Plural string
	Icon                 Image
	Order                int64
	// TakesComments, TakesVotes and TakesNegative say what the type supports.
	TakesComments, TakesVotes, TakesNegative bool
}

// Source is the way an object came.
type Source struct{ Identifier, Name string }

// State is the place of an object: normal, archive, trash, or declined.
type State struct {
	Identifier int64
	Name       string
}

// Link points to another object.
type Link struct {
	Object           int64
	Title, Type, URL string
}

// Votes are the votes of an object as the caller sees them.
type Votes struct {
	// All is the balance of Positive and Negative.
	All, Positive, Negative int64
	Plural                  string
	CanVote, Voted          bool
	Supported, Negate       bool
	// Mine is the direction of the caller's vote, which the edge of this
	// project says in a member of its own ("mine"); UseResponse does not.
	Mine helpdesk.Vote
}

// object reads an object whose content is HTML.
func object(v jsontext.Value) Object { return view(helpdesk.HTML, whole)(v) }

// objectOf reads the objects that op answers.
func (c Client) objectOf(op *api.Operation) func(jsontext.Value) Object {
	return view(c.format(op), whole)
}

// whole takes all of an object.
func whole(r *reader) Object {
	kind := objectType(r.kind())
	o := Object{
		ID:           r.id(),
		Title:        r.title(),
		Slug:         r.text("slug"),
		Content:      r.content(),
		Format:       r.format,
		Type:         kind.Slug,
		Kind:         kind,
		Ownership:    r.text("ownership"),
		URL:          r.url(),
		Language:     r.text("language"),
		Source:       source(r.Get("source")),
		State:        place(r.Get("state")),
		Status:       status(r.status()),
		Category:     category(r.category()),
		Forum:        forum(r.forum()),
		Author:       user(r.author()),
		Responsible:  user(r.assignee()),
		Team:         team(r.team()),
		Votes:        votes(r.votes(), kind),
		Files:        attachments(r.Get("attachments")),
		Tags:         r.tags(),
		Recipients:   loose.Strings(r.Get("recipients"), "email"),
		Views:        r.int("views"),
		Comments:     r.comments(),
		CanComment:   r.open(),
		Private:      r.flag("isPrivate"),
		Featured:     r.flag("isFeatured"),
		Abusive:      r.flag("isAbused"),
		Subscribed:   r.flag("isSubscribed"),
		Score:        r.int("score"),
		ScoreReason:  r.text("scoreReason"),
		ScoreComment: r.text("scoreComment"),
		CompletedBy:  user(r.completer()),
		Fields:       fieldValues(r.fields()),
		Created:      r.created(),
		Active:       r.active(),
		SLA:          r.due(),
		CreatedAt:    moment(r.Get("createdAt")),
		CommentedAt:  moment(r.Get("commentedAt")),
		CompletedOn:  moment(r.completed()),
	}
	for l := range r.Get("links").Items() {
		o.Links = append(o.Links, link(l))
	}
	if parent := r.Get("parentObject"); loose.IsObject(parent) {
		l := link(parent)
		o.Parent = &l
	}
	if best := r.Get("bestComment"); present(best) {
		m := comment(best)
		m.Format = r.format
		o.Best = &m
	}
	return o
}

func source(v jsontext.Value) Source {
	return Source{Identifier: loose.String(v.Get("identifier")), Name: loose.String(v.Get("name"))}
}

func place(v jsontext.Value) State {
	return State{Identifier: loose.Int(v.Get("identifier")), Name: loose.String(v.Get("name"))}
}

// objectType reads a type, whose title is one text in version 4.0.
func objectType(v jsontext.Value) ObjectType {
	if !loose.IsObject(v) {
		return ObjectType{Slug: typeSlug(v)}
	}
	t := ObjectType{
		Slug: typeSlug(v), Single: loose.String(v.Get("title").Get("single")), Plural: loose.String(v.Get("title").Get("plural")),
		Icon: image(v.Get("icon")), Order: loose.Int(v.Get("order")),
		TakesComments: loose.Bool(v.Get("supports").Get("comments")), TakesVotes: loose.Bool(v.Get("supports").Get("votes")),
		TakesNegative: loose.Bool(v.Get("supports").Get("negativeVote")),
	}
	if t.Single == "" {
		t.Single = loose.String(v.Get("title"))
	}
	return t
}

// typeSlug reads a type as far as its slug, which some answers give alone.
func typeSlug(v jsontext.Value) string {
	if loose.IsObject(v) {
		v = v.Get("slug")
	}
	return loose.String(v)
}

func votes(v jsontext.Value, kind ObjectType) Votes {
	return Votes{
		All: loose.Int(v.Get("all")), Positive: loose.Int(v.Get("positive")), Negative: loose.Int(v.Get("negative")),
		Plural: loose.String(v.Get("plural")), CanVote: loose.Bool(v.Get("canVote")), Voted: loose.Bool(v.Get("isVoted")),
		Supported: kind.TakesVotes, Negate: kind.TakesNegative, Mine: vote(loose.String(v.Get("mine"))),
	}
}

// link reads a link, or an object that stands for one.
func link(v jsontext.Value) Link {
	l := Link{Object: loose.Int(v.Get("object_id")), Title: loose.String(v.Get("title")), Type: typeSlug(v.Get("type")), URL: loose.String(v.Get("url"))}
	if l.Object == 0 {
		l.Object = loose.Int(v.Get("id"))
	}
	return l
}

func vote(word string) helpdesk.Vote {
	if v := helpdesk.Vote(word); v == helpdesk.VoteUp || v == helpdesk.VoteDown {
		return v
	}
	return helpdesk.NoVote
}
