package edge_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTextInWhichNothingIsToBeSeenIsRefusedByItsField(t *testing.T) {
	invisible := map[string]string{
		"NUL": "\x00", "control characters": "\x01\x02\x1b\x7f\u0085", "blanks": " \t\n\u00a0\u3000\u2003", "a zero-width space": "\u200b\u200b", "joiners": "\u200d\u200c",
		"a byte order mark": "\ufeff", "directions": "\u202e\u2066\u200f", "a soft hyphen": "\u00ad", "fillers": "\u3164\u115f\uffa0", "an empty pattern of Braille": "\u2800",
		"variation selectors": "\ufe0f\U000e0101", "tags": "\U000e0041\U000e0042", "an accent alone": "\u0301", "a line separator": "\u2028", "noncharacters": "\ufffe\U0001ffff",
		"something for private use": "\ue000", "all together": "\x00 \u200b\u3164\u00ad\n",
	}
	for name, nothing := range invisible {
		for field, body := range map[string]map[string]any{
			"title":       {"object_type": "idea", "title": nothing, "content": "It is bright."},
			"a sentence":  {"object_type": "idea", "title": "Charts", "content": nothing},
			"a comment":   {"object_id": 1, "content": nothing},
			"[b]bold[/b]": {"object_id": 1, "content": "[b]" + nothing + "[/b]\n[list][*]" + nothing + "[/list]"},
		} {
			t.Run(name+" for "+field, func(t *testing.T) {
				s := newSite(t)
				sent, err := json.Marshal(body)
				require.NoError(t, err)
				path, says := "objects.json", field
				if body["object_id"] != nil {
					path, says = "comments.json", "Write a comment"
				}
				status, message, _ := failure(t, s.ask("POST", "/api/7.0/"+path, string(sent)))
				require.Equal(t, http.StatusBadRequest, status)
				require.Contains(t, message, says)
				require.Empty(t, s.helpdesk.sent())
			})
		}
	}
}

func TestTextIsCleanedOfWhatNobodyMeansAndKeepsWhatPeopleDo(t *testing.T) {
	for name, test := range map[string]struct{ title, content, wantTitle, wantContent string }{
		"NUL within":             {"Dark\x00 mode", "It\x00 is\x07 bright", "Dark mode", "It is bright"},
		"breaks in a title":      {"Dark\r\nmode\tfor", "a\r\nb\rc\td", "Dark  mode for", "a\nb\nc\td"},
		"blanks around":          {"\u00a0 Dark \u2003", "\n\nText \n", "Dark", "Text"},
		"an emoji of several":    {"👩‍👩‍👧", "❤️ 🏳️‍🌈", "👩‍👩‍👧", "❤️ 🏳️‍🌈"},
		"Persian with a joiner":  {"می\u200cخواهم", "نمی\u200cدانم", "می\u200cخواهم", "نمی\u200cدانم"},
		"an accent of its own":   {"Cafe\u0301", "e\u0301", "Cafe\u0301", "e\u0301"},
		"a sign alone":           {"?", "…", "?", "…"},
		"a picture and no words": {"Look", "[img]https://example.com/a.png[/img]", "Look", "[img]https://example.com/a.png[/img]"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			body, err := json.Marshal(map[string]string{"object_type": "idea", "title": test.title, "content": test.content})
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, s.ask("POST", "/api/7.0/objects.json", string(body)).Code)
			var got struct{ Title, Content string }
			require.NoError(t, json.Unmarshal([]byte(s.helpdesk.bodies[0]), &got))
			require.Equal(t, test.wantTitle, got.Title)
			require.Equal(t, test.wantContent, got.Content)
		})
	}
}

func TestASearchForWhatCannotBeSeenIsASearchForAnything(t *testing.T) {
	for text, want := range map[string]string{
		"\x00": "GET /api/7.0/search.json?ownership=feedback&count=20", "\u200b ": "GET /api/7.0/search.json?ownership=feedback&count=20",
		" da\x00rk\n": "GET /api/7.0/search.json?text=dark&ownership=feedback&count=20",
	} {
		s := newSite(t)
		s.list("text=" + url.QueryEscape(text))
		require.Equal(t, []string{want}, s.helpdesk.sent())
	}
}
