package edge_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// says makes the helpdesk answer paths that end so with bodies; others it answers as ever.
func (s *site) says(bodies map[string]string) {
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.fail = func(w http.ResponseWriter, r *http.Request) bool {
			for path, body := range bodies {
				if strings.HasSuffix(r.URL.Path, path) {
					w.Header().Set("Content-Type", "application/json")
					_, _ = w.Write([]byte(body))
					return true
				}
			}
			return false
		}
	})
}

// post is an object of the helpdesk as little as it may be.
func post(id int, more string) string {
	return fmt.Sprintf(`{"id": %d, "ownership": "feedback", "type": {"slug": "idea"}%s}`, id, more)
}

// numbered makes the helpdesk have that many ideas, of which it shows a page.
// Every tenth is private. cap is how many a page holds at most, 0 what is asked for.
func (s *site) numbered(all, limit int) {
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.fail = func(w http.ResponseWriter, r *http.Request) bool {
			number := func(name string, absent int) int {
				if n, err := strconv.Atoi(r.URL.Query().Get(name)); err == nil {
					return n
				}
				return absent
			}
			page, count := number("page", 1), number("count", 20)
			if limit > 0 {
				count = min(count, limit)
			}
			var data []string
			for id := (page-1)*count + 1; id <= min(page*count, all); id++ {
				more := ""
				if id%10 == 0 {
					more = `, "isPrivate": true`
				}
				data = append(data, post(id, more))
			}
			fmt.Fprintf(w, `{"success": {"data": [%s], "totalObjects": %d, "objectsPerPage": %d, "totalPages": %d, "currentPage": %d}}`,
				strings.Join(data, ","), all, count, (all+count-1)/count, page)
			return true
		}
	})
}

type listed struct {
	Success struct {
		Data                                  []struct{ ID int }
		TotalObjects, TotalPages, CurrentPage int
	}
}

func (s *site) list(query string) listed {
	s.t.Helper()
	w := s.ask("GET", "/api/7.0/search.json?"+query, "")
	require.Equal(s.t, http.StatusOK, w.Code, w.Body.String())
	var got listed
	require.NoError(s.t, json.Unmarshal(w.Body.Bytes(), &got))
	return got
}

func TestEveryPageOfWhatMayBeSeenIsThere(t *testing.T) {
	for name, limit := range map[string]int{"a helpdesk that gives as many as are asked for": 0, "one that gives fewer": 7} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.numbered(95, limit)
			seen := map[int]bool{}
			pages := s.list("count=10").Success.TotalPages
			for page := 1; page <= pages; page++ {
				got := s.list("count=10&page=" + strconv.Itoa(page))
				require.Equal(t, page, got.Success.CurrentPage)
				require.Equal(t, pages, got.Success.TotalPages)
				for _, o := range got.Success.Data {
					require.False(t, seen[o.ID], "%d comes twice", o.ID)
					seen[o.ID] = true
				}
			}
			require.Len(t, seen, 95-9, "all but the private ones")
			require.Empty(t, s.list("count=10&page="+strconv.Itoa(pages+1)).Success.Data, "there is nothing behind the last")
		})
	}
}

func TestAHelpdeskWithoutPagesIsShownInPages(t *testing.T) {
	var all []string
	for id := 1; id <= 45; id++ {
		all = append(all, post(id, ""))
	}
	for name, body := range map[string]string{
		"as a list":      `[` + strings.Join(all, ",") + `]`,
		"by ownership":   `{"success": {"feedback": [` + strings.Join(all, ",") + `]}}`,
		"as one page":    `{"success": {"data": [` + strings.Join(all, ",") + `], "currentPage": 1, "totalPages": 1, "totalObjects": 45}}`,
		"without a page": `{"success": {"data": [` + strings.Join(all, ",") + `]}}`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.says(map[string]string{"search.json": body})
			seen := map[int]bool{}
			for page, want := range []int{20, 20, 5, 0} {
				got := s.list("page=" + strconv.Itoa(page+1))
				require.Len(t, got.Success.Data, want)
				require.Equal(t, []int{45, 3}, []int{got.Success.TotalObjects, got.Success.TotalPages})
				for _, o := range got.Success.Data {
					seen[o.ID] = true
				}
			}
			require.Len(t, seen, 45)
		})
	}
}

func TestAHelpdeskThatGivesItsLastPageForeverEnds(t *testing.T) {
	s := newSite(t)
	s.says(map[string]string{"search.json": `{"success": {"data": [` + post(1, "") + `], "currentPage": 3, "totalPages": 3, "totalObjects": 41}}`})
	require.Len(t, s.list("page=3").Success.Data, 1)
	require.Empty(t, s.list("page=4").Success.Data)
}

func TestWhatStandsForAnEmptyListIsOne(t *testing.T) {
	for _, body := range []string{`null`, `{}`, `[]`, `{"success": null}`, `{"success": {}}`, `{"success": []}`, `[null]`, `{"success": [null, 1, "a"]}`} {
		for path, want := range map[string]string{
			"search.json":     `{"success":{"data":[],"totalObjects":0,"objectsPerPage":20,"totalPages":1,"currentPage":1}}`,
			"categories.json": `[]`, "statuses.json": `[]`, "objects/1/comments.json": `{"success":[]}`,
		} {
			t.Run(path+" of "+body, func(t *testing.T) {
				s := newSite(t)
				s.says(map[string]string{path: body})
				w := s.ask("GET", "/api/7.0/"+path, "")
				require.Equal(t, http.StatusOK, w.Code, w.Body.String())
				require.Equal(t, want, w.Body.String())
			})
		}
	}
	for _, body := range []string{
		`{"success": {"data": null, "totalObjects": 0, "totalPages": 0, "currentPage": 1}}`, `{"data": {}}`, `{"success": {"data": [null]}}`,
		`{"success": {"totalObjects": 0}}`, `{"success": {"feedback": null}}`, `{"success": {"feedback": {}, "helpdesk": []}}`,
	} {
		t.Run("search.json of "+body, func(t *testing.T) {
			s := newSite(t)
			s.says(map[string]string{"search.json": body})
			require.Empty(t, s.list("").Success.Data)
		})
	}
}

func TestMembersThatAreNullAreAsIfTheyWereNotThere(t *testing.T) {
	nulls := ""
	for _, name := range strings.Fields(`title content slug url language source state status category forum author responsible team attachments tags
		links recipients votes commentsNum canBeCommented isPrivate isAbused createdAtPosix latestActivityPosix custom_fields`) {
		nulls += `, "` + name + `": null`
	}
	s := newSite(t)
	s.says(map[string]string{
		"objects/1.json": post(1, nulls), "search.json": `{"success": {"data": [` + post(1, nulls) + `], "totalObjects": null, "currentPage": null, "totalPages": null}}`,
		"comments.json": `{"success": [{"id": 1, "content": null, "author": null, "attachments": null, "is_best": null, "is_private": null, "createdAtPosix": null}]}`,
		"statuses.json": `[{"id": 1, "title": null, "slug": "a", "color": null, "ownership": null, "type": null}]`,
	})
	for _, path := range []string{"search.json", "objects/1.json", "objects/1/comments.json", "statuses.json"} {
		bare := s.ask("GET", "/api/7.0/"+path, "", "Deskside-Visitor", anna)
		require.Equal(t, http.StatusOK, bare.Code, bare.Body.String())
		require.Contains(t, bare.Body.String(), `"id":1`)
		require.Equal(t, http.StatusOK, bare.Code)
	}
}

func TestWhatHasNoTypeBelongsToEveryType(t *testing.T) {
	s := newSite(t)
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.fail = func(w http.ResponseWriter, r *http.Request) bool {
			// Asked for a type, installations leave out what has none.
			if r.URL.RawQuery != "" {
				_, _ = w.Write([]byte(`[]`))
				return true
			}
			_, _ = w.Write([]byte(`[{"id": 1, "slug": "all", "ownership": "feedback", "type": null}, {"id": 2, "slug": "none", "ownership": null},
				{"id": 3, "slug": "idea", "ownership": "feedback", "type": "idea"}, {"id": 4, "slug": "question", "type": "question"},
				{"id": 5, "slug": "ticket", "ownership": "helpdesk", "type": "ticket"}, {"id": 6, "slug": "article", "type": "article"}]`))
			return true
		}
	})
	for query, want := range map[string][]int{
		"": {1, 2, 3, 4}, "?ownership=feedback": {1, 2, 3, 4}, "?ownership=feedback&type=idea": {1, 2, 3}, "?type=question": {1, 2, 4}, "?type=problem": {1, 2},
	} {
		for _, path := range []string{"categories.json", "statuses.json"} {
			t.Run(path+query, func(t *testing.T) {
				var got []struct{ ID int }
				require.NoError(t, json.Unmarshal(s.ask("GET", "/api/7.0/"+path+query, "").Body.Bytes(), &got))
				ids := []int{}
				for _, item := range got {
					ids = append(ids, item.ID)
				}
				require.Equal(t, want, ids)
			})
		}
	}
}

func TestHEADIsAsGETWithoutABody(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{
		"/api/7.0/search.json", "/api/7.0/categories.json", "/api/7.0/objects/1.json", "/api/7.0/objects/1/comments.json", "/api/7.0/objects/3.json",
		"/api/7.0/search.json?count=x", "/healthz", "/widget/loader.js",
	} {
		t.Run(path, func(t *testing.T) {
			get, head := s.ask("GET", path, ""), s.ask("HEAD", path, "")
			require.Equal(t, get.Code, head.Code)
			for _, w := range []*httptest.ResponseRecorder{get, head} {
				w.Header().Del("X-Request-Id") // each has its own
			}
			require.Equal(t, get.Header(), head.Header())
			require.NotEmpty(t, get.Body.String())
			require.Empty(t, head.Body.String())
		})
	}
	refused := s.ask("HEAD", "/api/7.0/objects.json", "")
	require.Equal(t, http.StatusMethodNotAllowed, refused.Code)
	require.Equal(t, "POST", refused.Header().Get("Allow"))
	require.Equal(t, "GET, HEAD", s.ask("PUT", "/api/7.0/objects/1.json", "{}").Header().Get("Allow"))
}

func TestSearchesAreHandedOnAsTheInstallationKnowsThem(t *testing.T) {
	for query, want := range map[string]string{
		"status=im-ersten-halbjahr":                    "ownership=feedback&status=im-ersten-halbjahr",
		"status=%D0%B2+%D0%BF%D0%BB%D0%B0%D0%BD%D0%B5": "ownership=feedback&status=%D0%B2%20%D0%BF%D0%BB%D0%B0%D0%BD%D0%B5",
		"category_id=5&page=3&count=50":                "ownership=feedback&category_id=5&page=3",
		"authorId=9&date=last_week&sort=updated":       "ownership=feedback&date=last_week&authorId=9&sort=updated",
	} {
		t.Run(query, func(t *testing.T) {
			s := newSite(t, quickly)
			s.list(query)
			sent := s.helpdesk.sent()
			require.Len(t, sent, 1)
			require.Contains(t, sent[0], want)
		})
	}
	s := newSite(t, quickly)
	s.ask("GET", "/api/7.0/objects/1/comments.json?sort=desc&page=2", "")
	require.Contains(t, strings.Join(s.helpdesk.sent(), "\n"), "/objects/1/comments.json?sort=desc&page=2")
}
