package edge

// What is written here gets out, and nothing else. Names of members follow the API.

func (o *object) write(w *writer) {
	w.open('{').number("id", o.ID).text("title", o.Title).text("content", o.Content).text("slug", o.Slug).text("url", o.URL)
	w.text("ownership", o.Ownership)
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
	w.in("votes", '{').number("all", o.Votes.All).truth("canVote", o.Votes.CanVote).truth("isVoted", o.Votes.IsVoted).text("mine", o.Votes.Mine).shut('}')
	w.number("commentsNum", o.CommentsNum).truth("canBeCommented", o.CanBeCommented).truth("isPrivate", o.IsPrivate)
	w.number("createdAtPosix", o.Created).number("latestActivityPosix", o.Active).shut('}')
}

func (s *status) write(w *writer) {
	w.open('{').number("id", s.ID).text("title", s.Title).text("slug", s.Slug).truth("isClosed", s.IsClosed).truth("isDefault", s.IsDefault)
	w.in("color", '{').text("background", s.Color.Background).text("text", s.Color.Text).shut('}').shut('}')
}

func (c *category) write(w *writer) {
	w.open('{').number("id", c.ID).text("name", c.Name).text("slug", c.Slug).text("type", c.Type).shut('}')
}

func (a *author) write(w *writer) { w.open('{').number("id", a.ID).text("name", a.Name).shut('}') }

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
