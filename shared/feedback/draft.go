// Package feedback decides what the widget does: what a draft may look like,
// what it becomes, what a vote changes. It must not know how anything is drawn or sent.
package feedback

import (
	"slices"
	"strings"
	"unicode/utf8"

	"deskside/shared/api"
	"deskside/shared/content"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o draft_gen.go

// Limits of UseResponse, in characters (code points).
const (
	TitleLimit   = content.MaxTitle
	ContentLimit = content.MaxContent
)

// Draft is what a customer has entered so far: a post, or a comment on one.
type Draft struct {
	Type helpdesk.PostType `msg:"type"`
	// Object is the id of the post that it is a comment on, 0 where it is a post.
	Object   int64  `msg:"object"`
	Title    string `msg:"title"`
	Content  string `msg:"content"`
	Category int64  `msg:"category"`
	// Files were brought for it, in this order.
	Files []helpdesk.PostFile `msg:"files"`
	// Fields are the values of the installation's own fields that were filled in.
	Fields []helpdesk.PostField `msg:"fields"`
	// Tags are as they were typed: see TagsOf.
	Tags string `msg:"tags"`
}

// same reports whether two drafts say the same.
func (d *Draft) same(other *Draft) bool {
	return d.Type == other.Type && d.Object == other.Object && d.Title == other.Title && d.Content == other.Content && d.Category == other.Category && slices.Equal(d.Files, other.Files) &&
		sameFields(d.Fields, other.Fields) && d.Tags == other.Tags
}

// Review is what a draft lacks.
type Review struct {
	// Problems come in the order of the form's fields, all together.
	Problems []api.FieldError `msg:"problems"`
	// TitleLeft and ContentLeft count the characters that still fit; negative when over.
	TitleLeft   int `msg:"title_left"`
	ContentLeft int `msg:"content_left"`
	// TitleTight and ContentTight say that so few are left that it is shown.
	TitleTight   bool `msg:"title_tight"`
	ContentTight bool `msg:"content_tight"`
	// AskAfterMS is after which pause in typing similar posts are asked for, in
	// milliseconds; 0 is not at all.
	AskAfterMS int64 `msg:"ask_after_ms"`
}

// From so many characters left on it is shown how many are left.
const (
	titleTight   = 20
	contentTight = 500
)

// Check reviews a draft.
func (d *Draft) Check() Review {
	title, content := strings.TrimSpace(d.Title), strings.TrimSpace(d.Content)
	r := Review{
		TitleLeft:   TitleLimit - utf8.RuneCountInString(title),
		ContentLeft: ContentLimit - utf8.RuneCountInString(content),
	}
	r.TitleTight, r.ContentTight = r.TitleLeft <= titleTight, r.ContentLeft <= contentTight
	if AskSimilar(title) {
		r.AskAfterMS = typingPause
	}
	add := func(field string, why words.Say) {
		r.Problems = append(r.Problems, api.FieldError{Field: field, Say: why})
	}
	if d.Object == 0 {
		d.checkPost(title, &r, add)
	}
	switch {
	case content == "" && d.Object != 0:
		add("content", words.CustomerCommentMissing())
	case content == "":
		add("content", words.CustomerDraftContentMissing())
	case r.ContentLeft < 0 && d.Object != 0:
		add("content", words.CustomerCommentLong(int64(-r.ContentLeft), words.Number(ContentLimit)))
	case r.ContentLeft < 0:
		add("content", words.CustomerDraftContentLong(int64(-r.ContentLeft), words.Number(ContentLimit)))
	}
	if why := checkTags(d.Tags); why != nil {
		add("tags", *why)
	}
	return r
}

// checkPost reviews what a post has and a comment has not.
func (d *Draft) checkPost(title string, r *Review, add func(field string, why words.Say)) {
	if !d.Type.Written() {
		add("type", words.CustomerDraftType())
	}
	switch {
	case title == "":
		add("title", words.CustomerDraftTitleMissing())
	case r.TitleLeft < 0:
		add("title", words.CustomerDraftTitleLong(int64(-r.TitleLeft), words.Number(TitleLimit)))
	}
}
