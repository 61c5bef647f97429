package portal

import (
	"slices"
	"strings"
	"unicode/utf8"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/feedback/similar"
	"deskside/shared/helpdesk"
)

const (
	// asked is how many words of a title are searched for, shortest how many letters one has at least.
	asked, shortest = 5, 4
	// alike is how many posts are shown.
	alike = 5
)

// Similar finds posts that are like one: what its longest words are found in, what is new and
// what is popular, the likest first. Helpdesks search for all words of a text or for any, and
// call neither similar.
func (s *Source) Similar(id int64, title, kind string) ([]helpdesk.Ticket, error) {
	client, ok := s.Client.(helpdesk.Reviews)
	if !ok {
		return nil, &api.Error{Kind: api.Invalid}
	}
	calls := []api.Call[helpdesk.Page]{client.Newest(0).Posts, client.Posts("")}
	for _, word := range longest(title) {
		calls = append(calls, client.Posts(word))
	}
	var found []helpdesk.Ticket
	var refused error
	answered := 0
	for _, call := range calls {
		page, err := core.Ask(s.Lane(), call)
		if err != nil {
			refused = err
			continue
		}
		answered++
		for i := range page.Tickets {
			if t := &page.Tickets[i]; t.ID != id && !slices.ContainsFunc(found, func(o helpdesk.Ticket) bool { return o.ID == t.ID }) {
				found = append(found, *t)
			}
		}
	}
	if s.X.Waiting() {
		return nil, nil
	}
	if answered == 0 {
		return nil, refused
	}
	posts := make([]similar.Post, len(found))
	for i := range found {
		t := &found[i]
		posts[i] = similar.Post{ID: t.ID, Type: helpdesk.PostType(t.Type), Title: t.Subject, Votes: t.Votes, Open: true}
	}
	var out []helpdesk.Ticket
	for _, post := range similar.New(posts, similar.Most).Find(title, helpdesk.PostType(kind), alike) {
		at := slices.IndexFunc(found, func(t helpdesk.Ticket) bool { return t.ID == post.ID })
		if at >= 0 {
			out = append(out, found[at])
		}
	}
	return out, nil
}

// longest are the longest words of a title, each once: the rarer ones, for the most part.
func longest(title string) []string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return r < 0x80 && (r < '0' || r > '9') && (r < 'a' || r > 'z') || r >= 0x2000 && r < 0x2070 || r == '«' || r == '»'
	})
	words = slices.DeleteFunc(words, func(w string) bool { return utf8.RuneCountInString(w) < shortest })
	slices.SortStableFunc(words, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
	var out []string
	for _, w := range words {
		if !slices.Contains(out, w) && len(out) < asked {
			out = append(out, w)
		}
	}
	return out
}
