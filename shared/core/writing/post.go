package writing

import (
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/core"
	"deskside/shared/core/customer"
	"deskside/shared/feedback"
	"deskside/shared/feedback/proof"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

//go:generate go run deskside/build/codec -o post_gen.go

// SendPostArgs sends an entry that is a post or a comment: operation "outbox.send_post". It never
// fails: what went wrong is in the answer.
type SendPostArgs struct {
	Portal customer.Portal `msg:"portal"`
	Entry  []byte          `msg:"entry"`
	// Token is what Turnstile has given for it, "" where nothing was asked for.
	Token string `msg:"token"`
}

// SendPostResult is what came of sending a post.
type SendPostResult struct {
	Answer []byte `msg:"answer"`
	// Post is what it has become, nil where it did not come to that.
	Post *customer.PostRow `msg:"post"`
	// Person, where there is one, is what the portal asks for before it takes it.
	Person *Challenge `msg:"person"`
}

// Challenge is what Turnstile is to be asked for: a token that shows a person, for one post.
type Challenge struct {
	SiteKey string `msg:"sitekey"`
	Action  string `msg:"action"`
	CData   string `msg:"cdata"`
}

func sendPost(a *SendPostArgs, x *core.Exchange) (*SendPostResult, error) {
	var e outbox.Entry
	if _, err := e.UnmarshalMsg(a.Entry); err != nil {
		return nil, err
	}
	var result SendPostResult
	answer, err := deliver(&a.Portal, x, &e, a.Token, &result)
	if x.Waiting() {
		return nil, err
	}
	result.Answer, err = customer.Answer(x, answer, err, func(failure *core.Failure) {
		switch {
		case result.Person != nil:
			failure.Say = feedback.SayPerson()
		case failure.Kind == api.Conflict && failure.RetryAfterMS == 0:
			// The edge looked for what it may have handed on before, and did not find it.
			failure.Say = feedback.SayLost()
		}
	})
	return &result, err
}

// deliver creates the post that an entry is for.
func deliver(p *customer.Portal, x *core.Exchange, e *outbox.Entry, token string, result *SendPostResult) (answer outbox.Answer, err error) {
	headers := []api.Header{customer.Once(e)}
	if token != "" {
		headers = append(headers, api.Header{Name: customer.TurnstileHeader, Value: token})
	}
	draft := feedback.DraftOf(e.From)
	if draft.Object != 0 {
		return comment(p, x, e, headers, &draft, result)
	}
	wish := helpdesk.NewPost{
		Type: draft.Type, Title: strings.TrimSpace(draft.Title), Content: strings.TrimSpace(draft.Content), Category: draft.Category, Files: draft.Files,
		Fields: draft.Fields, Tags: feedback.TagsOf(draft.Tags),
	}
	post, err := asked(p, x, e, headers, result, func(c helpdesk.Portal) api.Call[helpdesk.Post] { return c.CreatePost(wish) })
	if err != nil {
		return answer, err
	}
	row := customer.Row(&post)
	result.Post = &row
	answer.Result, err = row.MarshalMsg(nil)
	return answer, err
}

// comment says what an entry is for about its post.
func comment(p *customer.Portal, x *core.Exchange, e *outbox.Entry, headers []api.Header, draft *feedback.Draft, result *SendPostResult) (answer outbox.Answer, err error) {
	_, err = asked(p, x, e, headers, result, func(c helpdesk.Portal) api.Call[int64] {
		return c.CommentPost(draft.Object, strings.TrimSpace(draft.Content), draft.Files)
	})
	return answer, err
}

// asked asks for what an entry is for, and once more with a proof of work where the portal
// takes it with one, which is found here and now.
func asked[T any](p *customer.Portal, x *core.Exchange, e *outbox.Entry, headers []api.Header, result *SendPostResult, call func(helpdesk.Portal) api.Call[T]) (made T, err error) {
	c, err := p.Client(headers...)
	if err != nil {
		return made, err
	}
	var task *proof.Task
	lane := customer.Lane(x)
	lane.Refuse = func(_ *api.Request, r *api.Response) *api.Error {
		if task, result.Person = askedBy(r); task == nil && result.Person == nil {
			return nil
		}
		return &api.Error{Kind: api.Forbidden, Status: r.Status}
	}
	made, err = core.Ask(lane, call(c))
	if err == nil || task == nil {
		return made, err
	}
	if c, err = p.Client(append(headers, api.Header{Name: proof.Header, Value: task.Find(p.Visitor, e.Key)})...); err != nil {
		return made, err
	}
	lane.Refuse = nil
	return core.Ask(lane, call(c))
}

// askedBy is the work that a portal wants proven, or the person, nil where it wants none.
func askedBy(r *api.Response) (*proof.Task, *Challenge) {
	if r.Status != 403 && r.Status != 429 {
		return nil, nil
	}
	doc, err := jsontext.ParseBytes(r.Body)
	if err != nil {
		return nil, nil
	}
	if asked := doc.Root().Get("error").Get("turnstile"); asked.Get("sitekey").Text() != "" {
		return nil, &Challenge{asked.Get("sitekey").Text(), asked.Get("action").Text(), asked.Get("cdata").Text()}
	}
	asked := doc.Root().Get("error").Get("proof")
	bits, noBits := strconv.Atoi(asked.Get("bits").Text())
	parts, noParts := strconv.Atoi(asked.Get("parts").Text())
	task := &proof.Task{Stamp: asked.Get("stamp").Text(), Bits: bits, Parts: parts}
	if noBits != nil || noParts != nil || !task.Worth() {
		return nil, nil
	}
	return task, nil
}
