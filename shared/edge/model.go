package edge

import (
	"strings"

	"deskside/shared/feedback"
	"deskside/shared/useresponse"
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

// asCustomersSee keeps of an object what customers may know of it.
func asCustomersSee(read *useresponse.Object) object {
	kind := read.Kind
	o := object{
		ID: read.ID, Title: read.Title, Content: read.Content, Slug: read.Slug, URL: webAddress(read.URL), Ownership: read.Ownership,
		Type: objectType{
			Slug: kind.Slug, Title: titles{kind.Single, kind.Plural},
			Supports: supports{Comments: kind.TakesComments, Votes: kind.TakesVotes, NegativeVote: kind.TakesNegative},
		},
		Author: authorOf(&read.Author), CommentsNum: read.Comments, CanBeCommented: read.CanComment, IsPrivate: read.Private,
		Created: read.Created, Active: read.Active,
		Votes:    votes{All: read.Votes.All},
		keyVoted: read.Votes.Voted,
	}
	o.open = kind.TakesVotes && (o.keyVoted || read.Votes.CanVote)
	if read.Status != (useresponse.Status{}) {
		s := statusOf(&read.Status)
		o.Status = &s
	}
	secret := false
	if read.Category != (useresponse.Category{}) {
		c := categoryOf(&read.Category)
		if secret = c.hidden; !secret {
			o.Category = &c
		}
	}
	state := strings.ToLower(read.State.Name)
	gone := strings.HasPrefix(state, "trash") || strings.HasPrefix(state, "archive") || strings.HasPrefix(state, "delete")
	o.public = o.ID > 0 && o.Ownership == feedback.Ownership && postType(o.Type.Slug) &&
		!o.IsPrivate && !secret && !gone && !read.Abusive
	return o
}

// postType reports whether a type of object is one that customers write.
func postType(slug string) bool {
	return slug == "idea" || slug == "problem" || slug == "question"
}

func statusOf(read *useresponse.Status) status {
	return status{
		ID: read.ID, Title: read.Title, Slug: read.Slug, IsClosed: read.Closed, IsDefault: read.Default,
		Color: color{read.Background, read.Text}, hidden: foreign(read.Ownership),
	}
}

func categoryOf(read *useresponse.Category) category {
	return category{ID: read.ID, Name: read.Name, Slug: read.Slug, Type: string(read.Type), hidden: read.Private || foreign(read.Ownership)}
}

// foreign reports whether something says that it belongs to another ownership
// than that of customers.
func foreign(ownership string) bool { return ownership != "" && ownership != feedback.Ownership }

// authorOf leaves a name out that is an e-mail address: helpdesks show it where a
// person gave no name.
func authorOf(read *useresponse.User) author {
	a := author{ID: read.ID, Name: read.Name}
	if strings.Contains(a.Name, "@") {
		a.Name = ""
	}
	return a
}

func commentOf(read *useresponse.Comment) comment {
	c := comment{
		ID: read.ID, Content: read.Content, Author: authorOf(&read.Author), Attachments: []attachment{}, Created: read.Created, private: read.Private,
	}
	if read.Best {
		c.IsBest = 1
	}
	for i := range read.Files {
		f := &read.Files[i]
		url := webAddress(f.URL)
		if url == "" {
			url = webAddress(f.Direct)
		}
		if url != "" {
			c.Attachments = append(c.Attachments, attachment{f.ID, fileName{f.Name}, url})
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
