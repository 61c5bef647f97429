package edge_test

import (
	"encoding/json"
	"html"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
)

// lost sends a draft whose answer is lost, and returns its key's second sending
// after what the helpdesk made of it was changed.
func (s *site) lost(title, content string, made func(*topic)) (draft string) {
	s.t.Helper()
	body, err := json.Marshal(map[string]string{"object_type": "idea", "title": title, "content": content})
	require.NoError(s.t, err)
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.lose = func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }
	})
	require.Equal(s.t, "doubt", stays(s.t, s.createAs(anna, draftKey, string(body))).State)
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.lose = nil
		made(h.topics[6])
	})
	return string(body)
}

func TestALostPostIsFoundByWhatTheHelpdeskMadeOfIt(t *testing.T) {
	store := func(change func(string) string) func(*topic) {
		return func(made *topic) { made.title, made.content = change(made.title), change(made.content) }
	}
	shown := func(content string) func(*topic) {
		return func(made *topic) { made.extra = map[string]any{"content": content} }
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	decode := func(s string) string { return html.UnescapeString(s) }
	for name, test := range map[string]struct {
		title, content string
		made           func(*topic)
	}{
		"composed":                           {norm.NFD.String("Café für Émile"), norm.NFD.String("Déjà vu, à Łódź"), store(norm.NFC.String)},
		"decomposed":                         {norm.NFC.String("Café für Émile"), norm.NFC.String("Déjà vu, à Łódź"), store(norm.NFD.String)},
		"Korean, decomposed":                 {"한국어 제목", "한국어 본문", store(norm.NFD.String)},
		"blanks squeezed":                    {"Dark   mode\u00a0 for\u2003charts", "It  is\n\nbright", store(squeeze)},
		"entities written":                   {`Q&A: "a" < 'b'`, `Q&A: "a" < 'b'`, store(html.EscapeString)},
		"entities written twice":             {`Q&A <3`, `It is bright`, store(func(s string) string { return html.EscapeString(html.EscapeString(s)) })},
		"entities read":                      {`Show &amp; and &lt;`, `&eacute; is not &egrave;`, store(decode)},
		"format characters left out":         {"Soft\u00adhyphen and\u200b space", "It is bright", store(func(s string) string { return strings.NewReplacer("\u00ad", "", "\u200b", "").Replace(s) })},
		"all of it at once":                  {norm.NFD.String("Ä &  Ö"), "It is bright", store(func(s string) string { return html.EscapeString(norm.NFC.String(squeeze(s))) })},
		"a title without letters":            {"🙂🙂", "It is bright", func(*topic) {}},
		"a text in markup":                   {"Charts", "It is [b]bright[/b].\n- Very", shown("<p>It is <strong>bright</strong>.<br>&ndash; Very</p>")},
		"a text that is left out":            {"Charts", "It is bright", shown("")},
		"a text that is cut":                 {"Charts", strings.Repeat("A long story of charts. ", 20), shown("<p>" + strings.Repeat("A long story of charts. ", 9) + "…</p>")},
		"a text in which links became links": {"Charts", "See https://example.com/a", shown(`<p>See <a href="https://example.com/a">https://example.com/a</a></p>`)},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			draft := s.lost(test.title, test.content, test.made)
			id, _ := madeBy(t, s.createAs(anna, draftKey, draft))
			require.EqualValues(t, 6, id)
			require.Equal(t, 6, s.helpdesk.count())
		})
	}
}

func TestWhatDiffersInMoreThanItsFormIsNotALostPost(t *testing.T) {
	for name, title := range map[string]string{
		"another letter": "Dark mode for chart", "another sign": "Dark mode for charts+", "another case": "dark mode for charts", "nothing": "",
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, quickly)
			draft := s.lost("Dark mode for charts", "It is bright", func(made *topic) { made.title = title })
			require.Equal(t, "doubt", stays(t, s.createAs(anna, draftKey, draft)).State)
			s.later(2 * time.Hour)
			_, _, uncertain := failure(t, s.createAs(anna, draftKey, draft))
			require.True(t, uncertain)
			require.Equal(t, 6, s.helpdesk.count())
		})
	}
}

func TestALostPostIsFoundThoughTheHelpdesksClockIsOff(t *testing.T) {
	for name, off := range map[string]time.Duration{
		"two hours behind": -2 * time.Hour, "a year behind": -365 * 24 * time.Hour, "three hours ahead": 3 * time.Hour, "right": 0,
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.helpdesk.now += int64(off / time.Second)
			draft := s.lost("Charts", "It is bright", func(*topic) {})
			s.pass(30 * time.Minute)
			id, _ := madeBy(t, s.createAs(anna, draftKey, draft))
			require.EqualValues(t, 6, id)

			// What was there long before by that clock is somebody else's.
			old := newSite(t)
			old.helpdesk.now += int64(off / time.Second)
			draft = old.lost("Charts", "It is bright", func(made *topic) { made.created -= 4 * 3600 })
			require.Equal(t, "doubt", stays(t, old.createAs(anna, draftKey, draft)).State)
		})
	}
}
