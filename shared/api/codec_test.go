package api_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tinylib/msgp/msgp"

	"deskside/shared/api"
)

// codec is what the generated code makes of a type.
type codec interface {
	MarshalMsg([]byte) ([]byte, error)
	UnmarshalMsg([]byte) ([]byte, error)
}

// settles decodes bytes that anybody may have written, and what comes of them
// once more: the second writing is that of the first.
func settles(t *testing.T, data []byte, first, second codec) bool {
	t.Helper()
	rest, err := first.UnmarshalMsg(bytes.Clone(data))
	if err != nil {
		return false
	}
	require.LessOrEqual(t, len(rest), len(data))
	once, err := first.MarshalMsg(nil)
	require.NoError(t, err)
	rest, err = second.UnmarshalMsg(bytes.Clone(once))
	require.NoError(t, err)
	require.Empty(t, rest)
	twice, err := second.MarshalMsg(nil)
	require.NoError(t, err)
	require.Equal(t, once, twice)
	return true
}

func FuzzRequestCodec(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		var r api.Request
		if !settles(t, data, &r, new(api.Request)) {
			return
		}
		_ = r.Keyed()
		require.NotContains(t, strings.TrimPrefix(r.Line(), r.Method), "?")
		_ = api.NewRedactor("k3y").Trace(&r, nil)
	})
}

func FuzzResponseCodec(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		var r api.Response
		if !settles(t, data, &r, new(api.Response)) {
			return
		}
		r.Arrived(noon)
		answered(t, &r)
	})
}

// answered reads an answer in all ways that do not know a helpdesk.
func answered(t *testing.T, r *api.Response) {
	t.Helper()
	_, err := api.JSON(r)
	for _, e := range []*api.Error{err, api.StatusError(r, 7, "words")} {
		if e == nil {
			continue
		}
		require.NotEmpty(t, e.Kind)
		require.GreaterOrEqual(t, e.RetryAfter, time.Duration(0))
		require.NotEmpty(t, e.Say())
		require.NotEmpty(t, e.Error())
		api.DefaultRetry.After(1, e, true, 5)
	}
}

func FuzzAnswer(f *testing.F) {
	f.Fuzz(func(t *testing.T, status int, retryAfter string, body []byte) {
		r := &api.Response{Status: status, Header: []api.Header{{Name: "Retry-After", Value: retryAfter}}, Body: body}
		r.Arrived(noon)
		answered(t, r)
	})
}

func FuzzLimitCodec(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		var limit api.Limit
		if !settles(t, data, &limit, new(api.Limit)) {
			return
		}
		// What makes no sense limits nothing for longer than an hour, and breaks nothing.
		for i := range 5 {
			wait, ok := limit.Take(noon.Add(time.Duration(i)*time.Second), "query", time.Minute)
			require.True(t, !ok || wait <= time.Minute)
			require.GreaterOrEqual(t, wait, time.Duration(0))
		}
		limit.Learn(noon, "query", &api.Error{Kind: api.RateLimited})
		limit.Learn(noon, "", errors.New("x"))
		limit.Learn(noon, "query", nil)
	})
}

func FuzzFieldErrorCodec(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		settles(t, data, new(api.FieldError), new(api.FieldError))
		settles(t, data, new(api.Kind), new(api.Kind))
		settles(t, data, new(api.TransportFailure), new(api.TransportFailure))
	})
}

func TestAFewBytesMakeNoLongList(t *testing.T) {
	for name, c := range map[string]struct {
		member string
		into   codec
	}{
		"headers of a request":  {"headers", new(api.Request)},
		"headers of an answer":  {"headers", new(api.Response)},
		"rules of a limit":      {"rules", new(api.Limit)},
		"pauses of a limit":     {"pauses", new(api.Limit)},
		"what a rule has taken": {"taken", new(api.LimitRule)},
	} {
		t.Run(name, func(t *testing.T) {
			data := msgp.AppendArrayHeader(msgp.AppendString(msgp.AppendMapHeader(nil, 1), c.member), 1<<32-1)
			_, err := c.into.UnmarshalMsg(data)
			require.ErrorIs(t, err, msgp.ErrLimitExceeded)
		})
	}
}
