package agent_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	act "deskside/shared/agent"
	"deskside/shared/api"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/core/agent"
	"deskside/shared/core/boxes"
	"deskside/shared/core/coretest"
	"deskside/shared/core/creation"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

// shop is a Usedesk ticket and a UseResponse that takes posts: what was written
// to either, in its order.
type shop struct {
	*thread
	lose, refuse bool
	posts        []map[string]any
	written      []string
}

func (s *shop) answer(at time.Time, r *api.Request) *api.Response {
	if strings.HasSuffix(r.URL, "create/comment") {
		s.written = append(s.written, "note at the ticket")
	}
	if !strings.Contains(r.URL, "help.example.test") {
		return s.thread.answer(at, r)
	}
	path, _, _ := strings.Cut(strings.TrimPrefix(r.URL, "https://help.example.test/api/7.0/"), "?")
	whole := func() map[string]any {
		var v map[string]any
		require.NoError(s.t, json.Unmarshal(coretest.Answer(s.t, "useresponse/testdata/objects-create.json").Body, &v))
		return v["success"].(map[string]any)
	}
	answer := func(v any) *api.Response {
		body, err := json.Marshal(map[string]any{"success": v})
		require.NoError(s.t, err)
		return coretest.Status(200, string(body))
	}
	switch {
	case r.Method == "POST" && path == "objects.json" && s.refuse:
		return coretest.Status(400, `{"error":{"code":400,"message":"title: this word is not liked"}}`)
	case r.Method == "POST" && path == "objects.json":
		var sent map[string]any
		require.NoError(s.t, json.Unmarshal(r.Body, &sent))
		post := whole()
		post["id"], post["title"], post["url"] = 500+len(s.posts), sent["title"], "https://help.example.test/ideas/500"
		var r bbcode.Reader
		post["content"] = html.Print(r.Read(sent["content"].(string)))
		s.posts = append(s.posts, post)
		s.written = append(s.written, "post")
		if s.lose {
			s.lose = false
			return &api.Response{Failure: api.Network}
		}
		return answer(post)
	case r.Method == "POST" && path == "comments.json":
		s.written = append(s.written, "note at the post")
		return coretest.Answer(s.t, "useresponse/testdata/comments-create.json")
	case path == "search.json":
		return answer(map[string]any{"data": s.posts, "total": len(s.posts)})
	case strings.HasSuffix(path, "/comments.json"):
		return answer([]any{})
	default:
		return answer(s.posts[0])
	}
}

func newShop(t testing.TB) *shop { return &shop{thread: newThread(t)} }

// entered is an outbox in which an idea is to be made of the ticket.
func (s *shop) entered(t testing.TB, h *coretest.Host) []byte {
	taken := coretest.Read[creation.Taken](t, h.Run(t, agent.Table(), "new.take", &agent.TakeArgs{Account: usedesk, ID: 2992803, System: helpdesk.UseResponse, Type: "idea"}))
	require.NotEmpty(t, taken.Subject)
	require.NotEmpty(t, taken.Source)
	return coretest.Read[agent.ActsResult](t, h.Run(t, agent.Table(), "outbox.create", &agent.CreateArgs{Key: "idea-1", Creation: act.Creation{
		Account: useResponse.ID, System: helpdesk.UseResponse, Type: "idea", Source: taken.Source,
		Given:  []helpdesk.Given{{Property: helpdesk.PropertySubject, Value: taken.Subject}},
		Origin: &act.Origin{Account: usedesk.ID, System: helpdesk.Usedesk, Ticket: 2992803, Subject: taken.Subject, There: "An idea:", Here: "Made from:"},
	}})).Box
}

func TestATicketBecomesAnIdeaThatIsLinkedWithItOnce(t *testing.T) {
	for _, test := range []struct {
		name string
		lose bool
	}{{"its answer arrives", false}, {"its answer is lost", true}} {
		t.Run(test.name, func(t *testing.T) {
			s := newShop(t)
			h := coretest.NewHost(s.answer)
			box := s.entered(t, h)
			require.Empty(t, s.written, "nothing is sent before it is due")
			s.lose = test.lose
			acts := drainAll(t, h, box)
			require.Equal(t, []string{"post", "note at the ticket", "note at the post"}, s.written)
			require.Len(t, acts, 3)
			for _, a := range acts {
				require.Equal(t, outbox.Sent, a.State, "%+v", a)
			}
			require.EqualValues(t, 500, acts[0].Made.ID)
			require.NotEmpty(t, acts[0].Made.Status.State)
			require.Equal(t, "ud/2992803", acts[1].Row)
			require.Equal(t, "An idea: [url=https://help.example.test/ideas/500]#500 "+acts[0].Creation.Subject()+"[/url]", acts[1].Reply.Source)
			require.Equal(t, "ur/500", acts[2].Row)
		})
	}
}

func TestWhatIsTakenOfATicketIsWhatTheClientWrote(t *testing.T) {
	for _, test := range []struct {
		name    string
		message int64
		want    string
	}{
		{"the first that the client wrote", 0, "first"},
		{"the one that was chosen", 900000003, "second"},
		{"nothing of one that is not there", 5, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newShop(t)
			s.ticket["comments"] = []any{
				map[string]any{"id": 900000001, "message": "<p>only us</p>", "type": "private", "from": "user"},
				map[string]any{"id": 900000002, "message": "<p>first</p><p>-- <br>Anna</p><blockquote type=\"cite\">earlier</blockquote>", "type": "public", "from": "client"},
				map[string]any{"id": 900000003, "message": "<p>second</p>", "type": "public", "from": "client"},
			}
			s.ticket["ticket"].(map[string]any)["subject"] = "Re: FW: " + strings.Repeat("word ", 30)
			taken := coretest.Read[creation.Taken](t, coretest.NewHost(s.answer).Run(t, agent.Table(), "new.take",
				&agent.TakeArgs{Account: usedesk, ID: 2992803, Message: test.message, System: helpdesk.UseResponse, Type: "idea"}))
			require.Equal(t, test.want, taken.Source)
			require.Equal(t, strings.TrimSpace(strings.Repeat("word ", 20))+"…", taken.Subject, "cut at a word, without what mail puts before it")
		})
	}
}

func TestARefusedCreationKeepsWhatWasTypedAndWritesNoNote(t *testing.T) {
	s := newShop(t)
	h := coretest.NewHost(s.answer)
	box := s.entered(t, h)
	s.refuse = true
	acts := drainAll(t, h, box)
	require.Len(t, acts, 1)
	require.Equal(t, outbox.NeedsYou, acts[0].State)
	require.NotEmpty(t, acts[0].Creation.Source)
	require.Contains(t, acts[0].Refused.Failure.Detail, "this word is not liked")
	require.Empty(t, s.written)
}

func TestACreationThatWasTakenBackIsSentToNobody(t *testing.T) {
	s := newShop(t)
	h := coretest.NewHost(s.answer)
	box := s.entered(t, h)
	box = coretest.Read[agent.ActsResult](t, h.Run(t, agent.Table(), "outbox.undo", &boxes.EntryArgs{Box: box, Key: "idea-1"})).Box
	require.Empty(t, drainAll(t, h, box))
	require.Empty(t, s.written)
}

// drainAll sends what is in an outbox, to both helpdesks, one after the other.
func drainAll(t testing.TB, h *coretest.Host, box []byte) []agent.Acting {
	for range 20 {
		h.Now = h.Now.Add(2 * time.Minute)
		due := coretest.Read[agent.DueActsResult](t, h.Run(t, agent.Table(), "outbox.due", &boxes.DueArgs{Box: box, Holder: "page", Sole: true}))
		box = due.Box
		for _, step := range due.Steps {
			sent := coretest.Read[agent.SendActResult](t, h.Run(t, agent.Table(), "outbox.send", &agent.SendActArgs{Accounts: both, Entry: step.Entry}))
			box = coretest.Read[agent.ActsResult](t, h.Run(t, agent.Table(), "outbox.settle",
				&boxes.SettleArgs{Box: box, Key: step.Key, Attempt: step.Attempt, Answer: sent.Answer})).Box
		}
	}
	return coretest.Read[agent.ActsResult](t, h.Run(t, agent.Table(), "outbox.read", &boxes.BoxArgs{Box: box})).Acts
}
