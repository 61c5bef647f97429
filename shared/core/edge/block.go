package edge

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"slices"
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/form"
	"deskside/shared/core/edge/block"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

// blockPath is where Usedesk asks for its block, below the version. Nothing is there for
// a site without a secret.
const blockPath = "usedesk/block.json"

const (
	// blockPosts is how many posts of a client are shown, blockReplies of how many it is
	// asked what was said last, blockVotes how many others they voted on.
	blockPosts, blockReplies, blockVotes = 10, 3, 5
)

// block answers Usedesk with what a client has to do with posts here. Of a client nothing
// is kept, in no cache and no log.
func (x *exchange) block() (*answer, error) {
	asked, ok := block.Read(x.in.Request.Get("Content-Type"), x.body)
	switch {
	case !ok:
		return nil, invalid(words.EdgeBlockUnread())
	case !same(asked.Secret, x.blockSecret):
		return nil, x.stranger(asked.Secret)
	case len(asked.Emails) == 0:
		return x.blockOf(&block.View{Notices: []words.Say{words.EdgeBlockAddressless()}}), nil
	}
	v, err := x.clientOf(asked.Emails)
	if err != nil {
		return nil, err
	}
	return x.blockOf(v), nil
}

// stranger refuses whoever has not the secret, and counts that as something that they
// write: whoever has it may ask as often as one who reads, and nobody guesses so fast.
func (x *exchange) stranger(secret string) error {
	verdict, err := x.rated(writing)
	switch {
	case err != nil:
		return err
	case verdict.Wait > 0:
		return tooMuch(verdict.Wait)
	}
	r := refusal{status: statusForbidden, says: []words.Say{words.EdgeBlockSecret()}}
	if secret == "" {
		r.status = statusUnauthorized
	}
	return r
}

// same compares two secrets in a time that tells nothing of either.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// blockOf is the answer that shows a view.
func (x *exchange) blockOf(v *block.View) *answer {
	v.Host = x.base.Host
	v.Now = x.now / 1_000_000
	query, _ := form.Parse(x.in.Request.Query)
	p := print.In(append([]string{query.Get("lang"), x.blockLanguage}, accepted(&x.in.Request)...)...)
	w := &writer{}
	a := &answer{status: statusOK, body: w.open('{').text("html", string(v.HTML(p))).shut('}').b}
	return a.with("Content-Language", p.Language())
}

// blockRefused is a refusal as Usedesk shows it: a block, too, that says what is wrong.
func (x *exchange) blockRefused(r refusal) *answer {
	say := words.EdgeBlockFailed()
	switch {
	case r.status == statusTooMany:
		say = words.EdgeBlockOften()
	case r.status == statusUnauthorized, r.status == statusForbidden:
		say = words.EdgeBlockSecret()
	case r.status < statusBroken:
		say = words.EdgeBlockUnread()
	}
	a := x.blockOf(&block.View{Notices: []words.Say{say}})
	a.status = r.status
	if r.retryAfter > 0 {
		a.with("Retry-After", seconds(r.retryAfter))
	}
	return a
}

// clientOf finds what whoever has some addresses has to do with posts. What is not told
// is a notice.
func (x *exchange) clientOf(emails []string) (*block.View, error) {
	v := &block.View{}
	cast, err := x.castBy(emails)
	if err == errWaiting {
		return nil, err
	}
	if err != nil {
		x.log(err.Error())
		v.Notices = append(v.Notices, words.EdgeBlockPartly())
	}
	if err := x.found(v, emails); err != nil {
		return nil, err
	}
	return v, x.votedOn(v, cast)
}

// castBy are the votes of whoever has some addresses, the newest posts first, as far as
// the edge knows who cast them: of those whom the site names, or who signed in.
func (x *exchange) castBy(emails []string) ([][]Value, error) {
	if !x.store || !x.seals {
		return nil, nil
	}
	values := make([]any, len(emails))
	for i, email := range emails {
		values[i] = strings.ToLower(email)
	}
	who := ` AS v JOIN person AS p ON p.visitor = v.visitor WHERE p.email IN ` + places(len(emails))
	got, err := x.keep("read whose votes these are", Effect{Statements: []Statement{NewStatement(
		`SELECT object, max(value) FROM (SELECT v.object, v.value FROM vote`+who+` UNION ALL SELECT v.object, v.value FROM own_vote`+who+`) WHERE value <> 0
		GROUP BY object ORDER BY object DESC LIMIT 20`, append(values, values...)...)}})
	if err != nil {
		return nil, err
	}
	return got[0].Rows, nil
}

// votedOn adds the posts of others to a view on which its client voted.
func (x *exchange) votedOn(v *block.View, cast [][]Value) error {
	var calls []api.Call[helpdesk.Topic]
	var votes []helpdesk.Vote
	for _, row := range cast {
		own := slices.ContainsFunc(v.Written, func(o block.Post) bool { return o.ID == row[0].Number })
		if own || len(calls) == blockVotes {
			continue
		}
		vote := helpdesk.VoteUp
		if row[1].Number < 0 {
			vote = helpdesk.VoteDown
		}
		calls, votes = append(calls, x.upstream.Topic(row[0].Number)), append(votes, vote)
	}
	topics, failed, err := together(x, calls)
	if err != nil {
		return err
	}
	for i := range topics {
		if topics[i].Public {
			o := postOf(&topics[i])
			o.Mine = votes[i]
			v.Voted = append(v.Voted, o)
		}
	}
	if failed != nil && !errors.Is(failed, api.ErrNotFound) && len(v.Notices) == 0 {
		v.Notices = append(v.Notices, words.EdgeBlockPartly())
	}
	return nil
}

// found fills a view with what the users have written who have some addresses.
func (x *exchange) found(v *block.View, emails []string) error {
	calls := make([]api.Call[[]helpdesk.Person], len(emails))
	for i, email := range emails {
		calls[i] = x.upstream.People(email)
	}
	found, failed, err := together(x, calls)
	if err != nil {
		return err
	}
	var ids []int64
	for i := range found {
		p := personOf(found[i], emails[i])
		if p != nil && p.ID > 0 && !slices.Contains(ids, p.ID) {
			ids, v.Names = append(ids, p.ID), append(v.Names, p.Name)
		}
	}
	switch {
	case failed != nil && len(ids) == 0:
		v.Notices = []words.Say{blockNotice(failed)}
		return nil
	case failed != nil:
		v.Notices = []words.Say{words.EdgeBlockPartly()}
	case len(ids) == 0:
		v.Notices = append(v.Notices, words.EdgeBlockNobody(int64(len(emails))))
		return nil
	}
	return x.writtenBy(v, ids)
}

// personOf is who has an address, nil for nobody. Of a helpdesk that tells no addresses
// the only one whom it finds is taken for them.
func personOf(found []helpdesk.Person, email string) *helpdesk.Person {
	for i := range found {
		if strings.EqualFold(found[i].Email, email) || found[i].Email == "" && len(found) == 1 {
			return &found[i]
		}
	}
	return nil
}

// writtenBy fills a view with what some users have written.
func (x *exchange) writtenBy(v *block.View, ids []int64) error {
	calls := make([]api.Call[helpdesk.Topics], len(ids))
	for i, id := range ids {
		calls[i] = x.upstream.Topics(helpdesk.PostSearch{Author: id, Order: helpdesk.LastChanged, Page: 1, Count: 2 * blockPosts})
	}
	pages, failed, err := together(x, calls)
	if err != nil {
		return err
	}
	for _, page := range pages {
		v.More = v.More || page.Pages > 1
		for i := range page.Topics {
			t := &page.Topics[i]
			if t.Public && slices.Contains(ids, t.Author.ID) {
				v.Written = append(v.Written, postOf(t))
			}
		}
	}
	slices.SortStableFunc(v.Written, func(a, b block.Post) int { return int(min(max(b.Active-a.Active, -1), 1)) })
	if len(v.Written) > blockPosts {
		v.Written, v.More = v.Written[:blockPosts], true
	}
	switch {
	case failed != nil && len(v.Written) == 0:
		v.Notices = []words.Say{blockNotice(failed)}
	case failed != nil:
		v.Notices = []words.Say{words.EdgeBlockPartly()}
	case len(v.Written) == 0:
		v.Notices = append(v.Notices, words.EdgeBlockNothing())
	}
	return x.repliesTo(v, ids)
}

// repliesTo finds what others have said last of the latest posts that have comments.
func (x *exchange) repliesTo(v *block.View, ids []int64) error {
	var calls []api.Call[[]helpdesk.TopicComment]
	var of []*block.Post
	for i := range v.Written {
		if o := &v.Written[i]; o.Comments > 0 && len(calls) < blockReplies {
			calls, of = append(calls, x.upstream.TopicComments(o.ID, helpdesk.CommentPart{Page: 1, NewestFirst: true})), append(of, o)
		}
	}
	threads, failed, err := together(x, calls)
	if err != nil {
		return err
	}
	for i, thread := range threads {
		of[i].Reply = replyIn(thread, ids)
	}
	if failed != nil && len(v.Notices) == 0 {
		v.Notices = append(v.Notices, words.EdgeBlockPartly())
	}
	return nil
}

// replyIn is the newest public comment that none of some users has written, nil where
// there is none.
func replyIn(thread []helpdesk.TopicComment, ids []int64) *block.Reply {
	var newest *helpdesk.TopicComment
	for i := range thread {
		c := &thread[i]
		if !c.Private && !slices.Contains(ids, c.Author.ID) && (newest == nil || c.Created > newest.Created) {
			newest = c
		}
	}
	if newest == nil {
		return nil
	}
	return &block.Reply{Name: authorOf(&newest.Author).Name, At: newest.Created, Text: block.Beginning(newest.Content)}
}

func postOf(t *helpdesk.Topic) block.Post {
	o := block.Post{ID: t.ID, Type: t.Type.Slug, Title: t.Title, URL: t.URL, Votes: t.Votes.Count, Comments: t.Comments, Active: max(t.Active, t.Created)}
	if t.Status != nil {
		o.Status, o.Background, o.Ink = t.Status.Title, t.Status.Background, t.Status.Text
	}
	return o
}

// together runs calls side by side, and returns what came of each, nothing where it
// failed, and the first failure.
func together[T any](x *exchange, calls []api.Call[T]) (all []T, failed, err error) {
	all = make([]T, len(calls))
	if len(calls) == 0 {
		return all, nil, nil
	}
	effects := make([]Effect, len(calls))
	for i := range calls {
		if calls[i].Problem != nil {
			return all, calls[i].Problem, nil
		}
		effects[i] = sending(&calls[i])
	}
	done, err := x.do(effects...)
	if err != nil {
		return nil, nil, err
	}
	for i := range calls {
		got, why := settle(x, calls[i], &done[i], asIs)
		switch {
		case why == errWaiting:
			return nil, nil, why
		case why == nil:
			all[i] = got
		case failed == nil:
			failed = why
			x.noteQuietly(why)
		}
	}
	return all, failed, nil
}

// noteQuietly tells the log of a failure which of the helpdesk's operations it was and of
// what kind, and no word of the helpdesk's, which may name a client.
func (x *exchange) noteQuietly(err error) {
	var failed *api.Error
	if errors.As(err, &failed) {
		quiet := *failed
		quiet.Fields, quiet.Detail, quiet.Moved = nil, "", ""
		err = &quiet
	}
	x.log(api.Detail(err.Error()))
}

// blockNotice says what a failure of the helpdesk means to an agent.
func blockNotice(err error) words.Say {
	var failed *api.Error
	if !errors.As(err, &failed) {
		return words.EdgeBlockLate()
	}
	switch failed.Kind {
	case api.Unauthorized:
		return words.EdgeBlockKey()
	case api.Forbidden:
		return words.EdgeBlockForbidden()
	case api.RateLimited, api.Unavailable:
		return words.EdgeBlockLate()
	}
	return words.EdgeBlockFailed()
}
