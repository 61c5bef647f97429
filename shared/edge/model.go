package edge

import (
	"strings"

	"deskside/shared/helpdesk"
)

// ownership is the logical group of objects that customers write in, and all
// that this API says of groups.
const ownership = "feedback"

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
	// of is the type of objects that may have it.
	of helpdesk.PostType
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

// asCustomersSee keeps of a topic what customers may know of it.
func asCustomersSee(t *helpdesk.Topic) object {
	kind := t.Type
	o := object{
		ID: t.ID, Title: t.Title, Content: t.Content, Slug: t.Slug, URL: webAddress(t.URL), Ownership: ownership,
		Type: objectType{
			Slug: string(kind.Slug), Title: titles{kind.Single, kind.Plural},
			Supports: supports{Comments: kind.Comments, Votes: kind.Votes, NegativeVote: kind.Negative},
		},
		Author: authorOf(&t.Author), CommentsNum: t.Comments, CanBeCommented: t.CanComment, IsPrivate: t.Private,
		Created: t.Created, Active: t.Active,
		Votes:  votes{All: t.Votes.Count},
		public: t.Public, keyVoted: t.Votes.Voted, open: kind.Votes && (t.Votes.Voted || t.Votes.CanVote),
	}
	if t.Status != nil {
		s := statusOf(t.Status)
		o.Status = &s
	}
	if t.Category != nil {
		c := categoryOf(t.Category)
		o.Category = &c
	}
	return o
}

func statusOf(s *helpdesk.TopicStatus) status {
	return status{
		ID: s.ID, Title: s.Title, Slug: s.Slug, IsClosed: s.Closed, IsDefault: s.Default,
		Color: color{s.Background, s.Text}, hidden: s.Hidden, of: s.Type,
	}
}

func categoryOf(c *helpdesk.TopicCategory) category {
	return category{ID: c.ID, Name: c.Name, Slug: c.Slug, Type: string(c.Type), hidden: c.Hidden}
}

// authorOf leaves a name out that is an e-mail address: helpdesks show it where a
// person gave no name.
func authorOf(p *helpdesk.Person) author {
	a := author{ID: p.ID, Name: p.Name}
	if strings.Contains(a.Name, "@") {
		a.Name = ""
	}
	return a
}

func commentOf(c *helpdesk.TopicComment) comment {
	out := comment{
		ID: c.ID, Content: c.Content, Author: authorOf(&c.Author), Attachments: []attachment{}, Created: c.Created, private: c.Private,
	}
	if c.Best {
		out.IsBest = 1
	}
	for i := range c.Files {
		f := &c.Files[i]
		for _, address := range f.Addresses {
			if url := webAddress(address); url != "" {
				out.Attachments = append(out.Attachments, attachment{f.ID, fileName{f.Name}, url})
				break
			}
		}
	}
	return out
}

// webAddress returns url if it is an address of the web, else "".
func webAddress(url string) string {
	if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		return url
	}
	return ""
}
