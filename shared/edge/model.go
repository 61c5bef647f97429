package edge

import (
	"strings"

	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/feedback"
)

// The types of this file are all that customers ever see of a helpdesk. Member
// names follow the API; a member that is not here does not get out.

// object is an idea, a problem or a question.
type object struct {
	ID             int64      `json:"id"`
	Title          string     `json:"title"`
	Content        string     `json:"content"`
	Slug           string     `json:"slug"`
	URL            string     `json:"url"`
	Ownership      string     `json:"ownership"`
	Type           objectType `json:"type"`
	Status         *status    `json:"status"`
	Category       *category  `json:"category"`
	Author         author     `json:"author"`
	Votes          votes      `json:"votes"`
	CommentsNum    int64      `json:"commentsNum"`
	CanBeCommented bool       `json:"canBeCommented"`
	IsPrivate      bool       `json:"isPrivate"`
	Created        int64      `json:"createdAtPosix"`
	Active         int64      `json:"latestActivityPosix"`

	// public is false for what customers must not know of.
	public bool
	// keyVoted and open are what the helpdesk says of the key's own vote.
	keyVoted, open bool
}

type objectType struct {
	Slug     string   `json:"slug"`
	Title    titles   `json:"title"`
	Supports supports `json:"supports"`
}

type titles struct {
	Single string `json:"single"`
	Plural string `json:"plural"`
}

type supports struct {
	Comments     bool `json:"comments"`
	Votes        bool `json:"votes"`
	NegativeVote bool `json:"negativeVote"`
}

// votes are the votes of an object as one visitor sees them.
type votes struct {
	All     int64 `json:"all"`
	CanVote bool  `json:"canVote"`
	IsVoted bool  `json:"isVoted"`
	// Mine is this visitor's own vote: "up", "down" or "". The API has no such
	// member; clients of a helpdesk itself do without it.
	Mine string `json:"mine"`
}

type status struct {
	ID        int64  `json:"id"`
	Title     string `json:"title"`
	Slug      string `json:"slug"`
	IsClosed  bool   `json:"isClosed"`
	IsDefault bool   `json:"isDefault"`
	Color     color  `json:"color"`

	hidden bool
}

type color struct {
	Background string `json:"background"`
	Text       string `json:"text"`
}

type category struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Slug string `json:"slug"`
	Type string `json:"type"`

	// hidden is true for what customers do not choose from.
	hidden bool
}

type author struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// comment is a public answer to an object.
type comment struct {
	ID          int64        `json:"id"`
	Content     string       `json:"content"`
	Author      author       `json:"author"`
	IsBest      int          `json:"is_best"`
	Attachments []attachment `json:"attachments"`
	Created     int64        `json:"createdAtPosix"`

	private bool
}

type attachment struct {
	ID   int64    `json:"id"`
	Name fileName `json:"name"`
	URL  string   `json:"url"`
}

type fileName struct {
	Full string `json:"full"`
}

func readObject(v jsontext.Value) object {
	kind, state := v.Get("type"), strings.ToLower(loose.String(v.Get("state").Get("name")))
	o := object{
		ID: loose.Int(v.Get("id")), Title: loose.String(v.Get("title")), Content: loose.String(v.Get("content")),
		Slug: loose.String(v.Get("slug")), URL: webAddress(loose.String(v.Get("url"))), Ownership: loose.String(v.Get("ownership")),
		Type: objectType{
			Slug:  loose.String(kind.Get("slug")),
			Title: titles{loose.String(kind.Get("title").Get("single")), loose.String(kind.Get("title").Get("plural"))},
			Supports: supports{
				Comments: loose.Bool(kind.Get("supports").Get("comments")), Votes: loose.Bool(kind.Get("supports").Get("votes")),
				NegativeVote: loose.Bool(kind.Get("supports").Get("negativeVote")),
			},
		},
		Author: readAuthor(v.Get("author")), CommentsNum: loose.Int(v.Get("commentsNum")),
		CanBeCommented: loose.Bool(v.Get("canBeCommented")), IsPrivate: loose.Bool(v.Get("isPrivate")),
		Created: loose.Int(v.Get("createdAtPosix")), Active: loose.Int(v.Get("latestActivityPosix")),
		Votes:    votes{All: loose.Int(v.Get("votes").Get("all"))},
		keyVoted: loose.Bool(v.Get("votes").Get("isVoted")),
	}
	o.open = o.Type.Supports.Votes && (o.keyVoted || loose.Bool(v.Get("votes").Get("canVote")))
	if s := v.Get("status"); loose.IsObject(s) {
		read := readStatus(s)
		o.Status = &read
	}
	secret := false
	if c := v.Get("category"); loose.IsObject(c) {
		read := readCategory(c)
		if secret = read.hidden; !secret {
			o.Category = &read
		}
	}
	gone := strings.HasPrefix(state, "trash") || strings.HasPrefix(state, "archive") || strings.HasPrefix(state, "delete")
	o.public = o.ID > 0 && o.Ownership == feedback.Ownership && postType(o.Type.Slug) &&
		!o.IsPrivate && !secret && !gone && !loose.Bool(v.Get("isAbused"))
	return o
}

// postType reports whether a type of object is one that customers write.
func postType(slug string) bool {
	return slug == "idea" || slug == "problem" || slug == "question"
}

func readStatus(v jsontext.Value) status {
	return status{
		ID: loose.Int(v.Get("id")), Title: loose.String(v.Get("title")), Slug: loose.String(v.Get("slug")),
		IsClosed: loose.Bool(v.Get("isClosed")), IsDefault: loose.Bool(v.Get("isDefault")),
		Color:  color{loose.String(v.Get("color").Get("background")), loose.String(v.Get("color").Get("text"))},
		hidden: foreign(v),
	}
}

func readCategory(v jsontext.Value) category {
	return category{
		ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name")), Slug: loose.String(v.Get("slug")),
		Type: loose.String(v.Get("type")), hidden: loose.Bool(v.Get("isPrivate")) || foreign(v),
	}
}

// foreign reports whether v says that it belongs to another ownership than
// that of customers.
func foreign(v jsontext.Value) bool {
	o := loose.String(v.Get("ownership"))
	return o != "" && o != feedback.Ownership
}

// readAuthor leaves a name out that is an e-mail address: helpdesks show it
// where a person gave no name.
func readAuthor(v jsontext.Value) author {
	a := author{ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name"))}
	if strings.Contains(a.Name, "@") {
		a.Name = ""
	}
	return a
}

func readComment(v jsontext.Value) comment {
	c := comment{
		ID: loose.Int(v.Get("id")), Content: loose.String(v.Get("content")), Author: readAuthor(v.Get("author")),
		Attachments: []attachment{}, Created: loose.Int(v.Get("createdAtPosix")),
		private: loose.Bool(v.Get("is_private")) || loose.Bool(v.Get("isPrivate")),
	}
	if loose.Bool(v.Get("is_best")) {
		c.IsBest = 1
	}
	for a := range v.Get("attachments").Items() {
		url := webAddress(loose.String(a.Get("url")))
		if url == "" {
			url = webAddress(loose.String(a.Get("directUrl")))
		}
		if url != "" {
			c.Attachments = append(c.Attachments, attachment{loose.Int(a.Get("id")), fileName{loose.String(a.Get("name").Get("full"))}, url})
		}
	}
	return c
}

// webAddress returns url if it is an address of the web, else "".
func webAddress(url string) string {
	if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		return url
	}
	return ""
}
