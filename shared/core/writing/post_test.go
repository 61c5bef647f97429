package writing_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/boxes"
	"deskside/shared/core/coretest"
	"deskside/shared/core/customer"
	"deskside/shared/core/writing"
	"deskside/shared/feedback"
	"deskside/shared/feedback/proof"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
	"deskside/shared/words/print"
)

// id is that of a draft.
const id = "0123456789abcdef"

var (
	portal = customer.Portal{Address: "https://edge.example.test", Visitor: "visitor-0123456789abcdef"}
	draft  = feedback.Draft{Type: helpdesk.Idea, Title: " Dark mode ", Content: "For reports, please.", Category: 11}
)

// posted is an outbox with the draft in it, voted one with a vote on post 41.
func posted(t testing.TB) []byte {
	return coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.post", &customer.AddPostArgs{Draft: draft, Writing: id}).Box
}

func voted(t testing.TB) []byte {
	return coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.vote",
		&customer.AddVoteArgs{Key: "press-0001", ID: 41, Votes: helpdesk.Votes{Count: 12, Open: true, Down: true}, ReadAt: coretest.Now, Button: helpdesk.VoteDown}).Box
}

func dueIn(t testing.TB, box []byte) customer.DueResult {
	return coretest.Result[customer.DueResult](t, customer.Table(), "outbox.due", &boxes.DueArgs{Box: box, Holder: "page", Sole: true})
}

// TestAPostWaitsUntilWhatSendsItIsThere has a core that sends no posts asked to send one.
func TestAPostWaitsUntilWhatSendsItIsThere(t *testing.T) {
	due := dueIn(t, posted(t))
	out := coretest.Step(t, customer.Table(), "outbox.send", &customer.SendArgs{Portal: portal, Entry: due.Steps[0].Entry}, 0)
	require.Empty(t, out.Send, "nothing of it is sent")
	waiting := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.settle", &boxes.SettleArgs{
		Box: due.Box, Key: due.Steps[0].Key, Attempt: due.Steps[0].Attempt, Answer: coretest.Read[customer.SendResult](t, out).Answer,
	})
	require.Equal(t, outbox.Waiting, waiting.Pending[0].State)
	require.True(t, waiting.Pending[0].Delayed)
	require.True(t, waiting.Pending[0].Undoable, "nobody has sent it")
	require.Equal(t, draft, *waiting.Pending[0].Draft)
	require.EqualValues(t, "customer.failure.network", waiting.Pending[0].Failure.Say.ID)
	hastened := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.hasten", &boxes.EntryArgs{Box: waiting.Box})
	require.Len(t, dueIn(t, hastened.Box).Steps, 1, "it goes out once it can")
}

// TestACommentGoesThroughTheOutbox follows one from below a post to the portal, which wants a
// proof of work.
func TestACommentGoesThroughTheOutbox(t *testing.T) {
	remark := feedback.Draft{Object: 41, Content: " Here, too. ", Files: []helpdesk.PostFile{{Token: strings.Repeat("a", 32), Name: "a.png", Size: 5}}}
	box := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.post", &customer.AddPostArgs{Draft: remark, Writing: id}).Box
	second := feedback.Draft{Object: 41, Content: "And there."}
	box = coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.post", &customer.AddPostArgs{Box: box, Draft: second, Writing: id + "2"}).Box
	due := dueIn(t, box)
	require.Len(t, due.Steps, 1, "comments on one post go out in their order")
	require.Equal(t, feedback.CommentKind, due.Pending[0].Kind)
	require.EqualValues(t, 41, due.Pending[0].Commented)
	require.Equal(t, id, due.Pending[0].Writing)
	require.Equal(t, remark, *due.Pending[0].Draft)

	send := &writing.SendPostArgs{Portal: portal, Entry: due.Steps[0].Entry}
	out := coretest.Step(t, writing.Table(), "outbox.send_post", send, 0)
	require.True(t, strings.HasSuffix(out.Send[0].Request.URL, "/api/7.0/comments.json"))
	require.JSONEq(t, `{"object_id":41,"content":"Here, too.","attachments":[{"name":"a.png","token":"`+strings.Repeat("a", 32)+`"}]}`, string(out.Send[0].Request.Body))
	require.Contains(t, out.Send[0].Request.Header, api.Header{Name: customer.IdempotencyKeyHeader, Value: due.Steps[0].Key})

	sent := coretest.Result[writing.SendPostResult](t, writing.Table(), "outbox.send_post", send, coretest.Answer(t, "useresponse/testdata/comments-create.json"))
	after := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.settle",
		&boxes.SettleArgs{Box: due.Box, Key: due.Steps[0].Key, Attempt: due.Steps[0].Attempt, Answer: sent.Answer})
	require.Equal(t, outbox.Sent, after.Pending[0].State)
	require.EqualValues(t, 41, after.Pending[0].Commented, "also once nothing is left of what was typed")
	require.Nil(t, after.Pending[0].Draft)
	require.Len(t, dueIn(t, after.Box).Steps, 1, "the next follows")
}

// TestAPostGoesThroughTheOutbox follows one from the form to the portal.
func TestAPostGoesThroughTheOutbox(t *testing.T) {
	due := dueIn(t, posted(t))
	require.Len(t, due.Steps, 1)
	require.Equal(t, outbox.Sending, due.Pending[0].State)
	require.Equal(t, draft, *due.Pending[0].Draft, "what was typed stays until it is sent")
	require.Equal(t, id, due.Pending[0].Writing)

	send := &writing.SendPostArgs{Portal: portal, Entry: due.Steps[0].Entry}
	out := coretest.Step(t, writing.Table(), "outbox.send_post", send, 0)
	require.JSONEq(t, `{"ownership":"feedback","object_type":"idea","title":"Dark mode","content":"For reports, please.","category_id":11}`, string(out.Send[0].Request.Body))
	require.Contains(t, out.Send[0].Request.Header, api.Header{Name: customer.IdempotencyKeyHeader, Value: due.Steps[0].Key})
	require.Contains(t, out.Send[0].Request.Header, api.Header{Name: customer.VisitorHeader, Value: portal.Visitor})

	sent := coretest.Result[writing.SendPostResult](t, writing.Table(), "outbox.send_post", send, coretest.Answer(t, "useresponse/testdata/objects-create.json"))
	require.NotZero(t, sent.Post.ID)
	after := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.settle",
		&boxes.SettleArgs{Box: due.Box, Key: due.Steps[0].Key, Attempt: due.Steps[0].Attempt, Answer: sent.Answer})
	require.Equal(t, outbox.Sent, after.Pending[0].State)
	require.Equal(t, *sent.Post, *after.Pending[0].Post, "a page that comes later can show it")
	require.Empty(t, dueIn(t, after.Box).Steps)
	checked := coretest.Result[writing.CheckDraftResult](t, writing.Table(), "feedback.check", &writing.CheckDraftArgs{Draft: draft, Writing: id})
	require.Equal(t, after.Pending[0].Key, checked.Key, "a page that comes later knows that its draft was handed over")

	again := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.post", &customer.AddPostArgs{Box: after.Box, Draft: draft, Writing: id})
	require.Len(t, again.Pending, 1, "a page that did not hear of it enters it again, which does nothing")
	changed := draft
	changed.Content = "For lists, too."
	other := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.post", &customer.AddPostArgs{Box: after.Box, Draft: changed, Writing: id})
	require.Len(t, other.Pending, 2, "another text is another post")
}

// TestAPostIsSentAgainWithTheProofThatIsAsked plays a portal that wants some work proven.
func TestAPostIsSentAgainWithTheProofThatIsAsked(t *testing.T) {
	asks := func(status int, proof string) *api.Response {
		return coretest.Status(status, `{"error":{"code":`+strconv.Itoa(status)+`,"message":"Reload","proof":`+proof+`}}`)
	}
	for name, test := range map[string]struct {
		asked *api.Response
		sent  int
		stage outbox.Stage
	}{
		"of each":                {asks(403, `{"stamp":"a-stamp","bits":8,"parts":3}`), 2, outbox.Sent},
		"when much comes":        {asks(429, `{"stamp":"a-stamp","bits":8,"parts":3}`), 2, outbox.Sent},
		"beyond all measure":     {asks(403, `{"stamp":"a-stamp","bits":40,"parts":3}`), 1, outbox.NeedsYou},
		"of what nobody can do":  {asks(403, `{"stamp":5,"bits":"x"}`), 1, outbox.NeedsYou},
		"and takes none however": {asks(403, `{"stamp":"again","bits":8,"parts":3}`), 2, outbox.NeedsYou},
	} {
		t.Run(name, func(t *testing.T) {
			due := dueIn(t, posted(t))
			task := proof.Task{Stamp: "a-stamp", Bits: 8, Parts: 3}
			sent := 0
			h := coretest.NewHost(func(_ time.Time, r *api.Request) *api.Response {
				sent++
				lines := api.Response{Header: r.Header}
				if value := lines.Get("deskside-proof"); task.Holds(value, portal.Visitor, due.Steps[0].Key) {
					return coretest.Answer(t, "useresponse/testdata/objects-create.json")
				}
				return test.asked
			})
			result := coretest.Read[writing.SendPostResult](t, h.Run(t, writing.Table(), "outbox.send_post", &writing.SendPostArgs{Portal: portal, Entry: due.Steps[0].Entry}))
			require.Equal(t, test.sent, sent)
			after := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.settle",
				&boxes.SettleArgs{Box: due.Box, Key: due.Steps[0].Key, Attempt: due.Steps[0].Attempt, Answer: result.Answer})
			require.Equal(t, test.stage, after.Pending[0].State)
		})
	}
}

// TestAPostWaitsForWhoeverIsThere plays a portal that wants to know that they are a person.
func TestAPostWaitsForWhoeverIsThere(t *testing.T) {
	due := dueIn(t, posted(t))
	for name, test := range map[string]struct {
		status      int
		body, token string
		want        *writing.Challenge
		stage       outbox.Stage
	}{
		"asked":                 {403, `{"error":{"code":403,"turnstile":{"sitekey":"1x","action":"deskside","cdata":"this"}}}`, "", &writing.Challenge{SiteKey: "1x", Action: "deskside", CData: "this"}, outbox.NeedsYou},
		"asked when much comes": {429, `{"error":{"code":429,"turnstile":{"sitekey":"1x","action":"deskside","cdata":"this"}}}`, "", &writing.Challenge{SiteKey: "1x", Action: "deskside", CData: "this"}, outbox.NeedsYou},
		"asked for another":     {403, `{"error":{"code":403,"turnstile":{"sitekey":"1x","action":"deskside","cdata":"this"}}}`, "refused", &writing.Challenge{SiteKey: "1x", Action: "deskside", CData: "this"}, outbox.NeedsYou},
		"refused":               {403, `{"error":{"code":403,"turnstile":{}}}`, "", nil, outbox.NeedsYou},
		"shown":                 {0, "", "a-token", nil, outbox.Sent},
	} {
		t.Run(name, func(t *testing.T) {
			var brought []string
			h := coretest.NewHost(func(_ time.Time, r *api.Request) *api.Response {
				lines := api.Response{Header: r.Header}
				brought = append(brought, lines.Get("deskside-turnstile"))
				if test.status == 0 {
					return coretest.Answer(t, "useresponse/testdata/objects-create.json")
				}
				return coretest.Status(test.status, test.body)
			})
			result := coretest.Read[writing.SendPostResult](t, h.Run(t, writing.Table(), "outbox.send_post", &writing.SendPostArgs{Portal: portal, Entry: due.Steps[0].Entry, Token: test.token}))
			require.Equal(t, []string{test.token}, brought, "it is asked once")
			require.Equal(t, test.want, result.Person)
			after := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.settle",
				&boxes.SettleArgs{Box: due.Box, Key: due.Steps[0].Key, Attempt: due.Steps[0].Attempt, Answer: result.Answer})
			require.Equal(t, test.stage, after.Pending[0].State)
			if test.want != nil {
				require.EqualValues(t, "customer.failure.person", after.Pending[0].Failure.Say.ID)
			}
		})
	}
}

func TestOnlyWhatMayBeRepeatedIsRepeated(t *testing.T) {
	lost := &api.Response{Failure: api.Network}
	busy := coretest.Status(503, "")
	created := coretest.Answer(t, "useresponse/testdata/objects-create.json")
	for _, test := range []struct {
		name      string
		box       []byte
		answers   []*api.Response
		sent      int
		fails     api.Kind
		uncertain bool
	}{
		{"a keyed post is sent again under its key", posted(t), []*api.Response{lost, busy, created}, 3, "", false},
		{"a keyed post whose answers are all lost may have arrived", posted(t), []*api.Response{lost}, 3, api.Unavailable, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := coretest.NewHost(coretest.Turns(test.answers...))
			due := dueIn(t, test.box)
			out := h.Run(t, writing.Table(), "outbox.send_post", &writing.SendPostArgs{Portal: portal, Entry: due.Steps[0].Entry})
			require.Nil(t, out.Failure, "what went wrong is in the answer")
			require.Len(t, h.Sent, test.sent)
			var answer outbox.Answer
			_, err := answer.UnmarshalMsg(coretest.Read[writing.SendPostResult](t, out).Answer)
			require.NoError(t, err)
			require.Equal(t, test.fails, answer.Kind)
			require.Equal(t, test.uncertain, answer.Uncertain)
			if test.fails != "" {
				var failure core.Failure
				_, err := failure.UnmarshalMsg(answer.Failure)
				require.NoError(t, err)
				require.Equal(t, test.fails, failure.Kind)
			}
		})
	}
}

func TestADraftWithProblemsIsNotEntered(t *testing.T) {
	out := coretest.Step(t, customer.Table(), "outbox.post", &customer.AddPostArgs{Writing: id}, 0)
	require.Equal(t, api.Invalid, out.Failure.Kind)
	require.Len(t, out.Failure.Fields, 3)
}

func TestTakingBackHasteningAndMerging(t *testing.T) {
	box := posted(t)
	key := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.read", &boxes.BoxArgs{Box: box}).Pending[0].Key
	gone := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.undo", &boxes.EntryArgs{Box: box, Key: key})
	require.Empty(t, gone.Pending)
	out := coretest.Step(t, customer.Table(), "outbox.undo", &boxes.EntryArgs{Box: dueIn(t, box).Box, Key: key}, 0)
	require.Equal(t, api.Conflict, out.Failure.Kind, "what is being sent is not taken back")

	offline := coretest.Result[writing.SendPostResult](t, writing.Table(), "outbox.send_post", &writing.SendPostArgs{Portal: portal, Entry: dueIn(t, box).Steps[0].Entry},
		&api.Response{Failure: api.Offline})
	waiting := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.settle", &boxes.SettleArgs{Box: dueIn(t, box).Box, Key: key, Attempt: 1, Answer: offline.Answer})
	require.Equal(t, outbox.Waiting, waiting.Pending[0].State)
	require.True(t, waiting.Pending[0].Undoable, "nothing of it was sent")
	require.True(t, waiting.Pending[0].Delayed)
	due := dueIn(t, waiting.Box)
	require.Empty(t, due.Steps)
	require.Greater(t, due.Next, int64(coretest.Now))
	hastened := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.hasten", &boxes.EntryArgs{Box: waiting.Box})
	require.Len(t, dueIn(t, hastened.Box).Steps, 1)

	merged := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.merge", &boxes.MergeArgs{Box: box, Other: voted(t)})
	require.Len(t, merged.Pending, 2)
}

func TestWhatTheEdgeKeepsIsAskedForAgainUnderItsKey(t *testing.T) {
	kept := coretest.Status(202, `{"submission": {"id": "0123456789abcdef0123456789abcdef", "state": "waiting", "url": "/api/7.0/submissions/0123456789abcdef0123456789abcdef.json"}}`)
	h := coretest.NewHost(coretest.Turns(kept))
	due := dueIn(t, posted(t))
	out := h.Run(t, writing.Table(), "outbox.send_post", &writing.SendPostArgs{Portal: portal, Entry: due.Steps[0].Entry})
	require.Len(t, h.Sent, 1)
	settled := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.settle", &boxes.SettleArgs{
		Box: due.Box, Key: due.Steps[0].Key, Attempt: due.Steps[0].Attempt, Answer: coretest.Read[writing.SendPostResult](t, out).Answer,
	})
	require.Equal(t, outbox.Waiting, settled.Pending[0].State)
	require.True(t, settled.Pending[0].Delayed)
	require.False(t, settled.Pending[0].Undoable, "it is on its way from there")
	require.EqualValues(t, "customer.failure.kept", settled.Pending[0].Failure.Say.ID)
}

func TestSimilarPostsAreAskedForOnceATitleSaysSomething(t *testing.T) {
	args := &writing.SimilarArgs{Portal: portal, Title: "da", Type: helpdesk.Idea}
	require.Empty(t, coretest.Result[customer.PostsResult](t, writing.Table(), "feedback.similar", args).Posts)
	args.Title = "dark"
	out := coretest.Step(t, writing.Table(), "feedback.similar", args, 0)
	require.Contains(t, out.Send[0].Request.URL, "text=dark")
	require.Contains(t, out.Send[0].Request.URL, "type=idea")
	found := coretest.Result[customer.PostsResult](t, writing.Table(), "feedback.similar", args, coretest.Answer(t, "useresponse/testdata/objects-search.json"))
	require.LessOrEqual(t, len(found.Posts), 3)
	require.NotEmpty(t, found.Posts)
}

func TestFieldsAndTagsGoAlongAndAreRefusedWhereTheyStand(t *testing.T) {
	filled := draft
	filled.Fields = []helpdesk.PostField{{ID: 12, Values: []string{"1"}}, {ID: 15, Values: []string{"1", "3"}, List: true}, {ID: 16, Values: []string{"2"}, List: true}}
	filled.Tags = " dark , reports,dark"
	box := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.post", &customer.AddPostArgs{Draft: filled, Writing: id}).Box
	due := dueIn(t, box)
	require.Equal(t, filled, *due.Pending[0].Draft)
	send := &writing.SendPostArgs{Portal: portal, Entry: due.Steps[0].Entry}
	out := coretest.Step(t, writing.Table(), "outbox.send_post", send, 0)
	require.JSONEq(t, `{"ownership":"feedback","object_type":"idea","title":"Dark mode","content":"For reports, please.","category_id":11,
		"tags":["dark","reports"],"property_12":"1","property_15":["1","3"],"property_16":["2"]}`, string(out.Send[0].Request.Body))

	refused := coretest.Result[writing.SendPostResult](t, writing.Table(), "outbox.send_post", send, &api.Response{Status: 400, Header: []api.Header{{Name: "Content-Type", Value: "application/json"}},
		Body: []byte(`{"error": {"code": 400, "message": "Choose.", "fields": [{"field": "property_12", "message": "Choose for “Department” from what is offered."}]}}`)})
	after := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.settle",
		&boxes.SettleArgs{Box: due.Box, Key: due.Steps[0].Key, Attempt: due.Steps[0].Attempt, Answer: refused.Answer})
	require.Equal(t, outbox.NeedsYou, after.Pending[0].State)
	require.Len(t, after.Pending[0].Failure.Fields, 1)
	problem := after.Pending[0].Failure.Fields[0]
	require.Equal(t, "property_12", problem.Field)
	require.Equal(t, "Choose for “Department” from what is offered.", print.In("en").Say(problem.Say))
}

func TestAFormAsksForWhatTheSiteOffers(t *testing.T) {
	ask := &writing.FormFieldsArgs{Portal: portal}
	require.Equal(t, "https://edge.example.test/api/7.0/objects/custom-fields/list.json", coretest.Step(t, writing.Table(), "form.fields", ask, 0).Send[0].Request.URL)
	answer := func(fields string) *api.Response {
		return &api.Response{Status: 200, Header: []api.Header{{Name: "Content-Type", Value: "application/json"}}, Body: []byte(fields)}
	}
	for _, c := range []struct {
		name, members string
		kind          helpdesk.FormKind
	}{
		{"a text", `"type": "text"`, helpdesk.LineKind},
		{"a long text", `"type": "textarea"`, helpdesk.AreaKind},
		{"a number", `"type": "number"`, helpdesk.NumberKind},
		{"a day", `"type": "date"`, helpdesk.DayKind},
		{"a list", `"type": "select", "options": {"1": "A"}`, helpdesk.OneKind},
		{"a list of version 4", `"type": "select", "options": [{"value": "1", "title": "A"}]`, helpdesk.OneKind},
		{"a list without anything in it", `"type": "select", "options": {}`, helpdesk.LineKind},
		{"boxes", `"type": "checkbox", "options": {"1": "A"}`, helpdesk.SeveralKind},
		{"a list of several", `"type": "multiselect", "options": {"1": "A"}`, helpdesk.SeveralKind},
		{"one box", `"type": "checkbox", "options": {}`, helpdesk.BoxKind},
		{"a type that nobody knows", `"type": "rating"`, helpdesk.LineKind},
		{"one with something to choose from", `"type": "radio", "options": {"1": "A"}`, helpdesk.OneKind},
	} {
		t.Run(c.name, func(t *testing.T) {
			one := `"id": 5, "name": "property_5", "label": "Five", "description": "What it is", "module": "feedback", "is_required": 1, ` + c.members
			got := coretest.Result[writing.FormFieldsResult](t, writing.Table(), "form.fields", ask, answer(`[{`+one+`}, {"id": 6, "is_private": 1, `+c.members+`}, {"id": 7, "is_active": 0, `+c.members+`}, {"id": 8, "module": "helpdesk", `+c.members+`}]`))
			require.Len(t, got.Fields, 1, "private ones, those that are off and those of tickets are nobody's to fill in")
			f := got.Fields[0]
			require.Equal(t, []any{int64(5), "Five", "What it is", c.kind, true}, []any{f.ID, f.Label, f.About, f.Kind, f.Required})
		})
	}
	checked := coretest.Result[writing.CheckDraftResult](t, writing.Table(), "feedback.check", &writing.CheckDraftArgs{Draft: draft, Writing: id, Fields: []helpdesk.FormField{{ID: 5, Label: "Five", Required: true}}})
	require.Len(t, checked.Review.Problems, 1)
	require.Equal(t, "property_5", checked.Review.Problems[0].Field)
}
