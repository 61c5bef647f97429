package edge

import (
	"strings"

	"deskside/shared/core/edge/page"
	"deskside/shared/helpdesk"
)

// ownership is the logical group of objects that customers write in, and all
// that this API says of groups.
const ownership = "feedback"

// The types of this file are all that customers ever see of a helpdesk. What of
// them gets out is at its end.

// object is an idea, a problem or a question.
type object struct {
	ID             int64
	Title          string
	Content        string
	Slug           string
	URL            string
	Ownership      string
	Type           objectType
	Status         *status
	Category       *category
	Author         author
	Votes          votes
	Attachments    []attachment
	CommentsNum    int64
	CanBeCommented bool
	IsPrivate      bool
	Created        int64
	Active         int64

	// public is false for what customers must not know of, moderated is true for what waits
	// until somebody approves it.
	public, moderated bool
	// keyVoted and open are what the helpdesk says of the key's own vote.
	keyVoted, open bool
	// all are its files, also those without an address.
	all []helpdesk.TopicFile
}

type objectType struct {
	Slug     string
	Title    titles
	Supports supports
}

type titles struct {
	Single string
	Plural string
}

type supports struct {
	Comments     bool
	Votes        bool
	NegativeVote bool
}

// votes are the votes of an object as one visitor sees them.
type votes struct {
	All     int64
	CanVote bool
	IsVoted bool
	// Mine is this visitor's own vote: "up", "down" or "". The API has no such
	// member; clients of a helpdesk itself do without it.
	Mine string
}

type status struct {
	ID        int64
	Title     string
	Slug      string
	IsClosed  bool
	IsDefault bool
	Color     color

	hidden bool
	// of is the type of objects that may have it, state what it means.
	of    helpdesk.PostType
	state helpdesk.State
}

type color struct {
	Background string
	Text       string
}

type category struct {
	ID   int64
	Name string
	Slug string
	Type string

	// hidden is true for what customers do not choose from.
	hidden bool
}

type author struct {
	ID   int64
	Name string
	// Team says that they are of the helpdesk's team. The API has no such member.
	Team bool
}

// comment is a public answer to an object.
type comment struct {
	ID          int64
	Content     string
	Author      author
	IsBest      int64
	Attachments []attachment
	Created     int64

	private bool
}

type attachment struct {
	ID   int64
	Name fileName
	URL  string
}

type fileName struct {
	Full string
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
		Attachments: attachmentsOf(t.Files),
		Votes:       votes{All: t.Votes.Count},
		public:      t.Public, moderated: t.Moderated, all: t.Files, keyVoted: t.Votes.Voted, open: kind.Votes && (t.Votes.Voted || t.Votes.CanVote),
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
		Color: color{s.Background, s.Text}, hidden: s.Hidden, of: s.Type, state: s.State,
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
		ID: c.ID, Content: c.Content, Author: authorOf(&c.Author), Attachments: attachmentsOf(c.Files), Created: c.Created, private: c.Private,
	}
	out.Author.Team = c.Team
	if c.Best {
		out.IsBest = 1
	}
	return out
}

// attachmentsOf are those files that have an address of the web.
func attachmentsOf(files []helpdesk.TopicFile) []attachment {
	all := []attachment{}
	for i := range files {
		f := &files[i]
		for _, address := range f.Addresses {
			if url := webAddress(address); url != "" {
				all = append(all, attachment{f.ID, fileName{f.Name}, url})
				break
			}
		}
	}
	return all
}

// webAddress returns url if it is an address of the web, else "".
func webAddress(url string) string {
	if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		return url
	}
	return ""
}

// What is written here gets out, and nothing else. Names of members follow the API.

func (o *object) write(w *writer) {
	w.open('{').number("id", o.ID).text("title", o.Title).text("content", o.Content).text("slug", o.Slug).text("url", o.URL)
	w.text("ownership", o.Ownership)
	if o.moderated {
		// Only who wrote it gets it so.
		w.in("state", '{').text("name", "moderation").shut('}')
	}
	w.in("type", '{').text("slug", o.Type.Slug)
	w.in("title", '{').text("single", o.Type.Title.Single).text("plural", o.Type.Title.Plural).shut('}')
	w.in("supports", '{').truth("comments", o.Type.Supports.Comments).truth("votes", o.Type.Supports.Votes)
	w.truth("negativeVote", o.Type.Supports.NegativeVote).shut('}').shut('}')
	if o.Status == nil {
		w.null("status")
	} else {
		w.part("status")
		o.Status.write(w)
	}
	if o.Category == nil {
		w.null("category")
	} else {
		w.part("category")
		o.Category.write(w)
	}
	w.part("author")
	o.Author.write(w)
	if w.gaps == nil {
		o.Votes.write(w)
	} else {
		*w.gaps = append(*w.gaps, page.Gap{At: len(w.b), Object: o.ID, All: o.Votes.All, Open: o.open, KeyVoted: o.keyVoted})
	}
	w.part("attachments")
	listed(w, o.Attachments, (*attachment).write)
	w.number("commentsNum", o.CommentsNum).truth("canBeCommented", o.CanBeCommented).truth("isPrivate", o.IsPrivate)
	w.number("createdAtPosix", o.Created).number("latestActivityPosix", o.Active).shut('}')
}

func (v *votes) write(w *writer) {
	w.in("votes", '{').number("all", v.All).truth("canVote", v.CanVote).truth("isVoted", v.IsVoted).text("mine", v.Mine).shut('}')
}

func (s *status) write(w *writer) {
	w.open('{').number("id", s.ID).text("title", s.Title).text("slug", s.Slug).truth("isClosed", s.IsClosed).truth("isDefault", s.IsDefault)
	w.in("color", '{').text("background", s.Color.Background).text("text", s.Color.Text).shut('}').shut('}')
}

func (c *category) write(w *writer) {
	w.open('{').number("id", c.ID).text("name", c.Name).text("slug", c.Slug).text("type", c.Type).shut('}')
}

func (a *author) write(w *writer) {
	w.open('{').number("id", a.ID).text("name", a.Name)
	if a.Team {
		w.truth("isTeam", true)
	}
	w.shut('}')
}

func (c *comment) write(w *writer) {
	w.open('{').number("id", c.ID).text("content", c.Content).part("author")
	c.Author.write(w)
	w.number("is_best", c.IsBest).part("attachments")
	listed(w, c.Attachments, (*attachment).write)
	w.number("createdAtPosix", c.Created).shut('}')
}

func (a *attachment) write(w *writer) {
	w.open('{').number("id", a.ID).in("name", '{').text("full", a.Name.Full).shut('}').text("url", a.URL).shut('}')
}

// Fields are written under the names of version 7, and of those before.

func writeField(f *helpdesk.TopicField, w *writer) {
	w.open('{').number("id", f.ID).text("name", f.Name).text("label", f.Label).text("type", f.Type).text("field_type", f.Type).text("module", ownership)
	w.text("description", f.About).in("options", '{')
	for _, o := range f.Choices {
		w.text(o.Value, o.Title)
	}
	w.shut('}').number("is_active", 1).number("is_private", 0).number("is_required", flag(f.Required)).shut('}')
}

func writeOlderField(f *helpdesk.TopicField, w *writer) {
	w.open('{').number("id", f.ID).text("slug", f.Name).text("type", f.Type).text("title", f.Label).text("description", f.About)
	w.number("is_private", 0).number("is_required", flag(f.Required)).in("options", '[')
	for _, o := range f.Choices {
		w.open('{').text("title", o.Title).text("value", o.Value).shut('}')
	}
	w.shut(']').shut('}')
}
