package edge_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
	"deskside/shared/feedback/similar"
	"deskside/shared/helpdesk"
)

// gathers lets time pass until nothing more is gathered for a while, and returns how
// many turns that took.
func (s *site) gathers() (turns int) {
	s.t.Helper()
	for {
		rest := s.edge.GatherNext(context.Background())
		turns++
		if s.pass(rest); rest >= time.Minute {
			return turns
		}
		require.Less(s.t, turns, 300)
	}
}

// snapshot is the newest snapshot as a widget gets it.
func (s *site) snapshot() (raw []byte, posts *similar.Snapshot) {
	s.t.Helper()
	w := s.ask("GET", "/api/7.0/similar.json", "")
	require.Equal(s.t, http.StatusOK, w.Code, w.Body.String())
	require.Equal(s.t, "public, max-age=60", w.Header().Get("Cache-Control"))
	var newest struct {
		Success struct {
			Hash string `json:"hash"`
			Made int64  `json:"madeAtPosix"`
		} `json:"success"`
	}
	require.NoError(s.t, json.Unmarshal(w.Body.Bytes(), &newest))
	require.LessOrEqual(s.t, newest.Success.Made, s.clock().Unix())
	w = s.ask("GET", "/api/7.0/similar/"+newest.Success.Hash+".gz", "")
	require.Equal(s.t, http.StatusOK, w.Code, w.Body.String())
	require.Equal(s.t, "public, max-age=31536000, immutable", w.Header().Get("Cache-Control"))
	require.Equal(s.t, "application/gzip", w.Header().Get("Content-Type"))
	require.LessOrEqual(s.t, w.Body.Len(), similar.Limit)
	r, err := gzip.NewReader(w.Body)
	require.NoError(s.t, err)
	raw, err = io.ReadAll(r)
	require.NoError(s.t, err)
	posts, err = similar.Open(raw)
	require.NoError(s.t, err)
	return raw, posts
}

// shelf makes the helpdesk have that many ideas, the newest first, of which a page has
// count. change may answer a page in another way.
func (s *site) shelf(all int, title func(id int) string, change func(page int, w http.ResponseWriter) bool) {
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.fail = func(w http.ResponseWriter, r *http.Request) bool {
			q := r.URL.Query()
			page := max(1, atoi(q.Get("page")))
			count := atoi(q.Get("count"))
			if change != nil && change(page, w) {
				return true
			}
			var data []string
			for at := (page - 1) * count; at < min(page*count, all); at++ {
				data = append(data, post(all-at, `, "title": `+strconv.Quote(title(all-at))))
			}
			fmt.Fprintf(w, `{"success": {"data": [%s], "totalObjects": %d, "totalPages": %d, "currentPage": %d}}`, strings.Join(data, ","), all, (all+count-1)/count, page)
			return true
		}
	})
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func finds(s *similar.Snapshot, title string) bool {
	return slices.ContainsFunc(s.Find(title, helpdesk.AnyType, 20), func(p similar.Post) bool { return p.Title == title })
}

func TestASnapshotHasWhatIsOpenAndPublicAlone(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"similar.json", "similar/" + strings.Repeat("0", 32) + ".gz"} {
		require.Equal(t, http.StatusNotFound, s.ask("GET", "/api/7.0/"+path, "").Code, "there is none yet")
	}
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.topics[1].extra = map[string]any{"status": map[string]any{"id": 1, "slug": "planned", "title": "Planned", "isClosed": false}}
		h.topics[6] = &topic{title: "Done long ago", ownership: "feedback", kind: "idea", extra: map[string]any{"status": map[string]any{"id": 2, "slug": "completed", "title": "Completed", "isClosed": true}}}
		h.topics[7] = &topic{title: "In the bin", ownership: "feedback", kind: "idea", extra: map[string]any{"state": map[string]any{"name": "trash"}}}
	})
	s.writes("objects/1/votes/toggle.json?value=up", "", anna)
	s.writes("objects/1/votes/toggle.json?value=up", "", ben)
	require.Equal(t, 2, s.gathers())
	raw, posts := s.snapshot()
	require.Equal(t, 3, posts.Count())
	dark := posts.Find("Dark mode", helpdesk.Idea, 1)[0]
	require.Equal(t, similar.Post{ID: 1, Type: helpdesk.Idea, Title: "Dark mode", Status: helpdesk.Status{Title: "Planned", State: "unknown"}, Votes: 12, Open: true, Down: true}, dark, "all visitors' votes count")
	require.True(t, finds(posts, "Export fails"))
	for _, secret := range []string{"Secret", "invoice", "Done", "bin", "Anna", "@", "Weber", "vip", "revenue", anna} {
		require.NotContains(t, strings.ToLower(string(raw)), strings.ToLower(secret))
	}
}

func TestWithoutAStoreThereIsNoSnapshot(t *testing.T) {
	s := newSite(t, func(c *edge.Config) { c.Store = nil })
	require.Equal(t, 1, s.gathers())
	require.Empty(t, s.helpdesk.sent())
	require.Equal(t, http.StatusNotFound, s.ask("GET", "/api/7.0/similar.json", "").Code)
}

func TestALargeSiteIsReadPageByPageAndSeldom(t *testing.T) {
	s := newSite(t)
	s.shelf(1_030, func(id int) string { return "Idea number" + strconv.Itoa(id) }, nil)
	began := s.clock()
	require.Equal(t, 22, s.gathers())
	_, posts := s.snapshot()
	require.Equal(t, 1_030, posts.Count())
	sent := s.helpdesk.sent()
	require.Len(t, sent, 21)
	require.Contains(t, sent[20], "page=21")
	rest := s.clock().Sub(began)
	require.Greater(t, rest, 25*time.Minute, "then it is left alone")
	s.gathers()
	require.Len(t, s.helpdesk.sent(), 21)
	require.Equal(t, 2*rest, s.clock().Sub(began))
}

func TestManyHostsOverAStoreReadAPageOnce(t *testing.T) {
	s := newSite(t)
	s.shelf(500, func(id int) string { return "Idea number" + strconv.Itoa(id) }, nil)
	for range 30 {
		for range 4 {
			s.edge.GatherNext(context.Background())
		}
		s.pass(6 * time.Second)
	}
	require.Len(t, s.helpdesk.sent(), 10)
	_, posts := s.snapshot()
	require.Equal(t, 500, posts.Count())
}

func TestWhatCannotBeReadStaysAsItWas(t *testing.T) {
	for name, change := range map[string]func(w http.ResponseWriter){
		"a page that breaks": func(w http.ResponseWriter) { w.WriteHeader(500) }, "a page that is none": func(w http.ResponseWriter) { _, _ = io.WriteString(w, "<h1>Login</h1>") },
		"a helpdesk that is busy": func(w http.ResponseWriter) { w.Header().Set("Retry-After", "90"); w.WriteHeader(429) }, "a refusal": func(w http.ResponseWriter) { w.WriteHeader(403) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, quickly)
			word := "older"
			titles := func(id int) string { return "Idea number" + strconv.Itoa(id) + " " + word }
			broken := 0
			page := func(page int, w http.ResponseWriter) bool {
				if page == broken {
					change(w)
				}
				return page == broken
			}
			s.shelf(200, titles, page)
			s.gathers()
			word, broken = "newer", 2
			for range 8 {
				s.gathers()
			}
			_, posts := s.snapshot()
			require.Equal(t, 200, posts.Count())
			require.True(t, finds(posts, "Idea number199 newer"))
			require.True(t, finds(posts, "Idea number120 older"), "of the second page it is what was")
			require.True(t, finds(posts, "Idea number5 newer"))
			word, broken = "newest", 1
			s.helpdesk.sent()
			began := s.clock()
			for range 16 {
				s.gathers()
			}
			require.LessOrEqual(t, len(s.helpdesk.sent()), int(s.clock().Sub(began)/time.Minute)+4, "it is not pressed")
			_, posts = s.snapshot()
			require.Equal(t, 200, posts.Count())
			require.True(t, finds(posts, "Idea number199 newer"), "neither is the first")
			require.True(t, finds(posts, "Idea number5 newest"))
			// Where there is but one page, all stays.
			only := newSite(t, quickly)
			only.shelf(20, titles, page)
			broken = 0
			only.gathers()
			before, _ := only.snapshot()
			broken = 1
			for range 8 {
				only.gathers()
			}
			after, _ := only.snapshot()
			require.Equal(t, before, after)
		})
	}
}

func TestOddRowsTakeNothingAlong(t *testing.T) {
	s := newSite(t)
	s.says(map[string]string{"/search.json": `{"success": {"data": [null, 7, "x", {}, [], {"id": "9"}, {"id": -4, "title": "Below"}, ` + post(3, `, "title": null`) + `, ` + post(4, `, "title": "  "`) + `,
		` + post(5, `, "title": "Dark\nmode", "status": null, "votes": null, "category": []`) + `, ` + post(5, `, "title": "Twice"`) + `, ` + post(6, `, "title": ["a"]`) + `], "totalPages": "many"}}`})
	s.gathers()
	_, posts := s.snapshot()
	require.True(t, finds(posts, "Dark mode"))
	require.LessOrEqual(t, posts.Count(), 2)
}

func TestWhatDoesNotFitIsMadeOfFewer(t *testing.T) {
	s := newSite(t)
	random := rand.New(rand.NewPCG(1, 2))
	titles := make([]string, 6_001)
	for i := range titles {
		for range 12 {
			titles[i] += strconv.FormatUint(random.Uint64(), 36) + " "
		}
	}
	s.shelf(6_000, func(id int) string { return titles[id] }, nil)
	s.gathers()
	_, posts := s.snapshot()
	require.Greater(t, posts.Count(), 1_000)
	require.Less(t, posts.Count(), similar.Most)
	require.Len(t, s.helpdesk.sent(), 100, "the newest alone are read")
}

func TestWhatDoesNotChangeIsTheSameFile(t *testing.T) {
	s := newCached(t)
	s.gathers()
	first := s.ask("GET", "/api/7.0/similar.json", "").Body.String()
	s.gathers()
	require.Equal(t, first, s.ask("GET", "/api/7.0/similar.json", "").Body.String())
	raw, _ := s.snapshot()
	s.writes("objects.json", `{"object_type":"idea","title":"Sort by date","content":"Please."}`, anna)
	s.gathers()
	require.NotEqual(t, first, s.ask("GET", "/api/7.0/similar.json", "").Body.String())
	second, posts := s.snapshot()
	require.NotEqual(t, raw, second)
	require.True(t, finds(posts, "Sort by date"))
	var old struct{ Success struct{ Hash string } }
	require.NoError(t, json.Unmarshal([]byte(first), &old))
	w := s.ask("GET", "/api/7.0/similar/"+old.Success.Hash+".gz", "")
	require.Equal(t, http.StatusOK, w.Code, "who was told of it before still gets it")
	require.NotZero(t, w.Body.Len())
	r, err := gzip.NewReader(bytes.NewReader(w.Body.Bytes()))
	require.NoError(t, err)
	again, err := io.ReadAll(r)
	require.NoError(t, err)
	require.Equal(t, raw, again)
}
