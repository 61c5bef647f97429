package core_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tinylib/msgp/msgp"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/coretest"
	"deskside/shared/words"
)

// word is the argument and the result of operations made up for these tests.
type word string

func (w *word) MarshalMsg(b []byte) ([]byte, error) { return msgp.AppendString(b, string(*w)), nil }

func (w *word) UnmarshalMsg(b []byte) ([]byte, error) {
	text, rest, err := msgp.ReadStringBytes(b)
	*w = word(text)
	return rest, err
}

func said(text string) *word { w := word(text); return &w }

// reading is a call that answers the body. A write may not be sent twice.
func reading(path string, repeatable bool) api.Call[string] {
	return api.Call[string]{
		Op: "reading", Request: api.Request{Method: "GET", URL: "https://help.example.test/" + path, Repeatable: repeatable},
		Decode: func(r *api.Response) (string, error) {
			if r.Failure != api.NoFailure {
				return "", &api.Error{Kind: api.Unavailable, Failure: r.Failure}
			}
			if e := api.StatusError(r, 0, ""); e != nil {
				return "", e
			}
			return string(r.Body), nil
		},
	}
}

var made = core.Table{
	core.Local("echo", func(w *word, in *core.Input) (*word, error) {
		if *w == "" {
			return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "word", Say: words.FieldMissing(words.Text("word"))}}}
		}
		return w, nil
	}),
	// both asks two accounts at once and one of them a second time.
	core.Remote("both", func(w *word, x *core.Exchange) (*word, error) {
		first := x.Lane("a", nil)
		a, err := core.Ask(first, reading("a", true))
		if err == nil {
			var more string
			more, err = core.Ask(first, reading("a/"+a, true))
			a += more
		}
		b, otherErr := core.Ask(x.Lane("b", nil), reading("b", true))
		if x.Waiting() {
			return said("of a step that waits nothing is seen"), nil
		}
		if err != nil || otherErr != nil {
			return nil, err
		}
		return said(a + b), nil
	}),
	core.Remote("write", func(w *word, x *core.Exchange) (*word, error) {
		text, err := core.Ask(x.Lane("a", []api.LimitRule{{Requests: 1, WindowMS: 1000}}), reading("w", false))
		return said(text), err
	}),
	core.Remote("refused", func(w *word, x *core.Exchange) (*word, error) {
		call := reading("r", true)
		call.Problem = &api.Error{Kind: api.Invalid}
		_, err := core.Ask(x.Lane("a", nil), call)
		return nil, err
	}),
}.Told((*api.Error).Say)

func TestALocalOperationAnswersAtOnce(t *testing.T) {
	out := coretest.Step(t, made, "echo", said("hello"), 0)
	require.Equal(t, word("hello"), coretest.Read[word](t, out))
	require.Equal(t, words.FieldMissing(words.Text("word")), coretest.Step(t, made, "echo", said(""), 0).Failure.Say)
}

func TestLanesDoNotWaitForEachOther(t *testing.T) {
	turn := map[string]int{}
	h := coretest.NewHost(func(_ time.Time, r *api.Request) *api.Response {
		turn[r.URL]++
		if r.URL == "https://help.example.test/b" && turn[r.URL] < 3 {
			return coretest.Status(503, "")
		}
		return coretest.Status(200, r.URL[len("https://help.example.test/"):])
	})
	require.Equal(t, word("aa/ab"), coretest.Read[word](t, h.Run(t, made, "both", said(""))))
	var lines []string
	for _, s := range h.Sent {
		lines = append(lines, s.Line[len("GET https://help.example.test/"):])
	}
	require.Equal(t, []string{"a", "b", "a/a", "b", "b"}, lines, "a goes on while b is asked again, and nothing is asked twice that was answered")
}

func TestAnOperationThatWaitsShowsNothing(t *testing.T) {
	out := coretest.Step(t, made, "both", said(""), 0)
	require.Len(t, out.Send, 2)
	require.Nil(t, out.Result)
	require.Nil(t, out.Failure)
	require.NotEmpty(t, out.Run)
}

func TestAWriteWhoseAnswerIsLostIsNotSentAgain(t *testing.T) {
	h := coretest.NewHost(coretest.Turns(&api.Response{Failure: api.Network}, coretest.Status(200, "done")))
	out := h.Run(t, made, "write", said(""))
	require.Len(t, h.Sent, 1)
	require.Equal(t, api.Unavailable, out.Failure.Kind)
	require.True(t, out.Failure.Uncertain)
	require.Equal(t, word("done"), coretest.Read[word](t, h.Run(t, made, "write", said(""))), "a run of its own is another matter")
	require.Equal(t, time.Second, h.Sent[1].At, "the account's limit goes from run to run")
}

func TestACallThatBreaksARuleIsNotSent(t *testing.T) {
	out := coretest.Step(t, made, "refused", said(""), 0)
	require.Empty(t, out.Send)
	require.Equal(t, api.Invalid, out.Failure.Kind)
}

func TestWhatNoHostShouldSendIsSaidAndNotRun(t *testing.T) {
	args, err := said("x").MarshalMsg(nil)
	require.NoError(t, err)
	for name, in := range map[string]core.Input{
		"a run that is none":        {Args: args, Run: []byte("not a run")},
		"arguments that are none":   {Args: []byte{0xc1}},
		"arguments of another type": {Args: msgp.AppendInt(nil, 7)},
	} {
		t.Run(name, func(t *testing.T) {
			input, err := in.MarshalMsg(nil)
			require.NoError(t, err)
			require.Equal(t, api.Protocol, coretest.Call(t, made, "write", input).Failure.Kind)
		})
	}
	require.Equal(t, -1, made.Index("nothing"))
	(&coretest.Vectors{Table: made}).Unbreakable(t)
}
