package turnstile_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/edge/turnstile"
)

func TestWhatAnAnswerIsWorth(t *testing.T) {
	now := time.Date(2026, 11, 30, 13, 5, 9, 0, time.UTC)
	token := turnstile.Token{Text: "a-token", About: "this-post", Host: "feedback.example.com"}
	said := func(change map[string]any) string {
		all := map[string]any{"success": true, "challenge_ts": "2026-11-30T13:04:59.104Z", "hostname": "feedback.example.com", "error-codes": []string{}, "action": "deskside", "cdata": "this-post", "metadata": map[string]any{"interactive": true}}
		for name, value := range change {
			if value == nil {
				delete(all, name)
			} else {
				all[name] = value
			}
		}
		text, err := json.Marshal(all)
		require.NoError(t, err)
		return string(text)
	}
	failed := func(codes ...string) string { return said(map[string]any{"success": false, "error-codes": codes}) }
	for name, test := range map[string]struct {
		status int
		body   string
		want   turnstile.Verdict
	}{
		"a person":                         {200, said(nil), turnstile.Person},
		"a host in large letters":          {200, said(map[string]any{"hostname": "Feedback.Example.com"}), turnstile.Person},
		"at the end of its time":           {200, said(map[string]any{"challenge_ts": "2026-11-30T13:00:09Z"}), turnstile.Person},
		"a clock that is a little behind":  {200, said(map[string]any{"challenge_ts": "2026-11-30T13:09:59Z"}), turnstile.Person},
		"a clock that is far behind":       {200, said(map[string]any{"challenge_ts": "2026-11-30T14:05:09Z"}), turnstile.Refused},
		"too old":                          {200, said(map[string]any{"challenge_ts": "2026-11-30T12:55:08Z"}), turnstile.Refused},
		"of no time":                       {200, said(map[string]any{"challenge_ts": nil}), turnstile.Refused},
		"of another form of time":          {200, said(map[string]any{"challenge_ts": "2026-11-30 13:04:59"}), turnstile.Refused},
		"of a day that is not":             {200, said(map[string]any{"challenge_ts": "2026-11-31T13:04:59Z"}), turnstile.Refused},
		"another host":                     {200, said(map[string]any{"hostname": "www.example.com"}), turnstile.Refused},
		"no host":                          {200, said(map[string]any{"hostname": nil}), turnstile.Refused},
		"another action":                   {200, said(map[string]any{"action": "login"}), turnstile.Refused},
		"about something else":             {200, said(map[string]any{"cdata": ""}), turnstile.Refused},
		"a token that is none":             {200, failed("invalid-input-response"), turnstile.Refused},
		"a token that is over":             {200, failed("timeout-or-duplicate"), turnstile.Refused},
		"no token":                         {400, failed("missing-input-response"), turnstile.Refused},
		"a secret of no widget":            {400, failed("invalid-input-secret"), turnstile.Unset},
		"no secret":                        {200, failed("missing-input-secret", "invalid-input-response"), turnstile.Unset},
		"both are wrong":                   {200, failed("invalid-input-response", "invalid-input-secret"), turnstile.Unset},
		"something is wrong there":         {200, failed("internal-error"), turnstile.Away},
		"what it says one day":             {200, failed("another-error"), turnstile.Away},
		"no reason":                        {200, failed(), turnstile.Away},
		"a page":                           {200, "<h1>Sorry</h1>", turnstile.Away},
		"nothing":                          {204, "", turnstile.Away},
		"a gateway":                        {502, said(nil), turnstile.Away},
		"success that is a word":           {200, said(map[string]any{"success": "true"}), turnstile.Away},
		"no success":                       {200, said(map[string]any{"success": nil}), turnstile.Away},
		"another kind of JSON":             {200, `[{"success": true}]`, turnstile.Away},
		"success within something else":    {200, `{"result": ` + said(nil) + `}`, turnstile.Away},
		"success said twice, the first no": {200, `{"success": false, "success": true}`, turnstile.Away},
	} {
		got, why := token.Judge(&api.Response{Status: test.status, Body: []byte(test.body)}, now)
		require.Equal(t, test.want, got, name)
		require.Equal(t, got == turnstile.Person, why == "", name)
		require.NotContains(t, why, token.Text)
		require.NotContains(t, why, token.About)
	}
	for _, none := range []*api.Response{nil, {Failure: api.Network}, {Failure: api.Timeout}} {
		got, _ := token.Judge(none, now)
		require.Equal(t, turnstile.Away, got)
	}
}

func TestTheAddressOfWhoeverWritesGoesAlongWhereItIsWhole(t *testing.T) {
	keys := turnstile.Keys{Site: "site", Secret: `a"secret`}
	for address, sent := range map[string]bool{"203.0.113.7": true, "2001:db8:0:1": false, "": false, "::ffff:203.0.113.7": false, "a client": false} {
		request := keys.Asks(&turnstile.Token{Text: "a \"token\"", Address: address, Number: []byte("sixteen bytes or more of it")})
		var body map[string]string
		require.NoError(t, json.Unmarshal(request.Body, &body))
		want := map[string]string{"secret": `a"secret`, "response": "a \"token\"", "idempotency_key": "73697874-6565-4e20-a279-746573206f72"}
		if sent {
			want["remoteip"] = address
		}
		require.Equal(t, want, body, address)
		require.Equal(t, []string{"POST", "https://challenges.cloudflare.com/turnstile/v0/siteverify"}, []string{request.Method, request.URL})
	}
}

func TestKeys(t *testing.T) {
	for name, test := range map[string]struct {
		keys   turnstile.Keys
		on, ok bool
	}{
		"none":                  {turnstile.Keys{}, false, true},
		"both":                  {turnstile.Keys{Site: "1x00000000000000000000AA", Secret: "1x0000000000000000000000000000000AA"}, true, true},
		"a secret by itself":    {turnstile.Keys{Secret: "1x0000000000000000000000000000000AA"}, false, true},
		"a site key by itself":  {turnstile.Keys{Site: "1x00000000000000000000AA"}, false, false},
		"a space within":        {turnstile.Keys{Site: "1x 0", Secret: "1x0"}, true, false},
		"what ends a line":      {turnstile.Keys{Site: "1x0", Secret: "1x0\r\nA: b"}, true, false},
		"a policy within":       {turnstile.Keys{Site: "1x0;script-src", Secret: "1x0"}, true, false},
		"longer than anybody's": {turnstile.Keys{Site: string(make([]byte, 200)), Secret: "1x0"}, true, false},
	} {
		require.Equal(t, test.on, test.keys.On(), name)
		require.Equal(t, test.ok, test.keys.Check() == nil, name)
	}
}
