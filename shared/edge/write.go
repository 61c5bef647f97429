package edge

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"deskside/shared/api/jsontext"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	plain "deskside/shared/content/text"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// create makes an object out of what a customer wrote.
func (e *Edge) create(ctx context.Context, x *exchange) (*answer, error) {
	var group, kind string
	var draft feedback.Draft
	err := members(x.body, map[string]func(jsontext.Value) bool{
		"ownership": text(&group), "object_type": text(&kind), "title": text(&draft.Title),
		"content": text(&draft.Content), "category_id": number(&draft.Category),
	})
	if err != nil {
		return nil, err
	}
	if group != "" && group != ownership {
		return nil, malformed(`{"ownership": "` + ownership + `"}`)
	}
	draft.Type = helpdesk.PostType(kind)
	draft.Title, draft.Content = strings.TrimSpace(draft.Title), strings.TrimSpace(draft.Content)
	var broken []words.Say
	for _, p := range draft.Check().Problems {
		broken = append(broken, p.Say)
	}
	if err := problems(broken); err != nil {
		return nil, err
	}
	sent := digest("objects.json", kind, strconv.FormatInt(draft.Category, 10), draft.Title, draft.Content)
	run := func(ctx context.Context) (*answer, int64, error) {
		created, err := send(ctx, e, e.upstream.CreateTopic(helpdesk.NewPost{
			Type: draft.Type, Title: draft.Title, Content: draft.Content, Category: draft.Category,
		}), asCustomersSee)
		if err != nil {
			return nil, 0, err
		}
		if created.ID == 0 {
			a, err := e.silentlyCreated(ctx, x, draft, sent)
			return a, 0, err
		}
		return e.written(ctx, x, created), created.ID, nil
	}
	find := func(ctx context.Context, since time.Time) (*answer, error) {
		return e.created(ctx, x, draft, sent, since)
	}
	return e.once(ctx, x, write{sent: sent, run: run, find: find})
}

// errSilent is met where the helpdesk took something without saying what it made,
// and it is not to be found yet.
var errSilent = errors.New("the helpdesk took something without saying what it made")

// silentlyCreated finds the object that a helpdesk made and said nothing of, as
// some answer writes without a body.
func (e *Edge) silentlyCreated(ctx context.Context, x *exchange, draft feedback.Draft, sent string) (*answer, error) {
	if e.store == nil {
		return nil, errSilent
	}
	found, err := e.created(ctx, x, draft, sent, e.config.Now().Add(-patience))
	if err != nil {
		e.log(err.Error())
	}
	if found == nil {
		return nil, errSilent
	}
	return found, nil
}

// clockSkew is how far the helpdesk's clock may be off.
const clockSkew = 5 * time.Minute

// created looks among the newest objects for the one that a draft became, and
// claims it, or returns nil. The newest are listed rather than searched by text,
// since an index of texts may lag behind. What somebody else wrote under the same
// title is not taken for it: it has another author or text, or is claimed by
// another submission. While another visitor is sending the very same, nobody can
// tell whose an object is, and the customer is asked to come back.
func (e *Edge) created(ctx context.Context, x *exchange, draft feedback.Draft, sent string, since time.Time) (*answer, error) {
	me, err := send(ctx, e, e.upstream.Me(), authorOf)
	if err != nil {
		return nil, err
	}
	newest := e.upstream.Topics(helpdesk.PostSearch{Type: draft.Type, Order: helpdesk.Newest, Count: countLimit})
	objects, err := send(ctx, e, newest, func(t *helpdesk.Topics) []object {
		return each(asCustomersSee)(&t.Topics)
	})
	if err != nil {
		return nil, err
	}
	// What is in the list was begun before it was listed. So whoever may have
	// written it is still sending, or has claimed it, or looks for it as this does.
	busy, err := e.store.sending(ctx, sent, x.visitor, x.key)
	if err != nil {
		return nil, err
	}
	for _, o := range objects {
		if o.Title != draft.Title || o.Type.Slug != string(draft.Type) || o.Author.ID != me.ID || o.Created < since.Add(-clockSkew).Unix() ||
			!sameText(draft.Content, o.Content) {
			continue
		}
		if busy {
			return nil, refusal{status: http.StatusConflict, uncertain: true, retryAfter: 2 * time.Second,
				says: []words.Say{words.EdgeTwin()}}
		}
		if mine, err := e.store.claim(ctx, o.ID, x.visitor, x.key); err != nil || !mine {
			if err != nil {
				return nil, err
			}
			continue
		}
		return e.written(ctx, x, o), nil
	}
	return nil, nil
}

// written answers with an object as the visitor who wrote it sees it, who has
// voted for it by that. A vote that could not be noted is no reason to say that
// the object was not taken.
func (e *Edge) written(ctx context.Context, x *exchange, o object) *answer {
	if err := e.own(ctx, x.visitor, o); err != nil {
		e.log(err.Error())
	}
	one := []object{o}
	notice := e.count(ctx, x.visitor, one)
	return notice(success(one[0], true))
}

// excerptLength is how many letters and digits tell one text from another where
// a list shows but the beginning of texts.
const excerptLength = 64

// sameText reports whether an object's HTML is what a draft's BBCode became:
// only letters and digits count, since helpdesks change the rest as they like.
// Where a list leaves texts out, it cannot tell them apart.
func sameText(draft, shown string) bool {
	wrote, shows := letters(plain.Print(bbcode.Parse(draft))), letters(plain.Print(html.Parse(shown)))
	return shows == "" || shows == wrote || len(shows) >= excerptLength && strings.HasPrefix(wrote, shows)
}

// letters returns the letters and digits of a text, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// comment adds a public comment to a public object.
func (e *Edge) comment(ctx context.Context, x *exchange) (*answer, error) {
	var id int64
	var content string
	err := members(x.body, map[string]func(jsontext.Value) bool{"object_id": number(&id), "content": text(&content)})
	if err != nil {
		return nil, err
	}
	content = strings.TrimSpace(content)
	var broken []words.Say
	if id == 0 {
		broken = append(broken, words.EdgeMalformed(words.Text(`{"object_id": …}`)))
	}
	if over := utf8.RuneCountInString(content) - feedback.ContentLimit; over > 0 {
		broken = append(broken, words.EdgeCommentLong(int64(over), words.Number(feedback.ContentLimit)))
	} else if content == "" {
		broken = append(broken, words.EdgeCommentMissing())
	}
	if err := problems(broken); err != nil {
		return nil, err
	}
	return e.once(ctx, x, write{sent: digest("comments.json", strconv.FormatInt(id, 10), content), run: func(ctx context.Context) (*answer, int64, error) {
		o, err := e.public(ctx, id)
		if err != nil {
			return nil, 0, err
		}
		if !o.CanBeCommented {
			return nil, 0, refusal{status: http.StatusForbidden, says: []words.Say{words.EdgeCommentClosed()}}
		}
		created, err := send(ctx, e, e.upstream.CommentTopic(id, content), commentOf)
		if err != nil {
			return nil, 0, err
		}
		if created.ID == 0 {
			// It was taken without a word: the answer is what was sent.
			created.Content, created.Created = html.Print(bbcode.Parse(content)), e.config.Now().Unix()
		}
		return success(created, true), 0, nil
	}})
}
